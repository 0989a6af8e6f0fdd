"""Marks that may not be quotation marks: apostrophes, feet, inches, minutes."""

from __future__ import annotations

import re

from extractor.marks.glyphs import ELISIONS

NO_MARK = 5.0
"""What it costs to pass over a mark that is nothing but a quotation mark."""

_FOLLOWING = re.compile(r"\d\d(?:s\b|(?!\w))|[^\W\d_]+")
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
        return True
    return is_suffix(text, start) or bool(
        _AND.match(text, start) or (start >= 2 and _AND.match(text, start - 2))
    )


def is_suffix(text: str, start: int) -> bool:
    """Tell whether a clitic hangs on the single mark at *start*: ``Jr.'s``, ``“Hair”'s``."""
    return bool(text[start - 1 : start].strip() and _SUFFIX.match(text, start + 1))


def is_elision(text: str, end: int) -> bool:
    """Tell whether a mark's next word is one that is written with an apostrophe in front."""
    word = _FOLLOWING.match(text, end, end + _LONGEST_ELISION)
    return word is not None and (word[0][0].isdigit() or word[0].lower() in ELISIONS)


def cost_of_double(text: str, start: int) -> float:
    """Return what it costs to read a double mark as none: little where it may be inches."""
    return 1.0 if text[start - 1 : start].isdigit() else NO_MARK


def cost_of_single(text: str, start: int, opening: float, closing: float) -> float:
    """Return what it costs to read the single mark at *start* as an apostrophe.

    *opening* and *closing* are what its neighbours say of it (`sides.costs`).
    """
    if opening < closing:
        return _cost_before_word(text, start + 1, closing)
    before = text[start - 1 : start]
    if opening == closing:
        return 3.0 if before.strip() else 0.5
    if before.isdigit():
        return 0.4
    if before in _LETTERS_S:
        return 0.7 if text[start + 1 : start + 2].isspace() else 1.5
    return 1.5 if before.isalpha() else 4.0


def _cost_before_word(text: str, end: int, closing: float) -> float:
    if is_elision(text, end):
        return 0.3
    return 4.0 if closing >= 10.0 else 2.0
