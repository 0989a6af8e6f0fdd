"""``check``: comparison, reported differences, accepted answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from werkzeug.serving import make_server

import cli
from app import create_app
from cli.check.comparison import Difference, compare, project
from service.settings import Settings
from tests.page.stub import StubExtractor

TEXT = "“We open,” said Ada Lund. Ben Oke said that it rains."
QUOTES = [
    {
        "type": "direct",
        "text": "We open,",
        "speaker": {"label": "Ada Lund"},
        "cue": {"text": "said"},
    },
    {
        "type": "indirect",
        "text": "it rains",
        "speaker": {"label": "Ben Oke"},
        "cue": {"text": "said"},
    },
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one text."""
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def expect(folder: Path, value: Any, name: str = "one") -> None:
    """Write what is expected of a text."""
    (folder / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")


def run(folder: Path, *options: str) -> int:
    """Run the command with the stub."""
    load = lambda _: StubExtractor()  # noqa: E731
    return cli.main(["check", str(folder), *options], load)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "expected",
    [
        {},
        {"quotes": QUOTES},
        {"language": "en", "warnings": []},
        {"quotes": [{"speaker": {"kind": "person"}}, {"confidence": 0.2, "addressee": None}]},
        {"quotes": [{"explanation": [{"relation": "nsubj"}, {}]}, {}]},
    ],
)
def test_only_what_is_given_counts(
    expected: Any, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fields that are not given may be anything."""
    expect(folder, expected)

    assert run(folder) == 0
    assert capsys.readouterr() == ("ok      one\n1 of 1 as expected\n", "")


def test_difference_is_told_where_it_is(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong labels, surplus and missing quotations are reported, and nothing else."""
    wrong = [QUOTES[0] | {"speaker": {"label": "Eve"}}, {"text": "gone"}]
    expect(folder, {"quotes": wrong})

    assert run(folder) == 1
    assert capsys.readouterr().out.splitlines() == [
        "differs one",
        "    quotes[0].speaker.label of “We open,”",
        "      - Eve",
        "      + Ada Lund",
        "    quotes[1].text",
        "      - gone",
        "      + it rains",
        "0 of 1 as expected (- expected, + found)",
    ]


@pytest.mark.parametrize(
    ("expected", "found", "differences"),
    [
        (1, 1.0, []),
        ([], [], []),
        ({"a": None}, {"a": None, "b": 1}, []),
        ([{"text": "b"}], [{"text": "a"}, {"text": "b"}], [("[0]", None, "“a”")]),
        ([{"text": "a"}, {"text": "b"}], [{"text": "b"}], [("[0]", "“a”", None)]),
        ({"a": 1}, {}, [("a", "1", None)]),
        ({"a": None}, {}, [("a", "null", None)]),
        (True, 1, [("answer", "true", "1")]),
        ({"a": []}, {"a": "x"}, [("a", "[]", "x")]),
        (["x"], ["y"], [("[0]", "x", "y")]),
        (
            [{"text": "a", "b": [{"text": "in", "c": 1}]}],
            [{"text": "a", "b": [{"text": "in", "c": 2}]}],
            [("[0].b[0].c", "1", "2", "in")],
        ),
    ],
)
def test_compare(expected: Any, found: Any, differences: list[tuple[Any, ...]]) -> None:
    """Lists are laid beside each other by what their items are, so that one miss is one."""
    assert list(compare(expected, found)) == [Difference(*each) for each in differences]


@pytest.mark.parametrize(
    ("shape", "found", "kept"),
    [
        ({}, {"a": 1}, {}),
        ({"a": 0, "z": 0}, {"a": 1, "b": 2}, {"a": 1}),
        ({"a": {"b": 0}}, {"a": None}, {"a": None}),
        ([{"a": 0}, {"b": 0}], [{"a": 1, "b": 2, "c": 3}], [{"a": 1, "b": 2}]),
        ([{"a": None}, {"a": {"b": 0}}], [{"a": {"b": 1, "c": 2}}], [{"a": {"b": 1}}]),
        ([], [{"a": 1}], [{"a": 1}]),
    ],
)
def test_project(shape: Any, found: Any, kept: Any) -> None:
    """What is accepted has the fields that were expected, no more."""
    assert project(shape, found) == kept


def test_update_writes_what_is_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A text without an expected answer gets one of the fields that matter, which then holds."""
    assert run(folder, "--update") == 0
    assert json.loads((folder / "one.json").read_text("utf-8")) == {"quotes": QUOTES}
    assert capsys.readouterr().out == "updated one\n1 of 1 as expected\n"
    assert run(folder) == 0


def test_update_leaves_what_holds(folder: Path) -> None:
    """An expected answer that holds is not touched, however it is laid out."""
    (folder / "one.json").write_text('{ "language":"en" }', encoding="utf-8")

    assert run(folder, "--update") == 0
    assert (folder / "one.json").read_text("utf-8") == '{ "language":"en" }'


def test_update_keeps_to_the_fields_given(folder: Path) -> None:
    """Accepting changes the values of the fields given and adds no others."""
    expect(folder, {"quotes": [{"text": "x"}]})

    assert run(folder, "--update") == 0
    kept = {"quotes": [{"text": "We open,"}, {"text": "it rains"}]}
    assert json.loads((folder / "one.json").read_text("utf-8")) == kept


def test_update_leaves_no_empty_answer(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no answer at all is not replaced by one that every text would pass."""
    expect(folder, {"quotations": []})

    assert run(folder, "--update") == 1
    why = "one.json has no field of an answer; delete it and update again"
    assert capsys.readouterr().out == f"error   one: {why}\n0 of 1 as expected\n"
    assert json.loads((folder / "one.json").read_text("utf-8")) == {"quotations": []}


def test_a_byte_order_mark_is_no_fault(folder: Path) -> None:
    """Some editors write one, also into JSON."""
    (folder / "one.json").write_text('\ufeff{"language": "en"}', encoding="utf-8")

    assert run(folder) == 0


def test_broken_fixtures_are_errors(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be compared fails with its reason; the others continue."""
    expect(folder, {})
    (folder / "two.json").write_text("{}", encoding="utf-8")
    (folder / "three.txt").write_text(TEXT, encoding="utf-8")
    (folder / "four.txt").write_text(TEXT, encoding="utf-8")
    (folder / "four.json").write_text("{", encoding="utf-8")

    assert run(folder) == 1
    assert capsys.readouterr().out.splitlines() == [
        "error   four: four.json is not valid JSON (line 1)",
        "ok      one",
        "error   three: three.json is missing beside three.txt; create it with --update",
        "error   two: two.txt is missing beside two.json",
        "1 of 4 as expected",
    ]


@pytest.mark.parametrize(
    ("name", "message"), [("", "contains no texts (*.txt)"), ("x", "not a folder")]
)
def test_no_folder(
    name: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing folder, or one without texts, is a wrong command line."""
    assert run(tmp_path / name) == 2
    assert capsys.readouterr().err == f"quote-extractor: {tmp_path / name}: {message}\n"


def test_junit(folder: Path) -> None:
    """The report has a case a text, with failures and errors told apart."""
    expect(folder, {"quotes": []})
    (folder / "two.json").write_text("{}", encoding="utf-8")
    expect(folder, {}, "good")
    (folder / "good.txt").write_text("Nothing.", encoding="utf-8")

    assert run(folder, "--junit", str(folder / "new" / "report.xml")) == 1
    suite = ElementTree.parse(folder / "new" / "report.xml").getroot()
    counts = {name: suite.get(name) for name in ("tests", "failures", "errors")}
    assert counts == {"tests": "3", "failures": "1", "errors": "1"}
    assert [(case.get("name"), [child.tag for child in case]) for case in suite] == [
        ("good", []),
        ("one", ["failure"]),
        ("two", ["error"]),
    ]
    assert "“We open,”" in (suite.findtext("testcase/failure") or "")


@pytest.mark.parametrize("name", ["one.txt", "one.json"])
def test_junit_never_replaces_a_text(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a text nor its answer is lost to the report."""
    expect(folder, {"quotes": []})
    before = (folder / name).read_bytes()

    assert run(folder, "--junit", str(folder / "new" / ".." / name)) == 2
    assert "a file of the check; choose another name" in capsys.readouterr().err
    assert (folder / name).read_bytes() == before


@pytest.fixture
def url() -> Iterator[str]:
    """Return the address of a running service."""
    server = make_server("127.0.0.1", 0, create_app(StubExtractor()), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.port}"
    server.shutdown()
    server.server_close()


def test_a_running_service_can_be_asked(folder: Path, url: str) -> None:
    """With --url the service answers and no model is loaded."""
    expect(folder, {"quotes": QUOTES})

    assert cli.main(["check", str(folder), "--url", url], lambda _: pytest.fail("loaded")) == 0


def test_a_service_that_refuses(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The service's error message is reported and affects only that text."""
    expect(folder, {})
    app = create_app(StubExtractor(), Settings(max_characters=3))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        assert run(folder, "--url", f"127.0.0.1:{server.port}") == 1
    finally:
        server.shutdown()
        server.server_close()

    assert capsys.readouterr().out.splitlines() == [
        "error   one: the service answered 413: "
        "The text has 53 characters; the limit is 3. Split it.",
        "0 of 1 as expected",
    ]


def test_no_service(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A service that gives no answer is an error of each text."""
    expect(folder, {})

    assert run(folder, "--url", "http://127.0.0.1:9") == 1
    assert capsys.readouterr().out.startswith(
        "error   one: http://127.0.0.1:9/v1/quotes does not answer ("
    )
