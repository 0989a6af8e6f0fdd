"""Heads out of the scores of arcs: the best tree with one root."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import torch
from torch import Tensor

from extractor.parsing.fast.shapes import inside
from extractor.parsing.fast.spanning import Heads, Scores, best_tree

WORK: Final = 8_000
"""How much is searched for one root: in junk any word may do, and a try costs the square of the
length. Up to 19 words all may be tried, of more than 50 the two that promise most."""


def best_heads(scores: Tensor, lengths: Sequence[int]) -> Tensor:
    """Return the heads (row, place) of the best tree over each row of *scores*.

    *scores* are (row, dependent, head); place 0 is the root and hangs on itself, as does padding;
    *lengths* count the root. Where the best head of each word makes a tree, that tree is the best
    one, and the search is saved.
    """
    words = inside(lengths, scores.shape[1])
    scores.diagonal(dim1=1, dim2=2).fill_(-torch.inf)
    heads = scores.masked_fill(~words[:, None, :], -torch.inf).argmax(2)
    heads = heads.masked_fill(~words, 0)
    heads[:, 0] = 0
    for row in (~_are_trees(heads, words)).nonzero().flatten().tolist():
        length = lengths[row]
        found = scores[row, :length, :length].double().log_softmax(1)
        heads[row, 1:length] = torch.from_numpy(_searched(found.numpy())[1:])
    return heads


def _are_trees(heads: Tensor, words: Tensor) -> Tensor:
    """Tell of each row whether one word hangs on the root and no words hang on each other."""
    up = heads
    for _ in range(heads.shape[1].bit_length()):
        up = up.gather(1, up)
    roots = ((heads == 0) & words)[:, 1:].sum(1)
    return (up == 0).all(1) & (roots == 1)


def _searched(scores: Scores) -> Heads:
    """Return the heads of the best tree with one root, the root's own left open.

    Where the best tree of all has several roots, each word is tried as the only one, beginning
    with those that promise most, until no other can do better or WORK is spent. Stanza forbids a
    second root by a penalty instead; the tree is the same unless WORK ran out, and the search many
    times as long.
    """
    tree = best_tree(scores)
    if (tree[1:] == 0).sum() == 1:
        return tree
    inner = scores.copy()
    inner[:, 0] = -np.inf
    least = inner[1:].max(axis=1)
    promised = scores[1:, 0] - least + least.sum()
    best, reached = tree, -np.inf
    tries = max(2, WORK // len(inner) ** 2)
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
