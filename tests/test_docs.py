"""The documentation: links, make targets and generated parts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from benchmarks import pages
from extractor import Extractor
from extractor.parsing import manifest
from training import card

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")]
)
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    """Every link to our own pages and files has a target."""
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


@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_a_merge_is_left(page: str) -> None:
    """No page has conflict markers."""
    lines = (ROOT / page).read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if re.match(r"(<{7}|={7}|>{7})( |$)", line)] == []


def test_readme_sets_up_with_two_commands() -> None:
    """The first commands that the README shows are ``make run`` and ``make test``."""
    blocks = re.findall(r"^```\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)

    assert [line.split("#")[0].strip() for line in blocks[0].splitlines()] == [
        "make run",
        "make test",
    ]


def test_rules_page() -> None:
    """docs/rules.md is up to date with the table of rules."""
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == pages.rules_page()


@pytest.mark.model
def test_readme_shows_what_is_answered(extractor: Extractor) -> None:
    """The README's request gets the answer shown, except for confidences."""
    page = (ROOT / "README.md").read_text("utf-8")
    shown = json.loads(between(page, "example").replace("```json", "").strip("`\n"))
    found = json.loads(json.dumps(pages.answer(page, extractor)))
    for given in (shown, found):
        for quote in given["quotes"]:
            quote["confidence"] = round(quote["confidence"])

    assert found == shown


def test_layout() -> None:
    """Lines are filled; a value that does not fit into one starts below its key."""
    value = {"a": 1, "b": {"c": ["x" * 50, "y" * 50], "d": 2}, "e": []}

    assert pages.layout(value) == (
        f'{{"a": 1,\n "b":\n  {{"c": ["{"x" * 50}", "{"y" * 50}"],\n   "d": 2}},\n "e": []}}'
    )
    assert json.loads(pages.layout(value)) == value


def between(page: str, name: str) -> str:
    """Return the part of a page between the two comments of a name."""
    begin, end = pages.BEGIN.format(name), pages.END.format(name)
    assert page.count(begin) == page.count(end) == 1
    return page.partition(begin)[2].partition(end)[0]


@pytest.mark.parametrize("name", ["accuracy", "editor", "example", "speed"])
def test_tables_have_their_places(name: str) -> None:
    """The README has a place for each table, where a new one goes, and nothing else changes."""
    page = (ROOT / "README.md").read_text("utf-8")
    changed = pages.with_table(page, name, "new table")

    assert between(changed, name) == "\nnew table\n"
    assert pages.with_table(changed, name, between(page, name).strip("\n")) == page


def test_accuracy_is_told() -> None:
    """The table of accuracy is filled."""
    page = (ROOT / "README.md").read_text("utf-8")

    assert "| quoted+who |" in between(page, "accuracy")


def test_table_of_speed() -> None:
    """Each figure of benchmarks.speed becomes a row."""
    run = {
        "processor": "EPYC, family 25",
        "numbers": "int8",
        "articles": 84,
        "words": 73_912,
        "plain": 612,
        "ours": 4_896,
        "ratio": 8.04,
        "spread": 0.26,
        "stages": {"marks": 1.0, "parsing": 93.4, "rules": 5.6},
        "parsed": 71.4,
        "growth": {"1000": 0.05, "100000": 4.2},
        "memory": {"loaded": 512, "forked": 140},
        "first answer": {"clock": 4.1, "processor": 3.9},
    }

    other = {"pipeline": "small", "words a second": 9_000, "ratio": 0.544}
    assert pages.speed([run | {"spacy": other}]).splitlines() == [
        "| on one core, 84 articles of 73,912 words in all | |",
        "|---|---|",
        "| processor | EPYC, family 25 |",
        "| number type | int8 |",
        "| words a second | 4,896 |",
        "| Stanza's own pipeline with its defaults, same models in float32, same run | 612 |",
        "| times as fast | 8.0 (± 0.3 over groups of articles) |",
        "| spaCy's `small`, same run; times as fast | 9,000; 0.54 |",
        "| words that are parsed | 71 % |",
        "| all but parsing | 6.6 % of the time |",
        "| seconds for 1,000 / 100,000 characters | 0.05 / 4.2 |",
        "| seconds from the start of a process to its first answer, by the clock / the processor"
        " | 4.1 / 3.9 |",
        "| MiB of a process; of each further worker's own | 512 / 140 |",
    ]
    assert pages.sizing([run, run | {"ours": 2_448, "numbers": "float32"}]).splitlines() == [
        "| | int8 | float32 |",
        "|---|---|---|",
        "| processor | EPYC, family 25 | EPYC, family 25 |",
        "| words a second and core | 4,896 | 2,448 |",
        "| articles of 880 words a second and core | 5.6 | 2.8 |",
        "| MiB shared by all workers of a machine | 512 | 512 |",
        "| MiB of each worker's own | 140 | 140 |",
        "| MiB a core, 16 workers on a machine | 172 | 172 |",
        "| core hours for 10,000,000 articles | 499 | 998 |",
        "| cores for them in a day | 21 | 42 |",
        "| cores for them in an hour | 500 | 999 |",
    ]


def test_model_card() -> None:
    """docs/models.md is up to date with the manifest."""
    page = (ROOT / "docs" / "models.md").read_text("utf-8")

    assert page == card.page(page, manifest.FOLDER)
    assert "| ud-dev, gold tokens |" in page
