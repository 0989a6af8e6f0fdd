"""Texts with expected answers: NAME.txt beside NAME.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.inputs import InputError, read_text


@dataclass(frozen=True, slots=True)
class Fixture:
    """A text and the file of its expected answer. ``name`` is its path below the folder."""

    name: str
    file: Path
    answer: Path

    def text(self) -> str:
        """Return the text; raises InputError."""
        if not self.file.exists():
            raise InputError(f"{self.file.name} is missing beside {self.answer.name}")
        return read_text(str(self.file))

    def expected(self) -> Any:
        """Return the expected answer; raises InputError if it is missing or not JSON."""
        if not self.answer.exists():
            raise InputError(
                f"{self.answer.name} is missing beside {self.file.name}; create it with --update"
            )
        try:
            return json.loads(read_text(str(self.answer)).removeprefix("\ufeff"))
        except json.JSONDecodeError as error:
            raise InputError(
                f"{self.answer.name} is not valid JSON (line {error.lineno})"
            ) from None

    def accept(self, value: Any) -> None:
        """Save a new expected answer; raises InputError, also for one that would check nothing."""
        if not value:
            raise InputError(
                f"{self.answer.name} has no field of an answer; delete it and update again"
            )
        content = json.dumps(value, ensure_ascii=False, indent=2)
        try:
            self.answer.write_text(f"{content}\n", encoding="utf-8", newline="")
        except OSError as error:
            raise InputError(f"{self.answer.name}: {error.strerror}") from error


def find(folder: Path) -> list[Fixture]:
    """Return the fixtures below a folder by name; raises InputError if there are none.

    An answer without a text counts too, so that a missing text is noticed.
    """
    if not folder.is_dir():
        raise InputError("not a folder")
    paths = {path.with_suffix("") for end in ("txt", "json") for path in folder.rglob(f"*.{end}")}
    if not paths:
        raise InputError("contains no texts (*.txt)")
    return [
        Fixture(
            path.relative_to(folder).as_posix(),
            path.with_name(f"{path.name}.txt"),
            path.with_name(f"{path.name}.json"),
        )
        for path in sorted(paths)
    ]
