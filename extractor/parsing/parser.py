"""The parser: a marking in, a document of dependency trees out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Any

import stanza
import torch
from stanza.models.common.doc import Document as StanzaDocument

from extractor.domain import Document, Marking, Sentence, Span
from extractor.parsing import convert
from extractor.parsing.boundaries import mend
from extractor.parsing.capping import cap
from extractor.parsing.layout import Layout
from extractor.parsing.tokens import Draft
from extractor.parsing.worth import inner_spans, worth_parsing


class StanzaParser:
    """A Stanza pipeline as the port `extractor.domain.Parser` wants it.

    It may be called from several threads; they take turns.
    """

    def __init__(self, name: str, pipeline: stanza.Pipeline) -> None:
        self.name = name
        self._pipeline = pipeline
        self._lock = Lock()

    def __call__(self, marking: Marking) -> Document:
        """Parse one text. Time and memory are linear in its length, whatever it holds.

        Sentences are numbered in text order; those without a cue are left out, see `worth`.
        """
        drafts = cap(mend(self._tokenize(marking), marking), marking)
        inner = inner_spans(marking)
        kept = [draft for draft in drafts if worth_parsing(Span(draft.start, draft.end), inner)]
        sentences = tuple(self._parse(kept, marking.text))
        return Document(marking.text, marking.paragraphs, marking.passages, sentences)

    def parse_all(self, markings: Sequence[Marking]) -> tuple[Document, ...]:
        """Parse many texts, each by itself.

        Sentences of different texts in one batch would save a tenth of the time at best, and
        an answer must not depend on its neighbours, not even by the noise of padding.
        """
        return tuple(map(self, markings))

    def _tokenize(self, marking: Marking) -> list[Draft]:
        layout = Layout.of(marking)
        if not layout.text.strip():
            return []
        found = self._run(layout.text, "tokenize,mwt")
        return [_draft(sentence, layout) for sentence in found.sentences]

    def _parse(self, drafts: Sequence[Draft], text: str) -> Iterator[Sentence]:
        if not drafts:
            return
        document = StanzaDocument([list(convert.rows(draft)) for draft in drafts])
        self._run(document, "pos,lemma,depparse")
        for index, (draft, found) in enumerate(zip(drafts, document.sentences, strict=True)):
            words = list(convert.words(draft, found.words, text))
            yield Sentence.of(index, draft.paragraph, words)

    def _run(self, what: str | StanzaDocument, processors: str) -> StanzaDocument:
        with self._lock, torch.inference_mode():
            return self._pipeline.process(what, processors=processors)


def _draft(sentence: Any, layout: Layout) -> Draft:
    paragraph, _ = layout.place(sentence.tokens[0].start_char)
    return Draft(
        paragraph,
        tuple(
            convert.token(t.start_char, t.end_char, [word.text for word in t.words], layout)
            for t in sentence.tokens
        ),
    )
