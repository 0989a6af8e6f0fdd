r"""Recorded parses, each with what is to be found in it: the files below ``tests/trees``.

A file is a row of cases, and a case is a small document as `tests.conllu` writes it, under
lines that say what it shows and what is expected, a JSON object a line (or ``nothing``):

    # case = the subject after the cue
    # expect = {"type": "direct", "segments": ["We will rebuild,"], "cue": "said", ...}
    # document = "\"We will rebuild,\" said the mayor."

A case of thoughts, attitudes and the like, which only the wide scope returns, says so:

    # scope = attributions

A case whose parse, rule or label is known to be wrong today also says why:

    # xfail = parser: "Said" is read as a name

``python -m tests.record`` fills in the trees. Nothing here needs a model.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from extractor import marks
from extractor.domain import Document, Scope
from tests import conllu

TREES = Path(__file__).parent / "trees"
CASE = re.compile(r"^(?=# case = )", re.MULTILINE)
DOCUMENT = re.compile(r"^# document = ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Case:
    """One case: ``head`` are its own lines, ``block`` the document as CoNLL-U."""

    head: str
    block: str

    @property
    def name(self) -> str:
        """What the case shows."""
        return self._all("case")[0]

    @property
    def expect(self) -> list[dict[str, Any]]:
        """What is to be found, in text order; empty where nothing is."""
        lines = self._all("expect")
        if not lines:
            raise ValueError(f"{self.name}: expects neither something nor nothing")
        return [json.loads(line) for line in lines if line != "nothing"]

    @property
    def xfail(self) -> str | None:
        """Why the case fails today, or None."""
        return next(iter(self._all("xfail")), None)

    @property
    def scope(self) -> Scope:
        """The scope in which the case is to be extracted."""
        return "attributions" if self._all("scope") == ["attributions"] else "quotations"

    @property
    def text(self) -> str:
        """The text that was parsed."""
        return conllu.text_of(self.block)

    @property
    def document(self) -> Document:
        """The recorded parse; its paragraphs and passages are what `marks` finds today."""
        return conllu.load(self.block, marks.find(self.text))

    def _all(self, key: str) -> list[str]:
        start = f"# {key} = "
        return [
            line.removeprefix(start) for line in self.head.splitlines() if line.startswith(start)
        ]


def read(path: Path) -> Iterator[Case]:
    """Yield the cases of a file, in order.

    Raises ValueError if a case has no document.
    """
    _, *blocks = CASE.split(path.read_text(encoding="utf-8"))
    for block in blocks:
        match = DOCUMENT.search(block)
        if match is None:
            raise ValueError(f"{path.name}: no document: {block[:60]!r}")
        yield Case(block[: match.start()], block[match.start() :].rstrip("\n") + "\n")


def write(path: Path, cases: list[Case]) -> None:
    """Write *cases* to a file, a blank line between them."""
    path.write_text("\n".join(case.head + case.block for case in cases), encoding="utf-8")


def params(folder: Path, keep: Callable[[Case], bool] = lambda case: True) -> list[Any]:
    """Return the cases of all files in *folder* for `pytest.mark.parametrize`.

    A parameter is the file's name without its ending, and the case.
    """
    return [_param(path, case) for path in files(folder) for case in read(path) if keep(case)]


def files(folder: Path) -> list[Path]:
    """Return the files of trees in *folder*, by name."""
    return sorted(folder.glob("*.conllu"))


def _param(path: Path, case: Case) -> Any:
    reason = case.xfail
    mark = () if reason is None else (pytest.mark.xfail(strict=True, reason=reason),)
    return pytest.param(path.stem, case, id=f"{path.stem}: {case.name}", marks=mark)
