"""A folder of text files in UTF-8, a document each; its id is its path in the folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from batch.formats import TEXT, Columns, Document, Read, cut, known, no_column
from batch.job import BatchError, Job
from batch.storage import Location
from schemas import NotTextError, to_text


def columns(job: Job, files: Sequence[Location]) -> Columns:
    """Return no columns; raises BatchError if some are to be kept."""
    for name in job.keep or ():
        raise no_column(job.source, name, "--keep", ())
    return Columns(())


def count(job: Job, folder: Location) -> int:
    """Return the number of text files."""
    return len(texts(folder))


def pieces(job: Job, folder: Location, skip: int) -> Iterator[Read]:
    """Yield the documents of a folder, ``job.part`` at a time, after *skip* times as many."""
    return cut((_document(folder, file) for file in texts(folder)), job.part, skip)


def texts(place: Location) -> list[Location]:
    """Return the text files of a folder, by path; of a file itself."""
    if place.is_file():
        return [place]
    return [file for file in place.below() if known(file.name) == TEXT]


def _document(folder: Location, file: Location) -> Document:
    start = f"{folder.path.rstrip('/')}/"
    name = file.path.removeprefix(start) if file.path.startswith(start) else file.name
    try:
        raw = file.read()
    except BatchError:
        return Document(1, name, error="the file cannot be read", file=name)
    try:
        return Document(1, name, to_text(raw), file=name)
    except NotTextError as error:
        return Document(1, name, error=str(error), file=name)
