"""The text as the models read it: plain typography, paragraph by paragraph, and the way back.

Models were trained on straight marks and single spaces. `normalise` replaces glyphs one code point
for one, and `Layout` sets the paragraphs apart with blank lines, which the tokenizer takes for
paragraph ends; every position in the layout leads back to one in the caller's text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.domain import Marking, Span
from extractor.english.punctuation import ASCII

_BLANK_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
_CLOSING_PAIR = re.compile(r"''(?=[\s.,;:?!)\]-]|$)")
_OPENING_PAIR = re.compile(r"''(?=\S)")

_PARAGRAPH_BREAK = "\n\n"
_LONGEST_RUN = 400
_RUNS = re.compile(rf"\S{{{_LONGEST_RUN}}}(?=\S)")


class _NormalisationTable(dict[int, str]):
    """A table for ``str.translate`` that computes the entry of a code point when first used."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        blank = unicodedata.category(char) in _BLANK_CATEGORIES
        self[code] = " " if blank else ASCII.get(char, char)
        return self[code]


_table = _NormalisationTable()


def normalise(text: str) -> str:
    """Return *text* with plain marks and spaces, of the same length, code point for code point.

    Curly marks and guillemets become straight ones; line breaks, controls, invisible and
    unpaired code points become spaces. Two single marks become a double one, with a space at
    the side that faces away from the quotation.
    """
    marked = _CLOSING_PAIR.sub('" ', text.translate(_table))
    return _OPENING_PAIR.sub(' "', marked)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or a part of one: where it starts in the layout and in the caller's text."""

    laid: int
    start: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Normalised pieces of a text with blank lines between, and where each comes from."""

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, marking: Marking) -> Layout:
        """Lay out the paragraphs of *marking*."""
        texts, pieces, laid = [], [], 0
        for number, paragraph in enumerate(marking.paragraphs):
            text = normalise(paragraph.of(marking.text))
            for span in _split_runs(text):
                texts.append(span.of(text))
                pieces.append(Piece(laid, paragraph.start + span.start, number))
                laid += len(span) + len(_PARAGRAPH_BREAK)
        return cls(_PARAGRAPH_BREAK.join(texts), tuple(pieces))

    def place(self, position: int) -> tuple[int, int]:
        """Return the paragraph and the offset in the caller's text of a position in the layout."""
        piece = self.pieces[bisect_right(self.pieces, position, key=lambda p: p.laid) - 1]
        return piece.paragraph, piece.start + position - piece.laid


def _split_runs(text: str) -> Iterator[Span]:
    """Split runs without a space that are no words: Stanza's patterns take quadratic time."""
    start = 0
    for run in _RUNS.finditer(text):
        yield Span(start, run.end())
        start = run.end()
    yield Span(start, len(text))
