"""Between the models' tokens and words and ours, with their ranges in the caller's text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from extractor.domain import Word
from extractor.parsing.layout import Layout
from extractor.parsing.port import Found, Parsed
from extractor.parsing.tokens import Draft, Token

_LONGEST = 60
"""Characters. A longer word is none, and its beginning is enough for the models."""


def draft(found: Sequence[Found], layout: Layout) -> Draft:
    """Return a sentence of *layout*'s text as a draft, in the caller's offsets."""
    paragraph, begin = layout.place(found[0].start)
    shift = begin - found[0].start
    return Draft(paragraph, tuple(_token(each, shift, layout.text) for each in found))


def words(draft: Draft, parsed: Sequence[Parsed], text: str) -> Iterator[Word]:
    """Yield the words of a parsed sentence of *text*, the caller's."""
    places = [place for each in draft.tokens for place in _places(each)]
    for index, ((start, end), word) in enumerate(zip(places, parsed, strict=True)):
        lemma, upos, xpos, feats, head, deprel = word
        printed = text[start:end]
        yield Word(index, start, end, printed, lemma or "_", upos, xpos, feats, head - 1, deprel)


def _token(found: Found, shift: int, text: str) -> Token:
    """Return a token; one word is read from *text*: Stanza writes ``<UNK>`` for some."""
    start, end, parts = found
    read = parts if len(parts) > 1 else (text[start:end],)
    return Token(start + shift, end + shift, tuple(part[:_LONGEST] for part in read))


def _places(found: Token) -> list[tuple[int, int]]:
    """Return the range of each part; the whole token's where the parts do not spell it."""
    start, end, parts = found.start, found.end, found.parts
    if len(parts) == 1 or sum(map(len, parts)) != end - start:
        return [(start, end)] * len(parts)
    ends = accumulate(map(len, parts), initial=start)
    return list(pairwise(ends))
