"""The order of work: read, have answered, write part after part, join the parts.

Parts are written in the order of the input and each is noted once it is there, so what is done
is always a beginning of the result, and a run that is started again goes on behind it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from archives import forms, manifest, reading
from archives.engines.common import Answered
from archives.errors import ArchiveError
from archives.forms import Form
from archives.job import Job
from archives.manifest import Done, Made
from archives.places import Place
from archives.shaping.answers import rows
from archives.writing import jsonl, parquet

Engine = Callable[[Job, list[Place], Done], Iterator[Answered]]
"""From a job, its files and what is done already: the pieces that are left, with answers."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where the result goes. A folder keeps the parts; a file is joined from them."""

    place: Place
    form: Form
    parts: Place

    @classmethod
    def of(cls, name: str) -> Target:
        """Return the target of that name: a file by its ending, or ``FOLDER/`` of Parquet."""
        place = Place.of(name)
        if name.endswith("/"):
            return cls(place, forms.PARQUET, place)
        return cls(place, forms.form(place.name), place.beside(f"{place.name}.parts"))

    @property
    def joined(self) -> bool:
        """Whether the parts become one file."""
        return self.place != self.parts

    def part(self, number: int) -> Place:
        """Return the place of a part."""
        return self.parts / f"part-{number:06}{self.form.ending}"

    def clear(self) -> None:
        """Remove what an earlier run has left; nothing else that may be in the folder."""
        if self.joined:
            self.place.remove()
        if self.parts.is_folder():
            for file in self.parts.below():
                if file.name.startswith(("part-", ".part-", manifest.NAME)):
                    file.remove()


class Run:
    """One job under way. Making it checks all that can be checked before the work begins."""

    def __init__(self, job: Job, restart: bool = False) -> None:
        self.job = job
        self.target = Target.of(job.result)
        self.files = reading.sources(job)
        self.names = reading.names(job, self.files)
        self.source = reading.schema(job, self.files)
        self.made: Made = manifest.made_from(job, self.files)
        if restart:
            self.target.clear()
        self.done = manifest.load(self.target.parts, self.made)
        there = self.target.joined and self.target.place.is_file() and not self.done.complete
        if there or (self.done.complete and not self.target.joined):
            raise ArchiveError(f"{job.result} is there already; --restart makes it anew")

    def count(self) -> int:
        """Return how many documents the input holds."""
        return sum(map(reading.count, self.files))

    def go(self, engine: Engine) -> Done:
        """Do what is left; returns what is done in all."""
        self.target.parts.make_folder()
        self._note(self.done)
        if not self.done.complete:
            for answered in engine(self.job, self.files, self.done):
                self._write(answered)
            self._note(replace(self.done, complete=True))
        if self.target.joined:
            self._join()
        return self.done

    def _write(self, answered: Answered) -> None:
        piece, answers = answered
        found = [json.loads(answer) for answer in answers]
        form, job = self.target.form, self.job
        with self.target.part(self.done.parts).writing(form.compression) as stream:
            name = self.names[piece.file]
            shaped = [rows(answer, job.flat) for answer in found]
            _module(form).write(stream, job, name, piece.table, shaped)
        quotations = sum(len(answer.get("quotes", ())) for answer in found)
        failed = sum("error" in answer for answer in found)
        self._note(manifest.after(self.done, piece, quotations, failed))

    def _join(self) -> None:
        parts = [self.target.part(number) for number in range(self.done.parts)]
        schema = parquet.schema(self.job, self.source)
        _module(self.target.form).join(self.target.form, parts, self.target.place, schema)
        self.target.parts.remove()

    def _note(self, done: Done) -> None:
        manifest.save(self.target.parts, self.made, done)
        self.done = done


def _module(form: Form) -> Any:
    return parquet if form.parquet else jsonl
