"""Candidates by place: only what lies near can clash, so cost grows with length alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extractor.domain import Candidate

Scored = tuple[float, Candidate]

WIDTH = 256


class Neighbours:
    """Scored candidates, found again by the stretches of 256 code points that they touch."""

    def __init__(self) -> None:
        self._items: dict[int, Scored] = {}
        self._places: dict[int, set[int]] = defaultdict(set)
        self._next = 0

    def add(self, item: Scored) -> None:
        """Take in a candidate."""
        self._items[self._next] = item
        for place in _places(item[1]):
            self._places[place].add(self._next)
        self._next += 1

    def near(self, candidate: Candidate) -> list[tuple[int, Scored]]:
        """Return what shares a stretch with *candidate*, each with its key, the oldest first."""
        keys = {key for place in _places(candidate) for key in self._places[place]}
        return [(key, self._items[key]) for key in sorted(keys)]

    def remove(self, key: int) -> None:
        """Leave out the candidate of *key*."""
        for place in _places(self._items.pop(key)[1]):
            self._places[place].discard(key)

    def keys(self) -> frozenset[int]:
        """Return the keys of the candidates that are left."""
        return frozenset(self._items)

    def items(self) -> list[Scored]:
        """Return the candidates that are left, the oldest first."""
        return list(self._items.values())


def _places(candidate: Candidate) -> Iterator[int]:
    spans = [*candidate.segments, *([candidate.cue.span] if candidate.cue else [])]
    for span in spans:
        yield from range(span.start // WIDTH, span.end // WIDTH + 1)
