"""The training plan: steps, batch size and learning rates."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from training.models import Models


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. ``pieces`` of words in a batch; rates at their highest.

    With a teacher, ``taught`` is the share of the loss that comes from it, ``states`` the weight of
    the distance from its hidden states, and ``silver`` how many sentences it parsed come to each of
    the treebank's.

    After ``restart`` steps the rates rise once more, to ``restart_rate`` of their highest: a warm
    restart (Loshchilov and Hutter, 2017, "SGDR"), which continues from a finished training.
    """

    steps: int = 4000
    restart: int = 2400
    restart_rate: float = 0.5
    pieces: int = 2000
    encoder_rate: float = 1.5e-4
    head_rate: float = 1.5e-3
    warm_up: float = 0.1
    tagging: float = 0.5
    clip: float = 1.0
    seed: int = 20261125
    taught: float = 0.7
    states: float = 1.0
    silver: float = 0.7
    save_every: int = 50
    score_every: int = 1200

    def rate(self, step: int) -> float:
        """Return the share of the highest rate at *step*: up for a tenth, then evenly down."""
        if step < self.restart:
            return self._rise_and_fall(step, min(self.steps, self.restart))
        whole = self.steps - self.restart
        return self.restart_rate * self._rise_and_fall(step - self.restart, whole)

    def _rise_and_fall(self, step: int, steps: int) -> float:
        warm = self.warm_up * steps
        return min(step / warm, (steps - step) / (steps - warm)) if steps else 0.0

    def optimizer(self, models: Models) -> torch.optim.Optimizer:
        """Return an optimizer that moves the encoder more slowly than the heads."""
        encoder = {
            "params": list(models.encoder.parameters()),
            "lr": self.encoder_rate,
            "weight_decay": 0.01,
        }
        heads = {"params": models.heads(), "lr": self.head_rate, "weight_decay": 0.0}
        return torch.optim.AdamW([encoder, heads], betas=(0.9, 0.98), eps=1e-6, fused=True)
