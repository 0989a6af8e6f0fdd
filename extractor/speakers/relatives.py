"""Find what a relative pronoun goes on from."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.domain import Sentence


def antecedents(sentence: Sentence, position: int) -> Iterator[int]:
    """Yield the nouns that the relative pronoun at *position* may go on from, likeliest first.

    The tree's answer may be too low or too high (``the book by Johnston, which``), so the noun
    directly before the pronoun and those above are offered too.
    """
    governor = _governor(sentence, position)
    if governor is not None:
        yield governor
    before = position - 1
    while before > 0 and sentence.words[before].upos in {"PUNCT", "ADP"}:
        before -= 1
    if before >= 0 and sentence.words[before].upos in {"NOUN", "PROPN"}:
        yield before
    above = governor
    while above is not None and above >= 0:
        above = sentence.words[above].head
        if above >= 0 and sentence.words[above].upos in {"NOUN", "PROPN"}:
            yield above


def _governor(sentence: Sentence, position: int) -> int | None:
    while position >= 0:
        word = sentence.words[position]
        if word.deprel in {"acl:relcl", "acl"} and word.head >= 0:
            return word.head
        position = word.head
    return None
