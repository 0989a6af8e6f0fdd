"""The golden articles, compared with the answers that an editor would give, by our own ``check``.

tests/golden/wrong.toml lists the known errors with reasons. If you fix one, remove its line; until
then these tests fail.
"""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

import cli
import schemas
from cli.check.comparison import Difference, compare
from extractor import Extraction, Extractor
from service.routes.pages import PAGE

FOLDER: Final = Path(__file__).parent / "golden"
NAMES: Final = sorted(path.stem for path in FOLDER.glob("*.txt"))
WRONG: Final = tomllib.loads((FOLDER / "wrong.toml").read_text(encoding="utf-8"))


class Remembering:
    """An extractor that reads each text once."""

    def __init__(self, extractor: Extractor) -> None:
        self.model = extractor.model
        self._extract = cache(extractor)

    def __call__(self, text: str, scope: str = "") -> Extraction:
        """Return the quotations of a text."""
        return self._extract(text)


@pytest.fixture(scope="module")
def remembering(extractor: Extractor) -> Remembering:
    """Return the embedded models' extractor."""
    return Remembering(extractor)


def about(difference: Difference, expected: Any, found: Any) -> str:
    """Name what differs by its words: a quotation's text, a speaker's label; ``+`` is too many."""
    place = re.match(r"(\w+)\[(\d+)\]", difference.place)
    assert place, difference
    extra = difference.expected is None
    item = (found if extra else expected)[place[1]][int(place[2])]
    return ("+ " if extra else "") + item["text" if place[1] == "quotes" else "label"]


@pytest.mark.model
@pytest.mark.parametrize("name", NAMES)
def test_article(name: str, remembering: Remembering) -> None:
    """The differences from the expected answers are exactly the known errors."""
    text = (FOLDER / f"{name}.txt").read_bytes().decode("utf-8")
    expected = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    found = schemas.dump(remembering(text), text, schemas.Software("", ""), None, schemas.Options())

    differing = [about(each, expected, found) for each in compare(expected, found)]
    assert sorted(set(differing)) == sorted(WRONG.get(name, {}))


@pytest.mark.model
def test_check_tells_the_same(remembering: Remembering, capsys: pytest.CaptureFixture[str]) -> None:
    """The command lists the articles with known errors, and fails."""
    status = cli.main(["check", str(FOLDER)], lambda _: remembering)  # type: ignore[arg-type,return-value]
    lines = capsys.readouterr().out.splitlines()
    words = [line.split() for line in lines if not line.startswith(" ")]
    told = {name: word for word, name, *_ in words[:-1]}

    assert told == {name: "differs" if name in WRONG else "ok" for name in NAMES}
    assert status == (1 if WRONG else 0)


@pytest.mark.parametrize("name", NAMES)
def test_expected_words_stand_in_the_article(name: str) -> None:
    """No expectation is mistyped: the words expected are the text's, in its order."""
    text = (FOLDER / f"{name}.txt").read_bytes().decode("utf-8")
    expected = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    words = text.split()

    strays = [
        word
        for quote in expected["quotes"]
        for word in quote["text"].split()
        if not any(word in each for each in words)
    ]
    assert (strays, len(expected["quotes"]) >= 5) == ([], True)


def test_sample_of_the_page_is_golden() -> None:
    """The article that the page offers is one of them."""
    sample = (FOLDER / "ferry.txt").read_text(encoding="utf-8")

    assert f"const SAMPLE = `{sample}`;" in (PAGE.parent / "sample.js").read_text(encoding="utf-8")
