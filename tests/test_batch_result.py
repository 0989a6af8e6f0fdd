"""The result of a batch run: rows, formats and copied columns."""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from batch.manifest import Done
from batch.rows import named
from batch.run import Run
from extractor import __version__
from schemas import Options, Software, dump
from tests.batch_stand_ins import at_once, job
from tests.fake_extractor import StandIn

TEXT = "We go he 😀 it"
LINES = """\
{"id": "a", "text": "We go he 😀 it", "url": "u", "type": 3}
{"text": "", "id": null, "in_type": [1, {"a": null}]}
{"id": 5, "text": 7}
oops
"""
RESTS = {1: '{"url":"u","type":3}', 2: '{"in_type":[1,{"a":null}]}', 3: "{}", 4: "{}"}
NO_TEXT = "column 'text' holds no text"
NONE = dict.fromkeys(("quotes", "speakers", "warnings", "offsets", "language", "software"))
FLAT: dict[str, Any] = {
    "quote_id": "q0",
    "type": "direct",
    "text": "We go",
    "segments": [{"start": 0, "end": 5}],
    "offsets": "codepoint",
    "speaker_id": None,
    "speaker": None,
    "kind": None,
    "mention": None,
    "mention_start": None,
    "mention_end": None,
    "cue": None,
    "lemma": None,
    "class": None,
    "addressee": "We go",
    "rule": "stand-in",
    "confidence": 0.5,
    "channel": None,
    "channel_kind": None,
    "relayed_by": None,
    "pronouns": None,
    "descriptions": None,
    "anonymity": None,
    "anonymity_reason": None,
    "error": None,
}
EMPTY = dict.fromkeys(FLAT)


def answer(text: str, **options: Any) -> dict[str, Any]:
    """Return the columns of a text's answer, as the service gives it."""
    software = Software(__version__, "stand-in")
    found = dump(StandIn()(text), text, software, options=Options(**options))
    del found["id"]
    return found | {"error": None}


def run(source: Path, result: Path | str, **more: Any) -> Done:
    """Do a job in this process."""
    return Run(job(source, result, **more)).go(at_once)


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file of JSONL."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file of four lines: two texts and two that are none."""
    path = tmp_path / "in.jsonl"
    path.write_text(LINES, encoding="utf-8")
    return path


def test_nested_rows(source: Path, tmp_path: Path) -> None:
    """A row a document: the service's answer, what was carried along, and the error."""
    done = run(source, tmp_path / "out.jsonl")

    assert lines(tmp_path / "out.jsonl") == [
        {"file": "in.jsonl", "row": 1, "id": "a", "url": "u", "in_type": 3} | answer(TEXT),
        {"file": "in.jsonl", "row": 2, "id": None, "in_in_type": [1, {"a": None}]} | answer(""),
        {"file": "in.jsonl", "row": 3, "id": 5} | NONE | {"error": NO_TEXT},
        {"file": "in.jsonl", "row": 4, "id": None} | NONE | {"error": "not JSON"},
    ]
    assert (done.documents, done.quotations, done.failed, done.complete) == (4, 3, 2, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_flat_rows(source: Path, tmp_path: Path) -> None:
    """A row a quotation; a document that failed has one as well, and one without quotations."""
    run(source, tmp_path / "out.jsonl", flat=True, keep=("url",), options=Options(types={"direct"}))

    assert lines(tmp_path / "out.jsonl") == [
        {"file": "in.jsonl", "row": 1, "document": "a", "url": "u"} | FLAT,
        {"file": "in.jsonl", "row": 2, "document": None} | EMPTY,
        {"file": "in.jsonl", "row": 3, "document": 5} | EMPTY | {"error": NO_TEXT},
        {"file": "in.jsonl", "row": 4, "document": None} | EMPTY | {"error": "not JSON"},
    ]


def test_options_are_those_of_the_service(source: Path, tmp_path: Path) -> None:
    """Types, confidence and units of offsets are what the service takes them for."""
    run(source, tmp_path / "a.jsonl", options=Options(offsets="utf8"))
    run(source, tmp_path / "b.jsonl", options=Options(min_confidence=0.6))

    assert lines(tmp_path / "a.jsonl")[0]["quotes"] == answer(TEXT, offsets="utf8")["quotes"]
    assert lines(tmp_path / "b.jsonl")[0]["quotes"] == []


@pytest.mark.parametrize("flat", [False, True])
def test_parquet_holds_the_same_rows(flat: bool, source: Path, tmp_path: Path) -> None:
    """From JSONL, ids and what is carried along are strings there; all else is the same."""
    run(source, tmp_path / "out.jsonl", flat=flat, keep=())
    run(source, tmp_path / "out.parquet", flat=flat, part=1)
    rows = pq.read_table(tmp_path / "out.parquet").to_pylist()
    rests = [row.pop("rest") for row in rows]
    id = "document" if flat else "id"
    expected = lines(tmp_path / "out.jsonl")
    for row in expected:
        row[id] = {5: "5"}.get(row[id], row[id])

    assert rows == expected
    assert rests == [RESTS[row["row"]] for row in expected]


def test_columns_of_their_own_in_parquet(source: Path, tmp_path: Path) -> None:
    """Columns that are named are strings; what is no string is JSON."""
    run(source, tmp_path / "out.parquet", keep=("url", "type"))
    table = pq.read_table(tmp_path / "out.parquet")

    assert table.select(["url", "in_type"]).to_pydict() == {
        "url": ["u", None, None, None],
        "in_type": ["3", None, None, None],
    }


def test_typed_columns_are_carried_as_they_are(tmp_path: Path) -> None:
    """From Parquet to Parquet types stay; to JSONL values are written as JSON can."""
    values = {
        "id": [7, 8],
        "text": [TEXT, None],
        "day": [date(2026, 1, 2), None],
        "at": [datetime(2026, 1, 2, 3, 4), None],
        "raw": [b"\xff\x00", None],
        "price": [Decimal("1.50"), None],
        "share": [float("inf"), 0.5],
        "tags": [["a"], []],
        "place": [{"x": 1}, None],
    }
    table = pa.table(values)
    pq.write_table(table, tmp_path / "in.parquet")
    run(tmp_path / "in.parquet", tmp_path / "out.parquet")
    run(tmp_path / "in.parquet", tmp_path / "out.jsonl")
    carried = [name for name in values if name != "text"]
    found = pq.read_table(tmp_path / "out.parquet")

    assert found.select(carried) == table.select(carried)
    assert [{name: row[name] for name in carried} for row in lines(tmp_path / "out.jsonl")] == [
        {
            "id": 7,
            "day": "2026-01-02",
            "at": "2026-01-02T03:04:00",
            "raw": "/wA=",
            "price": "1.50",
            "share": None,
            "tags": ["a"],
            "place": {"x": 1},
        },
        dict.fromkeys(carried) | {"id": 8, "share": 0.5, "tags": []},
    ]


def test_rows_are_taken_for_each_quotation(tmp_path: Path) -> None:
    """In flat Parquet each quotation has its document's columns; so has a row without one."""
    rows = [{"id": n, "text": text, "n": n} for n, text in enumerate(["a b c", "", "d", None])]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet")
    run(tmp_path / "in.parquet", tmp_path / "out.parquet", flat=True)
    found = pq.read_table(tmp_path / "out.parquet", columns=["row", "document", "n", "text"])

    assert [tuple(row.values()) for row in found.to_pylist()] == [
        (1, 0, 0, "a b"),
        (1, 0, 0, "c"),
        (2, 1, 1, None),
        (3, 2, 2, "d"),
        (4, 3, 3, None),
    ]


@pytest.mark.parametrize("ending", ["jsonl.gz", "jsonl.zst"])
def test_compressed_results_hold_the_same(ending: str, source: Path, tmp_path: Path) -> None:
    """A compressed result is one stream, whatever parts it was made of."""
    run(source, tmp_path / "out.jsonl")
    run(source, tmp_path / f"out.{ending}", part=1)
    raw = (tmp_path / f"out.{ending}").read_bytes()
    codec = "gzip" if ending.endswith("gz") else "zstd"
    expected = (tmp_path / "out.jsonl").read_bytes()

    assert pa.CompressedInputStream(pa.BufferReader(raw), codec).read() == expected
    if codec == "gzip":
        assert gzip.decompress(raw) == expected


def test_folder_of_parts(source: Path, tmp_path: Path) -> None:
    """A name that ends in a slash is a folder, of which each part is a file of Parquet."""
    run(source, f"{tmp_path}/out/", part=3)
    run(source, tmp_path / "out.parquet", part=3)
    names = sorted(path.name for path in (tmp_path / "out").iterdir())

    assert names == ["_manifest.json", "part-000000.parquet", "part-000001.parquet"]
    assert pq.read_table(tmp_path / "out") == pq.read_table(tmp_path / "out.parquet")


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_empty_archive(ending: str, tmp_path: Path) -> None:
    """An archive without documents has a result without rows."""
    (tmp_path / "in.jsonl").touch()
    run(tmp_path / "in.jsonl", tmp_path / "first.parquet")
    run(tmp_path / "in.jsonl", tmp_path / f"out.{ending}")

    if ending == "jsonl":
        assert (tmp_path / "out.jsonl").read_bytes() == b""
    else:
        assert pq.read_table(tmp_path / "out.parquet").num_rows == 0


def test_files_of_a_folder_are_told_apart(tmp_path: Path) -> None:
    """Rows say of which file and row they are; a part never holds rows of two files."""
    for name in ("b", "a"):
        path = tmp_path / "in" / f"{name}.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"text": "A b c"}\n{"text": ""}\n{"text": ""}\n', encoding="utf-8")
    done = run(tmp_path / "in", tmp_path / "out.jsonl", part=2)

    assert [(row["file"], row["row"]) for row in lines(tmp_path / "out.jsonl")] == [
        (f"{name}.jsonl", row) for name in ("a", "b") for row in (1, 2, 3)
    ]
    assert (done.parts, done.quotations) == (4, 4)


def test_halves_of_surrogate_pairs(tmp_path: Path) -> None:
    """JSONL keeps them as escapes; Parquet, which cannot, holds U+FFFD."""
    line = '{"id": "\\ud800", "text": "a\\ud800", "x": "\\udfff"}'
    (tmp_path / "in.jsonl").write_text(line, encoding="utf-8")
    for ending in ("jsonl", "parquet"):
        run(tmp_path / "in.jsonl", tmp_path / f"out.{ending}", flat=True, keep=("x",))
    (row,) = lines(tmp_path / "out.jsonl")
    (typed,) = pq.read_table(tmp_path / "out.parquet").to_pylist()

    assert (row["document"], row["x"], row["text"]) == ("\ud800", "\udfff", "a\ud800")
    assert (typed["document"], typed["x"], typed["text"]) == ("\ufffd", "\ufffd", "a\ufffd")


@pytest.mark.parametrize(
    ("name", "becomes"),
    [("url", "url"), ("in_url", "in_url"), ("text", "in_text"), ("in_text", "in_in_text")],
)
def test_no_carried_column_takes_a_name_of_ours(name: str, becomes: str) -> None:
    """And no two of them meet on one name."""
    assert named(name) == becomes


def table_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file; it begins with a byte-order mark."""
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_csv_in_and_out(tmp_path: Path) -> None:
    """From a spreadsheet to a spreadsheet: one row per quotation, columns carried along."""
    (tmp_path / "in.csv").write_text("id;text;n\r\na;=We go he;7\r\nb;;8\r\n", encoding="utf-8")
    done = run(tmp_path / "in.csv", tmp_path / "out.csv", part=1)
    first, second, empty = table_of(tmp_path / "out.csv")

    assert (done.documents, done.failed, done.empty, done.parts) == (2, 0, 1, 2)
    assert list(first)[:5] == ["file", "row", "document", "n", "quote_id"]
    assert (first["row"], first["document"], first["n"], first["segments"]) == (
        "2",
        "a",
        "7",
        "0-6",
    )
    assert first["text"] == "'=We go"
    assert second["text"] == "he"
    assert (empty["row"], empty["document"], empty["n"], empty["error"]) == ("3", "b", "8", "")


def test_csv_from_json(source: Path, tmp_path: Path) -> None:
    """Members that differ from line to line are in one column."""
    run(source, tmp_path / "out.csv.gz")
    run(source, tmp_path / "out.csv")
    rows = table_of(tmp_path / "out.csv")

    assert [row["rest"] for row in rows] == [RESTS[int(row["row"])] for row in rows]
    assert (
        gzip.decompress((tmp_path / "out.csv.gz").read_bytes())
        == (tmp_path / "out.csv").read_bytes()
    )


def test_folder_of_texts(tmp_path: Path) -> None:
    """Text files become rows under their paths, in as few parts as documents allow."""
    for name in ("b", "a"):
        path = tmp_path / "in" / "x" / f"{name}.txt"
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("A b c", encoding="utf-8")
    done = run(tmp_path / "in", tmp_path / "out.jsonl")
    run(tmp_path / "in", tmp_path / "out.parquet")
    rows = lines(tmp_path / "out.jsonl")

    assert [(row["file"], row["row"], row["id"]) for row in rows] == [
        (f"x/{name}.txt", 1, f"x/{name}.txt") for name in ("a", "b")
    ]
    assert (done.parts, len(rows[0]["quotes"])) == (1, 2)
    assert pq.read_table(tmp_path / "out.parquet").to_pylist() == rows
