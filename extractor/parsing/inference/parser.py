"""Dependency heads and relations: Stanza's biaffine parser.

Relations are scored for the chosen arcs only; Stanza scores them for every pair of words.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

import torch
from torch import Tensor

from extractor.parsing.inference.checkpoint import VOCAB_PREFIX, Checkpoint, Vocabulary
from extractor.parsing.inference.features import Batch, WordFeatures
from extractor.parsing.inference.kernels import (
    FEATURE_MULTIPLE,
    Linear,
    pad_to_multiple,
    padding_mask,
    round_up,
    vector_dtype,
)
from extractor.parsing.inference.lstm import HighwayLstm
from extractor.parsing.inference.spanning_tree import best_heads

_BATCH_HEADS, _DEPENDENTS_MULTIPLE = 128, 4
"""Heads whose arcs are labelled at once, so that intermediate values fit the processor's cache, and
what the most of their dependents is rounded up to."""


class BiaffineProjection:
    """The two linear layers of one of Stanza's `DeepBiaffineScorer`, and its weight."""

    def __init__(self, checkpoint: Checkpoint, name: str, dtype: torch.dtype) -> None:
        weights = checkpoint.below(name)
        self._dependent, self._head = (
            Linear(weights[f"{name}.weight"], weights[f"{name}.bias"], dtype, function="relu")
            for name in ("W1", "W2")
        )
        self.weight = weights["scorer.W_bilin.weight"]
        """(size of a dependent + 1, size of a head + 1, classes)."""
        self.bias = weights["scorer.W_bilin.bias"]

    def __call__(self, read: Tensor) -> tuple[Tensor, Tensor]:
        """Return each vector as a dependent and as a head, each with a constant 1 appended."""
        dependents, heads = self._dependent(read), self._head(read)
        one = dependents.new_ones((*dependents.shape[:-1], 1))
        return torch.cat([dependents, one], dim=-1), torch.cat([heads, one], dim=-1)


class ArcScorer:
    """One score for each pair of dependent and head."""

    def __init__(self, checkpoint: Checkpoint, dtype: torch.dtype) -> None:
        self._project = BiaffineProjection(checkpoint, "unlabeled", dtype)
        self._weight = Linear(self._project.weight[:, :, 0].T, None, vector_dtype(dtype))
        self._bias = float(self._project.bias)

    def __call__(self, read: Tensor) -> Callable[[Tensor], Tensor]:
        """Return a function that scores the arcs within rows.

        *read* are the vectors of all rows laid end to end. The function takes where those of some
        rows stand (row, place) and returns (row, dependent, head) in single precision.
        """
        dependents, heads = self._project(read)
        left, right = self._weight(dependents).float(), heads.float()

        def score(places: Tensor) -> Tensor:
            return torch.bmm(left[places], right[places].transpose(1, 2)) + self._bias

        return score


class RelationScorer:
    """The relation on each chosen arc."""

    def __init__(self, checkpoint: Checkpoint, dtype: torch.dtype) -> None:
        self.names = Vocabulary(checkpoint.vocab["deprel"]).units[VOCAB_PREFIX:]
        self._project = BiaffineProjection(checkpoint, "deprel", dtype)
        weight = pad_to_multiple(self._project.weight, FEATURE_MULTIPLE, FEATURE_MULTIPLE)
        self._size, _, self._classes = weight.shape
        by_head = weight.transpose(1, 2).reshape(-1, self._size)
        self._weight = Linear(by_head, None, dtype, _BATCH_HEADS)
        self._bias = self._project.bias

    def __call__(self, read: Tensor, heads: Tensor) -> Tensor:
        """Return the number of the relation of each of *read* to its head, by its position.

        Fewer than half of the words are heads, and most of the work is done once for each head.
        """
        as_dependent, as_head = (
            pad_to_multiple(side, 1, FEATURE_MULTIPLE) for side in self._project(read)
        )
        used, which, counts = heads.unique(return_inverse=True, return_counts=True)
        arcs = which.argsort(stable=True)  # those of one head side by side
        places = torch.arange(len(heads)) - (counts.cumsum(0) - counts).repeat_interleave(counts)
        found = torch.empty_like(heads)
        blocks = used.split(_BATCH_HEADS)
        sizes = [int(each.sum()) for each in counts.split(_BATCH_HEADS)]
        for number, (block, own, place) in enumerate(
            zip(blocks, arcs.split(sizes), places.split(sizes), strict=True)
        ):
            at = which[own] - number * _BATCH_HEADS, place
            width = round_up(int(place.max()) + 1, _DEPENDENTS_MULTIPLE)
            dependents = as_dependent.new_zeros(_BATCH_HEADS, width, self._size)
            dependents[at] = as_dependent[own]
            half = self._weight(pad_to_multiple(as_head[block], _BATCH_HEADS))
            scores = torch.bmm(dependents, half.view(_BATCH_HEADS, self._size, self._classes))
            found[own] = (scores[at].float() + self._bias).argmax(1)
        return found


class DependencyParser:
    """Stanza's `GraphParser`."""

    def __init__(self, checkpoint: Checkpoint, dtype: torch.dtype) -> None:
        self.features = WordFeatures(checkpoint, dtype)
        self._lstm = HighwayLstm(checkpoint, "parserlstm", dtype)
        self._arcs = ArcScorer(checkpoint, dtype)
        self._relations = RelationScorer(checkpoint, dtype)

    def __call__(self, batch: Batch, mixed: Tensor, spelled: Tensor) -> tuple[Tensor, Tensor]:
        """Return heads within their sentence, 0 for its root, and numbers of relations.

        Both hold one for each root and word; those of a root are of no use.
        """
        vectors = self.features(batch.word_ids, mixed, spelled)
        read = self._lstm(vectors, batch.rooted_lengths)
        heads, starts = [], []
        score, start, lengths = self._arcs(read), 0, iter(batch.rooted_lengths)
        for count in batch.parts:
            part = list(islice(lengths, count))
            mask = padding_mask(part, max(part))
            places = (mask.flatten().cumsum(0) - 1).view(mask.shape) + start
            heads.append(best_heads(score(places), part)[mask])
            starts.append(places[:, :1].expand(mask.shape)[mask])
            start += sum(part)
        found = torch.cat(heads)
        return found, self._relations(read, found + torch.cat(starts))

    def name(self, number: int) -> str:
        """Return the name of a relation."""
        return self._relations.names[number]
