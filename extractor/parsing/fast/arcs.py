"""Which word hangs on which, and how: the parser, without the labels that nobody asks for."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.functional import relu

from extractor.parsing.fast.batches import Batch
from extractor.parsing.fast.checkpoint import Checkpoint
from extractor.parsing.fast.inputs import Inputs
from extractor.parsing.fast.precision import Linear
from extractor.parsing.fast.recurrent import Highway
from extractor.parsing.fast.shapes import STEP, even, inside
from extractor.parsing.fast.trees import best_heads
from extractor.parsing.fast.vocabulary import VOCAB_PREFIX, Vocabulary

_TOGETHER = 128
"""Arcs labelled at once: what comes between fits the processor's cache."""


class Sides:
    """The two linear layers of one of Stanza's `DeepBiaffineScorer`, and its table."""

    def __init__(self, checkpoint: Checkpoint, name: str, dtype: torch.dtype) -> None:
        weights = checkpoint.below(name)
        self._below = Linear(weights["W1.weight"], weights["W1.bias"], dtype)
        self._above = Linear(weights["W2.weight"], weights["W2.bias"], dtype)
        self.table = weights["scorer.W_bilin.weight"]
        self.bias = weights["scorer.W_bilin.bias"]

    def __call__(self, read: Tensor) -> tuple[Tensor, Tensor]:
        """Return what each vector is as a dependent and as a head, each with a one behind it."""
        below, above = relu(self._below(read)), relu(self._above(read))
        one = below.new_ones((*below.shape[:-1], 1))
        return torch.cat([below, one], dim=-1), torch.cat([above, one], dim=-1)


class Pairs:
    """One score for each pair of dependent and head."""

    def __init__(self, sides: Sides, table: Tensor, bias: float, dtype: torch.dtype) -> None:
        self._sides, self._bias = sides, bias
        self._table = Linear(table.T, None, dtype)

    def __call__(self, read: Tensor) -> Tensor:
        """Return (row, dependent, head) in single precision."""
        below, above = self._sides(read)
        return torch.bmm(self._table(below).float(), above.float().transpose(1, 2)) + self._bias


class Parser:
    """Stanza's `GraphParser`."""

    def __init__(self, checkpoint: Checkpoint, dtype: torch.dtype) -> None:
        checkpoint.require(word_emb_dim=0, tag_emb_dim=0, use_arc_embedding=False, reversed=False)
        checkpoint.require(model_type="graph")
        self.inputs = Inputs(checkpoint, dtype)
        self._recurrent = Highway(checkpoint, "parserlstm", dtype)
        self._heads = _pairs(checkpoint, "unlabeled", dtype)
        config = checkpoint.config
        self._order, self._distance = (
            _pairs(checkpoint, name, dtype) if config[name] else None
            for name in ("linearization", "distance")
        )
        self._labels = Labels(checkpoint, dtype)

    def __call__(self, batch: Batch, characters: Tensor | None) -> tuple[Tensor, Tensor]:
        """Return heads, 0 for the root, and the numbers of the relations, each (row, place)."""
        read = self._recurrent(self.inputs(batch, characters), batch.rooted).transpose(0, 1)
        heads = best_heads(self._scores(read), batch.rooted)
        return heads[:, 1:], self._labels(read, heads, batch.rooted)[:, 1:]

    def name(self, number: int) -> str:
        """Return the name of a relation."""
        return self._labels.names[number]

    def _scores(self, read: Tensor) -> Tensor:
        scores = self._heads(read)
        places = torch.arange(read.shape[1])
        offset = (places[None, :] - places[:, None]).float()
        if self._order:
            scores += functional.logsigmoid(self._order(read) * offset.sign())
        if self._distance:
            far = 1 + functional.softplus(self._distance(read))
            scores -= torch.log((offset.abs() - far) ** 2 / 2 + 1)
        return scores


class Labels:
    """The relation on each chosen arc."""

    def __init__(self, checkpoint: Checkpoint, dtype: torch.dtype) -> None:
        self.names = Vocabulary(checkpoint.vocab["deprel"]).units[VOCAB_PREFIX:]
        self._sides = Sides(checkpoint, "deprel", dtype)
        table = even(self._sides.table, STEP, STEP)
        self._size, _, self._count = table.shape
        self._table = Linear(table.reshape(self._size, -1).T, None, dtype, _TOGETHER)
        self._bias = self._sides.bias

    def __call__(self, read: Tensor, heads: Tensor, lengths: Sequence[int]) -> Tensor:
        """Return the numbers of the relations (row, place) to *heads*, 0 behind a row's end."""
        words, sizes = inside(lengths, heads.shape[1]), torch.tensor(lengths)[:, None]
        below, above = self._sides(read[words])
        above = above.index_select(0, (heads + sizes.cumsum(0) - sizes)[words])
        sides = (even(side, _TOGETHER, STEP).split(_TOGETHER) for side in (below, above))
        found = torch.cat(list(map(self._best, *sides)))
        return torch.zeros_like(heads).masked_scatter_(words, found)

    def _best(self, below: Tensor, above: Tensor) -> Tensor:
        half = self._table(below).view(len(below), self._size, self._count)
        scores = torch.bmm(above[:, None, :], half).squeeze(1).float()
        return (scores + self._bias).argmax(1)


def _pairs(checkpoint: Checkpoint, name: str, dtype: torch.dtype) -> Pairs:
    sides = Sides(checkpoint, name, dtype)
    return Pairs(sides, sides.table[:, :, 0], float(sides.bias), dtype)
