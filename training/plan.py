"""How long to train, in what steps, and how fast to learn."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from training.models import Models


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. ``pieces`` of words in a batch; rates at their highest."""

    steps: int = 3000
    pieces: int = 2000
    encoder_rate: float = 1.5e-4
    head_rate: float = 1.5e-3
    warm_up: float = 0.1
    tagging: float = 0.5
    clip: float = 1.0
    seed: int = 20261125
    save_every: int = 100
    score_every: int = 500

    def rate(self, step: int) -> float:
        """Return the share of the highest rate at *step*: up for a tenth, then evenly down."""
        warm = self.warm_up * self.steps
        return min(step / warm, (self.steps - step) / (self.steps - warm))

    def optimizer(self, models: Models) -> torch.optim.Optimizer:
        """Return an optimizer that moves the encoder more slowly than the heads."""
        encoder = {
            "params": list(models.encoder.parameters()),
            "lr": self.encoder_rate,
            "weight_decay": 0.01,
        }
        heads = {"params": models.heads(), "lr": self.head_rate, "weight_decay": 0.0}
        return torch.optim.AdamW([encoder, heads], betas=(0.9, 0.98), eps=1e-6, fused=True)
