"""The order of the stages, and nothing else.

marks -> parsing -> rules -> selection -> speakers
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any, TypeVar

from extractor import marks, rules, selection, speakers
from extractor.domain import Document, Extraction, Marking, Parser, Scope

T = TypeVar("T")
Observer = Callable[[str, float, Any], None]
"""Is called after each stage with its name, the seconds it took and what it made."""


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

    def __call__(
        self, text: str, observe: Observer | None = None, scope: Scope = "quotations"
    ) -> Extraction:
        """Extract the quotations of one text of any length, empty included.

        *scope* ``"quotations"`` is what somebody said or wrote; ``"attributions"`` adds what they
        thought, wanted, felt, denied or did. An exception that *observe* raises ends the work and
        is passed on.
        """
        report = _StageTimer(observe)
        marking = report("marks", marks.find(text))
        document = report("parsing", self.parser(marking))
        return _finish(marking, document, scope, report)

    def extract_all(
        self, texts: Iterable[str], scope: Scope = "quotations"
    ) -> tuple[Extraction, ...]:
        """Extract from many texts; parses them together, answers in order."""
        markings = [marks.find(text) for text in texts]
        documents = self.parser.parse_all(markings)
        report = _StageTimer(None)
        pairs = zip(markings, documents, strict=True)
        return tuple(_finish(marking, document, scope, report) for marking, document in pairs)


def _finish(marking: Marking, document: Document, scope: Scope, report: _StageTimer) -> Extraction:
    candidates = report("rules", rules.propose(document))
    attributions = report("selection", selection.choose(candidates, document, scope))
    quotes, people = report("speakers", speakers.label(attributions, document))
    warnings = sorted((*marking.warnings, *document.warnings), key=lambda each: each.start)
    return Extraction(quotes, people, tuple(warnings))


class _StageTimer:
    """Reports what a stage made to an observer, with the seconds since the stage before."""

    def __init__(self, observe: Observer | None) -> None:
        self._observe = observe
        self._before = perf_counter()

    def __call__(self, stage: str, made: T) -> T:
        """Report the output of a stage that has just ended, and return it."""
        if self._observe is not None:
            self._observe(stage, perf_counter() - self._before, made)
            self._before = perf_counter()
        return made
