"""The marks of one paragraph, each with what its possible readings cost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.domain import Span
from extractor.marks import apostrophes, sides
from extractor.marks.glyphs import FAMILY, LEAN, Family

_RUN = re.compile("[" + "".join(FAMILY) + "]+")
_AGAINST_GLYPH = 1.5
_ELIDED = 2.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One or two characters that may be a quotation mark.

    The costs are of reading it as opening, as closing, and as no quotation mark at all;
    the higher, the less likely.
    """

    start: int
    end: int
    family: Family
    opening: float
    closing: float
    neither: float


def scan(text: str, paragraph: Span) -> tuple[Mark, ...]:
    """Return the marks between the bounds of *paragraph*, apostrophes within words left out."""
    return tuple(
        mark
        for run in _RUN.finditer(text, paragraph.start, paragraph.end)
        if not (len(run[0]) == 1 and _is_apostrophe(text, run.start(), run[0]))
        for mark in _marks(text, Span(*run.span()), paragraph)
    )


def _is_apostrophe(text: str, start: int, glyph: str) -> bool:
    if FAMILY[glyph] != "single":
        return False
    return apostrophes.inside_word(text, start, start + 1) or apostrophes.is_and(text, start)


def _marks(text: str, run: Span, paragraph: Span) -> Iterator[Mark]:
    opening, closing = sides.costs(text, run, paragraph)
    for start, end in _pieces(run.of(text), opening < closing):
        yield _mark(text, Span(run.start + start, run.start + end), opening, closing)


def _pieces(run: str, opening: bool) -> Iterator[tuple[int, int]]:
    """Cut a run into marks. Two equal singles are one double (old newswire), unless a double
    stands beside them; of three, the single is the inner one.
    """
    position = 0
    paired = not any(FAMILY[glyph] == "double" for glyph in run)
    odd = len(run) % 2 and not opening
    while position < len(run):
        pair = run[position : position + 2]
        width = 1 + (paired and not odd and len(set(pair)) < len(pair) and FAMILY[pair[0]] == "single")
        yield position, position + width
        position += width
        odd = False


def _mark(text: str, span: Span, opening: float, closing: float) -> Mark:
    glyph = text[span.start]
    family: Family = "double" if len(span) == 2 else FAMILY[glyph]
    opening, closing = _leaning(LEAN[glyph], opening, closing)
    if family == "single":
        neither = apostrophes.cost_of_single(text, span.start, span.end, opening, closing)
        if opening < closing and neither < 1:
            opening += _ELIDED
    elif family == "double" and len(span) == 1:
        neither = apostrophes.cost_of_double(text, span.start)
    else:
        neither = apostrophes.NO_MARK
    return Mark(span.start, span.end, family, opening, closing, neither)


def _leaning(lean: int, opening: float, closing: float) -> tuple[float, float]:
    """Add what the glyph's own direction says, which decides where the neighbours do not."""
    with_glyph = -1.0 if opening == closing else 0.0
    if lean > 0:
        return opening + with_glyph, closing + _AGAINST_GLYPH
    if lean < 0:
        return opening + _AGAINST_GLYPH, closing + with_glyph
    return opening, closing
