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
# »…« is as good a style as «…».
_AGAINST: dict[Family, float] = {"angle": 0.5, "single-angle": 0.5}


@dataclass(frozen=True, slots=True)
class Mark:
    """One or two characters that may be a quotation mark.

    The costs are of reading it as opening, as closing, and as no quotation mark at all;
    the higher, the less likely. ``straight`` is True where the glyph faces neither way.
    """

    start: int
    end: int
    family: Family
    opening: float
    closing: float
    neither: float
    straight: bool


def scan(text: str, paragraph: Span) -> tuple[Mark, ...]:
    """Return the marks between the bounds of *paragraph*, plain apostrophes left out."""
    return tuple(
        mark
        for match in _RUN.finditer(text, paragraph.start, paragraph.end)
        if (run := _without_apostrophe(text, Span(*match.span())))
        for mark in _marks(text, run, paragraph)
    )


def _without_apostrophe(text: str, run: Span) -> Span | None:
    last = run.end - 1
    if FAMILY[text[last]] != "single":
        return run
    if len(run) == 1:
        return None if apostrophes.is_plain(text, last) else run
    return Span(run.start, last) if apostrophes.is_suffix(text, run) else run


def _marks(text: str, run: Span, paragraph: Span) -> Iterator[Mark]:
    opening, closing = sides.costs(text, run, paragraph)
    for start, end in _pieces(run.of(text), opening < closing):
        yield _mark(text, Span(run.start + start, run.start + end), opening, closing)


def _pieces(run: str, opening: bool) -> Iterator[tuple[int, int]]:
    """Cut a run into marks.

    Two equal singles are one double, as in old newswire, unless a double stands beside them;
    of three, the single is the inner one.
    """
    pairs = all(FAMILY[glyph] == "single" for glyph in run)
    position = 0
    if pairs and len(run) % 2 and not opening:
        yield 0, 1
        position = 1
    while position < len(run):
        is_pair = pairs and run[position] == run[position + 1 : position + 2]
        yield position, position + 1 + is_pair
        position += 1 + is_pair


def _mark(text: str, span: Span, opening: float, closing: float) -> Mark:
    glyph = text[span.start]
    family: Family = "double" if len(span) == 2 else FAMILY[glyph]
    lean = LEAN[glyph]
    opening, closing = _leaning(lean, opening, closing, _AGAINST.get(family, _AGAINST_GLYPH))
    neither = apostrophes.NO_MARK
    if family == "single":
        opening, closing, neither = apostrophes.costs_of_single(text, span.start, opening, closing)
    elif len(span) == 1 and family == "double":
        neither = apostrophes.cost_of_double(text, span.start)
    return Mark(span.start, span.end, family, opening, closing, neither, not lean)


def _leaning(lean: int, opening: float, closing: float, against: float) -> tuple[float, float]:
    """Add what the glyph's own direction says, which decides where the neighbours do not."""
    with_glyph = -1.0 if opening == closing else 0.0
    if lean > 0:
        return opening + with_glyph, closing + against
    if lean < 0:
        return opening + against, closing + with_glyph
    return opening, closing
