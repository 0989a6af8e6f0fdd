"""The files of one result of ``batch``: which there are, and whether they are a table."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from batch import manifest
from batch.formats import PARQUET, TEXT, Format, known
from batch.formats.csv import CELLS, read_rows, separator
from batch.job import BatchError
from batch.storage import Location

UNSTARTED: Final = "no part is done yet: run the same `batch` command again"


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one result, all of one format, and whether the batch was done.

    ``head`` are the columns of the parts of a CSV, which do not name them.
    """

    paths: tuple[str, ...]
    format: Format
    complete: bool = True
    head: tuple[str, ...] | None = None

    @property
    def first(self) -> Location:
        """The first of the files."""
        return Location.of(self.paths[0])


def files_of(name: str) -> Files:
    """Return the files of a result: one file, or those of a folder.

    Raises BatchError if there are none, or where they are of several formats.
    """
    if "://" in name:
        raise BatchError(f"{name}: reports read local files only; download it first")
    place = Location.of(name)
    if place.is_file():
        found = known(place.name)
        if found is None or found == TEXT:
            raise BatchError(f"{name}: not a result of `batch`")
        return Files((place.path,), found)
    if not place.is_folder():
        parts = place.beside(f"{place.name}.parts")
        if parts.is_folder():
            done = any(file.name[0] not in "._" for file in parts.below())
            where = f"its parts so far are in {name}.parts" if done else UNSTARTED
            raise BatchError(f"{name}: not finished; {where}")
        raise BatchError(f"{name}: no such file or folder")
    formats = {file.path: known(file.name) for file in place.below() if file.name[0] not in "._"}
    results = {path: form for path, form in formats.items() if form and form != TEXT}
    note = place / manifest.NAME
    noted = json.loads(note.read()) if note.is_file() else {}
    complete = noted.get("done", {}).get("complete", True)
    if not results and noted and complete:
        return Files((), PARQUET)
    if not results:
        if not complete:
            raise BatchError(f"{name}: not finished; {UNSTARTED}")
        texts = TEXT in formats.values()
        what = "text files: run `batch` on it first" if texts else "no result of `batch`"
        raise BatchError(f"{name}: the folder contains {what}")
    if len(set(results.values())) > 1:
        raise BatchError(f"{name}: files of different formats in one folder")
    form = next(iter(results.values()))
    head = tuple(noted["head"]) if noted.get("head") else None
    return Files(tuple(results), form, complete, head)


def separator_of(files: Files) -> str:
    """Return what separates the cells of files of CSV, as whoever saved them last had it."""
    if files.head:
        return ","
    found = {}
    for file in map(Location.of, files.paths):
        with file.reading(files.format.compression) as stream:
            first = stream.readline().decode("utf-8", "replace")
        found[separator(first)] = file.shown
    if len(found) > 1:
        raise BatchError(f"{' and '.join(found.values())}: cells are separated in different ways")
    return next(iter(found))


def check_table(files: Files) -> None:
    """Raise BatchError where a file of CSV is not UTF-8, or a row has too many cells or few."""
    for file in map(Location.of, files.paths):
        lines = read_rows(file)
        head = files.head or next(lines, [])
        for number, row in enumerate(lines, 1 if files.head else 2):
            if row and len(row) != len(head):
                what = CELLS.format(f"row {number}", len(row), len(head))
                raise BatchError(f"{file.shown}: {what}")
