"""Offsets in the unit that the caller counts in.

Inside, every offset counts code points. JavaScript and most editors count UTF-16 code units,
and who reads files counts bytes of UTF-8.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final


def utf16_width(character: str) -> int:
    """Return how many UTF-16 code units a code point takes; half a pair takes one."""
    return 1 if character <= "\uffff" else 2


def utf8_width(character: str) -> int:
    """Return how many bytes of UTF-8 a code point takes; half a pair takes three."""
    return 1 + (character > "\x7f") + (character > "\u07ff") + (character > "\uffff")


WIDTHS: Final[Mapping[str, Callable[[str], int]]] = {"utf16": utf16_width, "utf8": utf8_width}
UNITS: Final = ("codepoint", *WIDTHS)


def offsets(text: str, unit: str) -> Sequence[int]:
    """Return for every code point's offset in *text*, its end included, the one in *unit*."""
    if unit == "codepoint" or text.isascii():
        return range(len(text) + 1)
    return list(accumulate(map(WIDTHS[unit], text), initial=0))


def relocate(value: Any, table: Sequence[int]) -> Any:
    """Return plain values anew, every ``start`` and ``end`` looked up in *table*."""
    if isinstance(value, list):
        return [relocate(each, table) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: table[each] if key in ("start", "end") else relocate(each, table)
        for key, each in value.items()
    }
