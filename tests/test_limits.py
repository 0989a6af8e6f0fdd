"""Texts as long as the service takes, of the worst kinds, through the real models."""

from __future__ import annotations

from typing import Any, Final

import pytest
from flask import Flask

from app import create_app
from benchmarks.load.junk import KINDS
from benchmarks.load.one import measure
from extractor import Extractor
from settings import Settings
from tests.test_any_text import is_verbatim, posted

LIMIT: Final = Settings().max_characters
SHORT: Final = 5_000
LONG: Final = 20_000
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


@pytest.mark.parametrize("kind", ["news", "one sentence", "marks, said, no spaces"])
def test_time_is_linear(extractor: Extractor, kind: str) -> None:
    """A word of a long text costs what it does in a short one, of the core's time."""

    def per_word(characters: int) -> float:
        found: dict[str, Any] = measure(extractor, KINDS[kind](characters))
        return float(found["core_seconds"]) / int(found["words"])

    short, long = (min(per_word(size) for _ in range(2)) for size in (SHORT, LONG))

    assert long <= RATIO * short
