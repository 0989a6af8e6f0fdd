"""Splices of news with marks, symbols and combining characters: every stage gets through them.

A splice is a news sentence into which pieces were cut at random: quotation marks around nothing,
names without letters, clauses that are all punctuation. ``SPLICES=20000`` tries more than the
suite does.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from extractor import Extraction, Extractor

ARTICLES: Final = sorted((Path(__file__).parent / "golden").glob("*.txt"))
COUNT: Final = int(os.environ.get("SPLICES", "1000"))
BATCH: Final = 100
SEED: Final = 20261128

PIECES: Final = (
    *"“ ” ‘ ’ \" ' « » „ ( ) [ ] … — – - , . ? ! : ; * _ # ~ | / \\ % & + = ^ < > @ $ €".split(),
    *"° ′ ″ *** “***” \"' “…” ‘—’ “” ' '' “,” —“ ”— :“ ”: ... --".split(),
    *("\u0301", "e\u0301", "\u200d", "\ufe0f", "\u202e", "\ufeff", "\xa0", "\n", "\n\n"),
    *("😀", "👩\u200d👧", "她说", "قال", "É", "ß", "12", "3.5", "A.", "X", "Mr.", "the", "who"),
    *("said", "he said", "told", "according to", "that", "asked", "wrote", "says", "called it"),
)


def _sentences() -> list[str]:
    texts = (path.read_text(encoding="utf-8") for path in ARTICLES)
    return [line for text in texts for line in text.splitlines() if line.strip()]


def splices(count: int, seed: int = SEED) -> Iterator[str]:
    """Yield *count* texts, the same for a seed."""
    chance, sentences = random.Random(seed), _sentences()
    for _ in range(count):
        words = chance.choice(sentences).split(" ")
        start = chance.randrange(len(words))
        words = words[start : start + chance.randint(1, 14)]
        for _ in range(chance.randint(1, 8)):
            at, piece = chance.randint(0, len(words)), chance.choice(PIECES)
            if words and chance.random() < 0.4:
                place = min(at, len(words) - 1)
                words[place] = chance.choice((piece, piece + words[place], words[place] + piece))
            else:
                words.insert(at, piece)
        yield chance.choice((" ", " ", " ", "")).join(words)


def _is_verbatim(text: str, extraction: Extraction) -> bool:
    return all(
        text[segment.start : segment.end] == segment.text and segment.text
        for quotation in extraction.quotes
        for segment in quotation.segments
    )


@pytest.mark.model
def test_splices(extractor: Extractor) -> None:
    """Every splice is answered, and what comes back stands in it."""
    texts = list(splices(COUNT))
    for start in range(0, len(texts), BATCH):
        group = texts[start : start + BATCH]
        try:
            extractions = extractor.extract_all(group)
        except Exception:
            group = [text for text in group if _fails(extractor, text)]
            pytest.fail(f"{len(group)} fail: {group[:5]!r}")
        wrong = [
            t for t, found in zip(group, extractions, strict=True) if not _is_verbatim(t, found)
        ]
        assert wrong == []


def _fails(extractor: Extractor, text: str) -> bool:
    try:
        extractor(text)
    except Exception:
        return True
    return False
