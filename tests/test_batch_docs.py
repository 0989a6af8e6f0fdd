"""docs/batch.md lists the options, formats and columns of the command."""

from __future__ import annotations

import re
from pathlib import Path

from batch.formats import SOURCES, parquet
from batch.rows import own_names
from cli.arguments import ENDINGS, parser

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "batch.md").read_text("utf-8")


def cells(start: str, end: str) -> list[list[str]]:
    """Return the words in backticks of each table row's first cell between two phrases."""
    rows = re.findall(r"^\|([^|]+)\|", PAGE.partition(start)[2].partition(end)[0], re.MULTILINE)
    return [found for row in rows if (found := re.findall(r"`([^`]+)`", row))]


def test_columns_of_flat_rows() -> None:
    """The page lists the columns in their order."""
    listed = [name for cell in cells("**Flat**", "A document without") for name in cell]

    assert listed == [field.name for field in parquet.flat()]


def test_columns_of_nested_rows() -> None:
    """The page names the document's own columns and those of the answer."""
    listed = [cell[0] for cell in cells("## The result", "**Nested**")]
    answer = PAGE.partition("**Nested**")[2].partition("**Flat**")[0]

    assert listed == list(own_names(flat=False))
    assert re.findall(r"`(\w+)`", answer) == [field.name for field in parquet.nested()]


def test_options() -> None:
    """The page names every option, and no other."""
    commands = parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    flags = {flag for action in commands["batch"]._actions for flag in action.option_strings}
    listed = {word.split()[0] for cell in cells("**OUT**", "Standard error") for word in cell}

    assert {word for word in listed if word.startswith("--")} == flags - {"-h", "--help"}


def test_formats() -> None:
    """The page and the help name the endings that are read, and no other."""
    read = {each for form in SOURCES for each in re.findall(r"\.\w+", form.ending)}
    (row,) = [line for line in PAGE.splitlines() if line.startswith("| **IN** |")]

    assert set(re.findall(r"`(\.\w+)`", row)) == read
    assert {*re.findall(r"\.\w+", ENDINGS), ".txt"} == read
