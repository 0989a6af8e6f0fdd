"""One process that answers texts, with a model of its own, one text at a time."""

from __future__ import annotations

import signal
from multiprocessing.connection import Connection
from typing import Any

from archives.answering import answerer
from archives.engines.line import Task
from archives.job import Job
from extractor import ExtractorError


class Worker:
    """A process and what it works on."""

    def __init__(self, context: Any, job: Job) -> None:
        self.connection, theirs = context.Pipe()
        self.task: Task | None = None
        self.ready = False
        self.process = context.Process(target=serve, args=(theirs, job), daemon=True)
        self.process.start()
        theirs.close()

    def give(self, task: Task) -> None:
        """Hand it a text to work on."""
        self.task = task
        try:
            self.connection.send_bytes(task.text)
        except OSError:  # it died before; that shows when its answer is asked for
            return

    def take(self) -> bytes | None:
        """Return what it sends: None once it is ready, then answers.

        Raises EOFError where it died, and the ExtractorError for which it cannot begin.
        """
        try:
            found: bytes | ExtractorError | None = self.connection.recv()
        except OSError as error:
            raise EOFError from error
        if isinstance(found, ExtractorError):
            raise found
        return found

    def end(self) -> None:
        """End it at once, whatever it does."""
        self.process.kill()
        self.process.join()
        self.connection.close()


def serve(connection: Connection, job: Job) -> None:
    """Answer texts until nobody asks any more: the work of one process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    try:
        answer = answerer(job)
    except ExtractorError as error:
        connection.send(error)
        return
    try:
        connection.send(None)
        while True:
            connection.send(answer(connection.recv_bytes()))
    except (EOFError, OSError):  # the parent has ended
        return
