"""Several workers that share a line of texts; answers come in the order of the texts.

A process that dies takes its text with it. That text is tried once more in a new process; if
this dies too, its answer is an error.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from types import TracebackType
from typing import Final, Self

from archives.engines import nursery
from archives.engines.line import Line, Text
from archives.engines.worker import Worker
from archives.errors import ArchiveError
from archives.job import Job

AHEAD: Final = 16
"""So many texts for each process may be under way before the oldest is answered."""
STARTS: Final = 3
"""So many processes may die one after the other before they have loaded the models."""


class Pool:
    """Processes that answer texts; use it in a ``with``, which ends them."""

    def __init__(self, job: Job, processes: int) -> None:
        os.environ.setdefault("OMP_NUM_THREADS", "1")  # the processes share the cores
        self._job = job
        self._context = nursery.context(job, processes)
        self._workers = [Worker(self._context, job) for _ in range(processes)]
        self._false_starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.end()

    def pids(self) -> list[int | None]:
        """Return the ids of the processes."""
        return [worker.process.pid for worker in self._workers]

    def answers(self, texts: Iterable[Text]) -> Iterator[bytes | None]:
        """Yield an answer for each text, in order; None for None.

        Takes at most AHEAD texts for each process before the oldest of them is answered.
        Raises ModelError where a process cannot load its model.
        """
        line = Line(texts, AHEAD * len(self._workers))
        while not line.over:
            self._feed(line)
            yield from line.leaving()
            self._listen(line)

    def _feed(self, line: Line) -> None:
        for worker in self._workers:
            if worker.ready and worker.task is None:
                task = line.next()
                if task is None:
                    return
                worker.give(task)

    def _listen(self, line: Line) -> None:
        """Wait until a process says something, where one is expected to."""
        silent = {each.connection: each for each in self._workers if each.task or not each.ready}
        if line.over or not silent:
            return
        for connection in wait(list(silent)):
            worker = silent[connection]
            try:
                answer = worker.take()
            except EOFError:
                self._replace(worker, line)
                continue
            if worker.task is not None and answer is not None:
                line.answered(worker.task, answer)
            worker.ready, worker.task, self._false_starts = True, None, 0

    def _replace(self, worker: Worker, line: Line) -> None:
        worker.end()
        if worker.task is not None:
            line.died(worker.task)
        elif not worker.ready:
            self._false_starts += 1
            if self._false_starts == STARTS:
                raise ArchiveError("the processes die while they load the models; out of memory?")
        self._workers[self._workers.index(worker)] = Worker(self._context, self._job)
