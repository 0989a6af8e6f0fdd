"""Archives are read piece by piece; an error stays with its document."""

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

from batch import run
from batch.formats import Document, csv, folder, jsonl, parquet
from batch.job import BatchError, Job
from batch.storage import Location

DIFFERENT = "the folder has files of different formats"
APART = "put those of one format into a folder of their own"
ROWS = [Document(1, "a", "One.", None, {"url": "u"}), Document(3, 2, "Zwei: ö")]
LINES = '\ufeff{"id": "a", "url": "u", "text": "One."}\n \n{"text": "Zwei: ö", "id": 2}'.encode()
MARKS = 'a quotation mark (") is not closed, or not doubled inside a cell'
NO_TEXT = "column 'text' holds no text"


def job(source: Path, **more: Any) -> Job:
    """Return a job with small parts."""
    return Job(str(source), "unused.jsonl", **({"part": 2} | more))


def pieces(source: Path, skip: int = 0, **more: Any) -> list[list[Document]]:
    """Return the documents of a file, piece by piece."""
    todo = job(source, **more)
    found = run.pieces_of(todo, Location.of(str(source)), 0, skip)
    return [list(piece.documents) for piece in found]


def count(path: Path) -> int:
    """Return how many documents a file holds."""
    module = {"parquet": parquet, "csv": csv}.get(path.suffix[1:], jsonl)
    return module.count(job(path), Location.of(str(path)))


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

    assert pieces(path) == [ROWS]
    assert count(path) == 2


def test_joined_streams(tmp_path: Path) -> None:
    """Compressed files that were put one behind the other are read to the end."""
    path = tmp_path / "in.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "1"}\n') + gzip.compress(b'{"text": "2"}\n'))

    assert [document.text for document in pieces(path)[0]] == ["1", "2"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"id": 1, "text": null}', NO_TEXT),
        (b'{"id": 1, "text": ["a"]}', NO_TEXT),
        (b'{"id": 1}', NO_TEXT),
        (b"[1]", "not a JSON object"),
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
    (bad, good) = pieces(path)[0]

    assert (bad.text, bad.error) == (None, why)
    assert (good.text, good.error) == ("", None)


def test_half_a_surrogate_pair_is_a_text(tmp_path: Path) -> None:
    """JSON can hold it, so the extractor gets it."""
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "\\ud800"}', encoding="utf-8")

    assert pieces(path)[0][0].text == "\ud800"


@pytest.mark.parametrize("skip", range(5))
@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_pieces_can_be_skipped(form: str, skip: int, tmp_path: Path) -> None:
    """The pieces from a later one on are the same, however the file is cut into groups."""
    path = tmp_path / f"in.{form}"
    rows = [{"id": n, "text": str(n)} for n in range(7)]
    if form == "jsonl":
        path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    elif form == "csv":
        lines = ["id,text", *(f"{row['id']},{row['text']}" for row in rows)]
        path.write_text("\r\n".join(lines), encoding="utf-8")
    else:
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=3)
    found = [[document.text for document in piece] for piece in pieces(path, skip)]

    assert found == [["0", "1"], ["2", "3"], ["4", "5"], ["6"]][skip:]


def test_parquet_keeps_types(tmp_path: Path) -> None:
    """Columns that are carried along keep their types; a null text is an error."""
    path = tmp_path / "in.parquet"
    day = datetime(2026, 1, 2)
    rows = [{"n": 1, "body": "A.", "day": day}, {"n": 2, "body": None, "day": None}]
    pq.write_table(pa.Table.from_pylist(rows), path)

    todo = job(path, id="n", text="body")
    (piece,) = run.pieces_of(todo, Location.of(str(path)), 0)

    assert piece.documents == [
        Document(1, None, "A."),
        Document(2, error=NO_TEXT.replace("'text'", "'body'")),
    ]
    assert piece.table.to_pylist() == [{"#id": 1, "day": day}, {"#id": 2, "day": None}]
    assert count(path) == 2


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (
            {"text": "none"},
            "no column 'none'; its columns are id, text, n; choose with --text COLUMN",
        ),
        (
            {"keep": ("n", "x")},
            "no column 'x'; its columns are id, text, n; choose with --keep COLUMN",
        ),
        ({"text": "n"}, "the column 'n' does not contain strings"),
    ],
)
def test_columns_that_are_not_there(more: Any, why: str, tmp_path: Path) -> None:
    """A column that was named and is missing stops the run before it begins."""
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"id": ["a"], "text": ["A."], "n": [1]}), path)

    with pytest.raises(BatchError) as error:
        parquet.columns(job(path, **more), [Location.of(str(path))])
    assert str(error.value) == f"{path}: {why}"


def test_folders(tmp_path: Path) -> None:
    """A folder's files are taken by path, those of no known form left alone."""
    for name in ("b.jsonl", "a/z.jsonl.gz", "a/notes.md"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    todo = job(tmp_path / "in")
    names = [run._name(Location.of(todo.source), file) for file in run.sources(todo)]

    assert names == ["a/z.jsonl.gz", "b.jsonl"]


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ([], "the folder has no files of a known format"),
        (["a.md"], "the folder has no files of a known format"),
        (["a.jsonl", "b.parquet"], f"{DIFFERENT} (.jsonl, .parquet); {APART}"),
        (["a.jsonl", "b.csv"], f"{DIFFERENT} (.csv, .jsonl); {APART}"),
        (["a.txt", "b.csv.gz"], f"{DIFFERENT} (.csv.gz, .txt); {APART}"),
    ],
)
def test_folders_that_are_no_archive(names: list[str], why: str, tmp_path: Path) -> None:
    """A folder has to hold files of one kind."""
    for name in names:
        (tmp_path / name).touch()

    with pytest.raises(BatchError) as error:
        run.sources(job(tmp_path))
    assert str(error.value) == f"{tmp_path}: {why}"


def test_files_with_other_columns(tmp_path: Path) -> None:
    """Files of Parquet in one folder have to agree on their columns."""
    for name, n in (("a", 1), ("b", "x")):
        pq.write_table(pa.table({"text": ["A."], "n": [n]}), tmp_path / f"{name}.parquet")
    todo = job(tmp_path)

    with pytest.raises(BatchError, match=r"b\.parquet: its columns differ from those of"):
        parquet.columns(todo, run.sources(todo))


@pytest.mark.parametrize("name", ["in.jsonl.gz", "in.jsonl.zst", "in.parquet"])
def test_damaged_files(name: str, tmp_path: Path) -> None:
    """A file that does not match its ending is reported by name."""
    path = tmp_path / name
    path.write_bytes(b"neither the one nor the other")

    with pytest.raises(BatchError, match=name):
        pieces(path)
    with pytest.raises(BatchError, match=name):
        count(path)


def test_files_that_are_cut_off(tmp_path: Path) -> None:
    """A compressed file that lacks its end is no shorter archive but an error."""
    path = tmp_path / "in.jsonl.gz"
    lines = "".join(f'{{"text": "{n * n}"}}\n' for n in range(9999)).encode()
    path.write_bytes(gzip.compress(lines)[:-99])

    with pytest.raises(BatchError, match=r"in\.jsonl\.gz: not compressed with gzip as its name"):
        count(path)


def test_file_systems_of_fsspec(tmp_path: Path) -> None:
    """What pyarrow does not know itself is read through fsspec."""
    place = Location.of("memory://archive/in.jsonl")
    place.beside("").make_folder()
    with place.writing() as out:
        out.write(LINES)

    assert io.BytesIO(place.read()).read() == LINES
    found = run.pieces_of(job(tmp_path), place, 0)
    assert [piece.documents for piece in found] == [ROWS]


def test_csv_of_spreadsheets(tmp_path: Path) -> None:
    """Semicolons, a byte-order mark and line breaks in cells are read; rows count from the head.

    An empty cell is an empty text, and a blank row no document.
    """
    path = tmp_path / "in.csv"
    path.write_bytes('\ufeffid;text;n\r\na;"One\nmore; ""yes"".";1\r\nb;;2\r\n\r\nc\r\n'.encode())

    assert pieces(path, part=9) == [
        [
            Document(2, "a", 'One\nmore; "yes".', None, {"n": "1"}),
            Document(3, "b", "", carried={"n": "2"}),
            Document(5, error="cells in this row: 1, in the header: 3"),
        ]
    ]
    assert count(path) == 3


@pytest.mark.parametrize(
    ("content", "more", "why"),
    [
        (
            b"id,body\n1,a\n",
            {},
            "no column 'text'; its columns are id, body; choose with --text COLUMN",
        ),
        (
            b"id,text\n1,a\n",
            {"id": "n"},
            "no column 'n'; its columns are id, text; choose with --id COLUMN",
        ),
        (
            b"id,text\n1,a\n",
            {"keep": ("n",)},
            "no column 'n'; its columns are id, text; choose with --keep COLUMN",
        ),
        (b"text,text\n", {}, "two columns have the same name"),
        (b"\xff\xfet", {}, "not UTF-8; export it as 'CSV UTF-8'"),
        (b'text\na\n"b\nc', {}, f"line 3: {MARKS}"),
        (b'text\n"a\nb"\n"c "d" e"\n', {}, f"line 4: {MARKS}"),
        (b"", {}, "the file is empty"),
    ],
)
def test_csv_that_cannot_be_read(content: bytes, more: Any, why: str, tmp_path: Path) -> None:
    """What is wrong with the whole file is said before the work begins, or where it is."""
    path = tmp_path / "in.csv"
    path.write_bytes(content)
    todo, file = job(path, **more), Location.of(str(path))

    def read() -> None:
        csv.columns(todo, [file])
        csv.count(todo, file)

    with pytest.raises(BatchError) as error:
        read()
    assert str(error.value).partition(": ") == (str(path), ": ", why)


def test_line_breaks_in_the_head_of_csv(tmp_path: Path) -> None:
    """A column's name may stand on two lines, as spreadsheets write it."""
    path = tmp_path / "in.csv"
    path.write_text('id,text,"day\nof print"\na,Hello.,1\n', encoding="utf-8")

    assert pieces(path, part=9) == [[Document(2, "a", "Hello.", None, {"day\nof print": "1"})]]


def test_first_line_of_json(tmp_path: Path) -> None:
    """Columns with other names are noticed at the first line, not after hours of errors."""
    path = tmp_path / "in.jsonl"
    path.write_text('{"key": 1, "body": "A."}\n', encoding="utf-8")
    file = Location.of(str(path))
    jsonl.columns(job(path, id="key", text="body"), [file])
    with pytest.raises(
        BatchError,
        match=r"no member 'text' in the first line \(members: key, body\); .* with --text",
    ):
        jsonl.columns(job(path), [file])
    with pytest.raises(
        BatchError, match=r"no member 'n' in the first line \(members: key, body\); .* with --id"
    ):
        jsonl.columns(job(path, text="body", id="n"), [file])


def test_folder_of_texts(tmp_path: Path) -> None:
    """Each text file is a document, its path in the folder its id; others are left alone."""
    texts = {"b.txt": b"B.", "a/z.txt": "Ä\r\n".encode(), "c.txt": b"\xff", "d.md": b"D"}
    texts["w.txt"] = "Ü".encode("utf-16")
    for name, content in texts.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    todo = job(tmp_path / "in", part=9)
    (source,) = run.sources(todo)
    (piece,) = run.pieces_of(todo, source, 0)

    assert piece.documents == [
        Document(1, "a/z.txt", "Ä\r\n", file="a/z.txt"),
        Document(1, "b.txt", "B.", file="b.txt"),
        Document(1, "c.txt", error="not UTF-8 (byte 1); save it as UTF-8", file="c.txt"),
        Document(1, "w.txt", error="the encoding is UTF-16; save the file as UTF-8", file="w.txt"),
    ]


def test_texts_have_no_columns(tmp_path: Path) -> None:
    """A column to keep is missed before the work starts, as in the other formats."""
    place = Location.of(str(tmp_path))

    assert folder.columns(job(tmp_path, keep=()), [place]).names == ()
    with pytest.raises(BatchError) as error:
        folder.columns(job(tmp_path, keep=("title",)), [place])
    assert str(error.value) == f"{tmp_path}: no column 'title'; it has no columns"
