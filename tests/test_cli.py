"""The command line: output, error messages and exit status."""

from __future__ import annotations

import io
import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import cli
from cli.table import table
from extractor import Extraction, ModelError, Warning, __version__
from extractor.domain import Cue, Mention, Quotation, QuotedSpeaker, Segment, Speaker

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests" / "articles" / "sample.txt"
TEXT = "“We open on Monday,” said Ada Lund."
HEAD = "TYPE      SPEAKER                       CUE             QUOTATION\n"
ROW = "direct    Ada Lund                      said            We open on Monday,\n"
QUOTE = Quotation(
    id="q1",
    type="direct",
    text="We open on Monday,",
    segments=(Segment(1, 19, "We open on Monday,"),),
    speaker=QuotedSpeaker("s1", "Ada Lund", "person", Mention(26, 34, "Ada Lund")),
    cue=Cue(21, 25, "said", "say", "speech"),
    addressee=None,
    rule="cue-subject",
    confidence=0.9,
)
SPEAKER = Speaker(
    "s1", "Ada Lund", "person", "Ada Lund", None, (Mention(26, 34, "Ada Lund"),), ("q1",)
)
NOBODY = Quotation("q1", "indirect", TEXT, (Segment(0, 1, "“"),), None, None, None, "r", 0.5)


class FakeExtractor:
    """Finds the one quotation of TEXT, and nothing in any other text."""

    model = "fake"

    def __call__(self, text: str, scope: str = "") -> Extraction:
        """Return what the text holds."""
        return Extraction((QUOTE,), (SPEAKER,)) if text == TEXT else Extraction((), ())


def load(model: str | None) -> FakeExtractor:
    """Stand in for Extractor.load."""
    if model:
        raise ModelError(f"unknown model {model!r}")
    return FakeExtractor()


def run(*arguments: str) -> int:
    """Run the command on the fake."""
    return cli.main(["extract", *arguments], load)


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a file that holds TEXT, in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    return "article.txt"


def test_table_of_one_file(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One file gives one table, without the file's name."""
    assert run(article) == 0
    assert capsys.readouterr() == (HEAD + ROW, "")


@pytest.mark.parametrize("names", [(), ("-",)])
def test_standard_input(
    names: tuple[str, ...],
    article: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without a file, and for -, standard input is read as UTF-8 whatever the locale."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode()), "ascii"))

    assert run(*names) == 0
    assert capsys.readouterr() == (HEAD + ROW, "")


def test_terminal_is_told_to_wait(
    article: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a file, a prompt is shown on a terminal."""
    typed = SimpleNamespace(buffer=io.BytesIO(TEXT.encode()), isatty=lambda: True)
    monkeypatch.setattr(sys, "stdin", typed)

    assert run() == 0
    assert capsys.readouterr() == (
        HEAD + ROW,
        "Type or paste the text, then press Ctrl-D on an empty line.\n",
    )


def test_json_of_one_file_is_an_object(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One file gives one object, the service's answer with the file's name as id."""
    assert run("--json", article) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["id"], answer["software"]["model"]) == (article, "fake")
    assert [(quote["text"], quote["speaker"]["label"]) for quote in answer["quotes"]] == [
        ("We open on Monday,", "Ada Lund")
    ]


def test_json_of_several_files_is_lines(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Several files give one object per line, in order, each with its file's name."""
    Path("empty.txt").touch()

    assert run("--json", article, "empty.txt") == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(answer["id"], len(answer["quotes"])) for answer in answers] == [
        ("article.txt", 1),
        ("empty.txt", 0),
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.txt", None, "No such file or directory"),
        (".", None, "a folder; for its files use './*.txt'"),
        ("picture.png", b"\x89PNG\0\0", "a binary file, not text"),
        ("old.txt", b"caf\xe9", "not UTF-8 (byte 4); save it as UTF-8"),
        ("wide.txt", "café".encode("utf-16"), "the encoding is UTF-16; save the file as UTF-8"),
    ],
)
def test_unreadable_input_is_one_line(
    name: str,
    content: bytes | None,
    message: str,
    article: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A file that cannot be read gets a line on standard error; the others are processed."""
    if content is not None:
        Path(name).write_bytes(content)

    assert run(name, article) == 1
    assert capsys.readouterr() == (
        f"== {article}\n{HEAD}{ROW}",
        f"quote-extractor: {name}: {message}\n",
    )


def test_a_name_that_is_empty(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An unset variable of the shell is no folder."""
    assert run("") == 1
    assert capsys.readouterr().err == "quote-extractor: : the name of a file is empty\n"


def test_unknown_model_is_one_line(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A model that cannot be loaded is reported in one line."""
    assert run("--model", "nonsense", article) == 1
    assert capsys.readouterr() == ("", "quote-extractor: unknown model 'nonsense'\n")


def test_model_is_not_loaded_for_nothing(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Where no input can be read, no model is loaded."""
    assert run("--model", "nonsense", "missing.txt") == 1
    assert capsys.readouterr().err == "quote-extractor: missing.txt: No such file or directory\n"


def test_model_is_loaded_once(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Many files take one load of the model."""
    models: list[str | None] = []

    assert cli.main(["extract", article, article], lambda m: models.append(m) or load(m)) == 0
    assert models == [None]


def test_warnings_go_to_standard_error(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Warnings go to standard error and are not failures."""
    odd = Extraction((), (), (Warning("unclosed-quotation-mark", 3, 4, "a mark is not closed"),))

    assert cli.main(["extract", article], lambda _: lambda _, scope: odd) == 0
    assert capsys.readouterr() == (
        "no quotations\n",
        "quote-extractor: article.txt: warning at 3: a mark is not closed\n",
    )


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("short", 80, "short"),
        ("two\nlines\tand \x1b[31mred\u202e", 120, "two lines and [31mred"),
        ("a" * 30, 80, "a" * 23 + "…"),
        ("a" * 30, 10, "a" * 19 + "…"),
    ],
)
def test_table_fits(text: str, width: int, expected: str) -> None:
    """Text is put on one line, made safe for a terminal and cut to its width."""
    quote = Quotation("q1", "mixed", text, (Segment(0, 5, text[:5]),), None, None, None, "r", 0.5)

    *_, row = table(Extraction((quote,), ()), width)

    assert row == f"{'mixed':8}  {'-':28}  {'-':14}  {expected}"


def test_no_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a command the list of commands is shown, and the status is that of a wrong line."""
    assert cli.main([], load) == 2
    out, err = capsys.readouterr()
    assert (out, "find the quotations in texts" in err) == ("", True)


@pytest.mark.parametrize("arguments", [["extract", "--nonsense"], ["nonsense"]])
def test_wrong_command_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong command line shows the usage and ends with status 2."""
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments, load)

    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("usage: quote-extractor")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The version is the package's."""
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--version"], load)

    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"quote-extractor {__version__}\n"


def test_reader_may_leave(article: str) -> None:
    """A pipe closed by its reader (head) ends the command quietly."""
    code = "import test_cli; raise SystemExit(test_cli.run(*['article.txt'] * 2000))"
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()

        assert (process.stderr.read(), process.wait(30)) == (b"", 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has this device")
def test_full_disk_is_one_line(article: str) -> None:
    """An output that cannot be written gives one line, not a traceback."""
    code = "import test_cli; raise SystemExit(test_cli.run(*['article.txt'] * 2000))"
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": path},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert (done.stderr, done.returncode) == (b"quote-extractor: No space left on device\n", 1)


def test_closed_outputs_are_no_failure(article: str) -> None:
    """Where a scheduler has closed standard output and error, a command does its work."""
    code = "import test_cli; raise SystemExit(test_cli.run('article.txt'))"
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    closed = ["sh", "-c", 'exec "$0" -c "$1" >&- 2>&-', sys.executable, code]
    done = subprocess.run(closed, env={**os.environ, "PYTHONPATH": path}, check=False)

    assert done.returncode == 0


def test_help_tells_the_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    """Help has a line for each command, examples, and what the exit status means."""
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--help"], load)
    lines = capsys.readouterr().out.splitlines()

    assert stopped.value.code == 0
    listed = [line.split()[0] for line in lines if re.match("    [a-z]+ +[a-z]", line)]
    assert sorted(listed) == sorted(
        ["extract", "batch", "report", "check", "rules", "serve", "models", "completion", "health"]
    )
    assert lines[lines.index("examples:") + 1] == "  quote-extractor extract article.txt"
    assert [line for line in lines if line.startswith("exit status: 0 success; 1 an input")] != []


@pytest.mark.parametrize("words", [[], ["extract"], ["check"], ["models"]])
def test_help_is_quick(words: list[str]) -> None:
    """Help needs no model, so it is there in a fraction of a second of work, at best of three."""
    assert min(seconds_of_help(words) for _ in range(3)) < 0.3


def seconds_of_help(words: list[str]) -> float:
    """Return the processor's seconds for one help text; what else the machine does only adds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "cli", *words, "--help"], cwd=ROOT, capture_output=True, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)

    assert done.stdout.startswith(b"usage: quote-extractor")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


@pytest.mark.model
def test_sample_article() -> None:
    """The installed command finds who speaks in the sample article."""
    done = subprocess.run(
        [sys.executable, "-m", "cli", "extract", "--json", str(SAMPLE)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )

    quotes = json.loads(done.stdout)["quotes"]
    direct = [quote for quote in quotes if quote["type"] == "direct"]
    assert [quote["speaker"]["label"] for quote in direct] == ["senior security official"] * 4
