"""The small commands: rules and completion."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

import cli
from extractor.catalogue import rules

COMMANDS = ["extract", "check", "rules", "serve", "completion"]


def test_rules_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """Every rule is listed with what it is and an example."""
    assert cli.main(["rules"]) == 0
    out = capsys.readouterr().out
    assert [rule.name for rule in rules() if f"{rule.name}" not in out] == []
    assert [rule.name for rule in rules() if f"    {rule.example}\n" not in out] == []


def test_rules_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON is that of GET /v1/rules."""
    assert cli.main(["rules", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)["rules"]
    assert [rule["name"] for rule in listed] == [rule.name for rule in rules()]


def complete(*words: str) -> list[str]:
    """Return what bash would offer after these words."""
    bash = shutil.which("bash")
    assert bash
    script = subprocess.run(
        [sys.executable, "-m", "cli", "completion", "bash"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    line = " ".join(f"'{word}'" for word in words)
    ask = f"COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _quote_extractor; "
    done = subprocess.run(
        [bash, "-c", f"{script}{ask}printf '%s\\n' \"${{COMPREPLY[@]}}\""],
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
    ],
)
def test_bash_completes(words: list[str], offered: list[str]) -> None:
    """Commands, options, their values and files are completed."""
    assert complete("quote-extractor", *words) == offered


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_have_scripts(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The scripts of the other shells name every command and option."""
    assert cli.main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert [word for word in [*COMMANDS, "format", "junit"] if word not in script] == []
