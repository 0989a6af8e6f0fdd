"""Archives are read piece by piece; what is wrong with a document stays with it."""

from __future__ import annotations

import gzip
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from archives import reading
from archives.errors import ArchiveError
from archives.job import Job
from archives.places import Place

ROWS = [
    {"#row": 1, "#id": b'"a"\n', "#text": b"One.", "#error": None, "#rest": b'{"url":"u"}\n'},
    {"#row": 3, "#id": b"2\n", "#text": "Zwei: ö".encode(), "#error": None, "#rest": b"{}\n"},
]
LINES = '\ufeff{"id": "a", "url": "u", "text": "One."}\n \n{"text": "Zwei: ö", "id": 2}'.encode()
NO_TEXT = "no text: the column 'text' holds none"


def job(source: Path, **more: Any) -> Job:
    """Return a job with small parts."""
    return Job(str(source), "unused.jsonl", **({"part": 2} | more))


def tables(source: Path, skip: int = 0, **more: Any) -> list[list[dict[str, Any]]]:
    """Return the pieces of a file as rows."""
    todo = job(source, **more)
    return [
        piece.table.to_pylist() for piece in reading.pieces(todo, [Place.of(str(source))], 0, skip)
    ]


@pytest.mark.parametrize("ending", ["jsonl", "ndjson", "jsonl.gz", "jsonl.zst"])
def test_lines(ending: str, tmp_path: Path) -> None:
    """A line is a document; blank lines, a BOM and a missing end of line do no harm."""
    path = tmp_path / f"in.{ending}"
    codec = {"gz": "gzip", "zst": "zstd"}.get(ending[-3:].strip("."))
    with pa.OSFile(str(path), "wb") as raw:
        if codec:
            with pa.CompressedOutputStream(raw, codec) as out:
                out.write(LINES)
        else:
            raw.write(LINES)

    assert tables(path) == [ROWS]
    assert reading.count(Place.of(str(path))) == 2


def test_joined_streams(tmp_path: Path) -> None:
    """Compressed files that were put one behind the other are read to the end."""
    path = tmp_path / "in.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "1"}\n') + gzip.compress(b'{"text": "2"}\n'))

    assert [row["#text"] for row in tables(path)[0]] == [b"1", b"2"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"id": 1, "text": null}', NO_TEXT),
        (b'{"id": 1, "text": ["a"]}', NO_TEXT),
        (b'{"id": 1}', NO_TEXT),
        (b"[1]", "not an object of JSON"),
        (b"{", "not JSON"),
        (b'{"id": NaN, "text": ""}', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"text": "\xff"}', "not UTF-8"),
    ],
)
def test_lines_that_are_no_document(line: bytes, why: str, tmp_path: Path) -> None:
    """Such a line is a document without a text, and with the reason."""
    path = tmp_path / "in.jsonl"
    path.write_bytes(line + b'\n{"text": ""}\n')
    (bad, good) = tables(path)[0]

    assert (bad["#text"], bad["#error"]) == (None, why)
    assert (good["#text"], good["#error"]) == (b"", None)


def test_half_a_surrogate_pair_is_a_text(tmp_path: Path) -> None:
    """JSON can hold it, so the extractor gets it."""
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "\\ud800"}', encoding="utf-8")

    assert tables(path)[0][0]["#text"] == b"\xed\xa0\x80"


@pytest.mark.parametrize("skip", range(5))
@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_pieces_can_be_skipped(form: str, skip: int, tmp_path: Path) -> None:
    """The pieces from a later one on are the same, however the file is cut into groups."""
    path = tmp_path / f"in.{form}"
    rows = [{"id": n, "text": str(n)} for n in range(7)]
    if form == "jsonl":
        path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    else:
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=3)
    found = [[row["#text"].decode() for row in table] for table in tables(path, skip)]

    assert found == [["0", "1"], ["2", "3"], ["4", "5"], ["6"]][skip:]


def test_parquet_keeps_types(tmp_path: Path) -> None:
    """Columns that are carried along keep their types; a null text is an error."""
    path = tmp_path / "in.parquet"
    day = datetime(2026, 1, 2)
    rows = [{"n": 1, "body": "A.", "day": day}, {"n": 2, "body": None, "day": None}]
    pq.write_table(pa.Table.from_pylist(rows), path)

    assert tables(path, id="n", text="body") == [
        [
            {"#row": 1, "#id": 1, "#text": b"A.", "#error": None, "day": day},
            {"#row": 2, "#id": 2, "#text": None, "#error": NO_TEXT.replace("'text'", "'body'")}
            | {"day": None},
        ]
    ]
    assert reading.count(Place.of(str(path))) == 2


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"text": "none"}, "no column 'none'; it has id, text, n"),
        ({"keep": ("n", "x")}, "no column 'x'; it has id, text, n"),
        ({"text": "n"}, "the column 'n' does not hold strings"),
    ],
)
def test_columns_that_are_not_there(more: Any, why: str, tmp_path: Path) -> None:
    """A column that was named and is missing stops the run before it begins."""
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"id": ["a"], "text": ["A."], "n": [1]}), path)

    with pytest.raises(ArchiveError) as error:
        reading.schema(job(path, **more), [Place.of(str(path))])
    assert str(error.value) == f"{path}: {why}"


def test_folders(tmp_path: Path) -> None:
    """A folder's files are taken by path, those of other forms left alone."""
    for name in ("b.jsonl", "a/z.jsonl.gz", "a/notes.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    todo = job(tmp_path / "in")
    files = reading.sources(todo)

    assert reading.names(todo, files) == ["a/z.jsonl.gz", "b.jsonl"]


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ([], "a folder without files of a known form"),
        (["a.txt"], "a folder without files of a known form"),
        (["a.jsonl", "b.parquet"], "JSONL and Parquet in one folder"),
    ],
)
def test_folders_that_are_no_archive(names: list[str], why: str, tmp_path: Path) -> None:
    """A folder has to hold files of one kind."""
    for name in names:
        (tmp_path / name).touch()

    with pytest.raises(ArchiveError) as error:
        reading.sources(job(tmp_path))
    assert str(error.value) == f"{tmp_path}: {why}"


def test_files_with_other_columns(tmp_path: Path) -> None:
    """Files of Parquet in one folder have to agree on their columns."""
    for name, n in (("a", 1), ("b", "x")):
        pq.write_table(pa.table({"text": ["A."], "n": [n]}), tmp_path / f"{name}.parquet")
    todo = job(tmp_path)

    with pytest.raises(ArchiveError, match=r"b\.parquet: its columns are not those of"):
        reading.schema(todo, reading.sources(todo))


@pytest.mark.parametrize("name", ["in.jsonl.gz", "in.jsonl.zst", "in.parquet"])
def test_damaged_files(name: str, tmp_path: Path) -> None:
    """A file that is not what its ending says is told by its name."""
    path = tmp_path / name
    path.write_bytes(b"neither the one nor the other")

    with pytest.raises(ArchiveError, match=name):
        tables(path)
    with pytest.raises(ArchiveError, match=name):
        reading.count(Place.of(str(path)))


def test_files_that_are_cut_off(tmp_path: Path) -> None:
    """A compressed file that lacks its end is no shorter archive but an error."""
    path = tmp_path / "in.jsonl.gz"
    lines = "".join(f'{{"text": "{n * n}"}}\n' for n in range(9999)).encode()
    path.write_bytes(gzip.compress(lines)[:-99])

    with pytest.raises(ArchiveError, match=r"in\.jsonl\.gz"):
        reading.count(Place.of(str(path)))


def test_file_systems_of_fsspec(tmp_path: Path) -> None:
    """What pyarrow does not know itself is read through fsspec."""
    place = Place.of("memory://archive/in.jsonl")
    place.beside("").make_folder()
    with place.writing() as out:
        out.write(LINES)

    assert io.BytesIO(place.read()).read() == LINES
    assert [piece.table.to_pylist() for piece in reading.pieces(job(tmp_path), [place])] == [ROWS]
