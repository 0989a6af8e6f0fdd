"""A run that was interrupted continues where it stopped, and the result is the same file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from batch import manifest
from batch.job import BatchError, Job
from batch.manifest import Done
from batch.run import Answered, Run, Target
from batch.storage import Location
from schemas import Options
from tests.batch_stand_ins import HERE, at_once, job

ROOT = Path(__file__).resolve().parents[1]
ENDINGS = ["jsonl", "jsonl.gz", "jsonl.zst", "parquet"]


class StoppedError(Exception):
    """Somebody stopped the run."""


def stopping(after: int) -> Any:
    """Return an engine that is stopped after so many pieces."""

    def engine(job: Job, files: Sequence[Location], done: Done) -> Iterator[Answered]:
        for number, answered in enumerate(at_once(job, files, done)):
            if number == after:
                raise StoppedError
            yield answered

    return engine


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder of two files with eleven documents."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, documents in (("a", 7), ("b", 4)):
        rows = [{"id": f"{name}{n}", "text": "We go " * n, "n": n} for n in range(documents)]
        text = "".join(f"{json.dumps(row)}\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("flat", [False, True])
def test_interrupted_anywhere(ending: str, flat: bool, source: Path, tmp_path: Path) -> None:
    """After each number of parts, of which there are six, a run goes on to the same end."""
    whole = tmp_path / f"whole.{ending}"
    done = Run(job(source, whole, part=2, flat=flat)).go(at_once)
    for after in range(6):
        todo = job(source, tmp_path / f"out{after}.{ending}", part=2, flat=flat)
        with pytest.raises(StoppedError):
            Run(todo).go(stopping(after))
        assert not Path(todo.result).exists()
        going_on = Run(todo)
        assert going_on.done.parts == after
        assert going_on.go(at_once) == done
        assert Path(todo.result).read_bytes() == whole.read_bytes()


def test_interrupted_after_every_part(source: Path, tmp_path: Path) -> None:
    """Also a run that never gets further than one part comes to the end."""
    whole = tmp_path / "whole.jsonl"
    done = Run(job(source, whole, part=2)).go(at_once)
    todo = job(source, tmp_path / "out.jsonl", part=2)
    for _ in range(5):
        with pytest.raises(StoppedError):
            Run(todo).go(stopping(1))

    assert Run(todo).go(stopping(1)) == done
    assert (tmp_path / "out.jsonl").read_bytes() == whole.read_bytes()


def test_interrupted_between_a_part_and_its_note(source: Path, tmp_path: Path) -> None:
    """A part that is there and not noted, or half of one, is written again."""
    whole = tmp_path / "whole.jsonl"
    Run(job(source, whole, part=2)).go(at_once)
    todo = job(source, tmp_path / "out.jsonl", part=2)
    with pytest.raises(StoppedError):
        Run(todo).go(stopping(3))
    parts = Target.of(todo.result).parts.path
    Path(parts, "part-000003.jsonl").write_text("left", encoding="utf-8")
    Path(parts, ".part-000004.jsonl.unfinished").write_text("le", encoding="utf-8")
    Run(todo).go(at_once)

    assert (tmp_path / "out.jsonl").read_bytes() == whole.read_bytes()


def test_interrupted_while_the_parts_are_joined(source: Path, tmp_path: Path) -> None:
    """When all parts are there they are joined, and nothing is extracted again."""
    whole = tmp_path / "whole.jsonl"
    Run(job(source, whole, part=2)).go(at_once)
    result = tmp_path / "out.jsonl"
    (tmp_path / ".out.jsonl.unfinished").mkdir()
    with pytest.raises(OSError, match="unfinished"):
        Run(job(source, result, part=2)).go(at_once)
    (tmp_path / ".out.jsonl.unfinished").rmdir()
    Run(job(source, result, part=2)).go(stopping(0))

    assert result.read_bytes() == whole.read_bytes()


def test_killed_in_the_middle(tmp_path: Path) -> None:
    """A command that is killed outright, workers and all, is started again and loses nothing."""
    source = tmp_path / "in.parquet"
    rows = {"id": range(200), "text": [f"Text {n}" for n in range(200)]}
    pq.write_table(pa.table(rows), source)
    whole, result = tmp_path / "whole.parquet", tmp_path / "out.parquet"
    Run(job(source, whole, "slow", part=20)).go(at_once)
    command = ["batch", str(source), str(result), "--part", "20", "--workers", "2"]
    code = f"import cli, {HERE} as s; raise SystemExit(cli.main({command!r}, s.slow))"
    started = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, start_new_session=True)
    noted = tmp_path / "out.parquet.parts" / manifest.NAME
    while not noted.exists() or json.loads(noted.read_bytes())["done"]["parts"] < 2:
        assert started.poll() is None
        time.sleep(0.01)
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    assert not result.exists()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)

    assert result.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (
            {"options": Options(types=frozenset({"direct"}))},
            "--types was direct,indirect,mixed, is direct",
        ),
        ({"model": "other"}, "--model was not given, is other"),
        ({"flat": True, "part": 3}, "--flat was off, is on; --part was 2, is 3"),
        ({"id": "n", "keep": ("n",)}, "--id was id, is n; --keep was not given, is n"),
    ],
)
def test_other_options_are_refused(change: Any, named: str, source: Path, tmp_path: Path) -> None:
    """Parts of a run with other options are not mixed into the result."""
    result = tmp_path / "out.jsonl"
    with pytest.raises(StoppedError):
        Run(job(source, result, part=2)).go(stopping(1))

    with pytest.raises(BatchError, match=f"of another run: {named}; use the same"):
        Run(job(source, result, **({"part": 2} | change)))


@pytest.mark.parametrize("change", ["longer", "touched", "other code"])
def test_other_input_or_software_is_refused(
    change: str, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same goes where the input has changed since, or the software."""
    result = tmp_path / "out.jsonl"
    with pytest.raises(StoppedError):
        Run(job(source, result, part=2)).go(stopping(1))
    if change == "longer":
        (source / "b.jsonl").write_text('{"text": ""}\n' * 5, encoding="utf-8")
    elif change == "touched":
        os.utime(source / "b.jsonl", (1, 1))
    else:
        monkeypatch.setattr(manifest, "_code", lambda: "other")
    named = "software has" if change == "other code" else "input files have"

    with pytest.raises(BatchError, match=f"of another run: the {named} "):
        Run(job(source, result, part=2))


def test_a_result_in_the_folder_of_the_input(source: Path) -> None:
    """The result and its parts are no input: a run there is resumed, and not begun anew."""
    result = source / "out.jsonl"
    with pytest.raises(StoppedError):
        Run(job(source, result, part=2)).go(stopping(2))
    assert Run(job(source, result, part=2)).go(at_once).documents == 11
    with pytest.raises(BatchError, match="already exists"):
        Run(job(source, result, part=2))
    assert Run(job(source, result, part=2), restart=True).go(at_once).documents == 11


@pytest.mark.parametrize("name", ["in/a.jsonl", "in/../in/a.jsonl", "in/"])
def test_an_input_is_never_replaced(name: str, source: Path, tmp_path: Path) -> None:
    """The input as the result is refused before anything is removed."""
    before = {path.name: path.read_bytes() for path in source.iterdir()}
    origin = source if name == "in/" else source / "a.jsonl"
    for restart in (False, True):
        with pytest.raises(BatchError, match="OUT and IN are the same; choose another OUT"):
            Run(job(origin, f"{tmp_path}/{name}"), restart=restart)
    assert {path.name: path.read_bytes() for path in source.iterdir()} == before


def test_a_result_is_not_written_over(source: Path, tmp_path: Path) -> None:
    """Unless that is asked for, which leaves all else in the folder alone."""
    result = tmp_path / "out.jsonl"
    Run(job(source, result)).go(at_once)
    with pytest.raises(BatchError, match="already exists; use --restart to replace it"):
        Run(job(source, result, flat=True))
    Run(job(source, result, flat=True), restart=True).go(at_once)
    assert b'"document"' in result.read_bytes()

    folder = tmp_path / "out"
    Run(job(source, f"{folder}/", part=2)).go(at_once)
    (folder / "notes.txt").touch()
    with pytest.raises(BatchError, match="already exists"):
        Run(job(source, f"{folder}/", part=2))
    Run(job(source, f"{folder}/", part=9), restart=True).go(at_once)
    assert sorted(path.name for path in folder.iterdir()) == [
        "_manifest.json",
        "notes.txt",
        "part-000000.parquet",
        "part-000001.parquet",
    ]


@pytest.mark.parametrize("name", ["out/", "out.jsonl"])
def test_files_of_nobody_are_not_written_over(name: str, source: Path, tmp_path: Path) -> None:
    """A folder that no run made is refused where it holds files, and none of them is touched."""
    folder = Path(Target.of(f"{tmp_path}/{name}").parts.path)
    folder.mkdir()
    todo = job(source, f"{tmp_path}/{name}")
    own = folder / ("part-000000.parquet" if name == "out/" else "notes.txt")
    own.write_text("mine", encoding="utf-8")

    with pytest.raises(BatchError, match="holds files that no run of batch made; choose another"):
        Run(todo)
    assert [path.name for path in folder.iterdir()] == [own.name]
    assert own.read_text("utf-8") == "mine"
    Run(todo, restart=True).go(at_once)
    left = ["_manifest.json", "part-000000.parquet", "part-000001.parquet"]
    assert sorted(path.name for path in folder.iterdir()) == (
        left if name == "out/" else ["notes.txt"]
    )
