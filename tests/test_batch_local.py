"""The local engine: answers in order; a process that dies loses no document."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from batch.engine import AHEAD, answers_to, pool_for
from batch.formats import Document
from extractor import ModelError
from extractor.pool import PoolError
from tests.batch_stand_ins import job

DIED = b'{"error":"the worker process died twice on this text"}\n'
FAILED = b'{"error":"the extractor failed: ValueError"}\n'


def documents(texts: list[str | None]) -> Iterator[Document]:
    """Yield texts as documents; None is one without a text."""
    for row, text in enumerate(texts, 1):
        yield Document(row, None, text, "no text" if text is None else None)


def answers(loader: str, texts: list[str | None], processes: int) -> list[bytes]:
    """Return the answers to texts."""
    todo = job(Path("in.jsonl"), "out.jsonl", loader)
    with pool_for(todo, processes) as pool:
        return list(answers_to(documents(texts), todo, pool))


def words(answer: bytes) -> str:
    """Return the words that the stand-in found."""
    return " ".join(quote["text"] for quote in json.loads(answer)["quotes"])


@pytest.mark.parametrize("processes", [1, 3])
def test_whatever_happens_each_text_has_its_answer(processes: int, tmp_path: Path) -> None:
    """Answers come in order; failing, dying always and dying once are told apart."""
    once = f"once {tmp_path / 'mark'}"
    texts = [f"text {n}" for n in range(40)]
    texts[3:3], texts[20:20] = ["die", "fail"], [once]
    found = answers("fragile", texts, processes)
    odd = {"die": DIED, "fail": FAILED}

    assert [
        answer if text in odd else words(answer) for text, answer in zip(texts, found, strict=True)
    ] == [odd.get(text, text) for text in texts]


def test_documents_without_a_text() -> None:
    """They say why, in their place, also where there is nothing else."""
    nothing = b'{"error":"no text"}\n'
    first, found, last = answers("fragile", [None, "a b", None], 1)

    assert (first, words(found), last) == (nothing, "a b", nothing)
    assert answers("fragile", [None] * 50, 1) == [nothing] * 50
    assert answers("fragile", [], 1) == []


def test_a_killed_process_is_replaced() -> None:
    """A process that is killed from outside loses and doubles nothing."""
    texts: list[str | None] = [f"text {n}" for n in range(60)]
    todo = job(Path("in.jsonl"), "out.jsonl", "slow")
    with pool_for(todo, 2) as pool:
        found = []
        for answer in answers_to(documents(texts), todo, pool):
            found.append(words(answer))
            if len(found) % 20 == 5:
                os.kill(pool.pids()[0] or 0, signal.SIGKILL)

    assert found == texts


def test_models_that_cannot_be_loaded_end_the_work() -> None:
    """The error is the one that loading gave."""
    todo = job(Path("in.jsonl"), "out.jsonl", model="none")
    with pytest.raises(ModelError) as error:
        pool_for(todo, 1).start()
    assert str(error.value) == "unknown model 'none'"


def test_processes_that_die_before_they_work_end_the_work() -> None:
    """That is no document's fault, so none is marked for it."""
    with pytest.raises(PoolError, match="die while loading the models"):
        answers("dead", ["a"], 1)


def test_texts_are_taken_as_they_are_needed() -> None:
    """A limited number of documents is read ahead; stopping ends at once."""
    taken = 0

    def endless() -> Iterator[Document]:
        nonlocal taken
        while True:
            taken += 1
            yield Document(taken, None, "a")

    todo = job(Path("in.jsonl"), "out.jsonl", "slow")
    with pool_for(todo, 2) as pool:
        found = answers_to(endless(), todo, pool)
        for _ in range(5):
            next(found)
        found.close()

    assert taken <= 5 + 2 * AHEAD + 1
