r"""Backslash escapes (``\"``, ``\u201c``), and JSON that was sent as if it were a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractor.cleaning.alignment import Edit

_UNICODE_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_ESCAPED_MARK = re.compile(r"(?<!\\)\\{1,8}([\"'/&])")
_ESCAPED_BLANK = re.compile(r"\\r\\n|\\[nrt]")
_BLANKS: Final = {"\\t": "\t", "\\r": "\n"}

_JSON = re.compile(r'[\s\[]{0,20}\{\s*"(?:[^"\\\n]|\\.){1,100}"\s*:')
_JSON_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"(\s*:)?')


def json_values(text: str) -> Iterator[Edit]:
    """Yield the edits that leave of JSON the values that are strings, each a paragraph."""
    if not _JSON.match(text) or not text.rstrip().endswith(("}", "]")):
        return
    place = 0
    for found in _JSON_STRING.finditer(text):
        if not found[1]:
            yield Edit(place, found.start() + 1, "\n\n", foreign=True)
            place = found.end() - 1
    yield Edit(place, len(text), "\n\n", foreign=True)


def escapes(text: str) -> Iterator[Edit]:
    r"""Yield the edits that replace backslash escapes by what they stand for: ``\"``, ``\u201c``.

    ``\n`` counts as a line break only where the text has escaped marks as well, or no line break
    of its own: else it may be part of a path.
    """
    if "\\" not in text:
        return
    edits = [
        *(Edit(*found.span(), _decoded(found[1])) for found in _UNICODE_ESCAPE.finditer(text)),
        *(Edit(*found.span(), found[1]) for found in _ESCAPED_MARK.finditer(text)),
    ]
    if edits or "\n" not in text:
        blanks = _ESCAPED_BLANK.finditer(text)
        edits += (Edit(*found.span(), _BLANKS.get(found[0], "\n")) for found in blanks)
    yield from edits


def _decoded(digits: str) -> str:
    char = chr(int(digits, 16))
    return char if char.isprintable() else " "
