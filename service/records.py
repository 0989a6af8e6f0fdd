"""What is known of a request: its id, its sizes, its timings. Never a word of a text."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, cast
from uuid import uuid4

from flask import Request, g, has_request_context

from extractor.domain import Document
from schemas import QuoteRequest

ID: Final = re.compile(r"[A-Za-z0-9._:/+=@-]{1,128}")


class Words(NamedTuple):
    """What became of the words of a text: parsed, or skipped as holding no cue."""

    parsed: int
    skipped: int


@dataclass
class Record:
    """One request, as the log, the metrics and ``Server-Timing`` tell of it.

    ``seconds`` are those of each stage, of all texts together; ``wait`` counts as a stage. Words
    are counted by the parser where it parsed, and elsewhere by the spaces between them.
    """

    id: str
    began: float = field(default_factory=time.perf_counter)
    seconds: dict[str, float] = field(default_factory=dict)
    texts: int = 0
    characters: int = 0
    words_parsed: int = 0
    words_skipped: int = 0
    quotes: int = 0
    failures: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, request: Request) -> Record:
        """Return a record under the caller's id, or one of ours where that is none."""
        sent = request.headers.get("X-Request-ID", "")
        return cls(sent if ID.fullmatch(sent) else uuid4().hex)

    def took(self, asked: QuoteRequest) -> None:
        """Count a text that is going to be worked on."""
        self.texts += 1
        self.characters += len(asked.text)

    def observe(self, stage: str, seconds: float, made: Any) -> None:
        """Add the time of a stage; of a parse, count the words too."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds
        found = counted(made)
        if found is not None:
            self.words_parsed += found.parsed
            self.words_skipped += found.skipped

    def told(self) -> dict[str, Any]:
        """Return what the log tells, times in milliseconds."""
        spent = self.seconds | {"total": self.total}
        return {
            "texts": self.texts,
            "characters": self.characters,
            "words_parsed": self.words_parsed,
            "words_skipped": self.words_skipped,
            "quotes": self.quotes,
            "failures": self.failures,
            "milliseconds": {stage: round(1000 * each, 1) for stage, each in spent.items()},
        }

    @property
    def total(self) -> float:
        """Seconds since the request was taken up."""
        return time.perf_counter() - self.began

    def timing(self) -> str:
        """Return the value of ``Server-Timing``, in milliseconds."""
        spent = self.seconds | {"total": self.total}
        return ", ".join(f"{stage};dur={1000 * each:.1f}" for stage, each in spent.items())


def counted(made: Any) -> Words | None:
    """Return the words in what a stage made, where that was the parse of a text."""
    if isinstance(made, Document):
        return words(made.text, made.sentences)
    return made if isinstance(made, Words) else None


def words(text: str, sentences: Sequence[Any]) -> Words:
    """Return how many words of *text* lie in *sentences*, and how many do not."""
    parsed = sum(len(sentence.words) for sentence in sentences)
    edges = [0, *(edge for each in sentences for edge in (each.start, each.end)), len(text)]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return Words(parsed, sum(len(text[start:end].split()) for start, end in gaps))


def current() -> Record | None:
    """Return the record of the request at hand, where there is one."""
    return cast(Record | None, g.get("record")) if has_request_context() else None
