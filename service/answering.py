"""From a checked request to the bytes of its answer: what a process of the pool does.

The service and ``batch`` use the same function, so both give the same answer to a text.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Protocol

from extractor import Extraction, __version__
from extractor.domain import Document, Scope
from extractor.gc_tuning import tune_gc
from schemas import QuoteRequest, Software, dump, select
from schemas.forms import FORMS, IN_CODE_POINTS, JSON

LOADER: Final = "service.answering:load"
"""The function that a process of the pool calls first, as `extractor.pool` wants it named."""
# The models allocate some memory at first use; processes forked afterwards share it.
FIRST_TEXT: Final = "“It works,” she said."


class Finder(Protocol):
    """An extractor: a function from a text to its quotations."""

    @property
    def model(self) -> str:
        """The name of the models."""

    def __call__(
        self,
        text: str,
        observe: Callable[[str, float, Any], None] | None = None,
        scope: Scope = "quotations",
    ) -> Extraction:
        """Find the quotations of one text; *observe* is called after each stage."""


@dataclass(frozen=True, slots=True)
class Work:
    """A text with its options, and the media type of the answer."""

    request: QuoteRequest
    form: str = JSON


@dataclass(slots=True)
class Answer:
    """The body of an answer, and figures for the log and the metrics: never words of the text.

    ``seconds`` are those of each stage. Words are counted by the parser where it parsed, and
    elsewhere by the spaces between them.
    """

    body: bytes = b""
    quotes: int = 0
    words_parsed: int = 0
    words_skipped: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def observe(self, stage: str, seconds: float, made: Any) -> None:
        """Note how long a stage took; of a parse, count the words too."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds
        if isinstance(made, Document):
            self.words_parsed, self.words_skipped = count_words(made)


def load(model: str | None) -> Callable[[Work], Answer]:
    """Load the models and return the function that answers; raises ModelError."""
    from extractor import Extractor

    extractor = Extractor.load(model)
    extractor(FIRST_TEXT)
    tune_gc()
    return lambda work: answer(extractor, work)


def answer(extractor: Finder, work: Work) -> Answer:
    """Return the answer to one text."""
    text, options = work.request.text, work.request.options
    if work.form in IN_CODE_POINTS:
        options = replace(options, offsets="codepoint")
    made = Answer()
    found = select(extractor(text, made.observe, options.scope), options)
    software = Software(__version__, extractor.model)
    values = dump(found, text, software, work.request.id, options)
    made.body, made.quotes = FORMS[work.form](values, text), len(found.quotes)
    return made


def count_words(document: Document) -> tuple[int, int]:
    """Return how many words of a text lie in parsed sentences, and how many do not."""
    sentences, text = document.sentences, document.text
    parsed = sum(len(sentence.words) for sentence in sentences)
    edges = [0, *(edge for each in sentences for edge in (each.start, each.end)), len(text)]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return parsed, sum(len(text[start:end].split()) for start, end in gaps)


class InProcess:
    """Answers in this process, one text at a time; has the interface of `extractor.pool.Pool`."""

    size = 1
    alive = 1

    def __init__(self, extractor: Finder) -> None:
        self._extractor = extractor
        self._lock = threading.Lock()

    def start(self) -> None:
        """Do nothing: the extractor is loaded."""

    def close(self) -> None:
        """Do nothing."""

    def run(self, work: Work, deadline: float | None = None, client: Any = None) -> Answer:
        """Return the answer to one text; neither a deadline nor a client ends the work."""
        with self._lock:
            return answer(self._extractor, work)


def summed(seconds: Mapping[str, float], more: Mapping[str, float]) -> dict[str, float]:
    """Return the seconds of each stage, added up."""
    return {stage: seconds.get(stage, 0.0) + more.get(stage, 0.0) for stage in {**seconds, **more}}
