"""The characters of a paragraph that may be quotation marks, with a cost for each reading.

A candidate can open a quotation, close one, or be neither (an apostrophe, feet, inches). What
stands next to it, the direction of its glyph and the word it belongs to make each of the three
more or less likely; `decoding` then picks the cheapest reading of the whole paragraph. In
``5" pipe``, the straight mark costs 6 to open, 0 to close and 1 to be neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from extractor.domain import Span
from extractor.english.orthography import (
    APOSTROPHES,
    CLOSING_BRACKETS,
    DIRECTION,
    ELLIPSIS,
    FAMILY_OF,
    INVISIBLE,
    OPENING_BRACKETS,
    Family,
)

Costs = tuple[float, float, float]
"""The costs of reading a mark as opening, as closing, and as no quotation mark at all."""

IMPOSSIBLE: Final = 12.0
"""The closing cost from which a mark can only be an opening one."""
_UNLIKELY: Final = 6.0
_NO_MARK: Final = 5.0
"""The cost of ignoring a mark that can only be a quotation mark."""
_AGAINST_GLYPH: Final = 1.5
# »…« is as good a style as «…».
_AGAINST_ANGLES: Final[dict[Family, float]] = {"angle": 0.5, "single-angle": 0.5}

_RUN = re.compile(f"[{re.escape(''.join(FAMILY_OF))}]+")

_DASH_LIKE = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015/*_|<>=~")
_STOPS = frozenset(".,;:!?" + ELLIPSIS)
_FARTHEST_INVISIBLE = 4

ELISIONS: Final = frozenset(
    """
    tis twas twere twill twould em til till cause cos cuz coz bout round neath gainst fraid
    ere im er ello ave n nuff sup kay tude scuse pon tween mongst specially un uns alf ouse orse
    """.split()
)
"""Lower-case words that are written with an initial apostrophe."""
_LONGEST_ELISION = 12
_YEARS = re.compile(r"\d\d(s?)(?!\w|[.,]\d)")
_WORD = re.compile(r"[^\W\d_]+")
_CLITIC = re.compile(r"(?:s|re|ve|ll|d|m)\b", re.IGNORECASE)
_SHORT_AND = re.compile(rf"(?<=\s)['\u2018\u2019][nN][{APOSTROPHES}](?=\s)")
_PLURAL_LETTERS = frozenset("sSxXzZ")
_CLIPPED = re.compile(r".*(?:in|\b(?:o|th|an|wi|ol|lil))", re.IGNORECASE)
"""A word that lost its last letters to an apostrophe: ``goin'``, ``th'``."""
_LONGEST_CLIPPED = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """One or two characters that may be a quotation mark, with the cost of each reading.

    The higher a cost, the less likely the reading. ``straight`` is True if the glyph faces
    neither way.
    """

    start: int
    end: int
    family: Family
    opening: float
    closing: float
    neither: float
    straight: bool


def find(text: str, paragraph: Span) -> tuple[Mark, ...]:
    """Return the candidates between the bounds of *paragraph*, plain apostrophes left out."""
    return tuple(
        mark
        for match in _RUN.finditer(text, paragraph.start, paragraph.end)
        if (run := _without_apostrophe(text, Span(*match.span())))
        for mark in _marks(text, run, paragraph)
    )


def _marks(text: str, run: Span, paragraph: Span) -> Iterator[Mark]:
    opening, closing = _costs_of_sides(text, run, paragraph)
    for start, end in _split_run(run.of(text), opening < closing):
        yield _mark(text, Span(run.start + start, run.start + end), opening, closing)


def _split_run(run: str, opening: bool) -> Iterator[tuple[int, int]]:
    """Split a run of glyphs into marks.

    Two equal singles are one double, as in old newswire, unless a double stands beside them;
    of three, the single is the inner one.
    """
    pairs = all(FAMILY_OF[glyph] == "single" for glyph in run)
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
    family: Family = "double" if len(span) == 2 else FAMILY_OF[glyph]
    direction = DIRECTION[glyph]
    against = _AGAINST_ANGLES.get(family, _AGAINST_GLYPH)
    opening, closing = _weigh_direction(direction, opening, closing, against)
    neither = _NO_MARK
    if family == "single":
        opening, closing, neither = _costs_of_single(text, span.start, opening, closing)
    elif len(span) == 1 and family == "double" and text[span.start - 1 : span.start].isdigit():
        neither = 1.0  # inches
    return Mark(span.start, span.end, family, opening, closing, neither, not direction)


def _weigh_direction(
    direction: int, opening: float, closing: float, against: float
) -> tuple[float, float]:
    """Add the cost by the glyph's direction, which decides if the neighbors do not."""
    bonus = -1.0 if opening == closing else 0.0
    if direction > 0:
        return opening + bonus, closing + against
    if direction < 0:
        return opening + against, closing + bonus
    return opening, closing


# --- the neighbors of a mark ------------------------------------------------------------


class Neighbor(IntEnum):
    """A kind of character next to a mark. Dashes may belong to either side."""

    GAP = 0
    OPENER = 1
    DASH = 2
    STOP = 3
    CLOSER = 4
    WORD = 5


def _neighbor(text: str, position: int, step: int, paragraph: Span) -> str:
    """Return the character at *position* or beyond it in *step*'s direction; "" at the edge.

    A few invisible characters are skipped.
    """
    for _ in range(_FARTHEST_INVISIBLE):
        if not paragraph.start <= position < paragraph.end:
            return ""
        if text[position] not in INVISIBLE:
            return text[position]
        position += step
    return ""


def _kind(character: str) -> Neighbor:
    """Return the kind of a neighbor; the edge ("") is a gap."""
    if not character or character.isspace():
        return Neighbor.GAP
    if character in OPENING_BRACKETS:
        return Neighbor.OPENER
    if character in CLOSING_BRACKETS:
        return Neighbor.CLOSER
    if character in _STOPS:
        return Neighbor.STOP
    return Neighbor.DASH if character in _DASH_LIKE else Neighbor.WORD


def _costs_of_sides(text: str, run: Span, paragraph: Span) -> tuple[float, float]:
    """Return the costs of reading the marks of *run* as opening, and as closing.

    Adjacent marks form one run and are judged by the neighbors of the run.
    """
    first = _neighbor(text, run.start - 1, -1, paragraph)
    last = _neighbor(text, run.end, 1, paragraph)
    before, after = _kind(first), _kind(last)
    free_before = before in (Neighbor.GAP, Neighbor.OPENER, Neighbor.DASH)
    free_after = after not in (Neighbor.WORD, Neighbor.OPENER)
    if free_before and not free_after:
        return 0.0, _cost_of_closing_before_word(text, run, paragraph, last)
    if free_after and not free_before:
        ends = before == Neighbor.STOP and after == Neighbor.GAP
        return IMPOSSIBLE if ends else _UNLIKELY, 0.0
    if free_before:
        return _costs_between_gaps(text, run, before, after)
    return 2.0, 2.0


def _cost_of_closing_before_word(text: str, run: Span, paragraph: Span, last: str) -> float:
    before = _kind(_neighbor(text, run.start - 2, -1, paragraph))
    starts = before not in (Neighbor.WORD, Neighbor.CLOSER)
    return IMPOSSIBLE if starts and not last.islower() else _UNLIKELY


def _costs_between_gaps(
    text: str, run: Span, before: Neighbor, after: Neighbor
) -> tuple[float, float]:
    dots = text[run.end : run.end + 1] == ELLIPSIS or text[run.end : run.end + 2] == ".."
    if before == Neighbor.OPENER or dots or (after == Neighbor.DASH and before == Neighbor.GAP):
        return 1.0, 3.0
    if after in (Neighbor.STOP, Neighbor.CLOSER) or before == Neighbor.DASH:
        return 3.0, 1.0
    return 2.0, 2.0


# --- apostrophes --------------------------------------------------------------------------


def _without_apostrophe(text: str, run: Span) -> Span | None:
    last = run.end - 1
    if FAMILY_OF[text[last]] != "single":
        return run
    if len(run) == 1:
        return None if _is_apostrophe(text, last) else run
    return Span(run.start, last) if _precedes_clitic(text, run) else run


def _is_apostrophe(text: str, start: int) -> bool:
    """Return whether the single mark at *start* can be only an apostrophe.

    So it is within a word or a figure (``don't``, ``5'6``), before a clitic (``Jr.'s``) and
    around the short *and* (``rock 'n' roll``).
    """
    before, after = text[start - 1 : start], text[start + 1 : start + 2]
    if before.isalnum() and after.isalnum():
        return DIRECTION[text[start]] <= 0
    return _precedes_clitic(text, Span(start, start + 1)) or bool(
        _SHORT_AND.match(text, start) or (start >= 2 and _SHORT_AND.match(text, start - 2))
    )


def _precedes_clitic(text: str, run: Span) -> bool:
    """Return whether a clitic follows the last mark of *run*: ``Jr.'s``, ``“Hair”'s``."""
    return bool(text[run.start - 1 : run.start].strip() and _CLITIC.match(text, run.end))


def _costs_of_single(text: str, start: int, opening: float, closing: float) -> Costs:
    """Return the costs of the single mark at *start*, that of an apostrophe included.

    *opening* and *closing* are the costs by its neighbors and its glyph.
    """
    if opening < closing:
        return _costs_before_word(text, start, opening, closing)
    if opening > closing:
        return _costs_after_word(text, start, opening, closing)
    return opening, closing, 3.0 if text[start - 1 : start].strip() else 1.2


def _costs_before_word(text: str, start: int, opening: float, closing: float) -> Costs:
    years = _YEARS.match(text, start + 1)
    if years and not years[1]:
        return opening + 1.6, closing, 0.8
    word = _WORD.match(text, start + 1, start + 1 + _LONGEST_ELISION)
    if years or (word and word[0].lower() in ELISIONS):
        return opening + 2.0, closing, 0.3
    if text[start - 1 : start].isalnum():
        return opening, closing, 0.5
    return opening, closing, 4.0 if closing >= IMPOSSIBLE else 2.0


def _costs_after_word(text: str, start: int, opening: float, closing: float) -> Costs:
    before, after = text[start - 1 : start], text[start + 1 : start + 3]
    runs_on = 1.2 if after[:1].isspace() and after[1:].islower() else 0.0
    if before in _PLURAL_LETTERS:
        return opening, closing + runs_on, 0.7 if after[:1].isspace() else 1.5
    if _CLIPPED.fullmatch(text, max(0, start - _LONGEST_CLIPPED), start):
        return opening, closing + runs_on, 1.0
    if before.isdigit():
        return opening, closing, 0.4
    return opening, closing, 2.0 if before.isalpha() else 4.0
