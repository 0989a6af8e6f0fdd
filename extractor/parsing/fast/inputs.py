"""What a model reads of each word: embeddings, characters and the encoder's vectors, end to end."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from extractor.parsing.fast.batches import Batch, Mixed
from extractor.parsing.fast.characters import Characters
from extractor.parsing.fast.checkpoint import Checkpoint, UnsupportedError


class Inputs:
    """Puts together what goes into the recurrent layers of tagger or parser."""

    def __init__(self, checkpoint: Checkpoint, dtype: torch.dtype) -> None:
        """Raises UnsupportedError where the model reads what is not known here."""
        checkpoint.require(pretrain=False, use_peft=False)
        self._dtype = dtype
        config = checkpoint.config
        if not config.get("bert_model") or checkpoint.below("bert_model"):
            raise UnsupportedError("a model without the common encoder")
        self._mixed = Mixed(checkpoint.weights.get("bert_layer_mix.weight"))
        reads = config["char"] and config["char_emb_dim"] > 0
        self._characters = Characters(checkpoint, dtype) if reads else None

    def spell(self, words: Sequence[str]) -> Tensor | None:
        """Return what is known of the root and of *words* by their characters."""
        return self._characters(words) if self._characters else None

    def __call__(self, batch: Batch, spelled: Tensor | None) -> Tensor:
        """Return (place, row, size), the root at place 0."""
        mixed = self._mixed(batch).to(self._dtype)[batch.ends]
        return mixed if spelled is None else torch.cat([spelled[batch.numbers], mixed], dim=2)
