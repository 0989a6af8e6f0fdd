"""Where a reported clause begins and ends, whatever the parser attached to it.

Positions of words go in and come out, but for `ranges`, which turns them into ranges of the text.

    said *on Monday* it would close              the day is the cue's, not the clause's
    told *The Associated Press* the plan died    the addressee is not part of it
    said he wants to win, *but time is short*    the clause continues, attached to the cue
    said it leaks, *making it worthless*         the same

Where the narrator's words begin again after the clause is in `narration`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from extractor import cue_lexicon
from extractor.domain import Sentence, Span, Word
from extractor.english import syntax
from extractor.english.lexicon import CALENDAR, MONTHS, WEEKDAYS, common_noun_class
from extractor.english.punctuation import CLOSING_BRACKETS, DASHES, OPENING_BRACKETS
from extractor.rules.shared.complements import (
    REPORTING_CLASSES,
    SUBJECTS,
    follows_comma,
    is_participial,
    says,
)

FRONTED = ("obl", "advmod", "advcl")
LEADING = frozenset("that".split())
LOOSE = frozenset({"PUNCT"})
BRACKETS = dict(zip(CLOSING_BRACKETS, OPENING_BRACKETS, strict=True))
LINKS = frozenset(
    """meanwhile however separately moreover furthermore additionally besides also elsewhere still
    """.split()
)
"""Adverbs by which the narrator continues: ``*Meanwhile*, the match is off, he said``."""
LINKING_PHRASES = LINKS | frozenset(
    """in particular,in addition,in turn,in short,in reply,in response,in contrast,in conclusion,
    for example,for instance,at the same time,on the other hand,on the contrary""".replace(
        "\n    ", ""
    ).split(",")
)
TIMES = (
    WEEKDAYS
    | MONTHS
    | CALENDAR
    | frozenset(
        """day week weekend month year morning afternoon evening night today tonight yesterday
        midday noon midnight earlier later recently ago here time moment""".split()
    )
)
TIME_MARKERS = frozenset(("", "on", "in", "at", "during", "over", "from"))
PLACE_MARKERS = frozenset("in at from outside near on".split())
EVENT_MARKERS = frozenset("after before at during following ahead outside".split())
EVENTS = frozenset(
    """
    arrest attack ceremony crash election event fight final fire funeral game incident launch match
    protest race raid referendum result round ruling sentencing session shooting storm strike talk
    tour training vigil visit vote win
    """.split()
)
"""Nouns for what happened when somebody spoke: ``said *after the vote* it would close``."""
MANNERS = frozenset(
    """
    afterwards afterward again bluntly explicitly flatly initially openly plainly previously
    privately publicly quietly repeatedly separately simply subsequently then
    """.split()
)
"""Adverbs right after a cue that say how or when it was said."""
DEGREES_OF_TIME = frozenset("early just late only shortly soon".split())
OPENERS_OF_CLAUSES = frozenset("he she it they we i you there this these those".split())
ARGUMENT_CASES = frozenset("by from to with of for into than against about".split())
REASONS = frozenset("because if unless until".split())
CONDITIONS = frozenset(
    "if when once unless while although though because since as until whenever where".split()
)
PRESENT_MODALS = frozenset("will can may must shall 'll ’ll".split())
BACKSHIFTED = frozenset("would could had 'd ’d".split())
TELLING = frozenset("tell assure inform notify remind convince persuade".split())
"""Verbs that report a clause only to somebody."""
FEWEST_BARE = 2
STAMP = re.compile(r"\d{1,2}[:.]\d\d(?:[ap]m)?")
RESULTS = frozenset(
    """
    make give leave cause force raise allow create bring put turn mean send push drive prompt
    threaten enable undermine help let keep reduce increase affect hurt harm strain prevent include
    """.split()
)
"""Participles by which a clause continues: ``leaks, *making* it worthless``."""


# --- the beginning ------------------------------------------------------------------------


def words_of_cue(sentence: Sentence, verb: int, keep: Collection[int]) -> set[int]:
    """Return the positions in *keep* that belong to the cue: around it, and in front behind it."""
    kept = sorted(p for p in keep if sentence.words[p].upos not in LOOSE)
    around = _around_cue(sentence, verb, kept)
    kept = [p for p in kept if p not in around]
    if not kept or kept[0] < verb:
        return around
    return around | _in_front(sentence, verb, kept)


def _around_cue(sentence: Sentence, verb: int, kept: list[int]) -> set[int]:
    """Return what stands between subject and cue, or behind it in a clause that goes on.

    ``Ana Ruiz, *for her part*, said it leaked``, ``The pump, Ana Ruiz said *on Friday*, leaked``.
    """
    words = sentence.words
    subject = max((c for c in syntax.children(sentence, verb, "nsubj") if c < verb), default=None)
    if subject is None:
        return set()
    opens = words[min(syntax.subtree(sentence, subject)) - 1].text == ","
    aside = _told_in_aside(sentence, verb, kept) if opens else set()
    if not kept or kept[0] > subject:
        aside |= {p for p in kept if subject < p < verb}
    return aside if aside < set(kept) else set()


def _told_in_aside(sentence: Sentence, verb: int, kept: Collection[int]) -> set[int]:
    """Return what is between a cue and a comma: to whom, where and when it was said."""
    if not cue_lexicon.takes_addressee(sentence.words[verb].lemma.lower()):
        return time_in_aside(sentence, verb, kept)
    words = sentence.words[verb + 1 :]
    before = list(takewhile(lambda w: w.text != ",", words))
    clausal = len(before) == len(words) or any(_is_clausal(sentence, w.index) for w in before)
    return set() if clausal else {w.index for w in before}.intersection(kept)


def time_in_aside(sentence: Sentence, verb: int, positions: Collection[int]) -> set[int]:
    """Return the circumstance between *verb* and a comma: ``…, Ana Ruiz said *on Friday*, …``.

    It may stand behind an addressee: ``…, she told MPs *on Friday*, …``.
    """
    words, first = sentence.words, verb + 1
    if cue_lexicon.takes_addressee(words[verb].lemma.lower()):
        for told in syntax.children(sentence, verb, "iobj", "obj"):
            phrase = syntax.subtree(sentence, told)
            first = phrase[-1] + 1 if phrase[0] == first else first
    behind = {p for p in positions if p > verb}
    for head in (first, *syntax.ancestors(sentence, first)) if first in behind else ():
        phrase = [p for p in syntax.subtree(sentence, head) if p in behind]
        while phrase and words[phrase[-1]].text == ",":
            phrase.pop()
        closed = words[phrase[-1] + 1 : phrase[-1] + 2] if phrase else ()
        timed = is_circumstance(sentence, head) or words[head].text.lower() == "now"
        if phrase[:1] == [first] and timed:
            return set(phrase) if closed and closed[0].text == "," else set()
    return set()


def _in_front(sentence: Sentence, verb: int, kept: list[int]) -> set[int]:
    """Return the positions at the front of a clause behind its cue that are the cue's."""
    if _introduces(sentence, kept[0]):
        return {kept[0]}
    if _is_manner_before_question(sentence, kept):
        return {kept[0]}
    that = next((p for p in kept if _is_that(sentence, p) and kept[0] < p), None)
    front = [p for p in kept if that is not None and p < that]
    if that is not None and not any(_is_clausal(sentence, p) for p in front):
        return set() if _is_noun_of_that(sentence, verb, front, that) else set(front)
    if that is not None and _is_aside_before(sentence, verb, front, that):
        return set(front)
    told = addressee_in_clause(sentence, verb, kept)
    found = {*told, *_rest_of_name(sentence, verb, kept)}
    rest = [p for p in kept if p not in found]
    while rest and (phrase := _circumstance(sentence, rest)):
        found.update(phrase)
        rest = [p for p in rest if p not in found]
    return found if rest else set()


def _rest_of_name(sentence: Sentence, verb: int, kept: list[int]) -> list[int]:
    """Return the end of an addressee's name that was cut off: ``told Channel 4 *News* it was``."""
    words, first = sentence.words, kept[0]
    told = [c for c in syntax.children(sentence, verb, "obj", "iobj") if verb < c < first]
    if (
        not told
        or words[told[0]].upos != "PROPN"
        or syntax.subtree(sentence, told[0])[0] != verb + 1
    ):
        return []
    if syntax.subtree(sentence, told[0])[-1] != first - 1:
        return []
    names = takewhile(lambda p: words[p].upos == "PROPN", kept)
    rest = [p for count, p in enumerate(names) if p == first + count]
    opens = words[first + len(rest)].upos if first + len(rest) < len(words) else ""
    return rest if opens in {"DET", "PRON"} else []


def addressee_cut_off(sentence: Sentence, verb: int, keep: Collection[int]) -> list[int]:
    """Return the whole name of an addressee whose end the parser took into the clause."""
    kept = sorted(p for p in keep if sentence.words[p].upos not in LOOSE)
    rest = _rest_of_name(sentence, verb, kept) if kept and kept[0] > verb else []
    return list(range(verb + 1, rest[-1] + 1)) if rest else []


def _introduces(sentence: Sentence, position: int) -> bool:
    """Return whether a ``that`` after a cue opens the clause, though it may be read otherwise.

    ``adding *that* demand had stalled``; not ``said *that* was all``.
    """
    words = sentence.words
    behind = words[position + 1].upos if position + 1 < len(words) else "AUX"
    return words[position].text.lower() == "that" and behind not in {"AUX", "VERB", "ADV", "PUNCT"}


def _is_manner_before_question(sentence: Sentence, kept: list[int]) -> bool:
    """Return whether an adverb says how it was asked: ``asked him *bluntly* whether he knew``."""
    first, *rest = (sentence.words[p] for p in kept[:2])
    asks = any(word.deprel == "mark" and word.text.lower() in {"whether", "if"} for word in rest)
    return asks and first.upos == "ADV" and first.text.endswith("ly")


def _is_that(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    return word.text.lower() == "that" and word.deprel == "mark"


def _is_aside_before(sentence: Sentence, verb: int, front: list[int], that: int) -> bool:
    """Return whether a clause in marks parts a cue from ``that``: ``said, *as he does*, that …``.

    The mark before it may stand further back: ``— on air, *as it happens* — that``.
    """
    words, clause = sentence.words, sentence.words[that].head
    own = words[clause].head == verb and words[clause].deprel == "ccomp"
    opened = front[0] - 1 > verb and words[front[0] - 1].upos == "PUNCT"
    closed = front[-1] == that - 2 and words[that - 1].upos == "PUNCT"
    as_it_was = words[front[0]].text.lower() in {"as", "so"}
    return own and opened and closed and as_it_was


def _is_noun_of_that(sentence: Sentence, verb: int, front: Collection[int], that: int) -> bool:
    """Return whether the clause's subject has the ``that``: ``said *the claim that he lied* fell``.

    After a preposition, a time or the addressee it says how the words came: ``told *MPs* that``.
    """
    words, first = sentence.words, min(front)
    noun = words[words[that].head].head
    lemma = words[verb].lemma.lower()
    named = noun in front and words[noun].upos == "NOUN" and words[noun].lemma.lower() not in TIMES
    bare = words[first].upos != "ADP" and not cue_lexicon.takes_addressee(lemma)
    return named and bare and words[noun].deprel.startswith("nsubj")


def _is_clausal(sentence: Sentence, position: int) -> bool:
    return sentence.words[position].upos in {"VERB", "AUX"}


def _circumstance(sentence: Sentence, kept: Sequence[int]) -> list[int]:
    """Return the phrase that begins *kept* where it says when or how it was said.

    Only with no comma after it, as in ``said on Monday it would close``: a clause of its own
    would set it off. An adverb before it belongs to it: ``said *early on Monday* it would close``.
    """
    words, first, within = sentence.words, kept[0], set(kept)
    if words[first].lemma.lower() in DEGREES_OF_TIME and len(kept) > 1:
        behind = _circumstance(sentence, kept[1:])
        if behind:
            return [first, *behind]
    for head in (first, *syntax.ancestors(sentence, first)):
        word = words[head]
        if head not in within or word.upos in {"VERB", "AUX"}:
            return []
        phrase = [p for p in syntax.subtree(sentence, head) if p in within]
        if phrase[0] != first or not is_circumstance(sentence, head):
            continue
        after = phrase[-1] + 1
        return [] if after < len(words) and words[after].text == "," else phrase
    return []


def is_circumstance(sentence: Sentence, head: int) -> bool:
    """Return whether a phrase says when or how something was said: ``on Monday``."""
    word = sentence.words[head]
    relations = ("obl", "advmod", "nmod", "vocative", "discourse", "dep", "parataxis", "appos")
    if not syntax.is_relation(word.deprel, relations):
        return False
    marker, lemma = syntax.marker(sentence, head), word.lemma.lower()
    if not marker and lemma in MANNERS:
        return True
    timely = is_time(word) or _is_year(word.text)
    placed = word.upos == "PROPN" and marker in PLACE_MARKERS
    event = marker in EVENT_MARKERS and (lemma in EVENTS or cue_lexicon.is_channel(lemma, "at"))
    timed = (timely and marker in TIME_MARKERS) or (lemma == "time" and marker == "for")
    return timed or placed or event or cue_lexicon.is_channel(lemma, marker)


def is_time(word: Word) -> bool:
    """Return whether a word stands for a time: ``Monday``, ``weeks``, ``ago``."""
    return word.lemma.lower() in TIMES or word.text.lower() in TIMES


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal()


def addressee_in_clause(sentence: Sentence, verb: int, kept: Collection[int]) -> list[int]:
    """Return the addressee where the parser took them into the clause at the positions *kept*.

    ``told *ABC radio* the dam was full``: a noun phrase right after the verb, before another that
    is the clause's subject.
    """
    words, first = sentence.words, min(kept)
    lemma = words[verb].lemma.lower()
    own = any(c > verb for c in syntax.children(sentence, verb, "obj", "iobj"))
    asks = words[first].xpos in {"WP", "WRB", "WDT", "WP$"}  # asked *who he was*
    if not cue_lexicon.takes_addressee(lemma) or own or asks or first != verb + 1:
        return []
    for p in _outside_titles(sentence, sorted(kept)[1:]):
        word, before = words[p], words[p - 1]
        if word.upos in {"VERB", "AUX", "SCONJ", "PART"} and word.text.lower() not in {"'s", "’s"}:
            # ``Dirt, he told *the House*, is …``: the clause continues from before the cue.
            aside = before.text == "," and word.upos == "AUX"
            return list(range(first, p - 1)) if aside else _bare_addressee(sentence, verb, p)
        opens = word.upos == "DET" or word.text.lower() in OPENERS_OF_CLAUSES or _is_own(word.xpos)
        ended = before.upos in syntax.NOMINAL or before.text in syntax.QUOTE_MARKS
        ended |= before.text == "," and "," in _texts(sentence, range(first, p - 1))  # , a weekly,
        if (opens and ended) or _is_second_subject(sentence, p, first):
            return list(range(first, p - (before.text == ",")))
    return []


def _bare_addressee(sentence: Sentence, verb: int, end: int) -> list[int]:
    """Return the addressee of whom neither an article nor the tree says where the phrase ends.

    Between *verb* and *end*, where the predicate begins, stand the people told and the subject:
    ``told *jurors* Hale had lied``, ``told *the wire* production had stopped`` without the article.
    Where nobody need be addressed, people before people are one phrase: ``warned police officers``.
    """
    words, first = sentence.words, verb + 1
    between = words[first:end]
    plain = all(w.upos in syntax.NOUN_PHRASE_TAGS or w.upos in {"CCONJ", "PART"} for w in between)
    if not plain or syntax.is_passive(sentence, verb) or len(between) < FEWEST_BARE:
        return []
    must = words[verb].lemma.lower() in TELLING
    for p in range(end - 2, verb, -1):
        behind = words[p + 1]
        joined = behind.upos in {"CCONJ", "PART"} or words[p].upos in {"CCONJ", "PART"}
        people = words[p].text.islower() and _are_people(words[p])
        if people and not joined and (must or not _are_people(behind)):
            return list(range(first, p + 1))
    name = list(takewhile(lambda p: words[p].upos == "PROPN", range(first, end)))
    rest = [word for word in words[first + len(name) : end] if word.upos != "ADV"]
    return name if must and rest and rest[0].text.islower() and rest[0].upos == "NOUN" else []


def _are_people(word: Word) -> bool:
    """Return whether a word is a noun for several people: ``jurors``, ``police``."""
    kind = common_noun_class(word.text)
    many = word.xpos == "NNS" or word.text.endswith("s") or kind == "crowd"
    return many and kind in {"person", "crowd"}


def _outside_titles(sentence: Sentence, positions: Collection[int]) -> Iterator[int]:
    """Yield *positions* outside marks after a possessive: ``told NBC's *"Meet the Press"*``."""
    words, within, inside = sentence.words, set(positions), False
    for p in range(min(within, default=0), max(within, default=-1) + 1):
        mark = words[p].text in syntax.QUOTE_MARKS
        if mark and (inside or words[p - 1].text.lower() in {"'s", "’s"}):
            inside = not inside
        elif p in within and not inside:
            yield p


def _is_own(xpos: str) -> bool:
    return xpos == "PRP$"


def _is_second_subject(sentence: Sentence, position: int, first: int) -> bool:
    """Return whether the tree has a subject that begins at *position*, and one before it."""
    words = sentence.words
    for head in (position, *syntax.ancestors(sentence, position)):
        word = words[head]
        if syntax.is_relation(word.deprel, ("nsubj",)):
            begins = min(syntax.subtree(sentence, head)) == position
            others = syntax.children(sentence, word.head, "nsubj", "vocative")
            return begins and any(first <= other < position for other in others)
        if word.upos not in syntax.NOMINAL:
            return False
    return False


# --- what depends on the cue ----------------------------------------------------------------


def hung_on_cue(sentence: Sentence, cue: int, clause: int) -> Iterator[int]:
    """Yield what belongs to the clause though it depends on the cue.

    ``*Five years ago*, he said, the plant stood empty``, ``It would take weeks, he said, *and
    the quarrel could go on*`` and ``It would be aided, he said, *by the calendar*``: only where
    the cue is set off by a comma on the clause's side.
    """
    words = sentence.words
    subject = syntax.child(sentence, cue, "nsubj")
    if subject is None:
        return
    start, end = min(subject, cue), max(subject, cue)
    if clause > cue and syntax.marker(sentence, clause) != "that":
        end = _end_of_cue(sentence, cue, end, clause)
    behind = [word.text for word in words[end + 1 : end + 3]]
    if clause > cue and behind[:1] == [","] and syntax.QUOTE_MARKS.isdisjoint(behind):
        for child in syntax.children(sentence, cue, *FRONTED):
            linking = _is_linking_phrase(sentence, child) or _is_asked(sentence, child)
            if child < start and _precedes_comma(sentence, child) and not linking:
                yield from syntax.subtree(sentence, child)
    if clause < cue:
        for child in syntax.children(sentence, cue, "advcl"):
            between = clause < child < start and syntax.marker(sentence, child) in CONDITIONS
            because = child > end and syntax.marker(sentence, child) in REASONS
            if between or (because and not says(sentence, child)):
                yield from syntax.subtree(sentence, child)
        closed = is_behind_marks(sentence, start)
        for child in syntax.children(sentence, cue, "conj") if not closed else ():
            own = syntax.child(sentence, child, "nsubj") is not None
            helped = syntax.auxiliaries(sentence, child) and not syntax.auxiliaries(sentence, cue)
            other = own and says(sentence, child)  # Two died, police said, *and nurses warned …*
            if (own or helped) and not other and follows_comma(sentence, child):
                yield from syntax.subtree(sentence, child)
        for child in syntax.children(sentence, cue, "obl"):
            argument = syntax.marker(sentence, child) in ARGUMENT_CASES
            if child > end and argument and follows_comma(sentence, child):
                yield from syntax.subtree(sentence, child)


def _end_of_cue(sentence: Sentence, cue: int, end: int, clause: int) -> int:
    """Return the end of the addressee and the time behind a cue: ``he told *MPs on Friday*, …``."""
    told = cue_lexicon.takes_addressee(sentence.words[cue].lemma.lower())
    for child in syntax.children(sentence, cue, "iobj", "obj", "obl", "advmod"):
        phrase = syntax.subtree(sentence, child)
        own = syntax.is_relation(sentence.words[child].deprel, ("iobj", "obj"))
        if phrase[0] == end + 1 and (told if own else is_circumstance(sentence, child)):
            end = phrase[-1]
    return max([end, *_told_in_aside(sentence, cue, syntax.subtree(sentence, clause))])


def _is_linking_phrase(sentence: Sentence, top: int) -> bool:
    """Return whether a phrase links the narrator's sentences: ``*In particular*, he wrote, …``."""
    words = [sentence.words[p].text.lower() for p in syntax.subtree(sentence, top)]
    return " ".join(word for word in words if word != ",") in LINKING_PHRASES


def _is_asked(sentence: Sentence, clause: int) -> bool:
    """Return whether it is ``*When asked about it*, she said``: whoever speaks is its subject."""
    own = syntax.child(sentence, clause, *SUBJECTS) is not None
    return says(sentence, clause) and not own


def is_behind_marks(sentence: Sentence, start: int) -> bool:
    """Return whether a closing mark stands before a position, with or without a dash between."""
    before = start - 1
    while before > 0 and sentence.words[before].text in {"-", "–", "—", "--"}:
        before -= 1
    return before >= 0 and sentence.words[before].text in syntax.QUOTE_MARKS


def _precedes_comma(sentence: Sentence, top: int) -> bool:
    after = max(syntax.subtree(sentence, top)) + 1
    last = after - 1
    return (
        sentence.words[last].text == ","
        or sentence.words[min(after, len(sentence.words) - 1)].text == ","
    )


def opening_clause(sentence: Sentence, verb: int, clause: int) -> set[int]:
    """Return the condition between a cue and its clause: ``said *if A and B*, C will``.

    It stands right after the cue and has a subject; ``said when asked about it`` has none.
    """
    for group in syntax.children(sentence, verb, "advcl"):
        below = syntax.subtree(sentence, group)
        own = syntax.child(sentence, group, *SUBJECTS) is not None
        first = sentence.words[below[0]].text.lower()
        if verb < group < clause and below[0] == verb + 1 and own and first in CONDITIONS:
            return set(below)
    return set()


def main_clause_of_condition(sentence: Sentence, verb: int, clause: int) -> set[int]:
    """Return the main clause after ``said *if he were king*, he would …``, wherever it is attached.

    A verb of saying has no ``if`` clause as its content, so what follows the comma is meant.
    """
    words, below = sentence.words, syntax.subtree(sentence, clause)
    after = below[-1] + 1
    opens = words[below[0]].text.lower() in CONDITIONS and below[0] == verb + 1
    if not opens or after >= len(words) or words[after].text != ",":
        return set()
    for head in (
        (after + 1, *syntax.ancestors(sentence, after + 1)) if after + 1 < len(words) else ()
    ):
        main = [p for p in syntax.subtree(sentence, head) if p > after]
        if main and main[0] == after + 1 and syntax.child(sentence, head, *SUBJECTS) is not None:
            return {after, *main}
    return set()


def split_subject(sentence: Sentence, verb: int) -> set[int]:
    """Return a clause whose subject the parser took for the object of *verb*.

    ``said *the fire in which two were hurt | is being treated as arson*``: a finite clause without
    a subject or a conjunction of its own begins where it ends; not ``holds *rate*, sees …``, nor
    ``drafted *a law*, an aide | said``.
    """
    told = cue_lexicon.takes_addressee(sentence.words[verb].lemma.lower())
    for thing in syntax.children(sentence, verb, *(("obj",) if told else ("obj", "iobj"))):
        whole = syntax.subtree(sentence, thing)
        for clause in syntax.children(sentence, verb, "conj", "ccomp", "parataxis", "advcl"):
            below = syntax.subtree(sentence, clause)
            own = syntax.child(sentence, clause, *SUBJECTS, "cc", "mark") is not None
            adjoins = verb < whole[0] and below[0] == whole[-1] + 1
            adjoins = adjoins and not (says(sentence, clause) and clause == below[-1])
            paired = sentence.words[below[0]].text == "," and "," not in _texts(sentence, whole)
            if adjoins and not paired and not own and syntax.is_finite(sentence, clause):
                return {*whole, *below}
    return set()


def clause_above(sentence: Sentence, verb: int) -> set[int]:
    """Return a clause right behind *verb* that the parser hung *verb* on, as a circumstance.

    ``…, even as she *maintained* | the office had lost the file``: no comma parts the two, and
    nothing of the clause stands before *verb*.
    """
    words, word = sentence.words, sentence.words[verb]
    if word.deprel != "advcl" or word.head <= verb or not syntax.is_finite(sentence, word.head):
        return set()
    own = syntax.child(sentence, verb, *SUBJECTS) is not None
    below, aside = syntax.subtree(sentence, word.head), set(syntax.subtree(sentence, verb))
    clause = [p for p in below if p not in aside and words[p].upos != "PUNCT"]
    subject = syntax.child(sentence, word.head, *SUBJECTS)
    if not own or not clause or clause[0] != verb + 1 or subject is None:
        return set()
    return set(clause) if syntax.subtree(sentence, subject)[0] == verb + 1 else set()


def coordinated(sentence: Sentence, verb: int, clause: int) -> set[int]:
    """Return clauses that the parser joined to the cue but that continue with its content.

    They have a ``that`` of their own, or an auxiliary where the cue has none; or they are in the
    present after a cue in the past, or share the pronoun that is the content's subject.
    """
    found: set[int] = set()
    for joined in syntax.children(sentence, verb, "conj"):
        if joined > clause > verb and _goes_on(sentence, verb, clause, joined):
            found.update(syntax.subtree(sentence, joined))
    for aside in syntax.children(sentence, verb, "parataxis"):  # — it was checked — and that …
        inside = aside > clause > verb and is_between_dashes(sentence, aside)
        if inside and any(
            syntax.marker(sentence, c) == "that" for c in syntax.children(sentence, aside, "conj")
        ):
            found.update(syntax.subtree(sentence, aside))
    return found


def is_between_dashes(sentence: Sentence, top: int) -> bool:
    """Return whether a dash stands at the start of a tree and another behind its head."""
    words, below = sentence.words, syntax.subtree(sentence, top)
    dashes = [p for p in (below[0] - 1, *below) if p >= 0 and words[p].text in DASHES]
    return any(p < top for p in dashes) and any(p > top for p in dashes)


def _goes_on(sentence: Sentence, verb: int, clause: int, joined: int) -> bool:
    words = sentence.words
    if syntax.marker(sentence, joined) == "that":
        return True
    subject = syntax.child(sentence, joined, *SUBJECTS)
    helped = syntax.auxiliaries(sentence, joined)
    cue_class = cue_lexicon.listed_class(words[joined].lemma.lower())
    had = any(words[p].lemma == "have" and words[p].xpos == "VBD" for p in helped)
    before = subject is None and words[verb].xpos == "VBD" and had
    if cue_class in REPORTING_CLASSES | {"denial", "demand"} and not before:
        return False  # said it was safe *and added*, but not said it was safe *and had begun*
    if syntax.auxiliaries(sentence, verb):
        return False
    if subject is None:
        if words[verb].xpos == "VBD" and syntax.modal(sentence, joined):
            return True  # said it is safe, and *will* be checked again
        first = _texts(sentence, _auxiliaries_of(sentence, clause))
        alike = not first.isdisjoint(_texts(sentence, helped)) or _is_fragment(sentence, joined)
        return alike or _is_second_state(sentence, clause, joined)
    present = _is_present(sentence, clause) and _is_present(sentence, joined)
    if (present and words[verb].xpos == "VBD") or _is_backshifted(sentence, helped):
        return True
    own = syntax.child(sentence, clause, *SUBJECTS)
    if own is None or words[own].upos != "PRON" or cue_class is not None:
        return False
    conjunction = syntax.child(sentence, joined, "cc")
    but = conjunction is not None and words[conjunction].text.lower() == "but"
    return but and words[own].text.lower() == words[subject].text.lower()


def _is_second_state(sentence: Sentence, clause: int, joined: int) -> bool:
    """Return whether a predicate without a comma before it says how somebody is, not what they do.

    It has a form of ``be`` or ``have``: ``She said she fell ill *and was upset*``. Or it has a verb
    of thinking, after a pronoun: ``said he felt old *and wanted to stop*``.
    """
    words = sentence.words
    subject = syntax.child(sentence, clause, *SUBJECTS)
    if subject is None or follows_comma(sentence, joined):
        return False
    helped = [words[p].lemma for p in _auxiliaries_of(sentence, joined)]
    thinks = cue_lexicon.listed_class(words[joined].lemma.lower()) == "thought"
    return bool({"be", "have"}.intersection(helped)) or (thinks and words[subject].upos == "PRON")


def _is_backshifted(sentence: Sentence, auxiliaries: Collection[int]) -> bool:
    return not BACKSHIFTED.isdisjoint(_texts(sentence, auxiliaries))


def _is_fragment(sentence: Sentence, joined: int) -> bool:
    """Return whether it is ``…, *not in court*``."""
    below = [p for p in syntax.subtree(sentence, joined) if sentence.words[p].upos not in LOOSE]
    nominal = sentence.words[joined].upos in syntax.NOMINAL
    return nominal and sentence.words[below[0]].text.lower() == "not"


def _auxiliaries_of(sentence: Sentence, clause: int) -> list[int]:
    return [*syntax.auxiliaries(sentence, clause), *syntax.children(sentence, clause, "cop")]


def _texts(sentence: Sentence, positions: Collection[int]) -> set[str]:
    return {sentence.words[p].text.lower() for p in positions}


def _is_present(sentence: Sentence, clause: int) -> bool:
    """Return whether the finite verb of a clause is in the present."""
    finite = [*_auxiliaries_of(sentence, clause), clause]
    words = [sentence.words[p] for p in sorted(finite)]
    if words and words[0].text.lower() in PRESENT_MODALS:
        return True
    tags = [word.xpos for word in words]
    return next((tag in {"VBZ", "VBP"} for tag in tags if tag in syntax.FINITE), False)


def results(sentence: Sentence, verb: int, clause: int) -> set[int]:
    """Return participles that the parser attached to the cue: ``leaks, *making it worthless*``."""
    found: set[int] = set()
    for group in syntax.children(sentence, verb, "advcl"):
        alone = is_participial(sentence, group) and follows_comma(sentence, group)
        if group > clause > verb and alone and sentence.words[group].lemma.lower() in RESULTS:
            found.update(syntax.subtree(sentence, group))
    return found


# --- from positions to ranges of the text -------------------------------------------------


def ranges(sentence: Sentence, positions: Collection[int]) -> tuple[Span, ...]:
    """Return the ranges of *positions*: pieces separated only by punctuation joined, edges trimmed.

    A leading ``that`` and punctuation at the edges are left out.
    """
    words = sentence.words
    kept = sorted(positions)
    while kept and (
        words[kept[0]].upos in LOOSE
        or (words[kept[0]].deprel == "cc" and words[kept[0]].upos == "CCONJ")
        or (words[kept[0]].text.lower() in LEADING and _is_subordinator(sentence, kept[0]))
        or _is_link(sentence, kept)
        or _is_stamp(sentence, kept)
    ):
        kept.pop(0)
    pieces: list[list[int]] = []
    for run in syntax.runs(kept):
        if pieces and _only_punctuation(sentence, pieces[-1][-1] + 1, run[0]):
            pieces[-1].extend(run)
        else:
            pieces.append(run)
    trimmed = (_trim(sentence, piece) for piece in pieces)
    return tuple(syntax.span(sentence, piece) for piece in trimmed if piece)


def _is_stamp(sentence: Sentence, kept: list[int]) -> bool:
    """Return whether a sentence opens with the time of an entry: ``*10:22* Water levels rise``."""
    opens = kept[0] == 0 and STAMP.fullmatch(sentence.words[0].text) is not None
    return opens and any(sentence.words[p].text[:1].isupper() for p in kept[1:2])


def _is_link(sentence: Sentence, kept: list[int]) -> bool:
    """Return whether the first of the positions is an adverb of the narrator and a comma."""
    first, words = kept[0], sentence.words
    behind = words[first + 1].text if first + 1 < len(words) else ""
    return words[first].text.lower() in LINKS and behind == "," and len(kept) > 1


def _is_subordinator(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    return word.deprel == "mark" or word.xpos == "IN"


def _only_punctuation(sentence: Sentence, start: int, end: int) -> bool:
    return all(sentence.words[p].upos in LOOSE for p in range(start, end))


def _trim(sentence: Sentence, piece: list[int]) -> list[int]:
    words = sentence.words
    while piece and words[piece[0]].upos in LOOSE:
        piece = piece[1:]
    while piece and (words[piece[-1]].upos in LOOSE or words[piece[-1]].upos == "CCONJ"):
        piece = piece[:-1]
    return [*piece, piece[-1] + 1] if piece and _ends_in_brackets(sentence, piece) else piece


def _ends_in_brackets(sentence: Sentence, piece: list[int]) -> bool:
    """Return whether the next word closes a bracket of the piece: ``all (but *one*)``."""
    behind = "".join(w.text for w in sentence.words[piece[-1] + 1 : piece[-1] + 2])
    opening = BRACKETS.get(behind)
    inside = [sentence.words[p].text for p in piece]
    return opening is not None and inside.count(opening) > inside.count(behind)
