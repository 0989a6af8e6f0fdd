"""Paragraphs laid out for one pass of the tokenizer, and the way back to the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.domain import Marking, Span
from extractor.parsing.plain import plain

_BETWEEN = "\n\n"
_LONGEST_RUN = 400
_RUNS = re.compile(rf"\S{{{_LONGEST_RUN}}}(?=\S)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or a part of one: where it starts in the layout and in the caller's text."""

    laid: int
    start: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Plain pieces with blank lines between, which the tokenizer takes for paragraphs."""

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, marking: Marking) -> Layout:
        """Lay out the paragraphs of *marking*."""
        texts, pieces, laid = [], [], 0
        for number, paragraph in enumerate(marking.paragraphs):
            text = plain(paragraph.of(marking.text))
            for span in _pieces(text):
                texts.append(span.of(text))
                pieces.append(Piece(laid, paragraph.start + span.start, number))
                laid += len(span) + len(_BETWEEN)
        return cls(_BETWEEN.join(texts), tuple(pieces))

    def place(self, position: int) -> tuple[int, int]:
        """Return paragraph and offset in the caller's text of a position in the layout."""
        piece = self.pieces[bisect_right(self.pieces, position, key=lambda p: p.laid) - 1]
        return piece.paragraph, piece.start + position - piece.laid


def _pieces(text: str) -> Iterator[Span]:
    """Cut runs without a space that are no words: Stanza's patterns take quadratic time."""
    start = 0
    for run in _RUNS.finditer(text):
        yield Span(start, run.end())
        start = run.end()
    yield Span(start, len(text))
