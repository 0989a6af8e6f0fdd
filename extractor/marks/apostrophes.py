"""Marks that may not be quotation marks: apostrophes, feet, inches, minutes."""

from __future__ import annotations

import re

from extractor.domain import Span
from extractor.marks.glyphs import ELISIONS, LEAN
from extractor.marks.sides import IMPOSSIBLE

Costs = tuple[float, float, float]
"""What it costs to read a mark as opening, as closing, as no quotation mark at all."""

NO_MARK = 5.0
"""What it costs to pass over a mark that is nothing but a quotation mark."""

_YEARS = re.compile(r"\d\d(s?)(?!\w|[.,]\d)")
_WORD = re.compile(r"[^\W\d_]+")
_SUFFIX = re.compile(r"(?:s|re|ve|ll|d|m)\b", re.IGNORECASE)
_AND = re.compile(r"(?<=\s)['\u2018\u2019][nN]['\u2019](?=\s)")
_LONGEST_ELISION = 12
_LETTERS_S = frozenset("sSxXzZ")
_CLIPPED = re.compile(r".*(?:in|\b(?:o|th|an|wi|ol|lil))", re.IGNORECASE)
_LONGEST_CLIPPED = 4


def is_plain(text: str, start: int) -> bool:
    """Return whether the single mark at *start* can be nothing but an apostrophe.

    So it is within a word or a figure (``don't``, ``5'6``), before a suffix (``Jr.'s``) and
    around the short *and* (``rock 'n' roll``).
    """
    before, after = text[start - 1 : start], text[start + 1 : start + 2]
    if before.isalnum() and after.isalnum():
        return LEAN[text[start]] <= 0
    return is_suffix(text, Span(start, start + 1)) or bool(
        _AND.match(text, start) or (start >= 2 and _AND.match(text, start - 2))
    )


def is_suffix(text: str, run: Span) -> bool:
    """Return whether a clitic hangs on the last mark of *run*: ``Jr.'s``, ``“Hair”'s``."""
    return bool(text[run.start - 1 : run.start].strip() and _SUFFIX.match(text, run.end))


def cost_of_double(text: str, start: int) -> float:
    """Return what it costs to read a double mark as none: little where it may be inches."""
    return 1.0 if text[start - 1 : start].isdigit() else NO_MARK


def costs_of_single(text: str, start: int, opening: float, closing: float) -> Costs:
    """Return the costs of the single mark at *start*, with those of an apostrophe weighed in.

    *opening* and *closing* are what its neighbours and its glyph say of it.
    """
    if opening < closing:
        return _before_word(text, start, opening, closing)
    if opening > closing:
        return _after_word(text, start, opening, closing)
    return opening, closing, 3.0 if text[start - 1 : start].strip() else 1.2


def _before_word(text: str, start: int, opening: float, closing: float) -> Costs:
    years = _YEARS.match(text, start + 1)
    if years and not years[1]:
        return opening + 1.6, closing, 0.8
    word = _WORD.match(text, start + 1, start + 1 + _LONGEST_ELISION)
    if years or (word and word[0].lower() in ELISIONS):
        return opening + 2.0, closing, 0.3
    if text[start - 1 : start].isalnum():
        return opening, closing, 0.5
    return opening, closing, 4.0 if closing >= IMPOSSIBLE else 2.0


def _after_word(text: str, start: int, opening: float, closing: float) -> Costs:
    before, after = text[start - 1 : start], text[start + 1 : start + 3]
    runs_on = 1.2 if after[:1].isspace() and after[1:].islower() else 0.0
    if before in _LETTERS_S:
        return opening, closing + runs_on, 0.7 if after[:1].isspace() else 1.5
    if _CLIPPED.fullmatch(text, max(0, start - _LONGEST_CLIPPED), start):
        return opening, closing + runs_on, 1.0
    if before.isdigit():
        return opening, closing, 0.4
    return opening, closing, 2.0 if before.isalpha() else 4.0
