"""From words of a tree to ranges of the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from extractor.domain import Sentence, Span
from extractor.english import syntax

LEADING = frozenset("that".split())
LOOSE = frozenset({"PUNCT"})


def content(sentence: Sentence, positions: Collection[int]) -> tuple[Span, ...]:
    """Return the ranges of *positions*: pieces parted only by punctuation joined, edges trimmed.

    A leading ``that`` and punctuation at the edges are left out.
    """
    words = sentence.words
    kept = sorted(positions)
    while kept and (
        words[kept[0]].upos in LOOSE
        or (words[kept[0]].text.lower() in LEADING and _is_mark(sentence, kept[0]))
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


def _is_mark(sentence: Sentence, position: int) -> bool:
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


def merge(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Join ranges that overlap or are parted only by spaces and punctuation; sorted."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and not re.search(r"\w", text[merged[-1].end : span.start]):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
