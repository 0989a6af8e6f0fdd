"""Sourcing reports: figures of a text and of an archive, their page, CSV and command."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest

import cli
from batch.job import BatchError, Job
from batch.manifest import Done
from batch.run import Answered, Engine, Run, pieces
from batch.storage import Location
from benchmarks import archive_report
from cli.arguments import parser
from cli.report import _csv
from extractor import Extraction
from report.archive import Archive, Filter
from report.archive_report import of_archive
from report.page import to_html
from report.result import files_of
from report.sourcing import COLUMNS, Sourcing, count_words, rows, sourcing
from report.text_report import of_text
from schemas import to_json
from schemas.forms.table import to_csv

EVERY: Final = Filter(frozenset({"direct", "mixed", "indirect"}))
EVIL: Final = "Ilse <script>alert(1)</script> Vane"
TEXT: Final = """\
The bridge will stay shut, Bergen Council wrote.

“We have no money,” Ilse <script>alert(1)</script> Vane told the Times. “None,” she said.

An official, who asked not to be named because she fears for her job, said it was worse.

“Sad,” goes one, “ruin.” “It is,” Vane said.
"""
SPEAKERS: Final = {
    "s1": ("Bergen Council", "organization"),
    "s2": (EVIL, "person"),
    "s3": ("official", "anonymous"),
}


def span(words: str, **more: Any) -> dict[str, Any]:
    """Return where words stand in TEXT."""
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, **more}


def quote(id: str, words: str, type: str, who: str | None, **more: Any) -> dict[str, Any]:
    """Return a quotation of an answer."""
    name = {"label": SPEAKERS[who][0], "kind": SPEAKERS[who][1]} if who else {}
    return {
        "id": id,
        "type": type,
        "text": words,
        "segments": more.pop("segments", None) or [span(words)],
        "speaker": {"id": who, **name, "mention": span("Vane")} if who else None,
        **{"cue": None, "addressee": None, "channel": None, "relayed_by": None},
        **{"rule": "cue-subject", "confidence": 0.9},
        **more,
    }


def speaker(id: str, **more: Any) -> dict[str, Any]:
    """Return a speaker of an answer."""
    label, kind = SPEAKERS[id]
    return {
        **{"id": id, "label": label, "kind": kind, "name": None, "role": None},
        **{"pronouns": [], "descriptions": [], "anonymity": None, "mentions": [], "quotes": []},
        **more,
    }


GRANTED: Final = span("asked not to be named", reason=span("because she fears for her job"))
ANSWER: Final[dict[str, Any]] = {
    "id": "a",
    "quotes": [
        quote("q1", "The bridge will stay shut", "indirect", "s1", confidence=0.4),
        quote(
            "q2", "We have no money,", "direct", "s2", channel=span("told the Times", kind="outlet")
        ),
        quote("q3", "None,", "direct", "s2"),
        quote("q4", "it was worse", "indirect", "s3", relayed_by=span("the Times")),
        quote("q5", "Sad, ruin.", "direct", None, segments=[span("Sad,"), span("ruin.")]),
        quote("q6", "It is,", "direct", "s2", channel=span("said", kind="interview")),
    ],
    "speakers": [
        speaker("s1"),
        speaker("s2", descriptions=[span("told")]),
        speaker("s3", anonymity=GRANTED),
    ],
    "warnings": [],
    "offsets": "codepoint",
    "language": "en",
    "software": {"name": "quote-extractor", "version": "1", "model": "m"},
}
EMPTY: Final = ANSWER | {"id": "b", "quotes": [], "speakers": []}
ROWS: Final = [
    [
        "s2",
        EVIL,
        "person",
        3,
        3,
        0,
        0,
        7,
        0.4118,
        2,
        None,
        None,
        "interview; outlet",
        1,
        "told the Times",
    ],
    ["s1", "Bergen Council", "organization", 1, 0, 0, 1, 5, 0.2941, 1, None, None, "", 0, ""],
    [
        *["s3", "official", "anonymous", 1, 0, 0, 1, 3, 0.1765, 1],
        *["asked not to be named", "because she fears for her job", "", 1, "the Times"],
    ],
    [None, None, None, 1, 1, 0, 0, 2, 0.1176, 1, None, None, "", 0, ""],
]
"""The sources of ANSWER in CSV, except for document and date."""


@pytest.fixture
def found() -> Sourcing:
    """Return the figures of ANSWER."""
    return sourcing(ANSWER, TEXT)


def test_rows_of_a_text(found: Sourcing) -> None:
    """A row a source, by its quoted words, and one for nobody."""
    assert list(rows(found)) == [["a", None, *row] for row in ROWS]


def test_stretches(found: Sourcing) -> None:
    """A stretch is long enough, has one source, and tells its paragraphs; nobody has none."""
    (stretch,) = found.stretches
    shown = (stretch.source.label, stretch.paragraphs, stretch.quotations, stretch.words)

    assert shown == (EVIL, (2, 2), 2, 11)
    assert TEXT[slice(*stretch.place)].startswith("We have")
    assert stretch.share == 11 / found.words


def test_colours_are_those_of_the_page(found: Sourcing) -> None:
    """A source has the colour of its number in the text, whatever its share and the filters."""
    along = str(of_text(found, "a.txt").sections[0].plots[0].drawing)
    few = sourcing(ANSWER | {"quotes": ANSWER["quotes"][3:5]}, TEXT)
    some = str(of_text(few, "a.txt").sections[0].plots[0].drawing)

    drawn = [re.findall(r'class="(s\d|nobody)"', plot) for plot in (along, some)]
    assert drawn == [["s1", "s1", "s1", "s0", "s2", "nobody", "nobody"], ["s2", "nobody", "nobody"]]


def test_words() -> None:
    """What holds no letter or digit is no word; nested quotations count once in the text."""
    nested = [
        quote("q1", "asked not to be named", "indirect", "s1"),
        quote("q2", "named", "direct", "s2"),
    ]

    assert count_words("Zoë — 3 of the “best” … ×") == 5
    assert sourcing(ANSWER | {"quotes": nested}, TEXT).quoted == 5


def test_nothing_quoted() -> None:
    """A text without quotations, or without a word, has a report as well."""
    for text in ("Nothing.", ""):
        page = to_html(of_text(sourcing(EMPTY, text), "x.txt")).decode()
        assert page.count("No quotations were found.") == 4


class Page(HTMLParser):
    """The tags of a page, and the words of its headings, table heads and cells."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self._open: list[str] = []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Remember a tag."""
        self.tags.append((tag, dict(attributes)))
        self._open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        """Forget what is open."""
        self._open = self._open[: -self._open[::-1].index(tag) - 1]

    def handle_data(self, words: str) -> None:
        """Add to a cell."""
        if self._open and self._open[-1] in ("td", "th"):
            self.cells[-1] += words


def test_page_runs_and_fetches_nothing(found: Sourcing) -> None:
    """Labels are words, whatever is in them; plots have texts; nothing comes from elsewhere."""
    page = to_html(of_text(found, "a.txt"))
    read = Page(page)
    names = {tag for tag, _ in read.tags}

    assert names & {"script", "link", "img", "iframe", "a"} == set()
    assert [
        name for _, at in read.tags for name in at if name.startswith("on") or name == "src"
    ] == []
    assert EVIL in read.cells
    assert b"http:" not in page
    assert len([at for tag, at in read.tags if tag == "svg" and at["aria-label"]]) == 3


def test_page_of_a_text(found: Sourcing) -> None:
    """Anonymous sources have their reason; second sources and missing speakers are listed."""
    cells = Page(to_html(of_text(found, "a.txt"))).cells
    at = cells.index("Anonymity")

    assert cells[at + 2 : at + 7] == [
        *("official", "unnamed person", "1", "asked not to be named"),
        "because she fears for her job",
    ]
    at = cells.index("Second source")
    assert cells[at + 2 : at + 10] == [
        *("We have no money,", EVIL, "told the Times", "2"),
        *("it was worse", "official", "the Times", "3"),
    ]
    at = cells.index("Sad, … ruin.")
    assert cells[at : at + 3] == ["Sad, … ruin.", "direct", "4"]


# ---- archives ----

DATES: Final = ("2026-01-05", "14 February 2026", None)


def answers(job: Job, files: Sequence[Location], done: Done) -> Iterator[Answered]:
    """Stand in for an engine: the answer above, one without quotations, and a failure."""
    failed = {"id": "c", "error": "not JSON"}
    for piece in pieces(job, files, done):
        yield piece, [to_json(each) for each in (ANSWER, EMPTY, failed)]


def made(
    folder: Path, result: str, flat: bool = False, engine: Engine = answers, **more: Any
) -> str:
    """Have batch write a result; returns its path."""
    lines = [{"id": id, "text": "x", "date": date} for id, date in zip("abc", DATES, strict=True)]
    source = folder / "in.jsonl"
    source.write_bytes(b"".join(map(to_json, lines)))
    path = str(folder / result) + ("/" if result.endswith("/") else "")
    Run(Job(str(source), path, flat=flat, **more)).go(engine)
    return path


@pytest.mark.parametrize(
    ("result", "flat"),
    [("out.jsonl", False), ("out.jsonl.gz", True), ("out.parquet", False), ("out.parquet", True),
     ("out/", False), ("out.csv", True)],
)  # fmt: skip
def test_archive_has_the_same_rows(tmp_path: Path, result: str, flat: bool) -> None:
    """Whatever batch has written, the sources are those of the answers, with dates."""
    path = made(tmp_path, result, flat)
    with Archive(files_of(path), EVERY) as archive:
        assert list(archive.rows()) == [
            ["a", DATES[0], *row] for row in [ROWS[1], ROWS[0], ROWS[2], ROWS[3]]
        ]
        assert archive.ask("SELECT document, date FROM documents ORDER BY doc") == [
            ("a", "2026-01-05"),
            ("b", "2026-02-14"),
        ]
        assert archive.ask("SELECT document FROM failures") == [("c",)]


def test_reports_of_one_run_are_the_same(tmp_path: Path) -> None:
    """Whatever the form of the result, the report has the same words; failures count apart."""
    reports = []
    for result in ("out.jsonl", "out.csv", "out.parquet"):
        with Archive(files_of(made(tmp_path, result)), EVERY) as archive:
            reports.append(of_archive(archive, "out"))

    assert reports[1:] == reports[:1] * 2
    assert reports[0].of == "2 documents, 2026-01-05 to 2026-02-14; 1 more failed in the batch"
    assert "Not counted: 1 document that failed in the batch." in reports[0].notes
    (table,) = (each.table for each in reports[0].sections if each.title == "Sources in a document")
    assert [row for row in table.rows if row[1]] == [("none", 1, "50%"), ("3 sources", 1, "50%")]
    (table,) = (
        each.table for each in reports[0].sections if each.title == "Quotations without a speaker"
    )
    assert table.rows == (("a", "Sad, … ruin.", "direct"),)


@pytest.mark.parametrize("result", ["out.jsonl", "out.csv", "out.csv.gz", "out.parquet"])
def test_parts_of_an_interrupted_batch(tmp_path: Path, result: str) -> None:
    """The folder of the parts is read like the result, and known to be incomplete."""

    def stopped(job: Job, files: Sequence[Location], done: Done) -> Iterator[Answered]:
        yield from answers(job, files, done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(tmp_path, result, engine=stopped)
    files = files_of(str(tmp_path / f"{result}.parts"))
    with Archive(files, EVERY) as archive:
        found = list(archive.rows())
    with Archive(files_of(made(tmp_path, "whole.jsonl")), EVERY) as archive:
        assert (files.complete, found) == (False, list(archive.rows()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_a_spreadsheet_has_saved(tmp_path: Path, separator: str, encoding: str) -> None:
    """Whatever separates the cells, and with a decimal comma, a CSV is what it was."""
    path = Path(made(tmp_path, "out.csv"))
    with Archive(files_of(str(path)), Filter(EVERY.types, 0.5)) as archive:
        found = list(archive.rows())
    head, *lines = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    sure = head.index("confidence")
    saved = io.StringIO(newline="")
    writer = csv.writer(saved, delimiter=separator)
    writer.writerow(head)
    for line in lines:
        line[sure] = line[sure] if separator == "," else line[sure].replace(".", ",")
        writer.writerow(line)
    path.write_bytes(saved.getvalue().encode(encoding))

    with Archive(files_of(str(path)), Filter(EVERY.types, 0.5)) as archive:
        assert list(archive.rows()) == found


def test_quotations_without_their_documents(tmp_path: Path) -> None:
    """The CSV of single texts does not say which had none: the report does not count them."""
    path = tmp_path / "out.csv"
    path.write_bytes(to_csv(ANSWER, TEXT))
    with Archive(files_of(str(path)), EVERY) as archive:
        notes = of_archive(archive, "out").notes

    assert "documents without any are not in them" in notes[2]


def test_filters_of_an_archive(tmp_path: Path) -> None:
    """Types and confidence are chosen; what is in a row counts without the others."""
    path = made(tmp_path, "out.parquet")
    with Archive(files_of(path), Filter(frozenset({"direct", "indirect"}), 0.5)) as archive:
        assert [row[3] for row in archive.rows()] == [EVIL, "official", None]
    with Archive(files_of(path), Filter(frozenset({"direct"}))) as archive:
        assert [(row[3], row[11]) for row in archive.rows()] == [(EVIL, 2), (None, 1)]


def test_older_results(tmp_path: Path) -> None:
    """A result without channels and anonymity is read, with any name of file and form of date."""
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    old = {"id": "q1", "type": "direct", "text": "So it is", "confidence": 0.9}
    old["speaker"] = {"id": "s1", "label": "Ana Ruiz", "kind": "person"}
    row = {"id": 7, "quotes": [old], "speakers": [{"id": "s1", "label": "Ana Ruiz"}], "error": None}
    row["date"] = 20260314
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "old [1]*.parquet")
    with Archive(files_of(str(tmp_path / "old [1]*.parquet")), EVERY) as archive:
        assert list(archive.rows()) == [
            [
                "7",
                "2026-03-14",
                "s1",
                "Ana Ruiz",
                "person",
                1,
                1,
                0,
                0,
                3,
                1.0,
                1,
                None,
                None,
                "",
                0,
                "",
            ]
        ]


def line(number: int, date: str, label: str) -> bytes:
    """Return a line of a result: one quotation by somebody, on a day."""
    who = {"id": "s1", "label": label, "kind": "person"}
    said = {"id": "q1", "type": "direct", "text": "So it is", "speaker": who, "confidence": 1}
    return to_json({"id": f"d{number}", "pub_date": date, "quotes": [said], "speakers": []})


def test_labels_over_time(tmp_path: Path) -> None:
    """Labels are counted by document and month, months without documents as well."""
    dated = [("2026-01-03", "Ana Ruiz"), ("2026-01-20", "Bo Lee"), ("2026-09-01", "Ana Ruiz")]
    file = tmp_path / "out.jsonl"
    file.write_bytes(b"".join(line(n, *each) for n, each in enumerate(dated)))
    with Archive(files_of(str(file)), EVERY) as archive:
        report = of_archive(archive, "out.jsonl")
    labels, over_time = report.sections[2:4]

    assert report.of == "3 documents, 2026-01-03 to 2026-09-01"
    assert labels.table.rows == (
        ("Ana Ruiz", "named person", 2, 2, 6),
        ("Bo Lee", "named person", 1, 1, 3),
    )
    assert over_time.title == "The most quoted labels, month by month"
    assert over_time.table.rows == (
        ("2026-01", 2, 1, 1),
        *((f"2026-{month:02}", 0, 0, 0) for month in range(2, 9)),
        ("2026-09", 1, 1, 0),
    )
    assert "Names are matched within a document only." in report.notes[0]


def test_page_of_an_archive(tmp_path: Path) -> None:
    """The page of an archive is as safe as that of a text, and says what failed."""
    with Archive(files_of(made(tmp_path, "out.parquet")), EVERY) as archive:
        report = of_archive(archive, "out.parquet", ["Only some."])
    read = Page(to_html(report))

    assert {tag for tag, _ in read.tags} & {"script", "link", "img", "a"} == set()
    assert EVIL in read.cells
    assert (report.notes[0], "1 document that failed" in " ".join(report.notes)) == (
        "Only some.",
        True,
    )
    assert {words: number for number, words in report.facts} == {
        **{"documents": "2", "quotations": "6", "sources": "3"},
        "anonymous source, none without a reason": "1",
        "quotations from other outlets": "2",
        "of quotations without a speaker": "17%",
    }


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("x.jsonl", b'{"text": "No answer"}\n', "x.jsonl: not a result of `batch`"),
        ("x.jsonl", b"none\n", "x.jsonl: the first line is not an object of JSON"),
        ("x.csv", b"", "x.csv: the file is empty"),
        ("x.csv.gz", b"", "x.csv.gz: the file is empty"),
        ("x.parquet", b"", "x.parquet: the file is empty"),
        ("x.csv", b"a,b\n1,2\n", "x.csv: not a result of `batch`"),
        ("x.csv", "quote_id,text\nq1,José\n".encode("cp1252"),
         "x.csv: not UTF-8; export it as 'CSV UTF-8'"),
        ("x.csv", "quote_id;text\nq1;José\n".encode("utf-16"),
         "x.csv: not UTF-8; export it as 'CSV UTF-8'"),
        ("x.csv", b'quote_id,text\nq1,"a\nq2,b\n', 'x.csv: line 2: a quotation mark (") is not'),
        ("x.csv", b"quote_id,text\nq1,a\nq2,b,c\n", "x.csv: cells in row 3: 3, in the header: 2"),
        ("x.parquet", b"none", "the result cannot be read: "),
        ("d/a.txt", b"text", "the folder contains text files: run `batch` on it first"),
        ("d/a.md", b"text", "the folder contains no result of `batch`"),
    ],
)  # fmt: skip
def test_what_is_no_result(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    """What batch has not written is refused in a sentence."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    with pytest.raises(BatchError) as raised:
        Archive(files_of(str(path.parent if "/" in name else path)), EVERY)

    assert why in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("result", "flat"),
    [("out.jsonl", False), ("out.jsonl.gz", True), ("out.parquet", True), ("out/", False),
     ("out.csv", True)],
)  # fmt: skip
def test_a_batch_of_nothing(tmp_path: Path, result: str, flat: bool) -> None:
    """A batch of no documents gives a report of none."""
    source = tmp_path / "in.jsonl"
    source.touch()
    path = f"{tmp_path}/{result}"
    Run(Job(str(source), path, flat=flat)).go(answers)
    with Archive(files_of(path), EVERY) as archive:
        report = of_archive(archive, "out")

    assert report.of == "0 documents"
    (section,) = [each for each in report.sections if each.title == "Quotations without a speaker"]
    assert section.nothing == "No quotations were found."


def test_the_first_of_several_files_may_be_empty(tmp_path: Path) -> None:
    """Files without a line say nothing of the others of a folder."""
    made(tmp_path, "out/b.jsonl", flat=True)
    (tmp_path / "out" / "a.jsonl").touch()
    with Archive(files_of(str(tmp_path / "out")), EVERY) as archive:
        assert archive.is_flat
        assert len(list(archive.rows())) == 4


# ---- the command ----


class Fixed:
    """An extractor that finds nothing."""

    model = "fake"

    def __call__(self, text: str, scope: str = "") -> Extraction:
        """Return no quotation."""
        return Extraction((), ())


def run(*arguments: str) -> int:
    """Run the command."""
    return cli.main(["report", *arguments], lambda model: Fixed())  # type: ignore[arg-type, return-value]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be in a folder with a text and a result."""
    monkeypatch.chdir(tmp_path)
    made(tmp_path, "out.parquet")
    (tmp_path / "a.txt").write_text("Nobody said a word.", encoding="utf-8")
    for name, part in (("late", "part-000000.jsonl"), ("new", "_manifest.json")):
        (tmp_path / f"{name}.jsonl.parts").mkdir()
        (tmp_path / f"{name}.jsonl.parts" / part).write_text('{"done": {"complete": false}}')
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "status", "why"),
    [
        (["a.txt", "there.html"], 1,
         "there.html already exists; use --overwrite to replace it"),
        (["a.txt", "a.txt/r.html"], 1, "a.txt/r.html: File exists"),
        (["late.jsonl", "r.html"], 1,
         "late.jsonl: not finished; its parts so far are in late.jsonl.parts"),
        (["new.jsonl", "r.html"], 1,
         "new.jsonl: not finished; no part is done yet: run the same `batch` command again"),
        (["new.jsonl.parts", "r.html"], 1,
         "new.jsonl.parts: not finished; no part is done yet: run the same `batch` command again"),
        (["q.csv", "q.csv", "--overwrite"], 1,
         "q.csv: OUT and IN are the same; choose another OUT"),
        (["a.json", "r.csv"], 2,
         "a.json: write the answer as .jsonl, with extract --format jsonl"),
        (["a.txt", "r.pdf"], 2, "r.pdf: its name must end in .html or .csv"),
        (["a.txt", "--types", "direct", "r.pdf"], 2, "r.pdf: its name must end in .html or .csv"),
        (["a.txt", "r.csv", "--format", "html"], 2, "r.csv does not end in .html"),
        (["a.txt", "--date", "day"], 2, "--date applies to archives only"),
        (["none.txt", "r.html"], 1, "none.txt: No such file or directory"),
        (["none.parquet", "r.html"], 1, "none.parquet: no such file or folder"),
        (["in.jsonl", "r.html"], 1,
         "in.jsonl: not a result of `batch`: no column quotes or quote_id, only id, text, date"),
        (["s3://b/x.parquet", "r.html"], 1,
         "s3://b/x.parquet: reports read local files only; download it first"),
        (["out.parquet", "--scope", "quotations"], 2,
         "--scope and --model apply to texts only; for an archive, set them when you run batch"),
        (["out.parquet", "r.html", "--date", "day"], 1,
         "no column 'day'; there are file, row, id, rest, quotes, speakers, warnings, offsets, "
         "language, software, error, date"),
    ],
)  # fmt: skip
def test_refused(
    arguments: list[str],
    status: int,
    why: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A wrong command line and what cannot be done cost one line, and no file."""
    Path("there.html").write_text("mine")

    assert run(*arguments) == status
    assert capsys.readouterr() == ("", f"quote-extractor: {why}\n")
    assert sorted(path.name for path in folder.iterdir()) == [
        "a.txt",
        "in.jsonl",
        "late.jsonl.parts",
        "new.jsonl.parts",
        "out.parquet",
        "there.html",
    ]
    assert Path("there.html").read_text() == "mine"


def test_written_and_printed(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """A report goes into its file or to standard output; only a CSV file has a byte-order mark."""
    assert run("out.parquet", "r.csv") == run("out.parquet", "--format", "csv") == 0
    out, err = capsysbinary.readouterr()
    assert (Path("r.csv").read_bytes(), err) == (b"\xef\xbb\xbf" + out, b"")
    table = list(csv.reader(io.StringIO(out.decode("utf-8"))))
    assert table[:2] == [
        list(COLUMNS),
        ["a", "2026-01-05", *("" if c is None else str(c) for c in ROWS[1])],
    ]
    Path("r.html").write_text("old")
    assert run("a.txt", "--overwrite", "r.html", "--types", "direct,mixed") == run("a.txt") == 0
    out, _ = capsysbinary.readouterr()
    page = Path("r.html").read_text("utf-8")
    assert "Only direct and mixed quotations are counted." in page
    assert (
        page.replace("<li>Only direct and mixed quotations are counted.</li>\n", "").encode() == out
    )


@pytest.mark.parametrize("least", [None, "0.5"])
def test_answers_from_standard_input(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
    least: str | None,
) -> None:
    """What ``extract --format jsonl`` prints is an archive, and other text is a text."""
    more = ["--min-confidence", least] if least else []
    lines = b"".join(map(to_json, [{"id": "f", "error": "not JSON"}, ANSWER, EMPTY]))
    Path("in.jsonl").write_bytes(lines)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines), "ascii"))
    assert run("-", "--format", "csv", *more) == 0
    piped = capsysbinary.readouterr()

    assert run("in.jsonl", "--format", "csv", *more) == 0
    assert capsysbinary.readouterr() == piped
    assert piped.out.count(b"\n") > 2


@pytest.mark.parametrize(
    ("content", "option", "why"),
    [
        ("{}\nA text.", ["--date", "day"], "--date applies to archives only"),
        ('{"id": "a", "quotes": []}', ["--scope", "quotations"], "--scope and --model apply to"),
    ],
)
def test_options_of_standard_input(
    content: str,
    option: list[str],
    why: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Which options apply is known from what comes."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode()), "ascii"))

    assert run("-", *option) == 2
    assert capsys.readouterr().err.startswith(f"quote-extractor: {why}")


def test_csv_comes_in_pieces() -> None:
    """The pieces of a long table are that table."""
    every = [[n] for n in range(9000)]
    pieces = list(_csv(every))

    assert len(pieces) == 3
    assert list(csv.reader(b"".join(pieces).decode("utf-8-sig").splitlines())) == [
        list(COLUMNS),
        *([str(n)] for n in range(9000)),
    ]


def test_unfinished_batch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder of a batch that was interrupted is reported as far as it goes, and said so."""
    path = Path(made(tmp_path, "out/"))
    manifest = path / "_manifest.json"
    state = json.loads(manifest.read_text("utf-8"))
    state["done"]["complete"] = False
    manifest.write_text(json.dumps(state), encoding="utf-8")
    report = tmp_path / "r.html"

    assert run(str(path), str(report)) == 0
    assert capsys.readouterr().err == (
        f"quote-extractor: {path}: the batch is incomplete; "
        "the report covers what it has finished\n"
    )
    assert "The batch is incomplete" in report.read_text("utf-8")


def test_without_duckdb(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A text needs no DuckDB; an archive says what it needs."""
    monkeypatch.setitem(sys.modules, "duckdb", None)

    assert [run(name, f"{name}.html") for name in ("a.txt", "out.parquet")] == [0, 1]
    assert capsys.readouterr().err == (
        "quote-extractor: a report on an archive needs the package duckdb: "
        f"{sys.executable} -m pip install 'duckdb'\n"
    )


@pytest.mark.alone
def test_large_archives_are_quick() -> None:
    """2,000 documents take less than 20 seconds and 500 MB."""
    figures = archive_report.measure(2000)

    assert (figures.seconds < 20, figures.megabytes < 500) == (True, True), figures


# ---- its page ----


def test_the_page_names_options_and_columns() -> None:
    """docs/report.md names every option and every column of the CSV, and no other."""
    page = (Path(__file__).resolve().parents[1] / "docs" / "report.md").read_text("utf-8")
    commands = parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    flags = {flag for action in commands["report"]._actions for flag in action.option_strings}
    cells = re.findall(r"^\| (`[^|]+?)\|", page.replace("\\|", "/"), re.MULTILINE)
    named = [word.split()[0] for cell in cells for word in re.findall(r"`([^`]+)`", cell)]

    assert {name for name in named if name.startswith("--")} == flags - {"-h", "--help"}
    assert tuple(name for name in named if not name.startswith("--")) == COLUMNS
