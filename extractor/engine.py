"""The order of the stages, and nothing else.

marks -> parsing -> rules -> selection -> speakers
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any, Final, TypeVar

from extractor import marks, rules, selection, speakers
from extractor.domain import Document, Extraction, Marking, Parser

T = TypeVar("T")
Observer = Callable[[str, float, Any], None]
"""Is told of each stage its name, the seconds it took and what it made; and while the parser works,
TICK before each batch of sentences, so that it can end the work."""

TICK: Final = ""


class Extractor:
    """Find who said what in English news text.

    An instance is a function from text to `Extraction`; it keeps no state between calls.
    """

    def __init__(self, parser: Parser) -> None:
        self.parser = parser

    @classmethod
    def load(cls, model: str | None = None) -> Extractor:
        """Load a model: the embedded one, or ``stanza:PACKAGE`` (``stanza:default_accurate``).

        Raises ModelError, naming the file, where a model is missing or damaged.
        """
        from extractor.parsing import load_parser

        return cls(load_parser(model))

    @property
    def model(self) -> str:
        """The name of the model in use."""
        return self.parser.name

    def __call__(self, text: str, observe: Observer | None = None) -> Extraction:
        """Extract the quotations of one text of any length, empty included.

        What *observe* raises ends the work and goes on.
        """
        marking = _stage(observe, "marks", marks.find, text)
        document = _stage(observe, "parsing", self.parser, marking, _ticking(observe))
        return _finish(marking, document, observe)

    def extract_all(self, texts: Iterable[str]) -> tuple[Extraction, ...]:
        """Extract from many texts; parses them together, answers in order."""
        markings = [marks.find(text) for text in texts]
        documents = self.parser.parse_all(markings)
        return tuple(map(_finish, markings, documents))


def _finish(marking: Marking, document: Document, observe: Observer | None = None) -> Extraction:
    candidates = _stage(observe, "rules", rules.propose, document)
    attributions = _stage(observe, "selection", selection.choose, candidates, document)
    quotes, people = _stage(observe, "speakers", speakers.label, attributions, document)
    warnings = sorted((*marking.warnings, *document.warnings), key=lambda each: each.start)
    return Extraction(quotes, people, tuple(warnings))


def _stage(observe: Observer | None, name: str, work: Callable[..., T], *what: Any) -> T:
    began = perf_counter()
    made = work(*what)
    if observe is not None:
        observe(name, perf_counter() - began, made)
    return made


def _ticking(observe: Observer | None) -> Callable[[], None]:
    return lambda: observe(TICK, 0.0, None) if observe else None
