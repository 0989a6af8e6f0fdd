"""The engine for one machine: a process for each core."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from archives.answering import failed
from archives.engines.common import Answered, Told, completed, texts, unheard
from archives.engines.line import Text
from archives.engines.pool import Pool
from archives.job import Job
from archives.manifest import Done
from archives.places import Place
from archives.reading import Piece, pieces


def answered(
    job: Job, files: list[Place], done: Done, processes: int, told: Told = unheard
) -> Iterator[Answered]:
    """Yield the pieces that are left with the answers to their documents, in order."""
    waiting: deque[Piece] = deque()

    def coming() -> Iterator[Text]:
        for piece in pieces(job, files, done.file, done.part):
            waiting.append(piece)
            yield from texts(piece.table)

    with Pool(job, processes) as pool:
        answers: list[bytes | None] = []
        for answer in pool.answers(coming()):
            answers.append(answer)
            told(1, answer is None or failed(answer))
            if len(answers) == waiting[0].table.num_rows:
                piece = waiting.popleft()
                yield piece, completed(piece.table, answers)
                answers = []
