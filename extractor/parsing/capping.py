"""Sentences too long to parse (tables, junk) are cut, so that cost stays linear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extractor.domain import Marking
from extractor.parsing.edges import Edges
from extractor.parsing.tokens import Draft, Token

LIMIT = 150
"""Words. A parser's time and memory grow with the square; news has almost none so long."""


def cap(drafts: Iterable[Draft], marking: Marking, limit: int = LIMIT) -> Iterator[Draft]:
    """Cut each draft of more than *limit* words, where it hurts least.

    Line breaks and semicolons are best, then the marks of passages, then commas; a piece
    keeps more than a third of *limit* where a choice is left. No token is lost or cut.
    """
    edges = Edges.of(marking)
    for draft in drafts:
        start = 0
        while True:
            window = draft.tokens[start : start + limit + 1]
            cut = _cut(window, limit, edges)
            yield Draft(draft.paragraph, window[:cut])
            start += cut
            if start >= len(draft.tokens):
                break


def _cut(window: Sequence[Token], limit: int, edges: Edges) -> int:
    """Return how many of the tokens in *window* make the next piece: all, where they may."""
    if sum(len(token.parts) for token in window) <= limit:
        return len(window)
    words, cuts = 0, []
    for position, token in enumerate(window):
        if position and words <= limit and 3 * words > limit:
            cuts.append(position)
        words += len(token.parts)
    return max(cuts, key=lambda cut: (_fitness(window, cut, edges), cut), default=1)


def _fitness(window: Sequence[Token], cut: int, edges: Edges) -> int:
    before, after = window[cut - 1], window[cut]
    if before.parts == (";",) or "\n" in edges.text[before.end : after.start]:
        return 3
    if before.end in edges.closed or after.start in edges.opening:
        return 2
    return int(before.parts in ((",",), (":",), ("-",), ("–",), ("—",)))
