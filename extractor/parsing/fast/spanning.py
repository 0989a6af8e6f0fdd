"""The best tree over the scores of arcs, by the algorithm of Chu, Liu and Edmonds.

Each word takes its best head. Words that so hang on each other in a ring become one node, whose
arcs are the best of theirs; in the end each ring is opened at the word that the arc from outside
goes to. The tree is that of Stanza's `chuliu_edmonds`, which looks through the whole sentence
again after each ring; here the search goes on where it was, and costs the square of the length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Heads = NDArray[np.int64]


def best_tree(scores: Scores) -> Heads:
    """Return the head of each place in the tree with the greatest sum of *scores*.

    *scores* are (dependent, head), left as they are; place 0 is the root and gets the head 0. Each
    other place needs a head whose score is finite.
    """
    graph = _Graph(scores)
    done = {0}
    for node in range(1, len(scores)):
        path: list[int] = []
        while node not in done:
            if node in path:
                ring = path[path.index(node) :]
                del path[-len(ring) :]
                done.update(ring[1:])
                graph.merge(ring)
            else:
                path.append(node)
                node = int(graph.heads[node])
        done.update(path)
    return graph.opened()


@dataclass(frozen=True, slots=True)
class _Part:
    """A node of a ring: the words in it, and the word and the head of its arc in the ring."""

    words: frozenset[int]
    below: int
    above: int


class _Graph:
    """Nodes, each a word or a ring under the place of its first; ``heads`` are nodes' heads.

    ``_below`` and ``_above`` tell (dependent, head) which words an arc between nodes joins.
    """

    def __init__(self, scores: Scores) -> None:
        places = np.arange(len(scores))
        self._places = places
        self._scores = scores.copy()
        np.fill_diagonal(self._scores, -np.inf)
        self.heads: Heads = self._scores.argmax(axis=1)
        self.heads[0] = 0
        words = np.indices(scores.shape)
        self._below: Heads = words[0]
        self._above: Heads = words[1]
        self._words = [frozenset({place}) for place in places.tolist()]
        self._alive = set(places.tolist()[1:])
        self._rings: list[list[_Part]] = []

    def merge(self, ring: Sequence[int]) -> None:
        """Make the nodes of *ring*, each the head of one of them, one node: its first."""
        first = ring[0]
        nodes = np.array(ring)
        self._rings.append([self._part(node) for node in ring])
        gain = self._scores[nodes] - self._scores[nodes, self.heads[nodes]][:, None]
        rows = nodes[gain.argmax(axis=0)]
        for table in (self._below, self._above):
            table[first] = table[rows, self._places]
        self._scores[first] = gain.max(axis=0)
        columns = nodes[self._scores[:, nodes].argmax(axis=1)]
        for arcs in (self._below, self._above, self._scores):
            arcs[:, first] = arcs[self._places, columns]
        self._scores[:, nodes[1:]] = -np.inf
        self._scores[first, first] = -np.inf
        self.heads[(self.heads[:, None] == nodes).any(axis=1)] = first
        self.heads[first] = self._scores[first].argmax()
        self._words[first] = frozenset().union(*(self._words[node] for node in ring))
        self._alive.difference_update(ring[1:])

    def opened(self) -> Heads:
        """Return the heads of words, each ring opened where an arc comes into it. Call once."""
        found = np.zeros_like(self.heads)
        placed: set[int] = set()
        rings = [[self._part(node) for node in self._alive], *reversed(self._rings)]
        for part in (part for ring in rings for part in ring):
            if placed.isdisjoint(part.words):
                found[part.below] = part.above
                placed.add(part.below)
        return found

    def _part(self, node: int) -> _Part:
        at = node, self.heads[node]
        return _Part(self._words[node], int(self._below[at]), int(self._above[at]))
