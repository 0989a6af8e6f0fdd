"""Extractors that stand in for the real one in the processes that work on an archive.

Each is named to those processes as ``tests.archive_stand_ins:NAME``.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archives.answering import answerer
from archives.engines.common import Answered, completed, texts
from archives.job import Job
from archives.manifest import Done
from archives.places import Place
from archives.reading import pieces
from extractor import Extraction, ModelError
from tests.standing_in import StandIn

HERE = "tests.archive_stand_ins"


class Fragile(StandIn):
    """Fails, or ends its process, over texts that ask for it."""

    def __call__(self, text: str, observe: Any = None, scope: str = "") -> Extraction:
        """Do what the first word says; after ``once PATH`` only while no file is there."""
        word, _, rest = text.partition(" ")
        if word == "fail":
            raise ValueError(text)
        if word == "die" or (word == "once" and not Path(rest).exists()):
            if word == "once":
                Path(rest).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(text)


def stand_in(model: str | None) -> StandIn:
    """Load the stand-in; like the real one it knows no model of another name."""
    if model:
        raise ModelError(f"unknown model {model!r}")
    return StandIn()


def fragile(model: str | None) -> Fragile:
    """Load the stand-in that can be made to fail."""
    return Fragile()


class Slow(StandIn):
    """Takes a hundredth of a second for a text, so that a run has a middle."""

    def __call__(self, text: str, observe: Any = None, scope: str = "") -> Extraction:
        """Wait, then answer."""
        time.sleep(0.01)
        return super().__call__(text)


def slow(model: str | None) -> Slow:
    """Load the stand-in that takes its time."""
    return Slow()


def dead(model: str | None) -> StandIn:
    """End the process that wants to load it."""
    os.kill(os.getpid(), signal.SIGKILL)
    return StandIn()


def job(source: Path, result: Path | str, loader: str = "stand_in", **more: Any) -> Job:
    """Return a job for one of these."""
    return Job(str(source), str(result), loader=f"{HERE}:{loader}", **more)


def at_once(job: Job, files: list[Place], done: Done) -> Iterator[Answered]:
    """Answer in this process: the least that an engine can be."""
    answer = answerer(job)
    for piece in pieces(job, files, done.file, done.part):
        found = [None if text is None else answer(text) for text in texts(piece.table)]
        yield piece, completed(piece.table, found)
