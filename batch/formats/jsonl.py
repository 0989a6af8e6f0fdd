"""JSON Lines. A line that is not a JSON object becomes a document with an error."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from typing import Any, Final, NoReturn

from batch.formats import NO_TEXT, Columns, Document, Piece, Read, cut, format_of
from batch.job import BatchError, Job
from batch.rows import Row, plain_documents
from batch.storage import Location
from schemas import to_json

BOM: Final = b"\xef\xbb\xbf"


def columns(job: Job, files: Sequence[Location]) -> Columns:
    """Return the columns carried along; raises BatchError if the first document has no text."""
    for file in files[:1]:
        for _, line in _lines(file):
            _check(job, file, line)
            break
    return Columns(job.keep)


def count(job: Job, file: Location) -> int:
    """Return the number of lines that are not blank."""
    return sum(1 for _ in _lines(file))


def pieces(job: Job, file: Location, skip: int) -> Iterator[Read]:
    """Yield the documents of a file, ``job.part`` at a time, after *skip* times as many."""
    return cut((_document(job, *line) for line in _lines(file)), job.part, skip)


def write(
    stream: Any, job: Job, file: str, piece: Piece, rows: Sequence[list[Row]], columns: Columns
) -> None:
    """Write the rows of each document of a piece that was read from *file*."""
    for own, its_rows in zip(plain_documents(piece, file, job.flat), rows, strict=True):
        for row in its_rows:
            stream.write(to_json(own | row))


def join(job: Job, parts: Sequence[Location], result: Location, columns: Columns) -> None:
    """Write all parts into one file, compressed as one stream."""
    compression = format_of(result.name).compression
    with result.writing(compression) as out:
        for part in parts:
            with part.reading(compression) as stream:
                shutil.copyfileobj(stream, out, 1 << 20)


def _lines(file: Location) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, each with its number from 1."""
    with file.reading(format_of(file.name).compression) as stream:
        for number, line in enumerate(stream, 1):
            bare = (line.removeprefix(BOM) if number == 1 else line).strip()
            if bare:
                yield number, bare


def _check(job: Job, file: Location, line: bytes) -> None:
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        return
    if not isinstance(first, dict):
        return
    wanted = [job.text] if job.id == "id" else [job.text, job.id]
    for name, option in zip(wanted, ("--text", "--id"), strict=False):
        if name not in first:
            has = ", ".join(first) or "none"
            raise BatchError(
                f"{file.shown}: no member {name!r} in the first line (members: {has}); "
                f"choose one with {option}"
            )


def _document(job: Job, number: int, line: bytes) -> Document:
    try:
        found = json.loads(line.decode("utf-8"), parse_constant=_refuse)
    except UnicodeDecodeError:
        return Document(number, error="not UTF-8")
    except (ValueError, RecursionError):
        return Document(number, error="not JSON")
    if not isinstance(found, dict):
        return Document(number, error="not a JSON object")
    text = found.get(job.text)
    others = found.keys() - {job.id, job.text} if job.keep is None else set(job.keep)
    return Document(
        number,
        found.get(job.id),
        text if isinstance(text, str) else None,
        None if isinstance(text, str) else NO_TEXT.format(job.text),
        {name: found[name] for name in found if name in others},
    )


def _refuse(word: str) -> NoReturn:
    """Refuse ``NaN`` and ``Infinity``, which Python reads and JSON does not have."""
    raise ValueError(word)
