r"""Repair of decoding: UTF-8 read as Windows-1252, lost marks, escapes, JSON.

Only sequences that do not occur in any living language are decoded again. They are the ones that
ftfy (https://ftfy.readthedocs.io) knows; ftfy itself does not say where each character comes from.
Backslash escapes (``\"``, ``\u201c``) and JSON sent as text are decoded too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractor.cleaning.alignment import Edit

_UNDEFINED: Final = "\x81\x8d\x8f\x90\x9d"
"""Bytes undefined in Windows-1252; software keeps them as control characters or drops them."""


def _read_as(encoding: str, low: int, high: int) -> str:
    """Return, for a character class, how these bytes look when read in *encoding*."""
    found = (bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in range(low, high))
    return re.escape("".join(found)) + "".join(chr(byte) for byte in range(low, high))


_CONTINUATION: Final = _read_as("cp1252", 0x80, 0xC0)
_LETTER_BYTES: Final = _read_as("cp1252", 0xA0, 0xC0) + "€ƒˆŠ‹ŒŽšœžŸ˜\x81\x8d\x8f\x90\x9d"
"""Second bytes of accented letters, except quotation marks and dashes: ``CAFÉ”`` is right."""
_WINDOWS = re.compile(
    rf"""[ÃÂÄÅ][{_LETTER_BYTES}]
       | Ã[“”‘’–—…‚„†‡•™] | Å“
       | â[€„†‚][{_CONTINUATION}]
       | ï»¿ | ï¿½ | ðŸ[{_CONTINUATION}]{{2}}""",
    re.VERBOSE,
)
_MAC = re.compile("‚Ä[îìúùòôö¢¶†]|√[©®†ß°≠≥∂ºúñ]")
_LOST_BLANK = re.compile(r"(?<![^\s.,;:”\"'])Â(?=\s)")
_CUT_OFF = re.compile('â€(?P<dash>")|â€[?\ufffd]?')
"""The last byte of a closing mark is undefined, and often lost; that of a dash becomes a mark."""
_LOST_OPENING = re.compile(r"(?<![^\s(\[—–-])[?\ufffd](?=[A-Za-z])")
_LOST_CLOSING = re.compile(r"(?<=[.,!?])[?\ufffd](?=[\s)\]—–-]|$)|(?<=[A-Za-z])\ufffd(?=[\s.,])")
_LOST_APOSTROPHE = re.compile(r"(?<=[A-Za-z])[?\ufffd](?=(?:s|t|re|ve|ll|d|m)\b)")


def mis_decoded(text: str) -> Iterator[Edit]:
    """Yield the edits that repair wrong decoding."""
    if text.isascii():
        return
    edits = [*_decoded(text, _WINDOWS, "cp1252"), *_decoded(text, _MAC, "mac_roman")]
    taken = {edit.start for edit in edits}
    for found in _CUT_OFF.finditer(text):
        if found.start() not in taken:
            edits.append(Edit(*found.span(), "–" if found["dash"] else "”"))
    edits += (Edit(*found.span()) for found in _LOST_BLANK.finditer(text))
    yield from edits


def _decoded(text: str, pattern: re.Pattern[str], encoding: str) -> Iterator[Edit]:
    for found in pattern.finditer(text):
        try:
            read = b"".join(_byte(char, encoding) for char in found[0]).decode()
        except UnicodeError:
            continue
        yield Edit(*found.span(), read.replace("\ufeff", " "))


def _byte(char: str, encoding: str) -> bytes:
    return bytes([ord(char)]) if 0x80 <= ord(char) < 0xA0 else char.encode(encoding)


def lost_marks(text: str) -> Iterator[Edit]:
    """Yield the edits that restore quotation marks that a converter replaced by ``?`` or U+FFFD.

    A question mark counts only where some stand as opening marks would, glued to the word behind,
    and others as closing ones.
    """
    opening = [*_LOST_OPENING.finditer(text)]
    closing = [*_LOST_CLOSING.finditer(text)]
    if not opening or not closing:
        return
    edits = [Edit(*found.span(), "“") for found in opening]
    edits += (Edit(*found.span(), "”") for found in closing)
    edits += (Edit(*found.span(), "’") for found in _LOST_APOSTROPHE.finditer(text))
    yield from edits


_UNICODE_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_ESCAPED_MARK = re.compile(r"(?<!\\)\\{1,8}([\"'/&])")
_ESCAPED_BLANK = re.compile(r"\\r\\n|\\[nrt]")
_BLANKS: Final = {"\\t": "\t", "\\r": "\n"}

_JSON = re.compile(r'[\s\[]{0,20}\{\s*"(?:[^"\\\n]|\\.){1,100}"\s*:')
_JSON_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"(\s*:)?')


def json_values(text: str) -> Iterator[Edit]:
    """Yield the edits that reduce JSON to its string values, each a paragraph."""
    if not _JSON.match(text) or not text.rstrip().endswith(("}", "]")):
        return
    place = 0
    for found in _JSON_STRING.finditer(text):
        if not found[1]:
            yield Edit(place, found.start() + 1, "\n\n", foreign=True)
            place = found.end() - 1
    yield Edit(place, len(text), "\n\n", foreign=True)


def escapes(text: str) -> Iterator[Edit]:
    r"""Yield the edits that decode backslash escapes: ``\"``, ``\u201c``.

    ``\n`` counts as a line break only where the text has escaped marks as well, or no line break
    of its own: else it may be part of a path.
    """
    if "\\" not in text:
        return
    edits = [
        *(Edit(*found.span(), _unescaped(found[1])) for found in _UNICODE_ESCAPE.finditer(text)),
        *(Edit(*found.span(), found[1]) for found in _ESCAPED_MARK.finditer(text)),
    ]
    if edits or "\n" not in text:
        blanks = _ESCAPED_BLANK.finditer(text)
        edits += (Edit(*found.span(), _BLANKS.get(found[0], "\n")) for found in blanks)
    yield from edits


def _unescaped(digits: str) -> str:
    char = chr(int(digits, 16))
    return char if char.isprintable() else " "
