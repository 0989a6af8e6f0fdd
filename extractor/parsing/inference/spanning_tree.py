"""From scores of arcs to heads: the best tree with one root (Chu-Liu/Edmonds).

Each word takes its best head. Words that so depend on each other in a cycle become one node, whose
arcs are the best of theirs; in the end each cycle is broken at the word that the arc from outside
goes to. The tree is that of Stanza's `chuliu_edmonds`, which looks through the whole sentence
again after each cycle; here the search continues where it was, and costs the square of the length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from extractor.parsing.inference.kernels import padding_mask

Scores = NDArray[np.float64]
Heads = NDArray[np.int64]

_ROOT_SEARCH_BUDGET: Final = 8_000
"""How much is searched for one root: in junk any word may do, and a try costs the square of the
length. Up to 19 words all may be tried, of more than 50 the two that promise most."""


def best_heads(scores: Tensor, lengths: Sequence[int]) -> Tensor:
    """Return the heads (row, place) of the best tree over each row of *scores*.

    *scores* are (row, dependent, head); place 0 is the root and its own head, as are places of
    padding 0's; *lengths* count the root. Where the best head of each word makes a tree, that tree
    is the best one, and the search is saved.
    """
    mask = padding_mask(lengths, scores.shape[1])
    scores.diagonal(dim1=1, dim2=2).fill_(-torch.inf)
    heads = scores.masked_fill(~mask[:, None, :], -torch.inf).argmax(2)
    heads = heads.masked_fill(~mask, 0)
    heads[:, 0] = 0
    for row in (~_are_trees(heads, mask)).nonzero().flatten().tolist():
        length = lengths[row]
        found = scores[row, :length, :length].double().log_softmax(1)
        heads[row, 1:length] = torch.from_numpy(_search_single_root(found.numpy())[1:])
    return heads


def _are_trees(heads: Tensor, mask: Tensor) -> Tensor:
    """Return for each row whether one word depends on the root and there is no cycle."""
    up = heads
    for _ in range(heads.shape[1].bit_length()):
        up = up.gather(1, up)
    roots = ((heads == 0) & mask)[:, 1:].sum(1)
    return (up == 0).all(1) & (roots == 1)


def _search_single_root(scores: Scores) -> Heads:
    """Return the heads of the best tree with one root, the root's own left open.

    Where the best tree of all has several roots, each word is tried as the only one, beginning
    with those that promise most, until no other can do better or the budget is spent. Stanza
    forbids a second root by a penalty instead; the tree is the same unless the budget ran out, and
    the search takes many times as long.
    """
    tree = best_tree(scores)
    if (tree[1:] == 0).sum() == 1:
        return tree
    inner = scores.copy()
    inner[:, 0] = -np.inf
    least = inner[1:].max(axis=1)
    promised = scores[1:, 0] - least + least.sum()
    best, reached = tree, -np.inf
    tries = max(2, _ROOT_SEARCH_BUDGET // len(inner) ** 2)
    for root in (np.argsort(-promised) + 1)[:tries].tolist():
        if promised[root - 1] <= reached:
            break
        tried = inner.copy()
        tried[root], tried[root, 0] = -np.inf, scores[root, 0]
        tree = best_tree(tried)
        total = tried[np.arange(1, len(tree)), tree[1:]].sum()
        if total > reached:
            best, reached = tree, total
    return best


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
                cycle = path[path.index(node) :]
                del path[-len(cycle) :]
                done.update(cycle[1:])
                graph.contract(cycle)
            else:
                path.append(node)
                node = int(graph.heads[node])
        done.update(path)
    return graph.expand()


@dataclass(frozen=True, slots=True)
class _CycleNode:
    """A node of a cycle: its words, and the dependent and the head of its arc in the cycle."""

    words: frozenset[int]
    dependent: int
    head: int


class _Graph:
    """Nodes, each a word or a cycle under the place of its first; ``heads`` are nodes' heads.

    ``_dependent`` and ``_head`` (node, node) are the words that the arc between two nodes joins.
    """

    def __init__(self, scores: Scores) -> None:
        places = np.arange(len(scores))
        self._places = places
        self._scores = scores.copy()
        np.fill_diagonal(self._scores, -np.inf)
        self.heads: Heads = self._scores.argmax(axis=1)
        self.heads[0] = 0
        words = np.indices(scores.shape)
        self._dependent: Heads = words[0]
        self._head: Heads = words[1]
        self._words = [frozenset({place}) for place in places.tolist()]
        self._alive = set(places.tolist()[1:])
        self._cycles: list[list[_CycleNode]] = []

    def contract(self, cycle: Sequence[int]) -> None:
        """Make the nodes of *cycle*, each the head of one of them, one node: its first."""
        first = cycle[0]
        nodes = np.array(cycle)
        self._cycles.append([self._cycle_node(node) for node in cycle])
        gain = self._scores[nodes] - self._scores[nodes, self.heads[nodes]][:, None]
        rows = nodes[gain.argmax(axis=0)]
        for table in (self._dependent, self._head):
            table[first] = table[rows, self._places]
        self._scores[first] = gain.max(axis=0)
        columns = nodes[self._scores[:, nodes].argmax(axis=1)]
        for arcs in (self._dependent, self._head, self._scores):
            arcs[:, first] = arcs[self._places, columns]
        self._scores[:, nodes[1:]] = -np.inf
        self._scores[first, first] = -np.inf
        self.heads[(self.heads[:, None] == nodes).any(axis=1)] = first
        self.heads[first] = self._scores[first].argmax()
        self._words[first] = frozenset().union(*(self._words[node] for node in cycle))
        self._alive.difference_update(cycle[1:])

    def expand(self) -> Heads:
        """Return the heads of words, each cycle broken where an arc comes into it. Call once."""
        found = np.zeros_like(self.heads)
        placed: set[int] = set()
        cycles = [[self._cycle_node(node) for node in self._alive], *reversed(self._cycles)]
        for node in (node for cycle in cycles for node in cycle):
            if placed.isdisjoint(node.words):
                found[node.dependent] = node.head
                placed.add(node.dependent)
        return found

    def _cycle_node(self, node: int) -> _CycleNode:
        at = node, self.heads[node]
        return _CycleNode(self._words[node], int(self._dependent[at]), int(self._head[at]))
