"""Conversion of offsets to the caller's unit.

Internal offsets count code points. JavaScript and most editors count UTF-16 code units; programs
that read files may count UTF-8 bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final


def utf16_width(character: str) -> int:
    """Return the number of UTF-16 code units of a code point; a lone surrogate takes one."""
    return 1 if character <= "\uffff" else 2


def utf8_width(character: str) -> int:
    """Return the number of UTF-8 bytes of a code point; a lone surrogate takes three."""
    return 1 + (character > "\x7f") + (character > "\u07ff") + (character > "\uffff")


WIDTHS: Final[Mapping[str, Callable[[str], int]]] = {"utf16": utf16_width, "utf8": utf8_width}
UNITS: Final = ("codepoint", *WIDTHS)


def offsets(text: str, unit: str) -> Sequence[int]:
    """Return the offset in *unit* of every code point of *text*, and of its end."""
    if unit == "codepoint" or text.isascii():
        return range(len(text) + 1)
    return list(accumulate(map(WIDTHS[unit], text), initial=0))


def relocate(value: Any, table: Sequence[int]) -> Any:
    """Return plain values with every ``start`` and ``end`` converted by *table*."""
    if isinstance(value, list):
        return [relocate(each, table) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: table[each] if key in ("start", "end") else relocate(each, table)
        for key, each in value.items()
    }
