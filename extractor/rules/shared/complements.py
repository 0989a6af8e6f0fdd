"""What belongs to a reported clause and what does not, whatever the parser hung on it.

Everything here takes a `Sentence` and answers with positions of its words, but for `ranges`, which
turns positions into ranges of the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from extractor import cue_lexicon
from extractor.domain import Sentence, Span
from extractor.english import inflection, syntax

FRONTED = ("obl", "advmod", "advcl")
TRAILING = ("advcl", "ccomp", "xcomp", "conj", "parataxis", "acl")
REPORTING_CLASSES = frozenset({"speech", "writing"})
NEAR = 20
"""Words between a participle and what it reports."""
LEADING = frozenset("that".split())
LOOSE = frozenset({"PUNCT"})


# --- what reports -------------------------------------------------------------------------


def is_participial(sentence: Sentence, clause: int) -> bool:
    """Return whether the clause is ``adding that …``, which borrows its subject."""
    word = sentence.words[clause]
    return word.xpos == "VBG" and syntax.child(sentence, clause, "nsubj", "aux") is None


def reports(sentence: Sentence, verb: int) -> bool:
    """Return whether *verb* is listed as a verb of saying, thinking, demanding and the like."""
    word = sentence.words[verb]
    lemma = inflection.base(word.text, word.lemma, word.xpos)
    return word.upos == "VERB" and cue_lexicon.is_listed(lemma)


def is_trailing_report(sentence: Sentence, clause: int) -> bool:
    """Return whether a clause past a comma reports for the outer subject: ``…, adding that …``."""
    word = sentence.words[clause]
    if not is_participial(sentence, clause) or not syntax.is_relation(word.deprel, TRAILING):
        return False
    first = min(syntax.subtree(sentence, clause))
    past_comma = (first > 0 and sentence.words[first - 1].text == ",") or (
        sentence.words[first].text == ","
    )
    return (
        past_comma and cue_lexicon.cue_class(word.lemma.lower(), "that-clause") in REPORTING_CLASSES
    )


def trailing_reports(sentence: Sentence, positions: list[int]) -> set[int]:
    """Return the positions of trailing reports within *positions*, with all below them."""
    return _trees(sentence, (p for p in positions if is_trailing_report(sentence, p)))


def reporting_participles(sentence: Sentence, positions: list[int]) -> set[int]:
    """Return the positions of ``a spot *saying that …*``: what it says is its own report."""
    tops = (
        p
        for p in positions
        if sentence.words[p].deprel == "acl"
        and is_participial(sentence, p)
        and cue_lexicon.cue_class(sentence.words[p].lemma.lower(), "object") in REPORTING_CLASSES
    )
    return _trees(sentence, tops)


def _trees(sentence: Sentence, tops: Iterable[int]) -> set[int]:
    return {below for top in tops for below in syntax.subtree(sentence, top)}


def is_nearer_another(sentence: Sentence, verb: int, start: int) -> bool:
    """Return whether a ``saying`` stands between *verb* and the words at *start*, with none before.

    ``It ends with footage of Lee *saying* last week, “We won”``: the words are Lee's, wherever the
    parser hung them.
    """
    return any(
        sentence.words[p].xpos == "VBG"
        and cue_lexicon.cue_class(sentence.words[p].lemma.lower(), "that-clause")
        in REPORTING_CLASSES
        and all(c >= start for c in syntax.children(sentence, p, "ccomp", "xcomp", "obj"))
        for p in range(max(verb + 1, start - NEAR), start)
    )


def predicate_of_object(sentence: Sentence, verb: int) -> int | None:
    """Return what *verb* says of its object: ``called it *a disgrace*``."""
    groups = list(syntax.children(sentence, verb, "obl", "advcl", "xcomp"))
    for clause in groups:
        word = sentence.words[clause]
        nominal = word.deprel == "xcomp" and word.upos in {"NOUN", "ADJ", "PROPN"}
        if nominal and syntax.marker(sentence, clause) != "to":
            return clause
    for group in groups:
        own = syntax.child(sentence, group, "ccomp") is not None
        if syntax.marker(sentence, group) == "as" and not own:
            return group
    return None


# --- what belongs to the clause -----------------------------------------------------------


def hung_on_cue(sentence: Sentence, cue: int, clause: int) -> Iterator[int]:
    """Yield what belongs to the clause though it hangs on the cue.

    ``*Five years ago*, he said, the plant stood empty`` and ``It would take weeks, he said, *and
    the quarrel could go on*``: only where the cue is set off by a comma on the clause's side.
    """
    words = sentence.words
    subject = syntax.child(sentence, cue, "nsubj")
    if subject is None:
        return
    start, end = min(subject, cue), max(subject, cue)
    if clause > cue and end + 1 < len(words) and words[end + 1].text == ",":
        for child in syntax.children(sentence, cue, *FRONTED):
            if child < start and _precedes_comma(sentence, child):
                yield from syntax.subtree(sentence, child)
    if clause < cue:
        for child in syntax.children(sentence, cue, "conj"):
            if syntax.child(sentence, child, "nsubj") is not None and _follows_comma(
                sentence, child
            ):
                yield from syntax.subtree(sentence, child)


def _precedes_comma(sentence: Sentence, top: int) -> bool:
    after = max(syntax.subtree(sentence, top)) + 1
    last = after - 1
    return (
        sentence.words[last].text == ","
        or sentence.words[min(after, len(sentence.words) - 1)].text == ","
    )


def _follows_comma(sentence: Sentence, top: int) -> bool:
    first = min(syntax.subtree(sentence, top))
    return any(sentence.words[p].text == "," for p in (first, max(first - 1, 0)))


# --- from positions to ranges of the text -------------------------------------------------


def ranges(sentence: Sentence, positions: Collection[int]) -> tuple[Span, ...]:
    """Return the ranges of *positions*: pieces parted only by punctuation joined, edges trimmed.

    A leading ``that`` and punctuation at the edges are left out.
    """
    words = sentence.words
    kept = sorted(positions)
    while kept and (
        words[kept[0]].upos in LOOSE
        or (words[kept[0]].text.lower() in LEADING and _is_subordinator(sentence, kept[0]))
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
    return piece
