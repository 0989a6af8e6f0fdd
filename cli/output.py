"""Where what was written down goes: to standard output, or each text's to a file of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from cli.inputs import STDIN, InputError

ENDINGS: Final[Mapping[str, str]] = {"table": "txt"}
"""Of files, where the form's name is not its ending."""

Output = Callable[[str, str], None]


def printer(format: str, several: bool) -> Output:
    """Return what prints; several tables get headings, several of CSV one head together."""
    printed = 0

    def write(name: str, content: str) -> None:
        nonlocal printed
        if format == "table" and several:
            content = f"== {name}\n{content}"
        if format == "csv" and printed:
            content = content.partition("\r\n")[2]
        sys.stdout.write(content)
        printed += 1

    return write


def writer(format: str, folder: Path) -> Output:
    """Return what writes NAME.FORMAT into *folder*; raises InputError where it cannot."""
    written: set[Path] = set()

    def write(name: str, content: str) -> None:
        stem = "stdin" if name == STDIN else Path(name).stem
        path = folder / f"{stem}.{ENDINGS.get(format, format)}"
        if path in written:
            raise InputError(f"{path} was just written for another text of that name")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="")
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}") from error
        written.add(path)

    return write
