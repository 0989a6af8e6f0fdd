"""Contractions to their words (``don't``: ``do`` and ``n't``): Stanza's expander."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import torch
from torch import Tensor, nn

from extractor.parsing.fast.checkpoint import Checkpoint
from extractor.parsing.fast.precision import Linear
from extractor.parsing.fast.vocabulary import Vocabulary

_REMEMBERED = 10_000
_BEGIN, _END = "<SOS>", "<EOS>"


class Contractions:
    """A dictionary, and for what is not in it a network that says where to cut.

    A word's cuts depend on the word alone, so they are remembered.
    """

    def __init__(self, checkpoint: Checkpoint) -> None:
        """Raises UnsupportedError where the model writes words of its own."""
        checkpoint.require(dict_only=False, force_exact_pieces=True)
        known = checkpoint.config.get("ensemble_dict", False)
        self._dictionary: Mapping[str, str] = checkpoint.rest["dict"] if known else {}
        self._cuts = _Cuts(checkpoint)
        self._expand = lru_cache(maxsize=_REMEMBERED)(self._expanded)

    def __call__(self, word: str) -> tuple[str, ...]:
        """Return the words of a contraction, *word* itself where it is none."""
        return self._expand(word)

    def _expanded(self, word: str) -> tuple[str, ...]:
        expansion = self._listed(word) or self._cuts(word)
        parts = tuple(part for part in expansion.split(" ") if part)
        return parts if len(parts) > 1 else (word,)

    def _listed(self, word: str) -> str | None:
        """Return what the dictionary has, in the case of *word*."""
        if found := self._dictionary.get(word):
            return found
        low = self._dictionary.get(word.lower())
        if low and word.isupper():
            return low.upper()
        if low and word[0].isupper() and word[1:].islower():
            return low[0].upper() + low[1:]
        return None


class _Cuts:
    """Stanza's `CharacterClassifier`."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._vocabulary = Vocabulary(checkpoint.vocab)
        self._embedding = checkpoint.weights["embedding.weight"]
        weights, layers = checkpoint.below("encoder"), checkpoint.config["num_layers"]
        size, hidden = self._embedding.shape[1], weights["weight_hh_l0"].shape[1]
        self._lstm = nn.LSTM(size, hidden, layers, batch_first=True, bidirectional=True).eval()
        self._lstm.load_state_dict(weights)
        self._hidden, self._cut = (
            Linear(part["weight"], part["bias"], torch.float32)
            for part in (checkpoint.below(f"output_layer.{n}") for n in (0, 2))
        )

    def __call__(self, word: str) -> str:
        """Return *word* with a space at each cut."""
        with torch.inference_mode():
            cuts = self._cut(torch.relu(self._hidden(self._read(word))))
        before = (cuts[0, 1:-1, 1] > cuts[0, 1:-1, 0]).tolist()
        return "".join(f" {c}" if cut else c for c, cut in zip(word, before, strict=True)).strip()

    def _read(self, word: str) -> Tensor:
        ids = torch.tensor([self._vocabulary.ids([_BEGIN, *word, _END])])
        read: Tensor = self._lstm(self._embedding[ids])[0]
        return read
