"""Marks that may not be quotation marks: apostrophes, feet, inches, minutes."""

from __future__ import annotations

import re

from extractor.domain import Span
from extractor.marks.glyphs import ELISIONS, LEAN
from extractor.marks.sides import IMPOSSIBLE

NO_MARK = 5.0
"""What it costs to pass over a mark that is nothing but a quotation mark."""

ELISION = 0.3
"""What it costs to read a mark as an apostrophe in front of a word known to take one."""

YEAR = 0.8
"""The same in front of two figures, which may be a year or a quotation's first words."""

_YEARS = re.compile(r"\d\d(s?)(?!\w|[.,]\d)")
_WORD = re.compile(r"[^\W\d_]+")
_SUFFIX = re.compile(r"(?:s|re|ve|ll|d|m)\b", re.IGNORECASE)
_AND = re.compile(r"(?<=\s)['\u2018\u2019][nN]['\u2019](?=\s)")
_LONGEST_ELISION = 12
_LETTERS_S = frozenset("sSxXzZ")


def is_plain(text: str, start: int) -> bool:
    """Tell whether the single mark at *start* can be nothing but an apostrophe.

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
    """Tell whether a clitic hangs on the last mark of *run*: ``Jr.'s``, ``“Hair”'s``."""
    return bool(text[run.start - 1 : run.start].strip() and _SUFFIX.match(text, run.end))


def cost_of_double(text: str, start: int) -> float:
    """Return what it costs to read a double mark as none: little where it may be inches."""
    return 1.0 if text[start - 1 : start].isdigit() else NO_MARK


def cost_of_single(text: str, start: int, opening: float, closing: float) -> float:
    """Return what it costs to read the single mark at *start* as an apostrophe.

    *opening* and *closing* are what its neighbours say of it (`sides.costs`).
    """
    if opening < closing:
        return _cost_before_word(text, start, closing)
    before = text[start - 1 : start]
    if opening == closing:
        return 3.0 if before.strip() else 1.2
    if before.isdigit():
        return 0.4
    if before in _LETTERS_S:
        return 0.7 if text[start + 1 : start + 2].isspace() else 1.5
    return 1.5 if before.isalpha() else 4.0


def _cost_before_word(text: str, start: int, closing: float) -> float:
    years = _YEARS.match(text, start + 1)
    if years:
        return ELISION if years[1] else YEAR
    word = _WORD.match(text, start + 1, start + 1 + _LONGEST_ELISION)
    if text[start - 1 : start].isalnum() or (word and word[0].lower() in ELISIONS):
        return ELISION
    return 4.0 if closing >= IMPOSSIBLE else 2.0
