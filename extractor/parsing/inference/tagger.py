"""Tags of words: universal part of speech, the treebank's tag, and features."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import relu

from extractor.parsing.inference.checkpoint import (
    EMPTY_ID,
    Checkpoint,
    UnsupportedError,
    Vocabulary,
)
from extractor.parsing.inference.features import WORDS_MULTIPLE, Batch, WordFeatures
from extractor.parsing.inference.kernels import Linear, pad_to_multiple, vector_dtype
from extractor.parsing.inference.lstm import HighwayLstm, RowGroups

_FIRST_FEATURE = 2
"""Columns before: universal tag, treebank's tag."""


class Tags(NamedTuple):
    """The tags of one word."""

    upos: str
    xpos: str
    feats: str


class Tagger:
    """Stanza's `Tagger` where one hidden layer serves all tags."""

    def __init__(self, checkpoint: Checkpoint, dtype: torch.dtype) -> None:
        """Raises UnsupportedError if the tags of the treebank are composed of parts."""
        weights, vocab = checkpoint.weights, checkpoint.vocab
        if vocab["_key2class"]["xpos"] != "WordVocab":
            raise UnsupportedError("composed tags")
        self.features = WordFeatures(checkpoint, dtype)
        self._lstm = HighwayLstm(checkpoint, "taggerlstm", dtype)
        self._hidden = Linear(weights["upos_hid.weight"], weights["upos_hid.bias"], dtype)
        stored: Mapping[str, Sequence[str]] = vocab["feats"]["_id2unit"]
        names = ["upos_clf", "tag_clf.xpos", *(f"tag_clf.feats.{n}" for n in range(len(stored)))]
        weight, bias = ([weights[f"{n}.{kind}"] for n in names] for kind in ("weight", "bias"))
        self._scores = Linear(torch.cat(weight), torch.cat(bias), vector_dtype(dtype))
        self._sizes = [len(part) for part in bias]
        self._names = _namer(vocab["upos"], vocab["xpos"], stored)

    def __call__(self, batch: Batch, spelled: Tensor) -> Tensor:
        """Return the numbers of the tags (word, column), features from the third on."""
        is_word = torch.tensor([at > 0 for n in batch.rooted_lengths for at in range(n)])
        words = pad_to_multiple(is_word.nonzero().squeeze(1), WORDS_MULTIPLE)
        vectors = self.features(batch, spelled)[words]
        rows = RowGroups.of(batch.lengths, len(words))
        hidden = relu(self._hidden(self._lstm(vectors, rows)))
        scores = self._scores(hidden).float().split(self._sizes, dim=1)
        return torch.stack([each.argmax(1) for each in scores], dim=1)[: sum(batch.lengths)]

    def names(self, tags: Tensor) -> Iterator[Tags]:
        """Yield the tags of words by name."""
        return (self._names(tuple(numbers)) for numbers in tags.tolist())


def _namer(
    upos: Mapping[str, object], xpos: Mapping[str, object], features: Mapping[str, Sequence[str]]
) -> Callable[[tuple[int, ...]], Tags]:
    universal, treebank = Vocabulary(upos).units, Vocabulary(xpos).units

    @lru_cache(maxsize=4096)
    def names(numbers: tuple[int, ...]) -> Tags:
        values = zip(features.items(), numbers[_FIRST_FEATURE:], strict=True)
        found = (f"{name}={units[at]}" for (name, units), at in values if at != EMPTY_ID)
        return Tags(universal[numbers[0]], treebank[numbers[1]], "|".join(found) or "_")

    return names
