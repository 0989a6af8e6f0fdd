"""Articles to send: one of our own in many orders of its paragraphs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

SAMPLE: Final = Path(__file__).resolve().parents[2] / "tests" / "articles" / "sample.txt"
WORDS: Final = 700


def articles(count: int) -> Iterator[str]:
    """Yield different articles of about the same length, the same ones every time."""
    paragraphs = [each for each in SAMPLE.read_text(encoding="utf-8").split("\n\n") if each.strip()]
    choice = random.Random(7)
    for _ in range(count):
        article: list[str] = []
        while sum(len(each.split()) for each in article) < WORDS:
            article += choice.sample(paragraphs, len(paragraphs))
        yield "\n\n".join(_first(article))


def small(words: int, count: int) -> Iterator[str]:
    """Yield different texts with about a number of words each, the same ones every time."""
    (article,) = articles(1)
    said = article.split()
    for n in range(count):
        start = n * len(said) // count
        yield " ".join((said * 2)[start : start + words])


def _first(paragraphs: list[str]) -> Iterator[str]:
    words = 0
    for each in paragraphs:
        if words >= WORDS:
            return
        words += len(each.split())
        yield each
