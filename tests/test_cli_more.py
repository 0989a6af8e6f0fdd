"""The small commands: rules and completion."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from contextlib import redirect_stdout
from functools import cache

import pytest

import cli
from extractor.inventory import rules

COMMANDS = [
    "extract",
    "batch",
    "report",
    "check",
    "rules",
    "serve",
    "models",
    "health",
    "completion",
]


def test_rules_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """Every rule is listed with what it is and an example."""
    assert cli.main(["rules"]) == 0
    out = capsys.readouterr().out
    assert [rule.name for rule in rules() if f"{rule.name}" not in out] == []
    examples = {rule.name: " ".join(rule.example.split()) for rule in rules()}
    assert [name for name, example in examples.items() if f"    {example}\n" not in out] == []


def test_rules_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON is that of GET /v1/rules."""
    assert cli.main(["rules", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)["rules"]
    assert [rule["name"] for rule in listed] == [rule.name for rule in rules()]


@cache
def script(shell: str) -> str:
    """Return a shell's script."""
    with redirect_stdout(io.StringIO()) as out:
        assert cli.main(["completion", shell]) == 0
    return out.getvalue()


def complete(*words: str) -> list[str]:
    """Return what bash would offer after these words."""
    bash = shutil.which("bash")
    assert bash
    line = " ".join(f"'{word}'" for word in words)
    ask = f"COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _shtab_quote_extractor; "
    done = subprocess.run(
        [bash, "-c", f"{script('bash')}{ask}printf '%s\\n' \"${{COMPREPLY[@]}}\""],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ([""], COMMANDS),
        (["ch"], ["check"]),
        (["extract", "--fo"], ["--format"]),
        (["extract", "--format", "js"], ["json", "jsonl", "jsonld"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["check", "READ"], ["README.md"]),
        (["models", ""], ["list", "download"]),
        (["models", "--fo"], ["--format"]),
    ],
)
def test_bash_completes(words: list[str], offered: list[str]) -> None:
    """Commands, options, their values and files are completed."""
    assert complete("quote-extractor", *words) == offered


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_have_scripts(shell: str) -> None:
    """The scripts of the other shells name every command and option."""
    words = [*COMMANDS, "format", "junit"]
    assert [word for word in words if word not in script(shell)] == []


def ask(shell: str, *more: str) -> list[str]:
    """Return what a shell prints after it has read its script; skip where it is not there."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"needs {shell}")
    done = subprocess.run(
        [program, *more, script(shell)], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("ch", ["check"]),
        ("extract --format js", ["json", "jsonl", "jsonld"]),
        ("models ", ["download", "list"]),
        ("rules --for", ["--format"]),
    ],
)
def test_fish_completes(line: str, offered: list[str]) -> None:
    """The fish offers what bash does."""
    complete = f"printf %s $argv[1] | source; complete -C 'quote-extractor {line}'"
    assert sorted(word.split("\t")[0] for word in ask("fish", "-Nc", complete)) == offered


def test_zsh_takes_the_script() -> None:
    """The zsh reads the script without a word, and then knows how to complete the command."""
    code = "autoload -U compinit && compinit -D; eval $1; print ${_comps[quote-extractor]}"
    assert ask("zsh", "-fc", code, "zsh")[-2:] == ["-F", "_quote_extractor"]
