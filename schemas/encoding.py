"""Bytes of a text file to text; plain values to bytes of JSON, the same for the same values."""

from __future__ import annotations

import json
from typing import Any, Final

WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
"""The byte-order marks of UTF-16, which some editors call Unicode."""


class NotTextError(ValueError):
    """Bytes that are no text in UTF-8; the message says why in a few words."""


def to_text(raw: bytes) -> str:
    """Return the text of a file; raises NotTextError if it is binary, or not UTF-8."""
    if raw.startswith(WIDE):
        raise NotTextError("the encoding is UTF-16; save the file as UTF-8")
    if b"\0" in raw:
        raise NotTextError("a binary file, not text")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotTextError(f"not UTF-8 (byte {error.start + 1}); save it as UTF-8") from error


def to_json(value: Any) -> bytes:
    """Return compact UTF-8 JSON, keys in the order given, one line with its end.

    A lone surrogate has no UTF-8 encoding; it is written as a JSON escape.
    """
    line = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return line.encode("utf-8", "backslashreplace") + b"\n"
