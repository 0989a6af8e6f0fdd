"""The parser: a marking in, a document of dependency trees out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from extractor.domain import Document, Marking, Sentence
from extractor.parsing import convert
from extractor.parsing.boundaries import mend
from extractor.parsing.capping import cap
from extractor.parsing.layout import Layout
from extractor.parsing.port import Models
from extractor.parsing.tokens import Draft
from extractor.parsing.worth import affordable, worth_parsing


def _go_on() -> None:
    """Do nothing between batches."""


class TextParser:
    """Models as the port `extractor.domain.Parser` wants them; threads may share it."""

    def __init__(self, name: str, models: Models) -> None:
        self.name = name
        self.models = models

    def __call__(self, marking: Marking, between: Callable[[], None] = _go_on) -> Document:
        """Parse one text. Time and memory are linear in its length, whatever it holds.

        Sentences are numbered in text order; those without a cue are left out, see `worth`.
        *between* is called between batches of sentences; what it raises ends the work.
        """
        text = marking.text
        kept, warnings = affordable(worth_parsing(self._drafts(marking), marking), text)
        between()
        sentences = tuple(self._parse(kept, text, between))
        return Document(text, marking.paragraphs, marking.passages, sentences, warnings)

    def parse_all(self, markings: Sequence[Marking]) -> tuple[Document, ...]:
        """Parse many texts, each by itself.

        Sentences of different texts in one batch would save a tenth of the time at best, and
        an answer must not depend on its neighbours, not even by the noise of padding.
        """
        return tuple(map(self, markings))

    def sentences(self, marking: Marking) -> tuple[Sentence, ...]:
        """Parse all sentences of one text, to measure how well they are parsed."""
        return tuple(self._parse(list(self._drafts(marking)), marking.text, _go_on))

    def _drafts(self, marking: Marking) -> Iterator[Draft]:
        return cap(mend(self._tokenize(marking), marking), marking)

    def _tokenize(self, marking: Marking) -> Iterator[Draft]:
        layout = Layout.of(marking)
        if layout.text.strip():
            for found in self.models.tokenize(layout.text):
                yield convert.draft(found, layout)

    def _parse(
        self, drafts: Sequence[Draft], text: str, between: Callable[[], None]
    ) -> Iterator[Sentence]:
        if drafts:
            read = [[part for token in draft.tokens for part in token.parts] for draft in drafts]
            parsed = self.models.analyse(read, between)
            for index, (draft, found) in enumerate(zip(drafts, parsed, strict=True)):
                words = list(convert.words(draft, found, text))
                yield Sentence.of(index, draft.paragraph, words)
