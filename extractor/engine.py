"""The order of the stages, and nothing else.

    marks -> parsing -> rules -> selection -> speakers
"""

from __future__ import annotations

from collections.abc import Iterable

from extractor import marks, rules, selection, speakers
from extractor.domain import Document, Extraction, Marking, Parser


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

    def __call__(self, text: str) -> Extraction:
        """Extract the quotations of one text of any length, empty included."""
        marking = marks.find(text)
        return _finish(marking, self.parser(marking))

    def extract_all(self, texts: Iterable[str]) -> tuple[Extraction, ...]:
        """Extract from many texts; parses them together, answers in order."""
        markings = [marks.find(text) for text in texts]
        documents = self.parser.parse_all(markings)
        return tuple(map(_finish, markings, documents))


def _finish(marking: Marking, document: Document) -> Extraction:
    candidates = rules.propose(document)
    attributions = selection.choose(candidates, document)
    quotes, people = speakers.label(attributions, document)
    return Extraction(quotes, people, marking.warnings)
