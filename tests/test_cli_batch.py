"""``batch`` on the command line: result, messages and exit status."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import cli
from cli.progress import Progress
from tests.batch_stand_ins import stand_in
from tests.serving import wait_until

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"
LINES = '{"id": "a", "text": "We go home"}\n{"id": "b", "text": 1}\n'


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be in a folder with two archives, of which one holds no document that fails."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.jsonl").write_text(LINES, encoding="utf-8")
    (tmp_path / "other.jsonl").write_text('{"body": "We go home"}', encoding="utf-8")
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
    counted = "2 documents, 1 quotation, 1 without any text, 0 failed"
    assert (out, err.partition(";")[0]) == ("", counted)
    assert [(row["document"], row["text"]) for row in rows] == [("a", "home"), ("b", None)]


def test_status_tells_that_a_document_failed(capsys: pytest.CaptureFixture[str]) -> None:
    """The result is whole all the same."""
    assert run("in.jsonl", "out.jsonl") == 1
    assert capsys.readouterr().err.startswith(
        "2 documents, 2 quotations, 1 failed (the column error of out.jsonl says why); "
    )


def test_a_spreadsheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named as what it is, with the format to export."""
    (tmp_path / "book.XLSX").write_bytes(b"PK")

    assert run("book.XLSX", "out.csv") == 1
    why = "book.XLSX: a spreadsheet; export it as 'CSV UTF-8'"
    assert capsys.readouterr().err == f"quote-extractor: {why}\n"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["none.jsonl", "out.jsonl"], "none.jsonl: no such file or folder"),
        (["in.txt", "out.jsonl"], "in.txt: no such file or folder"),
        (["other.jsonl", "out.jsonl"], "other.jsonl: no member 'text' in the first line"),
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


@pytest.mark.parametrize("result", ["out.txt", "folder", "out.xlsx"])
def test_a_result_of_no_format(result: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A name for the result that says no format is a wrong command line, as in ``report``."""
    assert run("good.jsonl", result) == 2
    assert capsys.readouterr().err == (
        f"quote-extractor: {result}: unknown format; the file name must end in .jsonl, .jsonl.gz, "
        ".jsonl.zst, .ndjson, .ndjson.gz, .ndjson.zst, .csv, .csv.gz, .parquet, or / for a folder "
        "of Parquet\n"
    )


@pytest.mark.parametrize(
    ("option", "value"), [("--workers", "0"), ("--part", "-1"), ("--workers", "two")]
)
def test_numbers_are_from_one(option: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A number of processes or of documents is at least one."""
    with pytest.raises(SystemExit) as left:
        run("in.jsonl", "out.jsonl", option, value)
    assert left.value.code == 2
    assert "a whole number of at least 1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("module", "arguments", "why"),
    [
        ("pyarrow", ["good.jsonl", "out.parquet"], "Parquet needs the package pyarrow: "),
        ("pyarrow", ["good.jsonl", "out.jsonl.zst"], "Zstandard needs the package pyarrow: "),
        ("ray", ["good.jsonl", "out.jsonl", "--engine", "ray"], "--engine ray needs ray: "),
    ],
)
def test_what_is_missing_is_named(
    module: str, arguments: list[str], why: str, tmp_path: Path
) -> None:
    """Without a package that is needed, the command says how to install it, in one line."""
    done = without(module, tmp_path, *arguments)

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"quote-extractor: {why}{sys.executable} -m pip install '")


@pytest.mark.parametrize("result", ["out.jsonl", "out.jsonl.gz", "out.csv"])
def test_json_and_csv_need_no_extra(result: str, tmp_path: Path) -> None:
    """Only Parquet, Zstandard and clusters need more packages."""
    done = without("pyarrow", tmp_path, "good.jsonl", result)

    assert (done.returncode, done.stderr.partition(";")[0]) == (
        0,
        "2 documents, 2 quotations, 1 without any text, 0 failed",
    )


def without(module: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command where a package is not installed."""
    script = folder / "without.py"
    script.write_text(
        f"import sys\nsys.modules[{module!r}] = None\n"
        "from tests.batch_stand_ins import stand_in\nimport cli\n"
        f"if __name__ == '__main__': sys.exit(cli.main({['batch', *arguments]!r}, stand_in))\n"
    )
    return subprocess.run(
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_stopped_by_the_user(tmp_path: Path) -> None:
    """Ctrl-C reports the progress in one line; the same command continues the run."""
    hold = tmp_path / "hold"
    hold.touch()  # the run is not over before it is stopped, however busy the machine is
    texts = [f"held {hold}" if n == 150 else f"Text {n}" for n in range(300)]
    lines = [json.dumps({"id": n, "text": text}) for n, text in enumerate(texts)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = ["batch", "many.jsonl", "out.jsonl", "--part", "10", "--workers", "1"]
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\nfrom tests.batch_stand_ins import slow\nimport cli\n"
        f"if __name__ == '__main__': sys.exit(cli.main({command!r}, slow))\n"
    )
    with subprocess.Popen(
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    ) as process:
        wait_until((tmp_path / "out.jsonl.parts" / "part-000001.jsonl").exists)
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr is not None
        err = process.stderr.read()

    hold.unlink()
    assert process.returncode == 130
    assert re.fullmatch(
        r"quote-extractor: stopped: \d+ of 300 done; run the same command again to continue\n", err
    )
    assert (
        subprocess.run(
            [sys.executable, str(script)], env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False
        ).returncode
        == 0
    )
    assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == 300


def test_lines_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal, long work writes a line now and then."""
    out = io.StringIO()
    monkeypatch.setattr(sys, "stderr", out)
    monkeypatch.setattr("cli.progress.EVERY", 0.05)
    with Progress(4, lines=True) as progress:
        for _ in range(3):
            time.sleep(0.06)
            progress.step(failed=1)

    lines = out.getvalue().splitlines()
    assert lines
    assert all(re.match(r"\d of 4, .* left, \d failed$", line) for line in lines)


@pytest.mark.model
def test_the_same_quotations_as_extract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the real models, in several processes that share them, answers are the same."""
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
