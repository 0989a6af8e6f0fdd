"""Where a reported clause begins and ends: the parts of it that the parser attached elsewhere.

    said he wants to win, *but time is short*      a second clause, attached to the cue
    said it leaks, *making it worthless*           the same
    *Five years ago*, he said, it stood empty      in front of the cue, and attached to it

Positions of words go in and come out, but for `ranges`, which turns them into ranges of the text.
What belongs to the cue is in `cue_adjuncts`; where the narrator's words begin again in `narration`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from extractor import cue_lexicon
from extractor.domain import Sentence, Span, Word
from extractor.english import lexicon, syntax
from extractor.english.orthography import CLOSING_BRACKETS, DASHES, OPENING_BRACKETS
from extractor.english.syntax import (
    SUBJECTS,
    follows_comma,
    is_behind_marks,
    is_participial,
    lower_texts,
    precedes_comma,
)
from extractor.rules.shared.cue_adjuncts import is_circumstance, told_in_aside
from extractor.rules.shared.cue_verbs import says

FRONTED = ("obl", "advmod", "advcl")
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
ARGUMENT_CASES = frozenset("by from to with of for into than against about".split())
CIRCUMSTANCE_CASES = frozenset("from to with about".split())
"""Those by which whoever is described may have spoken: ``said Moe, the captain, *from a boat*``."""
REASONS = frozenset("because if unless until".split())
OTHERS = frozenset("others some many most another".split())
CONDITIONS = frozenset(
    "if when once unless while although though because since as until whenever where".split()
)
PRESENT_MODALS = frozenset("will can may must shall 'll ’ll".split())
BACKSHIFTED = frozenset("would could had 'd ’d".split())
OTHER_SHARES = lexicon.NARRATION["share"] | {"rest"}
"""Nouns for a part of those who were asked, and for the others."""
RESULTS = lexicon.NARRATION["result"]
"""Participles by which a clause continues: ``leaks, *making* it worthless``."""

# --- attached to the cue ------------------------------------------------------------------


def attached_to_cue(sentence: Sentence, cue: int, clause: int) -> Iterator[int]:
    """Yield what belongs to the clause though it depends on the cue.

    ``*Five years ago*, he said, the plant stood empty``, ``It would take weeks, he said, *and
    the quarrel could go on*`` and ``It would be aided, he said, *by the calendar*``: only where
    the cue is set off by a comma on the clause's side, not one behind ``said Moe, the mayor,``.
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
            linking = _is_linking_phrase(sentence, child) or _is_put_to_speaker(sentence, child)
            if child < start and precedes_comma(sentence, child) and not linking:
                yield from syntax.subtree(sentence, child)
    if clause < cue:
        for child in syntax.children(sentence, cue, "advcl"):
            between = clause < child < start and syntax.marker(sentence, child) in CONDITIONS
            because = child > end and syntax.marker(sentence, child) in REASONS
            because |= child > end and is_of_others(sentence, child)
            if between or (because and not says(sentence, child)):
                yield from syntax.subtree(sentence, child)
        closed = is_behind_marks(sentence, start)
        for child in syntax.children(sentence, cue, "conj") if not closed else ():
            own = syntax.child(sentence, child, "nsubj") is not None
            helped = syntax.auxiliaries(sentence, child) and not syntax.auxiliaries(sentence, cue)
            other = own and says(sentence, child)  # Two died, police said, *and nurses warned …*
            if (own or helped) and not other and follows_comma(sentence, child):
                yield from syntax.subtree(sentence, child)
        described = syntax.child(sentence, subject, "appos") is not None
        cases = ARGUMENT_CASES - CIRCUMSTANCE_CASES if described else ARGUMENT_CASES
        for child in syntax.children(sentence, cue, "obl") if not closed else ():
            argument = syntax.marker(sentence, child) in cases
            if child > end and argument and follows_comma(sentence, child):
                yield from syntax.subtree(sentence, child)


def is_of_others(sentence: Sentence, clause: int) -> bool:
    """Return whether words in marks go on with others of those told of: ``, while others “fled”``.

    No other cue has them.
    """
    whose = syntax.child(sentence, clause, *SUBJECTS)
    word = sentence.words[clause if whose is None else whose]
    others = whose is not None and (word.text.lower() in OTHERS or _is_other_share(word))
    contrasts = syntax.marker(sentence, clause) in lexicon.CONCESSIVES
    below = syntax.subtree(sentence, clause)
    marked = any(sentence.words[p].text in syntax.QUOTE_MARKS for p in below)
    told = any(says(sentence, p) for p in below if sentence.words[p].upos == "VERB")
    return others and contrasts and marked and not told and follows_comma(sentence, clause)


def _end_of_cue(sentence: Sentence, cue: int, end: int, clause: int) -> int:
    """Return the end of the addressee and the time behind a cue: ``he told *MPs on Friday*, …``."""
    told = cue_lexicon.takes_addressee(sentence.words[cue].lemma.lower())
    for child in syntax.children(sentence, cue, "iobj", "obj", "obl", "advmod"):
        phrase = syntax.subtree(sentence, child)
        own = syntax.is_relation(sentence.words[child].deprel, ("iobj", "obj"))
        if phrase[0] == end + 1 and (told if own else is_circumstance(sentence, child)):
            end = phrase[-1]
    return max([end, *told_in_aside(sentence, cue, syntax.subtree(sentence, clause))])


def _is_linking_phrase(sentence: Sentence, top: int) -> bool:
    """Return whether a phrase links the narrator's sentences: ``*In particular*, he wrote, …``."""
    words = [sentence.words[p].text.lower() for p in syntax.subtree(sentence, top)]
    return " ".join(word for word in words if word != ",") in LINKING_PHRASES


def _is_put_to_speaker(sentence: Sentence, clause: int) -> bool:
    """Return whether who speaks is the subject of a clause: ``*When asked about it*, she said``."""
    own = syntax.child(sentence, clause, *SUBJECTS) is not None
    return says(sentence, clause) and not own


# --- before the clause that the cue governs -----------------------------------------------


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

    A verb of saying has no ``if`` clause as its content, so what follows the comma is meant; not
    ``laughs *when I say it*, so it works``.
    """
    words, below = sentence.words, syntax.subtree(sentence, clause)
    after = below[-1] + 1
    opens = words[below[0]].text.lower() in CONDITIONS and below[0] == verb + 1
    if not opens or after + 1 >= len(words) or words[after].text != ",":
        return set()
    if words[after + 1].text.lower() == "so":
        return set()
    for head in (after + 1, *syntax.ancestors(sentence, after + 1)):
        main = [p for p in syntax.subtree(sentence, head) if p > after]
        if main and main[0] == after + 1 and syntax.child(sentence, head, *SUBJECTS) is not None:
            return {after, *main}
    return set()


def split_subject(sentence: Sentence, verb: int) -> set[int]:
    """Return a clause whose subject the parser took for the object of *verb*, or a second subject.

    ``said *the fire in which two were hurt | is being treated as arson*``: a finite clause without
    a subject or a conjunction of its own begins where it ends; not ``holds *rate*, sees …``, nor
    ``drafted *a law*, an aide | said``, nor ``texted *her mother*: “Landed safe.”``.
    """
    told = cue_lexicon.takes_addressee(sentence.words[verb].lemma.lower())
    things = [*syntax.children(sentence, verb, *(("obj",) if told else ("obj", "iobj")))]
    subjects = [*syntax.children(sentence, verb, "nsubj")]  # Ek said *the plan* “stinks”
    things += subjects[1:] if subjects and subjects[0] < verb and not told else []
    for thing in things:
        whole = syntax.subtree(sentence, thing)
        for clause in syntax.children(sentence, verb, "conj", "ccomp", "parataxis", "advcl"):
            below = syntax.subtree(sentence, clause)
            own = syntax.child(sentence, clause, *SUBJECTS, "cc", "mark") is not None
            adjoins = verb < whole[0] and below[0] == whole[-1] + 1
            adjoins = adjoins and not (says(sentence, clause) and clause == below[-1])
            opener = sentence.words[below[0]].text
            apart = opener == ":" or (opener == "," and "," not in lower_texts(sentence, whole))
            if adjoins and not apart and not own and syntax.is_finite(sentence, clause):
                return {*whole, *below}
    return set()


def clause_above(sentence: Sentence, verb: int) -> set[int]:
    """Return a clause right behind *verb* that the parser attached *verb* to, as a circumstance.

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


# --- behind it ----------------------------------------------------------------------------


def coordinated(sentence: Sentence, verb: int, clause: int) -> set[int]:
    """Return clauses that the parser joined to the cue but that continue with its content.

    They have a ``that`` of their own, or an auxiliary where the cue has none; or they are in the
    present after a cue in the past, or share the pronoun that is the content's subject.
    """
    found: set[int] = set()
    for joined in syntax.children(sentence, verb, "conj"):
        if joined > clause > verb and _continues_content(sentence, verb, clause, joined):
            found.update(syntax.subtree(sentence, joined))
    for aside in syntax.children(sentence, verb, "parataxis"):  # — it was checked — and that …
        inside = aside > clause > verb and is_between_dashes(sentence, aside)
        if inside and any(
            syntax.marker(sentence, c) == "that" for c in syntax.children(sentence, aside, "conj")
        ):
            found.update(syntax.subtree(sentence, aside))
    return found | _rest_of_list(sentence, verb, clause)


def _rest_of_list(sentence: Sentence, verb: int, clause: int) -> set[int]:
    """Return the rest of a list of clauses: ``said it leaks, *it is cold and the lift is broken*``.

    The second stands behind a mere comma, ``and`` before the last; none of them reports.
    """
    row = [c for c in syntax.children(sentence, verb, "parataxis", "conj") if c > clause > verb]
    ends = [*row, *(c for p in row for c in syntax.children(sentence, p, "conj"))]
    subjects = [syntax.child(sentence, p, *SUBJECTS) for p in ends]
    if not row or any(s is None or _is_other_share(sentence.words[s]) for s in subjects):
        return set()
    second = min([row[0], *syntax.children(sentence, clause, "conj")])
    bare = syntax.child(sentence, second, "cc") is None and follows_comma(sentence, second)
    closed = syntax.child(sentence, max(ends), "cc") is not None
    told = (p for p in ends if cue_lexicon.is_listed(sentence.words[p].lemma.lower()))
    reports = any(p == second or syntax.child(sentence, p, "ccomp") is not None for p in told)
    whole = bare and closed and not reports
    return {q for p in row for q in syntax.subtree(sentence, p)} if whole else set()


def _is_other_share(subject: Word) -> bool:
    """Return whether others of a poll are meant: ``60% said they would go, *30%* would stay``."""
    return subject.upos in {"NUM", "SYM"} or subject.lemma.lower() in OTHER_SHARES


def around_cue_before_colon(
    sentence: Sentence, verb: int, keep: Collection[int]
) -> Collection[int]:
    """Return the other half of a report around a cue and a colon: ``It may, says Moe: *it fell*``.

    Only the speaker stands between the halves; the parser may have *verb* below the first.
    """
    words = sentence.words
    spoken = [p for p in keep if words[p].upos != "PUNCT"]
    colon = next((w.index for w in words[verb:] if w.text == ":"), len(words))
    if not spoken or any(w.text in syntax.QUOTE_MARKS for w in words[verb:]):
        return range(0)
    clause, word = range(colon + 1, len(words)), words[verb]
    if max(spoken) < colon and min(spoken) < verb:
        return clause if any(words[p].xpos in syntax.FINITE_OR_MODAL for p in clause) else range(0)
    first = min(syntax.subtree(sentence, verb))
    front = syntax.subtree(sentence, word.head, {verb}) if word.deprel == "parataxis" else []
    own = syntax.child(sentence, verb, "nsubj") is not None and min(spoken) > colon
    apart = own and words[first - (words[first].text != ",")].text == ","
    return [p for p in front if p < first] if apart else range(0)


def clauses_behind_semicolon(sentence: Sentence, head: int) -> set[int]:
    """Return whole clauses below a noun or predicate: ``called it “dead”; *Ek said “asleep”*``."""
    found: set[int] = set()
    for clause in syntax.children(sentence, head, "parataxis", "conj", "appos", "acl"):
        own = syntax.child(sentence, clause, *SUBJECTS) is not None
        if own and syntax.is_behind_semicolon(sentence, clause):
            found.update(syntax.subtree(sentence, clause))
    return found


def is_between_dashes(sentence: Sentence, top: int) -> bool:
    """Return whether a dash stands at the start of a tree and another behind its head."""
    words, below = sentence.words, syntax.subtree(sentence, top)
    dashes = [p for p in (below[0] - 1, *below) if p >= 0 and words[p].text in DASHES]
    return any(p < top for p in dashes) and any(p > top for p in dashes)


def _continues_content(sentence: Sentence, verb: int, clause: int, joined: int) -> bool:
    """Return whether a clause joined to the cue is what was said, not what the speaker did then."""
    words = sentence.words
    if syntax.marker(sentence, joined) == "that":
        return True
    subject = syntax.child(sentence, joined, *SUBJECTS)
    helped = syntax.auxiliaries(sentence, joined)
    cue_class = cue_lexicon.listed_class(words[joined].lemma.lower())
    had = any(words[p].lemma == "have" and words[p].xpos == "VBD" for p in helped)
    before = subject is None and words[verb].xpos == "VBD" and had
    if cue_class in cue_lexicon.SPEECH_ACT_CLASSES and not before:
        return False  # said it was safe *and added*, but not said it was safe *and had begun*
    if syntax.auxiliaries(sentence, verb):
        return False
    if subject is None:
        if words[verb].xpos == "VBD" and syntax.modal(sentence, joined):
            return True  # said it is safe, and *will* be checked again
        first = lower_texts(sentence, _auxiliaries_of(sentence, clause))
        alike = not first.isdisjoint(lower_texts(sentence, helped)) or _is_fragment(
            sentence, joined
        )
        return alike or _is_second_state(sentence, clause, joined)
    sourced = "according" in lower_texts(sentence, syntax.subtree(sentence, joined))
    if not follows_comma(sentence, joined) and cue_class is None and not sourced:
        named = words[subject].upos in syntax.NOUNS  # said it was old *and the crew was safe*
        return named or bool(_auxiliaries_of(sentence, joined))  # not: it was late *and he left*
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
    """Return whether a past modal tells what was said: ``said it leaked, and it *would* flood``."""
    return not BACKSHIFTED.isdisjoint(lower_texts(sentence, auxiliaries))


def _is_fragment(sentence: Sentence, joined: int) -> bool:
    """Return whether a conjunct is a negated phrase: ``…, *not in court*``."""
    below = [p for p in syntax.subtree(sentence, joined) if sentence.words[p].upos != "PUNCT"]
    nominal = sentence.words[joined].upos in syntax.NOMINAL
    return nominal and sentence.words[below[0]].text.lower() == "not"


def _auxiliaries_of(sentence: Sentence, clause: int) -> list[int]:
    """Return the auxiliaries of a clause and its copula."""
    return [*syntax.auxiliaries(sentence, clause), *syntax.children(sentence, clause, "cop")]


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

BRACKETS = dict(zip(CLOSING_BRACKETS, OPENING_BRACKETS, strict=True))
STAMP = re.compile(r"\d{1,2}[:.]\d\d(?:[ap]m)?")


def ranges(sentence: Sentence, positions: Collection[int]) -> tuple[Span, ...]:
    """Return the ranges of *positions*: pieces separated only by punctuation joined, edges trimmed.

    A leading ``that`` and punctuation at the edges are left out.
    """
    words = sentence.words
    kept = sorted(positions)
    while kept and (
        words[kept[0]].upos == "PUNCT"
        or (words[kept[0]].deprel == "cc" and words[kept[0]].upos == "CCONJ")
        or (words[kept[0]].text.lower() == "that" and _is_subordinator(sentence, kept[0]))
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
    """Return whether a ``that`` opens its clause and is no pronoun."""
    word = sentence.words[position]
    return word.deprel == "mark" or word.xpos == "IN"


def _only_punctuation(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether no words stand in the range of positions."""
    return all(sentence.words[p].upos == "PUNCT" for p in range(start, end))


def _trim(sentence: Sentence, piece: list[int]) -> list[int]:
    """Return a piece without marks and conjunctions at its edges."""
    words = sentence.words
    while piece and words[piece[0]].upos == "PUNCT":
        piece = piece[1:]
    while piece and (words[piece[-1]].upos == "PUNCT" or words[piece[-1]].upos == "CCONJ"):
        piece = piece[:-1]
    return [*piece, piece[-1] + 1] if piece and _ends_in_brackets(sentence, piece) else piece


def _ends_in_brackets(sentence: Sentence, piece: list[int]) -> bool:
    """Return whether the next word closes a bracket of the piece: ``all (but *one*)``."""
    behind = "".join(w.text for w in sentence.words[piece[-1] + 1 : piece[-1] + 2])
    opening = BRACKETS.get(behind)
    inside = [sentence.words[p].text for p in piece]
    return opening is not None and inside.count(opening) > inside.count(behind)
