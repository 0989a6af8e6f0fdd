"""Reading what the caller named: files, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

STDIN: Final = "-"


class InputError(Exception):
    """An input that cannot be read as text; the message says why in a few words."""


def read_text(name: str) -> str:
    """Return the text of a file, of standard input for ``-``, line ends and BOM as they are.

    Raises InputError where it is missing, no file, binary, or not in UTF-8.
    """
    try:
        raw = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
        if b"\0" in raw:
            raise InputError("a binary file, not text")
        return raw.decode("utf-8")
    except OSError as error:
        raise InputError(error.strerror or "cannot be read") from error
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 (byte {error.start + 1})") from error
