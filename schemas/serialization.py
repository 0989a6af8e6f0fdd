"""From a checked request to the bytes of its answer; the service and ``batch`` share it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from schemas.answer import Software, dump
from schemas.filtering import select
from schemas.forms import FORMS, IN_CODE_POINTS, JSON
from schemas.request import QuoteRequest

Observer = Callable[[str, float, Any], None]


class Finder(Protocol):
    """An extractor: a function from a text to an extraction."""

    @property
    def model(self) -> str:
        """The name of the models."""

    def __call__(self, text: str, observe: Observer | None = None, scope: Any = ...) -> Any:
        """Extract from one text; *observe* is called after each stage."""


@dataclass(frozen=True, slots=True)
class Work:
    """A text with its options, and the media type of the answer."""

    request: QuoteRequest
    form: str = JSON


@dataclass(slots=True)
class Answer:
    """The body of an answer, and figures for log and metrics (never words of the text).

    ``seconds`` are those of each stage. Words are counted by the parser where it parsed, and
    elsewhere by the spaces between them.
    """

    body: bytes = b""
    quotes: int = 0
    words_parsed: int = 0
    words_skipped: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def observe(self, stage: str, seconds: float, made: Any) -> None:
        """Record the time of a stage; count the words of a parsed document too."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds
        if hasattr(made, "sentences"):
            self.words_parsed, self.words_skipped = count_words(made)


def answer(extractor: Finder, version: str, work: Work) -> Answer:
    """Return the answer to one text; *version* is the extractor's."""
    text, options = work.request.text, work.request.options
    if work.form in IN_CODE_POINTS:
        options = replace(options, offsets="codepoint")
    made = Answer()
    found = select(extractor(text, made.observe, options.scope), options)
    values = dump(found, text, Software(version, extractor.model), work.request.id, options)
    made.body, made.quotes = FORMS[work.form](values, text), len(found.quotes)
    return made


def count_words(document: Any) -> tuple[int, int]:
    """Return how many words of a document lie in parsed sentences, and how many do not."""
    sentences, text = document.sentences, document.text
    parsed = sum(len(sentence.words) for sentence in sentences)
    edges = [0, *(edge for each in sentences for edge in (each.start, each.end)), len(text)]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return parsed, sum(len(text[start:end].split()) for start, end in gaps)
