"""Reading the inputs: files, globs, or standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Final

from schemas import NotTextError, to_text

STDIN: Final = "-"


class InputError(Exception):
    """An input that cannot be read as text; the message says why in a few words."""


def expand(names: Sequence[str]) -> list[str]:
    """Return the files that *names* match, each once, by the name that comes first.

    A glob without a match stays and fails when read.
    """
    if not names:
        return [STDIN]
    found: dict[str, str] = {}
    for name in names:
        magic = glob.has_magic(name) and not Path(name).exists()
        matches = sorted(glob.glob(name, recursive=True)) if magic else []  # noqa: PTH207
        for match in matches or [name]:
            found.setdefault(_place(match), match)
    return list(found.values())


def _place(name: str) -> str:
    """Return what two names of one file share."""
    return name if name in ("", STDIN) else os.path.abspath(name)  # noqa: PTH100


def read_text(name: str) -> str:
    """Return the text of a file, of standard input for ``-``, line ends and BOM as they are.

    Raises InputError if it is missing, not a file, binary, or not UTF-8.
    """
    if not name:
        raise InputError("the name of a file is empty")
    try:
        return text_of(standard_input().read() if name == STDIN else Path(name).read_bytes())
    except IsADirectoryError as error:
        raise InputError(f"a folder; for its files use '{name}/*.txt'") from error
    except FileNotFoundError as error:
        why = "no file matches" if glob.has_magic(name) else error.strerror
        raise InputError(why) from error
    except OSError as error:
        raise InputError(error.strerror or "cannot be read") from error


def text_of(raw: bytes) -> str:
    """Return bytes as text; raises InputError if they are binary, or not UTF-8."""
    try:
        return to_text(raw)
    except NotTextError as error:
        raise InputError(str(error)) from error


def standard_input() -> BinaryIO:
    """Return the stream of standard input; at a terminal, say what to do."""
    if sys.stdin.isatty():
        print("Type or paste the text, then press Ctrl-D on an empty line.", file=sys.stderr)
    return sys.stdin.buffer


def complain(message: str) -> int:
    """Print an error on one line; returns the exit status 1."""
    print(f"quote-extractor: {message}", file=sys.stderr)
    return 1
