"""The order of the stages, and the set-up of a process that runs them.

cleaning -> marks -> parsing -> rules -> selection -> speakers
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from dataclasses import replace
from time import perf_counter
from typing import Any, Final, TypeVar, get_args

from extractor import cleaning, marks, rules, selection, speakers
from extractor.cleaning import AlignedText
from extractor.domain import Document, Extraction, Marking, Parser, Scope, Warning

T = TypeVar("T")
THRESHOLDS: Final = (50_000, 20, 50)
"""New objects before a collection of the youngest generation, and collections before the older."""
Observer = Callable[[str, float, Any], None]
"""Called after each stage with its name, the seconds it took and its output."""


class Extractor:
    """Find who said what in English news text.

    An instance is a function from text to `Extraction`; it keeps no state between calls.
    """

    def __init__(self, parser: Parser) -> None:
        self.parser = parser

    @classmethod
    def load(cls, model: str | None = None) -> Extractor:
        """Load a model: the embedded one, or ``stanza:PACKAGE`` (``stanza:default_accurate``).

        Raises ModelError, naming the file, if a model is missing or damaged.
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
        is passed on. Raises TypeError if *text* is no string, ValueError for an unknown *scope*.
        """
        _check((text,), scope)
        report = _StageTimer(observe)
        clean, warnings = report("cleaning", cleaning.clean(text))
        marking = report("marks", marks.find(clean.text))
        document = report("parsing", self.parser(marking))
        found = _finish(marking, document, scope, report)
        return _in_source(found, clean, warnings)

    def extract_all(
        self, texts: Iterable[str], scope: Scope = "quotations"
    ) -> tuple[Extraction, ...]:
        """Extract from many texts; parses them together, answers in order.

        Raises TypeError and ValueError as for one text, before any work is done.
        """
        texts = texts if isinstance(texts, str | bytes) else tuple(texts)
        _check(texts, scope)
        cleaned = [cleaning.clean(text) for text in texts]
        markings = [marks.find(clean.text) for clean, _ in cleaned]
        documents = self.parser.parse_all(markings)
        report = _StageTimer(None)
        return tuple(
            _in_source(_finish(marking, document, scope, report), clean, warnings)
            for (clean, warnings), marking, document in zip(
                cleaned, markings, documents, strict=True
            )
        )


def _check(texts: object, scope: str) -> None:
    """Refuse what is no text or no scope, with the type or the choices in the message."""
    if not isinstance(texts, tuple):
        raise TypeError(f"texts must be an iterable of str, not one {type(texts).__name__}")
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"text must be a str, not {type(text).__name__}")
    if scope not in get_args(Scope):
        raise ValueError(f"scope must be one of {', '.join(get_args(Scope))}")


def _finish(marking: Marking, document: Document, scope: Scope, report: _StageTimer) -> Extraction:
    candidates = report("rules", rules.propose(document))
    attributions = report("selection", selection.choose(candidates, document, scope))
    quotes, people = report("speakers", speakers.label(attributions, document))
    warnings = sorted((*marking.warnings, *document.warnings), key=lambda each: each.start)
    return Extraction(quotes, people, tuple(warnings))


def _in_source(
    extraction: Extraction, clean: AlignedText, warnings: tuple[Warning, ...]
) -> Extraction:
    """Map results in the clean text to the caller's text, and add the warnings of cleaning."""
    found = cleaning.restore(extraction, clean)
    return replace(found, warnings=(*warnings, *found.warnings)) if warnings else found


class _StageTimer:
    """Reports each stage's output and duration to an observer."""

    def __init__(self, observe: Observer | None) -> None:
        self._observe = observe
        self._before = perf_counter()

    def __call__(self, stage: str, made: T) -> T:
        """Report the output of a stage that has just ended, and return it."""
        if self._observe is not None:
            self._observe(stage, perf_counter() - self._before, made)
            self._before = perf_counter()
        return made


def tune_gc() -> None:
    """Freeze what is loaded and collect rarely; call once, after loading the models.

    Models are never garbage: scanning them costs time and, after a fork, memory, since every page
    that the collector writes to is copied. What is made from a text hardly ever holds cycles, so
    reference counting frees it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
