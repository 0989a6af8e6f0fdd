"""Heads out of the scores of arcs: the best tree with one root."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root
from torch import Tensor


def best_heads(scores: Tensor, lengths: Sequence[int]) -> Tensor:
    """Return the heads (row, place) of the best tree over each row of *scores*.

    *scores* are (row, dependent, head); place 0 is the root and hangs on itself, as does padding;
    *lengths* count the root. Where the best head of each word makes a tree, that tree is the best
    one, and the search is saved.
    """
    inside = torch.arange(scores.shape[1])[None, :] < torch.tensor(lengths)[:, None]
    scores.diagonal(dim1=1, dim2=2).fill_(-torch.inf)
    heads = scores.masked_fill(~inside[:, None, :], -torch.inf).argmax(2)
    heads = heads.masked_fill(~inside, 0)
    heads[:, 0] = 0
    for row in (~_are_trees(heads, inside)).nonzero().flatten().tolist():
        length = lengths[row]
        found = scores[row, :length, :length].log_softmax(1)
        tree = torch.from_numpy(chuliu_edmonds_one_root(found.numpy()))
        heads[row, :length] = tree
        heads[row, 0] = 0
    return heads


def _are_trees(heads: Tensor, inside: Tensor) -> Tensor:
    """Tell of each row whether one word hangs on the root and no words hang on each other."""
    up = heads
    for _ in range(heads.shape[1].bit_length()):
        up = up.gather(1, up)
    roots = ((heads == 0) & inside)[:, 1:].sum(1)
    return (up == 0).all(1) & (roots == 1)
