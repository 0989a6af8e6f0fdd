"""Our own golden articles, held by our own ``check``; ``--update`` accepts what has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

import cli
from extractor import Extractor
from service.page import FILE

FOLDER = Path(__file__).parent / "golden"


@pytest.mark.model
def test_golden_articles(extractor: Extractor, capsys: pytest.CaptureFixture[str]) -> None:
    """Every golden article is answered as expected."""
    status = cli.main(["check", str(FOLDER)], lambda _: extractor)

    assert (
        status,
        [line for line in capsys.readouterr().out.splitlines() if "ok" not in line],
    ) == (
        0,
        ["1 of 1 as expected"],
    )


def test_sample_of_the_page_is_golden() -> None:
    """The article that the page offers is one of them."""
    sample = (FOLDER / "ferry.txt").read_text(encoding="utf-8")

    assert f"const SAMPLE = `{sample}`;" in FILE.read_text(encoding="utf-8")
