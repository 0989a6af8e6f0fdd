"""Which words stand in which passage."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extractor.domain import Passage, Sentence


def standing(
    sentences: Sequence[Sentence], passages: Sequence[Passage]
) -> tuple[tuple[int, ...], ...]:
    """For each sentence and word, return the position of the passage it stands in, or -1."""
    pieces = [(outer, k) for k, passage in enumerate(passages) for outer in passage.outer]
    pieces.sort(key=lambda piece: piece[0].start)
    starts = [outer.start for outer, _ in pieces]

    def passage_over(start: int, before: int) -> int:
        at = bisect_right(starts, start, hi=before) - 1
        return pieces[at][1] if at >= 0 and start < pieces[at][0].end else -1

    def row(sentence: Sentence) -> tuple[int, ...]:
        before = bisect_left(starts, sentence.end)
        if not before or pieces[before - 1][0].end <= sentence.start:
            return (-1,) * len(sentence.words)  # as in most sentences
        return tuple(passage_over(word.start, before) for word in sentence.words)

    return tuple(map(row, sentences))
