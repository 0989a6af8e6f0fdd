"""How a cue and its clause lie to each other, where the parser ties other clauses to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor import lexicon
from extractor.domain import Sentence
from extractor.english import inflection, syntax

FRONTED = ("obl", "advmod", "advcl")
TRAILING = ("advcl", "ccomp", "xcomp", "conj", "parataxis", "acl")
REPORTS = frozenset({"speech", "writing"})
NEAR = 20
"""Words between a participle and what it reports."""


def is_participial(sentence: Sentence, clause: int) -> bool:
    """Return whether the clause is ``adding that …``, which borrows its subject."""
    word = sentence.words[clause]
    return word.xpos == "VBG" and syntax.child(sentence, clause, "nsubj", "aux") is None


def reports(sentence: Sentence, verb: int) -> bool:
    """Return whether *verb* is listed as a verb of saying, thinking, demanding and the like."""
    word = sentence.words[verb]
    lemma = inflection.base(word.text, word.lemma, word.xpos)
    return word.upos == "VERB" and lexicon.is_listed(lemma)


def is_trailing(sentence: Sentence, clause: int) -> bool:
    """Return whether a clause past a comma reports for the outer subject: ``…, adding that …``."""
    word = sentence.words[clause]
    if not is_participial(sentence, clause) or not syntax.is_relation(word.deprel, TRAILING):
        return False
    first = min(syntax.subtree(sentence, clause))
    past_comma = (first > 0 and sentence.words[first - 1].text == ",") or (
        sentence.words[first].text == ","
    )
    return past_comma and lexicon.cue_class(word.lemma.lower(), "that-clause") in REPORTS


def trailing(sentence: Sentence, positions: list[int]) -> set[int]:
    """Return the positions of trailing reports within *positions*, with all below them."""
    return _trees(sentence, (p for p in positions if is_trailing(sentence, p)))


def participles(sentence: Sentence, positions: list[int]) -> set[int]:
    """Return the positions of ``a spot *saying that …*``: what it says is its own report."""
    tops = (
        p
        for p in positions
        if sentence.words[p].deprel == "acl"
        and is_participial(sentence, p)
        and lexicon.cue_class(sentence.words[p].lemma.lower(), "object") in REPORTS
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
        and lexicon.cue_class(sentence.words[p].lemma.lower(), "that-clause") in REPORTS
        and all(c >= start for c in syntax.children(sentence, p, "ccomp", "xcomp", "obj"))
        for p in range(max(verb + 1, start - NEAR), start)
    )


def around(sentence: Sentence, cue: int, clause: int) -> Iterator[int]:
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
