"""Between the models' tokens and words and ours, with their ranges in the caller's text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.domain import Span, Word
from extractor.parsing.layout import Layout
from extractor.parsing.port import Parsed
from extractor.parsing.tokens import Draft, Token

_LONGEST = 60
"""Characters. A longer word is none, and its beginning is enough for the models."""


def token(start: int, end: int, parts: Sequence[str], layout: Layout) -> Token:
    """Return the token at this range of *layout*, in the caller's offsets.

    The text is *layout*'s own where there is one part: Stanza writes ``<UNK>`` for some.
    """
    _, begin = layout.place(start)
    read = parts if len(parts) > 1 else [layout.text[start:end]]
    return Token(begin, begin + end - start, tuple(part[:_LONGEST] for part in read))


def words(draft: Draft, parsed: Sequence[Parsed], text: str) -> Iterator[Word]:
    """Yield the words of a parsed sentence of *text*, the caller's."""
    spans = [span for found in draft.tokens for span in _part_spans(found)]
    for index, (span, word) in enumerate(zip(spans, parsed, strict=True)):
        yield Word(
            index=index,
            start=span.start,
            end=span.end,
            text=span.of(text),
            lemma=word.lemma or "_",
            upos=word.upos,
            xpos=word.xpos,
            feats=word.feats,
            head=word.head - 1,
            deprel=word.deprel,
        )


def _part_spans(found: Token) -> list[Span]:
    """Return the range of each part; the whole token's where the parts do not spell it."""
    if sum(map(len, found.parts)) != found.end - found.start:
        return [Span(found.start, found.end)] * len(found.parts)
    ends = [found.start]
    for part in found.parts:
        ends.append(ends[-1] + len(part))
    return [Span(start, end) for start, end in pairwise(ends)]
