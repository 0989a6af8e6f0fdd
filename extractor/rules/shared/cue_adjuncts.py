"""What stands between a cue and the words it reports, and belongs to the cue.

    said *on Monday* it would close                      when, where or how it was said
    told *The Associated Press* the plan died            to whom: the addressee
    said, *asking not to be named*, that it would close  a grant of anonymity

The parser often takes these words into the reported clause. Positions of words go in and come out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from extractor import cue_lexicon
from extractor.domain import NounPhrase, Sentence, Word
from extractor.english import anonymity, lexicon, syntax
from extractor.english.lexicon import TIME_WORDS, common_noun_class
from extractor.english.noun_phrases import mention_of
from extractor.english.syntax import lower_texts
from extractor.rules.shared.cue_verbs import says


def words_of_cue(sentence: Sentence, verb: int, keep: Collection[int]) -> set[int]:
    """Return the positions in *keep* that belong to the cue: around it, and in front behind it."""
    kept = sorted(p for p in keep if sentence.words[p].upos != "PUNCT")
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
    aside = told_in_aside(sentence, verb, kept) if opens else set()
    if not kept or kept[0] > subject:
        aside |= {p for p in kept if subject < p < verb}
    return aside if aside < set(kept) else set()


def told_in_aside(sentence: Sentence, verb: int, kept: Collection[int]) -> set[int]:
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
    """Return whether a word is the ``that`` that opens a clause."""
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
    named = (
        noun in front and words[noun].upos == "NOUN" and words[noun].lemma.lower() not in TIME_WORDS
    )
    bare = words[first].upos != "ADP" and not cue_lexicon.takes_addressee(lemma)
    said = (cue_lexicon.is_saying(words[p].lemma.lower()) for p in front if words[p].upos == "NOUN")
    if bare and any(said):
        return True  # said *the allegations that it lied* were false, whatever the tree
    return named and bare and words[noun].deprel.startswith("nsubj")


def _is_clausal(sentence: Sentence, position: int) -> bool:
    """Return whether a word is a verb or an auxiliary."""
    return sentence.words[position].upos in {"VERB", "AUX"}


# --- when, where and how it was said ------------------------------------------------------

TIME_MARKERS = frozenset(("", "on", "in", "at", "during", "over", "from"))
PLACE_MARKERS = frozenset("in at from outside near on".split())
EVENT_MARKERS = frozenset("after before at during following ahead outside".split())
EVENTS = lexicon.NARRATION["event"]
"""Nouns for what happened when somebody spoke: ``said *after the vote* it would close``."""
MANNERS = lexicon.NARRATION["manner"]
"""Adverbs right after a cue that say how or when it was said."""
DEGREES_OF_TIME = frozenset("early just late only shortly soon".split())


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
    return word.lemma.lower() in TIME_WORDS or word.text.lower() in TIME_WORDS


def _is_year(text: str) -> bool:
    """Return whether a word is a year: ``1998``."""
    return len(text) == 4 and text.isdecimal()


# --- the addressee ------------------------------------------------------------------------

ADDRESSEE_RELATIONS = ("iobj", "obj")
OPENERS_OF_CLAUSES = frozenset("he she it they we i you there this these those".split())
NEEDING_ADDRESSEE = frozenset("tell assure inform notify remind convince persuade".split())
"""Verbs that report a clause only to somebody."""
FEWEST_BARE = 2


def addressee_of(sentence: Sentence, verb: int) -> NounPhrase | None:
    """Return who is spoken to at *verb*, None if nobody is or the sentence does not say."""
    if not cue_lexicon.takes_addressee(sentence.words[verb].lemma.lower()):
        return None
    passive = ("nsubj:pass",) if syntax.is_passive(sentence, verb) else ()
    for name in (*passive, *ADDRESSEE_RELATIONS):
        head = syntax.child(sentence, verb, name)
        if head is not None and sentence.words[head].upos in syntax.NOMINAL:
            quoted = any(w.text in syntax.QUOTE_MARKS for w in sentence.words[verb : head + 1])
            told = syntax.children(sentence, head, "acl")  # told the court *that he had lied*
            avoid = frozenset(c for c in told if syntax.marker(sentence, c) == "that")
            return None if quoted else mention_of(sentence, head, avoid)  # promised “a new roof”
    return _addressee_as_subject(sentence, verb)


def _addressee_as_subject(sentence: Sentence, verb: int) -> NounPhrase | None:
    """Return what the parser took for one subject more: ``Ms. Lee, 49, told *the Post*``."""
    subjects = sorted(syntax.children(sentence, verb, "nsubj"))
    second = len(subjects) > 1 and subjects[0] < verb < subjects[-1]
    return mention_of(sentence, subjects[-1]) if second else None


def addressee_in_clause(sentence: Sentence, verb: int, kept: Collection[int]) -> list[int]:
    """Return the addressee where the parser took them into the clause at the positions *kept*.

    ``told *ABC radio* the dam was full``: a noun phrase right after the verb, before another that
    is the clause's subject.
    """
    words, first = sentence.words, min(kept)
    lemma = words[verb].lemma.lower()
    described = described_addressee(sentence, verb)
    if described:
        return list(described[0])
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
        opens = word.upos == "DET" or word.text.lower() in OPENERS_OF_CLAUSES or word.xpos == "PRP$"
        ended = before.upos in syntax.NOMINAL or (
            before.text in syntax.QUOTE_MARKS and p - 1 > first  # but promised “a new roof”
        )
        if before.text == ",":  # told NBC, *a network*, the plan …
            ended |= "," in lower_texts(sentence, range(first, p - 1))
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
    if not plain or syntax.is_passive(sentence, verb):
        return []
    must = words[verb].lemma.lower() in NEEDING_ADDRESSEE
    if must and words[end].xpos == "VBG" and between and _are_people(between[-1]):
        return list(range(first, end))  # told *fans* standing was banned
    if len(between) < FEWEST_BARE:
        return []
    for p in range(end - 2, verb, -1):
        behind = words[p + 1]
        joined = behind.upos in {"CCONJ", "PART"} or words[p].upos in {"CCONJ", "PART"}
        people = words[p].text.islower() and _are_people(words[p])
        if people and not joined and (must or not _are_people(behind)):
            return list(range(first, p + 1))
    name = list(takewhile(lambda p: words[p].upos == "PROPN", range(first, end)))
    rest = [word for word in words[first + len(name) : end] if word.upos != "ADV"]
    return name if must and rest and rest[0].text.islower() and rest[0].upos == "NOUN" else []


def described_addressee(sentence: Sentence, verb: int) -> tuple[range, int] | None:
    """Return people told with a participle about them, and the clause they are told, or None.

    ``told *families gathered at the pier* the search would go on``, wherever the parser has them:
    the clause has a subject of its own behind the participle, and no conjunction.
    """
    words = sentence.words
    lemma = words[verb].lemma.lower()
    if not cue_lexicon.takes_addressee(lemma) or syntax.is_passive(sentence, verb):
        return None
    plain = takewhile(
        lambda w: w.upos in syntax.NOUN_PHRASE_TAGS or w.text == "of", words[verb + 1 :]
    )
    about = verb + 1 + sum(1 for _ in plain)
    named = common_noun_class(words[about - 1].text) in lexicon.PEOPLE
    told = about > verb + 1 and (named or words[about - 1].text == "those")
    participle = words[min(about, len(words) - 1)].xpos
    if not told or participle not in {"VBG", "VBN", "VBD"}:
        return None
    found = None
    for subject in words[about + 1 :]:
        clause = words[subject.head]
        if not syntax.is_relation(subject.deprel, syntax.SUBJECTS) or clause.index < subject.index:
            continue
        first = min(p for p in syntax.subtree(sentence, subject.index) if p > about)
        if words[first].upos == "ADP":  # hurt *in* the fire talks were over
            first = subject.index
        before, own = words[first - 1], words[first].upos in {"DET", "PRON"}
        adjoins = first == about + 1 and not own  # told nurses *paid leave* was cut
        if adjoins and participle == "VBG":
            return found
        if before.upos not in {"NOUN", "PROPN", "PRON", "ADV", "VERB", "PUNCT"}:
            return found
        if subject.xpos.startswith("W") or not _is_whole(sentence, clause.index):
            return found
        first -= adjoins
        if found is None or words[found[1]].deprel == "acl:relcl":  # at the house *he owned* …
            found = range(verb + 1, first), clause.index
    return found


def _is_whole(sentence: Sentence, clause: int) -> bool:
    """Return whether a finite clause lacks no part, as one that says which noun is meant may."""
    relative = sentence.words[clause].deprel == "acl:relcl"
    filled = syntax.child(sentence, clause, "cop", "obj", "iobj", "ccomp", "aux:pass") is not None
    ends = max(syntax.subtree(sentence, clause)) == clause
    return syntax.is_finite(sentence, clause) and (filled or ends or not relative)


def _are_people(word: Word) -> bool:
    """Return whether a word is a noun for several people: ``jurors``, ``police``."""
    kind = common_noun_class(word.text)
    many = word.xpos == "NNS" or word.text.endswith("s") or kind == "crowd"
    return many and kind in lexicon.PEOPLE


def _outside_titles(sentence: Sentence, positions: Collection[int]) -> Iterator[int]:
    """Yield *positions* outside marks after a possessive: ``told NBC's *"Meet the Press"*``."""
    words, within, inside = sentence.words, set(positions), False
    for p in range(min(within, default=0), max(within, default=-1) + 1):
        mark = words[p].text in syntax.QUOTE_MARKS
        if mark and (inside or words[p - 1].text.lower() in {"'s", "’s"}):
            inside = not inside
        elif p in within and not inside:
            yield p


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


def addressee_cut_off(sentence: Sentence, verb: int, keep: Collection[int]) -> list[int]:
    """Return the whole name of an addressee whose end the parser took into the clause."""
    kept = sorted(p for p in keep if sentence.words[p].upos != "PUNCT")
    rest = _rest_of_name(sentence, verb, kept) if kept and kept[0] > verb else []
    return list(range(verb + 1, rest[-1] + 1)) if rest else []


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


# --- grants of anonymity ------------------------------------------------------------------

MAX_BETWEEN = 8
"""Words from a cue to the grant behind it: whom it was told."""
BETWEEN = frozenset("NOUN PROPN PRON DET ADJ NUM ADP PART PUNCT ADV CCONJ".split())


def words_of_grants(sentence: Sentence, passages: Sequence[int]) -> frozenset[int]:
    """Return the positions of phrases that grant anonymity, and of the reasons for it.

    Phrases begin with a preposition or a participle; ``he cannot be named`` may be content.
    *passages* are for each word the passage in marks that it stands in, or -1.
    """
    found: set[int] = set()
    for grant in anonymity.grants_in(sentence):
        opening = sentence.words[grant.first]
        later = opening.upos == "PART" and sentence.words[grant.first + 1].xpos == "VBG"
        if opening.upos != "ADP" and opening.xpos not in {"VBG", "VBN"} and not later:
            continue
        found.update(range(grant.first, grant.last + 1))
        reason = anonymity.reason_of(sentence, grant)
        if reason is not None:
            words = (word for word in sentence.words if reason.start <= word.start < reason.end)
            found.update(word.index for word in words)
    return frozenset(p for p in found if passages[p] < 0)


def content_behind(sentence: Sentence, verb: int, grants: frozenset[int]) -> range:
    """Return the ``that`` clause behind a grant that stands behind a cue, whatever the tree."""
    words, none = sentence.words, range(0)
    first = next((p for p in sorted(grants) if p > verb), -1)
    if first < 0 or first - verb > MAX_BETWEEN or not says(sentence, verb):
        return none
    if any(word.upos not in BETWEEN for word in words[verb + 1 : first]):
        return none
    that = first
    while that in grants:
        that += 1
    that += that < len(words) and words[that].text == ","
    end = len(words)
    while end > that and words[end - 1].upos == "PUNCT":
        end -= 1
    verbs = syntax.FINITE_OR_MODAL | {"VBN"}  # which a past tense before marks may be read as
    clause = any(word.xpos in verbs for word in words[that + 1 : end])
    opens = that < end and words[that].text.lower() == "that"
    return range(that, end) if opens and clause else none
