"""Documents from JSONL, an object a line. A line that is none is a document with an error."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final, NoReturn

import pyarrow as pa

from archives.forms import form
from archives.job import Job
from archives.places import Place
from archives.reading import columns
from schemas import to_json

BOM: Final = b"\xef\xbb\xbf"
Line = tuple[int, bytes]
"""Its number in the file, from 1, and what it holds."""


def schema(job: Job) -> pa.Schema:
    """Return the columns of a table: the id and all that is carried along are JSON."""
    return columns.schema(pa.binary(), [pa.field(columns.REST, pa.binary())])


def count(file: Place) -> int:
    """Return the number of lines that are not blank."""
    return sum(1 for _ in _lines(file))


def tables(job: Job, file: Place, skip: int) -> Iterator[pa.Table]:
    """Yield the documents of a file, ``job.part`` at a time, after *skip* times as many."""
    lines = islice(_lines(file), skip * job.part, None)
    while some := list(islice(lines, job.part)):
        yield pa.Table.from_pylist([_document(job, *line) for line in some], schema(job))


def _lines(file: Place) -> Iterator[Line]:
    """Yield the lines that are not blank."""
    with file.reading(form(file.name).compression) as stream:
        for number, line in enumerate(io.BufferedReader(stream), 1):
            bare = (line.removeprefix(BOM) if number == 1 else line).strip()
            if bare:
                yield number, bare


def _document(job: Job, number: int, line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line.decode("utf-8"), parse_constant=_refuse)
    except UnicodeDecodeError:
        return _failed(number, "not UTF-8")
    except (ValueError, RecursionError):
        return _failed(number, "not JSON")
    if not isinstance(found, dict):
        return _failed(number, "not an object of JSON")
    text = found.get(job.text)
    others = found.keys() - {job.id, job.text} if job.keep is None else set(job.keep)
    return {
        columns.ROW: number,
        columns.ID: to_json(found.get(job.id)),
        columns.TEXT: text.encode("utf-8", "surrogatepass") if isinstance(text, str) else None,
        columns.ERROR: None if isinstance(text, str) else columns.NO_TEXT.format(job.text),
        columns.REST: to_json({name: found[name] for name in found if name in others}),
    }


def _failed(number: int, why: str) -> dict[str, Any]:
    nothing = {columns.ID: b"null", columns.TEXT: None, columns.REST: b"{}"}
    return {columns.ROW: number, columns.ERROR: why} | nothing


def _refuse(word: str) -> NoReturn:
    """Refuse ``NaN`` and ``Infinity``, which Python reads and JSON has not."""
    raise ValueError(word)
