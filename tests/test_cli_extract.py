"""``extract``: its forms, where they go, and what a terminal gets."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import cli
from cli.progress import Progress
from cli.table import Style, table
from extractor import Extraction
from tests.page.stub import StubExtractor

TEXT = "“We 😀 open,” said Ada Lund. Ben Oke said that it rains."
ROWS = [
    "direct    Ada Lund                      said            We 😀 open,",
    "indirect  Ben Oke                       said            it rains",
]


class Terminal(io.StringIO):
    """A stream that is watched."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


def run(*arguments: str) -> int:
    """Run the command with the stub."""
    return cli.main(["extract", *arguments], lambda _: StubExtractor())  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be in a folder with two articles."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "deep").mkdir()
    for name in ("a.txt", "deep/b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")


def test_globs_are_expanded(capsys: pytest.CaptureFixture[str]) -> None:
    """A quoted glob means every file that it matches, folders below included."""
    assert run("--format", "jsonl", "**/*.txt") == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a.txt", "deep/b.txt"]


def test_glob_of_nothing_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    """A glob without a match is reported like a missing file."""
    assert run("*.none") == 1
    assert capsys.readouterr().err == "quote-extractor: *.none: no file matches\n"


def test_csv_of_several_has_one_head(capsys: pytest.CaptureFixture[str]) -> None:
    """Several texts make one table, each row with its file."""
    assert run("--format", "csv", "a.txt", "deep/b.txt") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out, newline="")))
    assert [(row["document"], row["speaker"], row["text"]) for row in rows] == [
        (name, *said)
        for name in ("a.txt", "deep/b.txt")
        for said in (("Ada Lund", "We 😀 open,"), ("Ben Oke", "it rains"))
    ]


@pytest.mark.parametrize(
    ("form", "start"), [("html", "<!doctype html>"), ("jsonld", '{"@context"'), ("json", "{\n")]
)
def test_forms_of_one_text(form: str, start: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The service's forms can be had of one text."""
    assert run("--format", form, "a.txt") == 0
    assert capsys.readouterr().out.startswith(start)


@pytest.mark.parametrize("form", ["html", "jsonld"])
def test_one_page_holds_one_text(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Forms that hold one text are refused for several before any work is done."""
    assert run("--format", form, "a.txt", "deep/b.txt") == 2
    assert capsys.readouterr() == (
        "",
        f"quote-extractor: for several texts, --format {form} needs --into FOLDER\n",
    )


def test_overwrite_needs_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """An option that would do nothing is refused."""
    assert run("--overwrite", "a.txt") == 2
    message = "--overwrite needs --into FOLDER: without it, nothing is written to files"
    assert capsys.readouterr() == ("", f"quote-extractor: {message}\n")


@pytest.mark.parametrize(
    ("form", "names"),
    [("html", ["a.html", "b.html"]), ("json", ["a.json", "b.json"]), ("table", ["a.txt", "b.txt"])],
)
def test_into_a_folder(form: str, names: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Each text gets a file of its own, named as the text is."""
    assert run("--format", form, "--into", "out/new", "a.txt", "deep/b.txt") == 0
    assert sorted(path.name for path in Path("out/new").iterdir()) == names
    assert capsys.readouterr() == ("", "")


def test_into_tells_files_of_one_name_apart(tmp_path: Path) -> None:
    """Texts of one name keep their folders."""
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(TEXT, encoding="utf-8")

    assert run("--format", "csv", "--into", "out", "x/a.txt", "y/a.txt") == 0
    written = [(tmp_path / f"out/{folder}/a.csv").read_text("utf-8") for folder in "xy"]
    assert [content[:9] for content in written] == ["\ufeffdocument"] * 2


def test_a_file_is_taken_once(capsys: pytest.CaptureFixture[str]) -> None:
    """A file that a glob and a name both mean is read and written once."""
    assert run("--format", "csv", "--into", "out", "**/*.txt", "./a.txt", "deep/../a.txt") == 0
    assert sorted(path.name for path in Path("out").iterdir()) == ["a.csv", "b.csv"]
    assert run("--format", "jsonl", "a.txt", "a.txt") == 0
    captured = capsys.readouterr()
    assert (captured.out.count("\n"), captured.err) == (1, "")


def test_into_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file in the place of the folder is named at once, before a text is read."""
    assert run("--into", "a.txt", "deep/b.txt") == 2
    message = "--into a.txt: a file is there; name a folder"
    assert capsys.readouterr().err == f"quote-extractor: {message}\n"


def test_into_overwrites_only_when_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A file that exists is left as it is, and named."""
    assert run("--format", "csv", "--into", "out", "a.txt") == 0
    capsys.readouterr()
    assert run("--format", "csv", "--into", "out", "a.txt") == 1
    message = "out/a.csv already exists; use --overwrite to replace it"
    assert capsys.readouterr().err == f"quote-extractor: a.txt: {message}\n"
    assert run("--format", "csv", "--into", "out", "--overwrite", "a.txt") == 0


@pytest.mark.parametrize("options", [["--overwrite"], []])
def test_into_never_replaces_an_input(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A table of a text in its own folder has the text's name; the text stays."""
    assert run("--into", ".", *options, "a.txt", "deep/b.txt") == 1
    message = "a.txt: a.txt is an input; choose another folder"
    assert capsys.readouterr().err == f"quote-extractor: {message}\n"
    assert Path("a.txt").read_text("utf-8") == TEXT
    assert Path("b.txt").read_text("utf-8").splitlines()[1:] == ROWS


@pytest.mark.parametrize(
    ("options", "ids", "start"),
    [
        ([], ["q1", "q2"], 1),
        (["--types", "direct"], ["q1"], 1),
        (["--min-confidence", "0.15"], ["q2"], 46),
        (["--types", "indirect", "--offsets", "utf16"], ["q2"], 47),
    ],
)
def test_options(
    options: list[str], ids: list[str], start: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Types, confidence and the unit of offsets can be chosen as in the service."""
    assert run("--json", *options, "a.txt") == 0
    quotes = json.loads(capsys.readouterr().out)["quotes"]
    assert [quote["id"] for quote in quotes] == ids
    assert quotes[0]["segments"][0]["start"] == start


@pytest.mark.parametrize(
    "options", [["--types", "loud"], ["--min-confidence", "2"], ["--min-confidence", "x"]]
)
def test_wrong_options(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong value is reported with the allowed ones, status 2."""
    with pytest.raises(SystemExit) as stopped:
        run(*options, "a.txt")

    assert stopped.value.code == 2
    assert f"argument {options[0]}: " in capsys.readouterr().err


def test_explain_shows_what_the_rule_walked(capsys: pytest.CaptureFixture[str]) -> None:
    """Below each quotation are its rule and the dependency path."""
    assert run("--explain", "a.txt") == 0
    assert capsys.readouterr().out.splitlines()[1:5] == [
        ROWS[0],
        "          cue-subject, confidence 10%",
        "          said → Ada Lund: nsubj",
        "          said → We: ccomp",
    ]


def test_a_table_that_is_not_cut_is_aligned() -> None:
    """Without a terminal the columns are as wide as their longest cell."""
    label = "spokeswoman for the harbour authority"
    found = StubExtractor()(TEXT)
    first, second = found.quotes
    assert first.speaker is not None
    long = replace(first, speaker=replace(first.speaker, label=label))
    rows = list(table(replace(found, quotes=(long, second)), None))

    assert [row.index(words) for row, words in zip(rows, ("CUE", "said", "said"), strict=True)] == [
        12 + len(label)
    ] * 3


@pytest.mark.parametrize(
    "words",
    [
        ["a.txt", "--types", "direct,mixed,indirect", "deep/b.txt"],
        ["--types", "direct, mixed, indirect", "a.txt", "deep/b.txt"],
    ],
)
def test_files_may_stand_behind_options(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The order of files and options does not matter."""
    assert run(*words) == 0
    assert capsys.readouterr().out.count("== ") == 2


def test_piped_is_plain(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal there are no colours and no bar."""
    assert run("a.txt", "deep/b.txt") == 0
    out, err = capsys.readouterr()
    assert (out.count("\x1b"), err) == (0, "")
    assert out.splitlines()[2:4] == ROWS


@pytest.mark.parametrize(
    ("variable", "value", "colours"),
    [("NO_COLOR", "1", False), ("TERM", "dumb", False), ("TERM", "xterm", True)],
)
def test_colours_on_a_terminal(
    variable: str, value: str, colours: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal gets colours unless it is told not to; the words stay where they are."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(variable, value)
    style = Style.of(Terminal())
    rows = list(table(StubExtractor()(TEXT), 100, style))[1:]

    assert style == Style(colours)
    assert any("\x1b[1mAda Lund" in row for row in rows) == colours
    plain = [row.replace("\x1b[0m", "") for row in rows]
    for code in ("32", "34", "1"):
        plain = [row.replace(f"\x1b[{code}m", "") for row in plain]
    assert plain == ROWS


def test_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal long work shows how much is done, and the bar goes away in the end."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with Progress(100) as progress:
        progress.step(7, failed=1)
        progress.refresh()

    shown = terminal.getvalue()
    assert "\r7 of 100 " in shown
    assert " left, 1 failed" in shown
    assert shown.endswith("\r")


@pytest.mark.parametrize(("total", "out"), [(1, Terminal()), (100, io.StringIO())])
def test_no_bar(total: int, out: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    """A single text and an output that nobody watches get no bar."""
    monkeypatch.setattr(sys, "stderr", out)
    with Progress(total) as progress:
        progress.step()

    assert out.getvalue() == ""


def test_loading_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal shows a message while the models load, and clears it."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    assert run("a.txt") == 0
    assert terminal.getvalue().startswith("Loading the models …\r\x1b[K")


def test_bar_leaves_the_line_to_errors(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error stands on a line of its own, not in the bar."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    assert run("none.txt", "a.txt") == 1
    message = "quote-extractor: none.txt: No such file or directory\n"
    assert f"\r{message}" in terminal.getvalue().replace(" ", "").replace(
        "quote-extractor:none.txt:Nosuchfileordirectory", message.strip()
    )


def test_nothing_found(capsys: pytest.CaptureFixture[str]) -> None:
    """A text without quotations is no failure."""
    none = Extraction((), ())

    assert cli.main(["extract", "a.txt"], lambda _: lambda text, scope: none) == 0  # type: ignore[arg-type,return-value]
    assert capsys.readouterr().out == "no quotations\n"
