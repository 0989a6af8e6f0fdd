"""Sentences too long to parse (tables, junk) are cut, so that cost stays linear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.parsing.tokens import Draft

LIMIT = 150


def cap(drafts: Iterable[Draft], limit: int = LIMIT) -> Iterator[Draft]:
    """Cut each draft of more than *limit* words into drafts of at most so many."""
    for draft in drafts:
        if draft.words <= limit:
            yield draft
        else:
            yield from _cut(draft, limit)


def _cut(draft: Draft, limit: int) -> Iterator[Draft]:
    start, words = 0, 0
    for position, token in enumerate(draft.tokens):
        if words and words + len(token.parts) > limit:
            yield Draft(draft.paragraph, draft.tokens[start:position])
            start, words = position, 0
        words += len(token.parts)
    yield Draft(draft.paragraph, draft.tokens[start:])
