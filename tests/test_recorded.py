"""The files of recorded trees: reading, writing and recording."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import Extractor
from tests.record import record
from tests.recorded import TREES, Case, read, write

FILES = sorted(TREES.rglob("*.conllu"))
HEAD = "# case = a name\n# expect = nothing\n"
DOCUMENT = '# document = "No."\n'


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_written_as_read(path: Path, tmp_path: Path) -> None:
    """Reading a file and writing it changes nothing."""
    copy = tmp_path / path.name
    write(copy, list(read(path)))

    assert copy.read_text(encoding="utf-8") == path.read_text(encoding="utf-8")


def test_case() -> None:
    """A case says its name, what is expected and why it fails."""
    case = Case(HEAD.replace("nothing", '{"cue": "said"}') + "# xfail = parser: why\n", DOCUMENT)

    assert (case.name, case.text) == ("a name", "No.")
    assert (case.expect, case.xfail) == ([{"cue": "said"}], "parser: why")


def test_nothing() -> None:
    """A case where nothing is to be found says so."""
    assert (Case(HEAD, DOCUMENT).expect, Case(HEAD, DOCUMENT).xfail) == ([], None)


def test_no_expectation() -> None:
    """A case that lost its expectation is not one where nothing is to be found."""
    with pytest.raises(ValueError, match="a name"):
        _ = Case("# case = a name\n", DOCUMENT).expect


def test_no_document(tmp_path: Path) -> None:
    """A case without a document is refused by the file's name."""
    path = tmp_path / "odd.conllu"
    path.write_text(HEAD, encoding="utf-8")

    with pytest.raises(ValueError, match=r"odd\.conllu"):
        list(read(path))


@pytest.mark.model
def test_record(extractor: Extractor, tmp_path: Path) -> None:
    """The recorder fills in the trees that are in the repository, and keeps what is expected."""
    path, copy = TREES / "colon.conllu", tmp_path / "colon.conllu"
    documents = [f"{case.block.splitlines()[0]}\n" for case in read(path)]
    write(copy, [Case(c.head, d) for c, d in zip(read(path), documents, strict=True)])

    record(copy, extractor.parser)

    assert copy.read_text(encoding="utf-8") == path.read_text(encoding="utf-8")
