"""CSV as spreadsheets export and open it: one row per document in, one row per quotation out."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final

from batch.formats import Columns, Document, Piece, Read, chosen, cut, format_of, no_column
from batch.job import BatchError, Job
from batch.rows import Row, as_text, named, own_names, plain_documents
from batch.storage import Location
from schemas.forms.table import COLUMNS, cell

BOM: Final = b"\xef\xbb\xbf"
"""Without it some spreadsheets read UTF-8 as a legacy encoding."""
LONGEST_CELL: Final = 1 << 30
DELIMITERS: Final = ",;\t"
CELLS: Final = "cells in {}: {}, in the header: {}"


def columns(job: Job, files: Sequence[Location]) -> Columns:
    """Return the columns carried along; raises BatchError if files lack columns or differ."""
    heads = [_head(file) for file in files]
    for file, head in zip(files, heads, strict=True):
        if head != heads[0]:
            raise BatchError(f"{file.shown}: its columns differ from those of {files[0].shown}")
        ids = [] if job.id == "id" else [(job.id, "--id")]
        keep = [(name, "--keep") for name in job.keep or ()]
        for name, option in ((job.text, "--text"), *ids, *keep):
            if name not in head:
                raise no_column(file.shown, name, option, head)
    others = [name for name in heads[0] if name not in (job.id, job.text)]
    return Columns(chosen(job.keep, others))


def count(job: Job, file: Location) -> int:
    """Return the number of rows below the header that are not blank."""
    return sum(1 for row in read_rows(file) if row) - 1


def pieces(job: Job, file: Location, skip: int) -> Iterator[Read]:
    """Yield the documents of a file, ``job.part`` at a time, after *skip* times as many."""
    return cut(_documents(job, file), job.part, skip)


def write(
    stream: Any, job: Job, file: str, piece: Piece, rows: Sequence[list[Row]], columns: Columns
) -> None:
    """Write the rows of each document of a piece that was read from *file*, without a header."""
    out = io.TextIOWrapper(stream, "utf-8", newline="", write_through=True)
    writer = csv.writer(out, lineterminator="\r\n")
    names = header(columns)
    documents = zip(piece.documents, plain_documents(piece, file, flat=True), strict=True)
    for (document, own), its_rows in zip(documents, rows, strict=True):
        rest = {"rest": document.carried} if columns.names is None else {}
        for row in its_rows:
            values = own | rest | row | {"segments": _segments(row)}
            writer.writerow([cell(as_text(values.get(name))) for name in names])
    out.detach()


def join(job: Job, parts: Sequence[Location], result: Location, columns: Columns) -> None:
    """Write a byte-order mark, a header and all parts into one file."""
    compression = format_of(result.name).compression
    first = io.StringIO(newline="")
    csv.writer(first, lineterminator="\r\n").writerow(header(columns))
    with result.writing(compression) as out:
        out.write(BOM + first.getvalue().encode("utf-8"))
        for part in parts:
            with part.reading(compression) as stream:
                shutil.copyfileobj(stream, out, 1 << 20)


def header(columns: Columns) -> list[str]:
    """Return the columns of the result; its parts do not name them, because they are joined."""
    carried = ["rest"] if columns.names is None else [named(name) for name in columns.names]
    answer = [name for name in COLUMNS if name != "document"]
    return [*own_names(flat=True), *carried, *answer, "error"]


def _segments(row: Row) -> str | None:
    segments = row["segments"]
    return segments and " ".join(f"{each['start']}-{each['end']}" for each in segments)


def read_rows(file: Location) -> Iterator[list[str]]:
    """Yield all rows, the header first; raises BatchError if the file is not CSV in UTF-8."""
    csv.field_size_limit(LONGEST_CELL)
    begins = 1
    with file.reading(format_of(file.name).compression) as stream:
        lines = io.TextIOWrapper(stream, "utf-8-sig", newline="")
        try:
            first = lines.readline()
            found = csv.reader(chain([first], lines), delimiter=separator(first), strict=True)
            for row in found:
                yield row
                begins = found.line_num + 1
        except UnicodeDecodeError:
            raise BatchError(f"{file.shown}: not UTF-8; export it as 'CSV UTF-8'") from None
        except csv.Error:
            marks = 'a quotation mark (") is not closed, or not doubled inside a cell'
            raise BatchError(f"{file.shown}: line {begins}: {marks}") from None
        finally:
            lines.detach()


def separator(head: str) -> str:
    """Return what separates the cells of a header: a comma, a semicolon or a tab."""
    return max(DELIMITERS, key=head.count)


def _head(file: Location) -> list[str]:
    head = next(read_rows(file), [])
    if not head:
        raise BatchError(f"{file.shown}: the file is empty")
    if len(set(head)) < len(head):
        raise BatchError(f"{file.shown}: two columns have the same name")
    return head


def _documents(job: Job, file: Location) -> Iterator[Document]:
    """Yield documents; ``row`` counts as in a spreadsheet: the header is row 1."""
    lines = read_rows(file)
    head = next(lines, [])
    others = [name for name in head if name not in (job.id, job.text)]
    names = chosen(job.keep, others)
    for number, row in enumerate(lines, 2):
        if not row:
            continue
        if len(row) != len(head):
            yield Document(number, error=CELLS.format("this row", len(row), len(head)))
            continue
        values = dict(zip(head, row, strict=True))
        carried = {name: values[name] for name in names}
        yield Document(number, values.get(job.id), values[job.text], carried=carried)
