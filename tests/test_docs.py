"""The pages that people read: what they point at exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks import pages

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")]
)
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    """Every link between our own pages and files leads to one that is there."""
    path = ROOT / page
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", path.read_text(encoding="utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_exist(page: str) -> None:
    """Every ``make`` that a page names is in the Makefile."""
    named = set(
        re.findall(r"(?:`|^)make ([a-z-]+)", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    )

    assert named - TARGETS == set()


def test_readme_sets_up_with_two_commands() -> None:
    """The first commands that the README shows are ``make run`` and ``make test``."""
    blocks = re.findall(r"^```\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)

    assert [line.split("#")[0].strip() for line in blocks[0].splitlines()] == [
        "make run",
        "make test",
    ]


def test_rules_page() -> None:
    """docs/rules.md is what the rules' table makes."""
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == pages.rules_page()


def test_accuracy_has_its_place() -> None:
    """The README has a place for the table of accuracy, and it is filled."""
    page = (ROOT / "README.md").read_text("utf-8")

    assert pages.with_table(page, "x").count("x") > 0
    assert "| quoted+who |" in page.partition(pages.BEGIN)[2].partition(pages.END)[0]
