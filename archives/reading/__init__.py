"""Files of documents, read as tables; each table is what one part of the result answers.

    columns  the names and types of such a table
    jsonl    a document a line
    parquet  a document a row

A table has the columns ROW (the document's place in its file, from 1), ID, TEXT (UTF-8, null
where there is none), ERROR (why, else null), and the columns that are carried along. All functions
raise ArchiveError where a file cannot be read, or is not what its ending says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from archives.errors import ArchiveError
from archives.forms import form, known
from archives.job import Job
from archives.places import Place
from archives.reading import jsonl, parquet


def sources(job: Job) -> list[Place]:
    """Return the files that hold the input; raises ArchiveError where there are none."""
    place = Place.of(job.source)
    try:
        files = [place] if place.is_file() else [f for f in place.below() if known(f.name)]
    except FileNotFoundError as error:
        raise ArchiveError(f"{job.source}: no such file or folder") from error
    if not files:
        raise ArchiveError(f"{job.source}: a folder without files of a known form")
    if len({form(file.name).parquet for file in files}) > 1:
        raise ArchiveError(f"{job.source}: JSONL and Parquet in one folder")
    return files


def names(job: Job, files: list[Place]) -> list[str]:
    """Return what the result calls the files: their paths in the folder, or the file's name."""
    folder = f"{Place.of(job.source).path.rstrip('/')}/"
    inside = len(folder)
    return [f.path[inside:] if f.path.startswith(folder) else f.name for f in files]


def schema(job: Job, files: list[Place]) -> pa.Schema:
    """Return the columns of all tables; raises ArchiveError where files do not agree on them."""
    if not form(files[0].name).parquet:
        return jsonl.schema(job)
    first, *others = (parquet.schema(job, file) for file in files)
    for file, other in zip(files[1:], others, strict=True):
        if other != first:
            raise ArchiveError(f"{file.path}: its columns are not those of {files[0].path}")
    return first


def count(file: Place) -> int:
    """Return how many documents a file holds."""
    return parquet.count(file) if form(file.name).parquet else jsonl.count(file)


@dataclass(frozen=True, slots=True)
class Piece:
    """A table of documents: the *part*-th of the *file*-th file, both from 0."""

    file: int
    part: int
    table: pa.Table


def pieces(job: Job, files: list[Place], file: int = 0, part: int = 0) -> Iterator[Piece]:
    """Yield all tables in order from that one on, with ``job.part`` documents each at most."""
    for number in range(file, len(files)):
        yield from pieces_of(job, files[number], number, part if number == file else 0)


def pieces_of(job: Job, place: Place, file: int, part: int = 0) -> Iterator[Piece]:
    """Yield the tables of the *file*-th file, which is at *place*, from the *part*-th on."""
    module = parquet if form(place.name).parquet else jsonl
    for number, table in enumerate(module.tables(job, place, part), part):
        yield Piece(file, number, table)
