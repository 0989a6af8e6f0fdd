"""What stands before and after a mark, and how far that speaks for opening or closing."""

from __future__ import annotations

from enum import IntEnum

from extractor.domain import Span
from extractor.marks.glyphs import INVISIBLE

_OPENERS = frozenset("([{")
_CLOSERS = frozenset(")]}")
_BOUNDS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015/*_|<>=~")
_STOPS = frozenset(".,;:!?")
_ELLIPSIS = "\u2026"
_FARTHEST_INVISIBLE = 4

IMPOSSIBLE = 12.0
UNLIKELY = 6.0


class Side(IntEnum):
    """A kind of neighbour. ``BOUND`` are dashes and the like, which glue to either side."""

    GAP = 0
    OPENER = 1
    BOUND = 2
    STOP = 3
    CLOSER = 4
    WORD = 5


def neighbour(text: str, position: int, step: int, paragraph: Span) -> str:
    """Return the character at *position* or beyond it in *step*'s direction; "" at the edge.

    Invisible characters are passed over, a few at most.
    """
    for _ in range(_FARTHEST_INVISIBLE):
        if not paragraph.start <= position < paragraph.end:
            return ""
        if text[position] not in INVISIBLE:
            return text[position]
        position += step
    return ""


def kind(character: str) -> Side:
    """Return what sort of neighbour a character is; the edge ("") is a gap."""
    if not character or character.isspace():
        return Side.GAP
    if character in _OPENERS:
        return Side.OPENER
    if character in _CLOSERS:
        return Side.CLOSER
    if character in _STOPS or character == _ELLIPSIS:
        return Side.STOP
    return Side.BOUND if character in _BOUNDS else Side.WORD


def costs(text: str, run: Span, paragraph: Span) -> tuple[float, float]:
    """Return what it costs to read the marks of *run* as opening, and as closing.

    Marks that touch are one run and are judged by what stands around all of them.
    """
    first = neighbour(text, run.start - 1, -1, paragraph)
    last = neighbour(text, run.end, 1, paragraph)
    before, after = kind(first), kind(last)
    free_before = before in (Side.GAP, Side.OPENER, Side.BOUND)
    free_after = after not in (Side.WORD, Side.OPENER)
    if free_before and not free_after:
        return 0.0, _against_opening(text, run, paragraph, last)
    if free_after and not free_before:
        ends = before == Side.STOP and after == Side.GAP
        return IMPOSSIBLE if ends else UNLIKELY, 0.0
    if free_before:
        return _between_gaps(text, run, before, after)
    return 2.0, 2.0


def _against_opening(text: str, run: Span, paragraph: Span, last: str) -> float:
    starts = kind(neighbour(text, run.start - 2, -1, paragraph)) not in (Side.WORD, Side.CLOSER)
    return IMPOSSIBLE if starts and not last.islower() else UNLIKELY


def _between_gaps(text: str, run: Span, before: Side, after: Side) -> tuple[float, float]:
    dots = text[run.end : run.end + 1] == _ELLIPSIS or text[run.end : run.end + 2] == ".."
    if before == Side.OPENER or dots or (after == Side.BOUND and before == Side.GAP):
        return 1.0, 3.0
    if after in (Side.STOP, Side.CLOSER) or before == Side.BOUND:
        return 3.0, 1.0
    return 2.0, 2.0
