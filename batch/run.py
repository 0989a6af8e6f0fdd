"""A batch run: read, answer, write parts, join the parts.

Parts are written in the order of the input, and each is recorded once it is complete. So what is
done is always the beginning of the result, and a restarted run continues after it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, Final

from batch import manifest
from batch.formats import PARQUET, SOURCES, TEXT, Columns, Format, Piece, folder, format_of, known
from batch.job import BatchError, Job
from batch.manifest import Done, Made
from batch.rows import answer_rows
from batch.storage import Location

Answered = tuple[Piece, list[bytes]]
"""A piece and an answer in JSON for each of its documents, in order."""

Engine = Callable[[Job, Sequence[Location], Done], Iterator[Answered]]
"""Takes a job, its files and the progress; yields the remaining pieces with answers."""

MODULES: Final = "batch.formats"
UNFINISHED: Final = f".{manifest.NAME}.unfinished"
OURS: Final = ("part-", ".part-", manifest.NAME, UNFINISHED)
"""How the names of the files that a run writes into the folder of its parts begin."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where the result goes. A folder keeps the parts; a file is joined from them."""

    place: Location
    format: Format
    parts: Location

    @classmethod
    def of(cls, name: str) -> Target:
        """Return the target of that name: a file by its ending, or ``FOLDER/`` of Parquet."""
        place = Location.of(name)
        if name.endswith("/"):
            return cls(place, PARQUET, place)
        return cls(place, format_of(place.name), place.beside(f"{place.name}.parts"))

    @property
    def joined(self) -> bool:
        """Whether the parts become one file."""
        return self.place != self.parts

    def part(self, number: int) -> Location:
        """Return the location of a part."""
        return self.parts / f"part-{number:06}{self.format.ending}"

    def outside(self, source: Location, files: Sequence[Location]) -> list[Location]:
        """Return those of the files of *source* that are neither the result nor its parts."""
        start, at = source.path.rstrip("/"), source.real()
        paths = (f"{at}{file.path.removeprefix(start)}" for file in files)
        place, parts = self.place.real(), f"{self.parts.real()}/"
        return [
            file
            for file, path in zip(files, paths, strict=True)
            if path != place and not path.startswith(parts)
        ]

    def clear(self) -> None:
        """Remove the files of an earlier run; other files in the folder stay."""
        if self.joined:
            self.place.remove()
        self.clear_parts()

    def clear_parts(self) -> None:
        """Remove the parts of a run; their folder stays where it holds anything else."""
        if self.parts.is_folder():
            for file in self.parts.below():
                if file.name.startswith(OURS):
                    file.remove()
            if not self.parts.below():
                self.parts.remove()

    def foreign(self) -> bool:
        """Return whether the folder of the parts holds files and no run of `batch` made it."""
        parts = self.parts
        made = (parts / manifest.NAME).is_file() or not parts.is_folder()
        return not made and any(file.name != UNFINISHED for file in parts.below())


class Run:
    """One run of a job. The constructor checks all that can be checked in advance."""

    def __init__(self, job: Job, restart: bool = False) -> None:
        self.target = Target.of(job.result)
        self.job = replace(job, flat=True) if self.target.format.module == "csv" else job
        self.files = sources(job)
        self.columns: Columns = _reader(self.files).columns(job, self.files)
        self.writer = _module(self.target.format)
        self.made: Made = manifest.made_from(self.job, _all_files(self.files))
        if restart:
            self.target.clear()
        elif self.target.foreign():
            raise BatchError(
                f"{self.target.parts.shown} holds files that no run of batch made; choose another "
                "OUT, or --restart to write among them (only files named part-… are replaced)"
            )
        self.done = manifest.load(self.target.parts, self.made)
        there = self.target.joined and self.target.place.is_file() and not self.done.complete
        if there or (self.done.complete and not self.target.joined):
            raise BatchError(f"{job.result} already exists; use --restart to replace it")

    def count(self) -> int:
        """Return the number of documents of the input."""
        reader = _reader(self.files)
        return sum(reader.count(self.job, file) for file in self.files)

    def go(self, engine: Engine) -> Done:
        """Do the remaining work; returns the final progress."""
        self.target.parts.make_folder()
        self._note(self.done)
        if not self.done.complete:
            for answered in engine(self.job, self.files, self.done):
                self._write(answered)
            self._note(replace(self.done, complete=True))
        if self.target.joined:
            parts = [self.target.part(number) for number in range(self.done.parts)]
            self.writer.join(self.job, parts, self.target.place, self.columns)
            self.target.clear_parts()
        return self.done

    def _write(self, answered: Answered) -> None:
        piece, answers = answered
        found = [json.loads(answer) for answer in answers]
        rows = [answer_rows(answer, self.job.flat) for answer in found]
        name = _name(Location.of(self.job.source), self.files[piece.file])
        with self.target.part(self.done.parts).writing(self.target.format.compression) as stream:
            self.writer.write(stream, self.job, name, piece, rows, self.columns)
        quotations = sum(len(answer.get("quotes", ())) for answer in found)
        failed = sum("error" in answer for answer in found)
        self._note(manifest.after(self.done, piece, quotations, failed))

    def _note(self, done: Done) -> None:
        head = self.writer.header(self.columns) if self.target.format.module == "csv" else None
        manifest.save(self.target.parts, self.made, done, head)
        self.done = done


def sources(job: Job) -> list[Location]:
    """Return the files that hold the input, or one folder of texts; raises BatchError.

    The result and its parts may lie in the folder: they are left out.
    """
    place, target = Location.of(job.source), Target.of(job.result)
    overlap = BatchError(f"{job.result}: OUT and IN are the same; choose another OUT")
    if place.is_file():
        format_of(place.name, SOURCES)
        if not target.outside(place, [place]):
            raise overlap
        return [place]
    if not place.is_folder():
        raise BatchError(f"{job.source}: no such file or folder")
    if place.real() == target.place.real():
        raise overlap
    below = target.outside(place, place.below())
    formats = {file: found for file in below if (found := known(file.name))}
    if not formats:
        raise BatchError(f"{job.source}: the folder has no files of a known format")
    if len({each.module for each in formats.values()}) > 1:
        endings = ", ".join(sorted({each.ending for each in formats.values()}))
        raise BatchError(
            f"{job.source}: the folder has files of different formats ({endings}); "
            "put those of one format into a folder of their own"
        )
    return [place] if TEXT in formats.values() else list(formats)


def pieces(job: Job, files: Sequence[Location], done: Done) -> Iterator[Piece]:
    """Yield the remaining pieces in order, each with at most ``job.part`` documents."""
    for number in range(done.file, len(files)):
        skip = done.part if number == done.file else 0
        yield from pieces_of(job, files[number], number, skip)


def pieces_of(job: Job, file: Location, number: int, skip: int = 0) -> Iterator[Piece]:
    """Yield the pieces of the *number*-th file, after the first *skip*."""
    for part, read in enumerate(_reader([file]).pieces(job, file, skip), skip):
        yield Piece(number, part, *read)


def _reader(files: Sequence[Location]) -> Any:
    found = known(files[0].name)
    return folder if found in (None, TEXT) else _module(found)


def _module(found: Format | None) -> Any:
    assert found is not None
    return import_module(f"{MODULES}.{found.module}")


def _all_files(files: Sequence[Location]) -> list[Location]:
    return folder.texts(files[0]) if _reader(files) is folder else list(files)


def _name(source: Location, file: Location) -> str:
    """Return the name of a file in the result: its path in the folder, or its name."""
    start = f"{source.path.rstrip('/')}/"
    return file.path.removeprefix(start) if file.path.startswith(start) else file.name
