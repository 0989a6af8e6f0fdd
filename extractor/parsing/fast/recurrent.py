"""Recurrent layers over padded rows.

Each direction runs by itself from a row's first to its last vector (for the way back the rows are
turned round), so that padding, which stands at the end, changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn

from extractor.parsing.fast.checkpoint import Checkpoint
from extractor.parsing.fast.precision import Linear


class Direction:
    """An LSTM of one direction, of as many layers as the weights have, with its initial state."""

    def __init__(
        self, weights: Mapping[str, Tensor], state: tuple[Tensor, Tensor], dtype: torch.dtype
    ) -> None:
        size, layers = weights["weight_ih_l0"].shape[1], state[0].shape[0]
        self._lstm = nn.LSTM(size, state[0].shape[-1], num_layers=layers, batch_first=True)
        self._lstm.load_state_dict(weights)
        self._lstm.to(dtype).eval()
        self._state = tuple(each.to(dtype) for each in state)
        self._dtype = dtype

    def __call__(self, rows: Tensor) -> Tensor:
        """Return what follows from each vector of *rows* (row, place, size) and those before it."""
        count, (hidden, cell) = len(rows), self._state
        state = (hidden.expand(-1, count, -1).contiguous(), cell.expand(-1, count, -1).contiguous())
        found: Tensor = self._lstm(rows.to(self._dtype), state)[0]
        return found


class Highway:
    """Stanza's `HighwayLSTM`: layers in both directions, each with a gated way around it."""

    def __init__(self, checkpoint: Checkpoint, name: str, dtype: torch.dtype) -> None:
        checkpoint.require(rec_dropout=0)
        self._layers = [
            _Layer(checkpoint, name, number, dtype)
            for number in range(checkpoint.config["num_layers"])
        ]

    def __call__(self, rows: Tensor, lengths: Sequence[int]) -> Tensor:
        """Return the last layer's vectors for *rows* (row, place, size) of these *lengths*."""
        turn = _turn(lengths, rows.shape[1])
        for layer in self._layers:
            rows = layer(rows, turn)
        return rows


class _Layer:
    def __init__(self, checkpoint: Checkpoint, name: str, number: int, dtype: torch.dtype) -> None:
        weights = checkpoint.below(f"{name}.lstm.{number}.lstm")
        back = {n.removesuffix("_reverse"): w for n, w in weights.items() if n.endswith("_reverse")}
        on = {n: w for n, w in weights.items() if not n.endswith("_reverse")}
        states = [checkpoint.weights[f"{name}_{each}_init"] for each in ("h", "c")]
        first, second = (
            (states[0][at : at + 1], states[1][at : at + 1]) for at in (2 * number, 2 * number + 1)
        )
        self._on, self._back = Direction(on, first, dtype), Direction(back, second, dtype)
        self._around, self._gate = (
            Linear(part["weight"], part["bias"], dtype)
            for part in (checkpoint.below(f"{name}.{each}.{number}") for each in _BESIDE)
        )

    def __call__(self, rows: Tensor, turn: Tensor) -> Tensor:
        back = turned(self._back(turned(rows, turn)), turn)
        beside = torch.sigmoid(self._gate(rows)) * torch.tanh(self._around(rows))
        return torch.cat([self._on(rows), back], dim=2) + beside


_BESIDE = ("highway", "gate")


def _turn(lengths: Sequence[int], width: int) -> Tensor:
    """Return for each place the one that it changes with when a row is turned round."""
    places, sizes = torch.arange(width)[None, :], torch.tensor(lengths)[:, None]
    return torch.where(places < sizes, sizes - 1 - places, places)


def turned(rows: Tensor, turn: Tensor) -> Tensor:
    """Return *rows* (row, place, size) with the places of each as *turn* orders them."""
    return rows.gather(1, turn[:, :, None].expand(-1, -1, rows.shape[2]))
