"""Answers documents in order, in a pool of processes on this machine."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pkgutil import resolve_name
from typing import Any, Final

from batch.formats import Document, Piece
from batch.job import Job
from batch.manifest import Done
from batch.run import Answered, pieces
from batch.storage import Location
from extractor.pool import Pool, WorkDiedError, WorkFailedError
from schemas import QuoteRequest, to_json
from schemas.serialization import Answer, Work
from service import extraction

AHEAD: Final = 16
"""The number of documents per process that are read ahead."""
TRIES: Final = 2
FAILURE: Final = b'{"error":'

Progress = Callable[[int, int], object]
"""Called with the number of documents answered, and the number of those that failed."""


def load(argument: str) -> Callable[[Work], Answer]:
    """Load the extractor of a job in a process of the pool; raises ModelError."""
    loader, model = json.loads(argument)
    return extraction.load(model, resolve_name(loader))


def pool_for(job: Job, processes: int) -> Pool:
    """Return the pool that answers the documents of a job."""
    return Pool("batch.engine:load", json.dumps([job.loader, job.model]), processes)


def answered(
    job: Job,
    files: Sequence[Location],
    done: Done,
    processes: int,
    progress: Progress = lambda documents, failed: None,
) -> Iterator[Answered]:
    """Yield the remaining pieces with the answers to their documents, in order."""
    waiting: deque[Piece] = deque()

    def documents() -> Iterator[Document]:
        for piece in pieces(job, files, done):
            waiting.append(piece)
            yield from piece.documents

    with pool_for(job, processes) as pool:
        answers: list[bytes] = []
        for found in answers_to(documents(), job, pool):
            answers.append(found)
            progress(1, failed(found))
            if len(answers) == len(waiting[0].documents):
                yield waiting.popleft(), answers
                answers = []


def answers_to(documents: Iterable[Document], job: Job, pool: Pool) -> Iterator[bytes]:
    """Yield the answer to each document, in order; a thread waits for each process."""
    threads = ThreadPoolExecutor(pool.size)
    under_way: deque[Future[bytes]] = deque()
    try:
        for document in documents:
            under_way.append(threads.submit(_answer, document, job, pool))
            if len(under_way) > AHEAD * pool.size:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:  # when stopped too: do not wait for unfinished documents
        if under_way:
            pool.close()
        threads.shutdown(cancel_futures=True)


def failed(answer: bytes) -> bool:
    """Return whether an answer is an error."""
    return answer.startswith(FAILURE)


def _answer(document: Document, job: Job, pool: Pool) -> bytes:
    """Return the answer to a document; it is retried once if its process dies."""
    if document.text is None:
        return _failure(document.error or "")
    work = Work(QuoteRequest(document.text, None, job.options))
    for _ in range(TRIES):
        try:
            found: Any = pool.run(work)
            return bytes(found.body)
        except WorkFailedError as error:
            return _failure(f"the extractor failed: {error.where.partition(' ')[0]}")
        except WorkDiedError:
            continue
    return _failure("the worker process died twice on this text")


def _failure(why: str) -> bytes:
    """Return the error answer of a document; *why* contains nothing of its text."""
    return to_json({"error": why})
