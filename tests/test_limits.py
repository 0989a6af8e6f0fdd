"""Worst-case texts at the length limit, with the real models."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Final

import pytest
from flask import Flask

from app import create_app
from benchmarks.load.junk import KINDS
from benchmarks.load.one import measure
from extractor import Extractor
from extractor.engine import tune_gc
from service.settings import Settings
from tests.test_any_text import is_verbatim, posted

LIMIT: Final = Settings().max_characters
SHORT: Final = 5_000
LONG: Final = 20_000
SHORTS: Final = 3
ROUNDS: Final = 7
MOST: Final = ROUNDS // 2 + 1
RATIO: Final = 1.3
AT_THE_LIMIT: Final = ("opening marks", "one sentence", "nested 1,000 deep")

pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture(scope="module")
def patient(extractor: Extractor) -> Flask:
    """Return the service with the real models, and time for a slow machine."""
    return create_app(extractor, Settings(time_limit=600))


@pytest.mark.parametrize("kind", AT_THE_LIMIT)
def test_text_at_the_limit(patient: Flask, kind: str) -> None:
    """100,000 marks, 50,000 words in a sentence, marks 1,000 deep: answered, and verbatim."""
    text = KINDS[kind](LIMIT)

    assert LIMIT - 1 <= len(text) <= LIMIT
    assert is_verbatim(text, posted(patient.test_client(), text).get_json(), "codepoint")


@pytest.fixture
def settled(extractor: Extractor) -> Iterator[Extractor]:
    """Return the extractor as in a worker: the collector passes over what the tests keep."""
    before = gc.get_threshold()
    tune_gc()
    yield extractor
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.mark.parametrize("kind", ["news", "one sentence", "marks, said, no spaces"])
def test_time_is_linear(settled: Extractor, kind: str) -> None:
    """A word of a long text costs what it does in short ones, of the core's time.

    A busy machine makes the core slower and faster by two thirds, for seconds on end. So each long
    text is held against short ones of as many words before it and behind it, and the median of
    seven such rounds counts: once four of them agree, the others cannot change it.
    """

    def per_word(characters: int, times: int = 1) -> float:
        found = [measure(settled, KINDS[kind](characters)) for _ in range(times)]
        seconds = sum(float(each["core_seconds"]) for each in found)
        return seconds / sum(int(each["words"]) for each in found)

    ratios: list[float] = []
    before = per_word(SHORT, SHORTS)
    while sum(ratio <= RATIO for ratio in ratios) < MOST and len(ratios) < ROUNDS:
        long, behind = per_word(LONG), per_word(SHORT, SHORTS)
        ratios.append(2 * long / (before + behind))
        before = behind

    assert sum(ratio <= RATIO for ratio in ratios) >= MOST, ratios
