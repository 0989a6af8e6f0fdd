"""The Ray engine gives the same bytes as the local one, whatever dies on the way.

The cluster and each command run in processes of their own, so that Ray leaves nothing behind here.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from batch import engine
from batch.job import Job
from batch.manifest import Done
from batch.run import Answered, Engine, Run
from batch.storage import Location
from tests.batch_stand_ins import at_once, job

ROOT = Path(__file__).resolve().parents[1]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.alone,
    pytest.mark.skipif(find_spec("ray") is None, reason="ray is not installed (extra ray)"),
]


class StoppedError(Exception):
    """Somebody stopped the run."""


PADDING = " " * 3000
"""Makes blocks small enough, so that there are many of them."""


Batch = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def batch() -> Iterator[Batch]:
    """Start a cluster; return what runs ``batch`` on it."""
    command = [sys.executable, "-m", "tests.batch_cluster"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as cluster:
        assert cluster.stdin
        assert cluster.stdout
        lines = iter(cluster.stdout.readline, "")
        address = next(line.split()[1] for line in lines if line.startswith("address "))

        def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
            whole = [*command, address, *map(str, arguments)]
            return subprocess.run(whole, capture_output=True, text=True, cwd=ROOT, timeout=900)

        yield run
        cluster.stdin.close()


def test_same_rows_though_workers_are_killed(batch: Batch, tmp_path: Path) -> None:
    """An actor and another one's process are killed in the middle; nothing is lost or doubled."""
    source, result, whole = (tmp_path / f"{name}.parquet" for name in ("in", "out", "whole"))
    texts = [f"Text {n}{PADDING}" for n in range(600)]
    pq.write_table(pa.table({"id": range(600), "text": texts}), source)
    Run(job(source, whole, "slow", part=20)).go(at_once)
    done = batch("slow", source, result, "--part", "20", "--kill", "60")
    killed = [line for line in done.stdout.splitlines() if line.startswith("killed 2 processes")]

    assert (done.returncode, len(killed)) == (0, 1), done.stderr
    assert 60 <= int(killed[0].split()[-2]) < 600
    assert result.read_bytes() == whole.read_bytes()


def test_documents_that_fail_and_a_run_that_goes_on(batch: Batch, tmp_path: Path) -> None:
    """Errors are the local engine's, and a run that was begun by it is carried on."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        lines = [f'{{"id": {n}, "text": "Text {n}{PADDING}"}}' for n in range(30)]
        lines[10:10] = ["oops", '{"text": "fail"}', '{"text": "die"}', '{"text": ""}']
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result, whole = tmp_path / "out.jsonl.gz", tmp_path / "whole.jsonl.gz"
    Run(job(folder, whole, "fragile", part=20)).go(locally())
    with pytest.raises(StoppedError):
        Run(job(folder, result, "fragile", part=20)).go(locally(4))
    done = batch("fragile", folder, result, "--part", "20")

    assert (done.returncode, done.stderr.splitlines()[-1].partition(";")[0]) == (
        1,
        f"102 documents, 90 quotations, 3 without any text, 9 failed"
        f" (the column error of {result} says why)",
    )
    assert result.read_bytes() == whole.read_bytes()


def test_models_that_cannot_be_loaded_end_the_work(batch: Batch, tmp_path: Path) -> None:
    """The reason is reported as by the local engine, in one line."""
    (tmp_path / "in.jsonl").write_text('{"text": "We go"}\n', encoding="utf-8")
    done = batch("stand_in", tmp_path / "in.jsonl", tmp_path / "out.jsonl", "--model", "none")

    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        1,
        "quote-extractor: unknown model 'none'",
    )


def locally(stop: int | None = None) -> Engine:
    """Return the local engine, stopped after so many parts."""

    def stopped(job: Job, files: Sequence[Location], done: Done) -> Iterator[Answered]:
        answered = engine.answered(job, files, done, processes=1)
        yield from islice(answered, stop)
        if stop is not None:
            answered.close()
            raise StoppedError

    return stopped


@pytest.mark.parametrize("form", ["127.0.0.1:{}", "ray://127.0.0.1:{}"])
def test_a_cluster_that_is_not_there(form: str, tmp_path: Path) -> None:
    """Where nobody listens the command says so in one line: Ray itself would try for minutes."""
    (tmp_path / "in.jsonl").write_text('{"text": "We go"}\n', encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = form.format(server.getsockname()[1])
    command = [sys.executable, "-m", "cli", "batch", str(tmp_path / "in.jsonl")]
    command += [str(tmp_path / "out.jsonl"), "--engine", "ray", "--address", address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=25, check=False)

    assert (done.returncode, done.stderr) == (1, f"quote-extractor: no Ray cluster at {address}\n")
