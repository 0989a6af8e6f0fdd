"""The local engine: processes answer in order, and one that dies costs no document."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archives.engines.line import Line
from archives.engines.pool import Pool
from archives.errors import ArchiveError
from extractor import ModelError
from tests.archive_stand_ins import job

ROOT = Path(__file__).resolve().parents[1]
DIED = b'{"error":"the process that worked on it died, twice"}\n'
FAILED = b'{"error":"the extractor failed: ValueError"}\n'


def answers(loader: str, texts: list[str | None], processes: int) -> list[bytes | None]:
    """Return the answers to texts."""
    raw = [None if text is None else text.encode() for text in texts]
    with Pool(job(Path("in.jsonl"), "out.jsonl", loader), processes) as pool:
        return list(pool.answers(raw))


def words(answer: bytes | None) -> str:
    """Return the words that the stand-in found."""
    return " ".join(quote["text"] for quote in json.loads(answer or b"")["quotes"])


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


def test_what_has_no_text_is_passed_over() -> None:
    """None stays None, in its place, also where there is nothing else."""
    assert [answer and words(answer) for answer in answers("fragile", [None, "a b", None], 1)] == [
        None,
        "a b",
        None,
    ]
    assert answers("fragile", [None] * 50, 1) == [None] * 50
    assert answers("fragile", [], 1) == []


def test_pool_can_be_asked_again() -> None:
    """The processes stay for the next texts."""
    with Pool(job(Path("in.jsonl"), "out.jsonl", "fragile"), 1) as pool:
        assert [list(map(words, pool.answers([text]))) for text in (b"a", b"b")] == [["a"], ["b"]]


def test_a_killed_process_is_replaced() -> None:
    """A process that is killed from outside loses and doubles nothing."""
    texts = [f"text {n}" for n in range(30)]
    with Pool(job(Path("in.jsonl"), "out.jsonl", "fragile"), 2) as pool:
        found = []
        for answer in pool.answers([text.encode() for text in texts]):
            found.append(words(answer))
            if len(found) % 10 == 5:
                os.kill(pool.pids()[0], signal.SIGKILL)

    assert found == texts


def test_models_that_cannot_be_loaded_end_the_work() -> None:
    """The error is the one that loading gave."""
    todo = job(Path("in.jsonl"), "out.jsonl", model="none")

    with Pool(todo, 1) as pool, pytest.raises(ModelError) as error:
        list(pool.answers([b"a"]))
    assert str(error.value) == "unknown model 'none'"


def test_processes_that_die_before_they_work_end_the_work() -> None:
    """That is no document's fault, so none is marked for it."""
    with pytest.raises(ArchiveError, match="die while they load the models"):
        answers("dead", ["a"], 1)


def test_processes_import_what_they_need() -> None:
    """A process that answers texts reads no files, so it does without what reads them."""
    code = "import sys, archives.engines.worker; print({'pyarrow', 'ray'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)

    assert (done.stdout, done.stderr) == ("set()\n", "")


def test_texts_are_taken_as_they_are_needed() -> None:
    """No more than so many are under way before the oldest is answered."""
    line = Line(iter([b"a", None, b"c", b"d"]), 3)
    first, second = line.next(), line.next()
    assert line.next() is None
    assert first is not None
    assert second is not None
    line.answered(second, b"C")
    assert list(line.leaving()) == []
    line.answered(first, b"A")
    assert list(line.leaving()) == [b"A", None, b"C"]
    third = line.next()
    assert third is not None
    assert (third.number, third.text, line.next(), line.over) == (3, b"d", None, False)
    line.died(third)
    assert line.next() == third
    line.died(third)
    assert list(line.leaving()) == [DIED]
    assert line.over
