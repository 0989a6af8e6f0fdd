"""Where the passages' marks stand, piece by piece: one piece a paragraph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.domain import Marking, Span
from extractor.parsing.tokens import Token


@dataclass(frozen=True, slots=True)
class Edges:
    """The marks of a text by their four edges. A piece that lacks a mark is not listed there.

    ``opening``: start of an opening mark -> what it opens; ``closed``: end of a closing mark
    -> what it closes; ``opened``: end of an opening mark -> the mark; ``closing``: start of
    a closing mark -> the mark; ``places``: all of them, sorted.
    """

    text: str
    opening: Mapping[int, Span]
    opened: Mapping[int, Span]
    closing: Mapping[int, Span]
    closed: Mapping[int, Span]
    places: Sequence[int]

    @classmethod
    def of(cls, marking: Marking) -> Edges:
        """List the marks of all passages of *marking*."""
        pieces = [
            (inner, outer)
            for passage in marking.passages
            for inner, outer in zip(passage.inner, passage.outer, strict=True)
        ]
        before = [(inner, outer) for inner, outer in pieces if outer.start < inner.start]
        behind = [(inner, outer) for inner, outer in pieces if inner.end < outer.end]
        opening = {outer.start: inner for inner, outer in before}
        opened = {inner.start: Span(outer.start, inner.start) for inner, outer in before}
        closing = {inner.end: Span(inner.end, outer.end) for inner, outer in behind}
        closed = {outer.end: inner for inner, outer in behind}
        places = sorted({*opening, *opened, *closing, *closed})
        return cls(marking.text, opening, opened, closing, closed, places)

    def fit(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """Cut marks off the words that the tokenizer left them on, and make pairs one token."""
        for token in tokens:
            cuts = self._inside(token) if len(token.parts) == 1 else ()
            yield from map(self._paired, self._unglued(token, cuts) if cuts else (token,))

    def _inside(self, token: Token) -> Sequence[int]:
        first = bisect_right(self.places, token.start)
        return self.places[first : bisect_left(self.places, token.end, first)]

    def _unglued(self, token: Token, cuts: Sequence[int]) -> Iterator[Token]:
        for start, end in zip([token.start, *cuts], [*cuts, token.end], strict=True):
            part = token.parts[0][start - token.start : end - token.start]
            yield Token(start, end, (part or "_",))

    def _paired(self, token: Token) -> Token:
        """Give a double mark that stands for two single ones the range of both."""
        if token.parts != ('"',):
            return token
        mark = self.opened.get(token.end) or self.closing.get(token.start)
        if not mark or len(mark.of(self.text).split()[0]) < 2:
            return token
        return Token(mark.start, mark.end, token.parts)
