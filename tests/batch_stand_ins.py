"""Stand-in extractors for the processes of a batch run.

A job names them as ``tests.batch_stand_ins:NAME``.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from batch.engine import answers_to, load
from batch.job import Job
from batch.manifest import Done
from batch.run import Answered, pieces
from batch.storage import Location
from extractor import Extraction, ModelError
from extractor.pool import WorkFailedError, describe
from tests.fake_extractor import StandIn

HERE = "tests.batch_stand_ins"


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
    """Takes a hundredth of a second per text, so that a run can be interrupted."""

    def __call__(self, text: str, observe: Any = None, scope: str = "") -> Extraction:
        """Wait, then answer; ``held PATH`` waits as long as there is such a file."""
        time.sleep(0.01)
        word, _, rest = text.partition(" ")
        while word == "held" and Path(rest).exists():
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


class Here:
    """A pool that works in this process."""

    size = 1

    def __init__(self, job: Job) -> None:
        self.work = load(json.dumps([job.loader, job.model]))

    def run(self, work: Any) -> Any:
        """Return the answer to a document."""
        try:
            return self.work(work)
        except Exception as error:
            raise WorkFailedError(describe(error)) from None

    def close(self) -> None:
        """Do nothing."""


def at_once(job: Job, files: Sequence[Location], done: Done) -> Iterator[Answered]:
    """Answer in this process: the least that an engine can be."""
    pool: Any = Here(job)
    for piece in pieces(job, files, done):
        yield piece, list(answers_to(piece.documents, job, pool))
