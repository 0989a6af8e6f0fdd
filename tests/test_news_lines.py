"""Typical lines of news: sentence boundaries and subjects of verbs."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import Extractor, marks
from extractor.domain import Sentence, Word
from extractor.parsing.parser import TextParser

pytestmark = pytest.mark.model

LINES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "news_lines.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
WRONG: frozenset[str] = frozenset()
"""Lines that are known to be parsed wrong. If you fix one, remove it."""


def seen(sentences: tuple[Sentence, ...], verb: str) -> tuple[int, str | None]:
    """Return how many sentences there are, and the last word of the subject's name."""
    for sentence in sentences:
        for word in sentence.words:
            if word.text == verb:
                return len(sentences), _subject(sentence.words, word)
    return len(sentences), None


def _subject(words: tuple[Word, ...], verb: Word) -> str | None:
    subjects = [w for w in words if w.head == verb.index and w.deprel.startswith("nsubj")]
    if not subjects:
        return None
    names = [w for w in words if w.head == subjects[0].index and w.deprel.startswith("flat")]
    return [*subjects, *names][-1].text


@pytest.mark.parametrize(("kind", "text", "count", "verb", "subject"), LINES)
def test_news_lines(
    extractor: Extractor, kind: str, text: str, count: str, verb: str, subject: str
) -> None:
    """The count of sentences, and the subject of the verb."""
    assert isinstance(extractor.parser, TextParser)
    found = seen(extractor.parser.sentences(marks.find(text)), verb)
    assert (found == (int(count), subject)) != (text in WRONG), f"{kind}: {found}"
