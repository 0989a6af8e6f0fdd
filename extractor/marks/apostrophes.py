"""Marks that may not be quotation marks: apostrophes, feet, inches, minutes."""

from __future__ import annotations

import re

from extractor.marks.glyphs import ELISIONS

NO_MARK = 5.0
"""What it costs to pass over a mark that is nothing but a quotation mark."""

_ELIDED = re.compile(r"\d\d(?:s|\b)|[^\W\d_]+")
_LETTER_S = frozenset("sSxXzZ")
_AND = frozenset("nN")


def inside_word(text: str, start: int, end: int) -> bool:
    """Tell whether letters or digits touch both sides: ``don't``, ``o'clock``, ``5'6``."""
    return text[start - 1 : start].isalnum() and text[end : end + 1].isalnum()


def is_and(text: str, start: int) -> bool:
    """Tell whether a mark is one of the two in ``rock 'n' roll``."""
    after = text[start + 1 : start + 2] in _AND and text[start + 2 : start + 3] in "'\u2019"
    before = text[start - 1 : start] in _AND and text[start - 2 : start - 1] in "'\u2018\u2019"
    spaced = text[start - 1 : start].isspace() or text[start + 1 : start + 2].isspace()
    return spaced and (after and start + 2 < len(text) or before and start >= 2)


def is_elision(text: str, end: int) -> bool:
    """Tell whether what follows a mark is a word that is written with an apostrophe."""
    word = _ELIDED.match(text, end, end + 12)
    return bool(word) and (word[0][0].isdigit() or word[0].lower() in ELISIONS)


def cost_of_double(text: str, start: int) -> float:
    """Return what it costs to read a double mark as none: little where it may be inches."""
    return 1.0 if text[start - 1 : start].isdigit() else NO_MARK


def cost_of_single(text: str, start: int, end: int, opening: float, closing: float) -> float:
    """Return what it costs to read a single mark as an apostrophe.

    *opening* and *closing* are what its neighbours say of it (`sides.costs`).
    """
    if opening < closing:
        if is_elision(text, end):
            return 0.3
        return 2.0 if closing < 10 else 4.0
    before = text[start - 1 : start]
    if opening == closing:
        return 0.5 if not before.strip() else 3.0
    if before.isdigit():
        return 0.4
    if before in _LETTER_S and before:
        return 0.7 if text[end : end + 1].isspace() else 1.5
    return 1.5 if before.isalpha() else 4.0
