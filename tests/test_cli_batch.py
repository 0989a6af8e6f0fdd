"""``batch`` on the command line: what it makes, what it tells, and its exit status."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from cli.progress import EVERY, Progress
from tests.archive_stand_ins import stand_in

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"
LINES = '{"id": "a", "text": "We go home"}\n{"id": "b", "text": 1}\n'


class Terminal(io.StringIO):
    """A stream that is watched."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be in a folder with two archives, of which one holds no document that fails."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.jsonl").write_text(LINES, encoding="utf-8")
    (tmp_path / "good.jsonl").write_text(LINES.replace("1}", '""}'), encoding="utf-8")


def run(*arguments: str) -> int:
    """Run the command with the stand-in, in one process."""
    return cli.main(["batch", "--workers", "1", *arguments], stand_in)  # type: ignore[arg-type]


def test_quotations_of_an_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The options reach the result; the last line counts."""
    arguments = ["good.jsonl", "out.jsonl", "--flat", "--types", "mixed", "--offsets", "utf16"]

    assert run(*arguments) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert (out, err.partition(";")[0]) == ("", "2 documents, 1 quotations, 0 failed")
    assert [(row["document"], row["text"]) for row in rows] == [("a", "home")]


def test_status_tells_that_a_document_failed(capsys: pytest.CaptureFixture[str]) -> None:
    """The result is whole all the same."""
    assert run("in.jsonl", "out.jsonl") == 1
    assert capsys.readouterr().err.startswith("2 documents, 2 quotations, 1 failed; ")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["none.jsonl", "out.jsonl"], "none.jsonl: no such file or folder"),
        (["in.txt", "out.jsonl"], "in.txt: no such file or folder"),
        (["good.jsonl", "out.csv"], "out.csv: its name must end in .jsonl, .jsonl.gz, "),
        (["good.jsonl", "out.jsonl", "--model", "none"], "unknown model 'none'"),
        (["good.jsonl", "nowhere://a/out.jsonl"], "nowhere://a/out.jsonl: "),
    ],
)
def test_what_cannot_begin(
    arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run that cannot begin says why, in one line."""
    assert run(*arguments) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"quote-extractor: {why}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("option", "value"), [("--workers", "0"), ("--part", "-1"), ("--workers", "two")]
)
def test_numbers_are_from_one(option: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A number of processes or of documents is at least one."""
    with pytest.raises(SystemExit) as left:
        run("in.jsonl", "out.jsonl", option, value)
    assert left.value.code == 2
    assert "a number from 1" in capsys.readouterr().err


@pytest.mark.parametrize("module", ["pyarrow", "ray"])
def test_what_is_missing_is_named(module: str, tmp_path: Path) -> None:
    """Without an extra, the command says how to install it."""
    engine = ["--engine", "ray"] if module == "ray" else []
    command = ["batch", "good.jsonl", "out.jsonl", *engine]
    code = (
        f"import sys; sys.modules[{module!r}] = None; sys.path.insert(0, {str(ROOT)!r}); "
        f"import cli; sys.exit(cli.main({command!r}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    extra = "ray" if module == "ray" else "archives"

    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        1,
        f"quote-extractor: batch needs {module}: pip install 'quote-extractor[{extra}]'",
    )


def test_progress_of_a_run_that_goes_on() -> None:
    """What was done before counts as done but not in the rate; failures are told."""
    times = iter([0.0, 10.0])
    progress = Progress(100, Terminal(), lambda: next(times), before=50)
    progress.done += 20
    progress.failed += 1

    assert progress.line() == "[################........] 70/100, 1 failed  2.0/s  0:15 left"


def test_progress_without_a_terminal() -> None:
    """Where nobody watches, long work leaves a line now and then."""
    seconds = 0.0
    out = io.StringIO()
    progress = Progress(4, out, lambda: seconds, lines=True)
    for _ in range(3):
        progress.step()
        seconds += EVERY / 2
    progress.step(failed=1)

    assert out.getvalue().splitlines() == [
        "[##################......] 3/4  20.0 s each  0:20 left",
    ]


@pytest.mark.model
def test_the_same_quotations_as_extract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the real models, in several processes that share them, answers are the same."""
    monkeypatch.chdir(ROOT)  # Python 3.11 looks there for what the processes are forked from
    texts = {path.stem: path.read_bytes().decode() for path in sorted(GOLDEN.glob("*.txt"))[:3]}
    lines = [json.dumps({"id": name, "text": text}) for name, text in texts.items()]
    source, result = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    names = [str(GOLDEN / f"{name}.txt") for name in texts]
    assert cli.main(["extract", "--format", "jsonl", *names]) == 0
    expected = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert cli.main(["batch", "--workers", "2", str(source), str(result)]) == 0
    found = [json.loads(line) for line in result.read_text("utf-8").splitlines()]

    assert found == [
        {"file": "in.jsonl", "row": row} | answer | {"id": name, "error": None}
        for row, (name, answer) in enumerate(zip(texts, expected, strict=True), 1)
    ]
