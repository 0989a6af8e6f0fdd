"""The parser: a marking in, a document of dependency trees out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import stanza
import torch
from stanza.models.common.doc import Document as StanzaDocument

from extractor.domain import Document, Marking, Sentence, Span, Word
from extractor.parsing.boundaries import mend
from extractor.parsing.capping import cap
from extractor.parsing.layout import Layout
from extractor.parsing.tokens import Draft, Token
from extractor.parsing.worth import inner_spans, worth_parsing

# A word longer than this is no word; its beginning is enough for the models.
_LONGEST = 60


class StanzaParser:
    """A Stanza pipeline as the port `extractor.domain.Parser` wants it."""

    def __init__(self, name: str, pipeline: stanza.Pipeline) -> None:
        self.name = name
        self._pipeline = pipeline

    def __call__(self, marking: Marking) -> Document:
        """Parse one text."""
        drafts = cap(mend(self._tokenize(marking), marking), marking)
        inner = inner_spans(marking)
        kept = [d for d in drafts if worth_parsing(Span(d.start, d.end), inner)]
        sentences = tuple(self._parse(kept, marking.text))
        return Document(marking.text, marking.paragraphs, marking.passages, sentences)

    def parse_all(self, markings: Sequence[Marking]) -> tuple[Document, ...]:
        """Parse many texts, each by itself: an answer never depends on its neighbours."""
        return tuple(map(self, markings))

    def _tokenize(self, marking: Marking) -> list[Draft]:
        layout = Layout.of(marking)
        if not layout.text.strip():
            return []
        with torch.inference_mode():
            found = self._pipeline.process(layout.text, processors="tokenize,mwt")
        return [_draft(sentence, layout) for sentence in found.sentences]

    def _parse(self, drafts: Sequence[Draft], text: str) -> Iterator[Sentence]:
        if not drafts:
            return
        document = StanzaDocument([list(_rows(draft)) for draft in drafts])
        with torch.inference_mode():
            self._pipeline.process(document, processors="pos,lemma,depparse")
        for index, (draft, found) in enumerate(zip(drafts, document.sentences, strict=True)):
            yield Sentence.of(index, draft.paragraph, list(_words(draft, found.words, text)))


def _draft(sentence: Any, layout: Layout) -> Draft:
    paragraph, _ = layout.place(sentence.tokens[0].start_char)
    return Draft(paragraph, tuple(_token(token, layout) for token in sentence.tokens))


def _token(token: Any, layout: Layout) -> Token:
    start, end = token.start_char, token.end_char
    # Stanza replaces what is too long by <UNK>; the text itself is always at hand.
    parts = [layout.text[start:end]] if len(token.words) == 1 else [w.text for w in token.words]
    _, begin = layout.place(start)
    return Token(begin, begin + end - start, tuple(part[:_LONGEST] for part in parts))


def _rows(draft: Draft) -> Iterator[dict[str, Any]]:
    number = 1
    for token in draft.tokens:
        if len(token.parts) > 1:
            yield {"id": (number, number + len(token.parts) - 1), "text": "".join(token.parts)}
        for part in token.parts:
            yield {"id": (number,), "text": part}
            number += 1


def _words(draft: Draft, found: Sequence[Any], text: str) -> Iterator[Word]:
    spans = (span for token in draft.tokens for span in part_spans(token))
    for index, (span, word) in enumerate(zip(spans, found, strict=True)):
        yield Word(
            index=index,
            start=span.start,
            end=span.end,
            text=span.of(text),
            lemma=word.lemma or "_",
            upos=word.upos or "X",
            xpos=word.xpos or "_",
            feats=word.feats or "_",
            head=word.head - 1,
            deprel=word.deprel,
        )


def part_spans(token: Token) -> Iterable[Span]:
    """Return the range of each part; the whole token's where the parts do not spell it."""
    if sum(map(len, token.parts)) != token.end - token.start:
        return [Span(token.start, token.end)] * len(token.parts)
    ends = [token.start]
    for part in token.parts:
        ends.append(ends[-1] + len(part))
    return [Span(start, end) for start, end in pairwise(ends)]
