"""The teacher for distillation: its probabilities and hidden states.

Hinton et al. 2015, "Distilling the Knowledge in a Neural Network"; for the states Jiao et al. 2020,
"TinyBERT".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from stanza.models.pos.vocab import MultiVocab
from torch import Tensor
from torch.nn.functional import mse_loss

from training import encoder, losses
from training.batch import Batch
from training.batches import Reading
from training.losses import Scores
from training.models import ATTENTION, Models, Sizes, build


class Teacher:
    """Frozen models that label each batch."""

    def __init__(self, models: Models, layers: int) -> None:
        """*layers* are how many of its first layers the pupil has."""
        self._models = models
        self._ends = (*range(1, layers), count_layers(models))
        for module in models.modules():
            module.eval()

    def __call__(self, batch: Batch) -> tuple[Scores, list[Tensor]]:
        """Return scores, and what the pupil's layers are to give: the last one, the last state."""
        self._models.encoder.forget()
        with torch.no_grad():
            found = losses.scores(self._models, batch)
        states = self._models.encoder.states()
        return found, [states[end] for end in self._ends]


def load(folder: Path, pieces: int) -> tuple[Models, Reading]:
    """Load finished models of *folder* as they are trained: Stanza's modules over one encoder."""
    model, tokenizer = encoder.load(folder / "encoder")
    model.config._attn_implementation = ATTENTION
    stored = [
        torch.load(folder / name, map_location="cpu", weights_only=True)
        for name in ("pos.pt", "depparse.pt")
    ]
    vocabulary = MultiVocab.load_state_dict(stored[0]["vocab"])
    models = build(vocabulary, model, tokenizer, _sizes(*(each["config"] for each in stored)))
    for module, found in zip(models.modules(), stored, strict=True):
        if unknown := module.load_state_dict(found["model"], strict=False).unexpected_keys:
            raise ValueError(f"{folder} has weights that these models lack: {unknown}")
    return models, Reading(vocabulary, tokenizer, pieces)


def distance(states: Sequence[Tensor], wanted: Sequence[Tensor]) -> Tensor:
    """Return the mean squared distance of states, as a share of the variance of the wanted ones."""
    pairs = zip(states[-len(wanted) :], wanted, strict=True)
    return torch.stack([mse_loss(own, other) / other.var() for own, other in pairs]).mean()


def count_layers(models: Models) -> int:
    """Return how many layers the encoder has."""
    count: int = models.encoder.config.num_hidden_layers
    return count


def _sizes(tagger: Mapping[str, Any], parser: Mapping[str, Any]) -> Sizes:
    return Sizes(tagger["hidden_dim"], parser["hidden_dim"], parser["deep_biaff_hidden_dim"])
