"""Recurrent layers over padded rows.

Each direction runs by itself from a row's first to its last vector (for the way back the rows are
turned round), so that padding, which stands at the end, changes nothing. Vectors are (place, row,
size), in the order in which they are worked on: the first of all rows, then the second ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from extractor.parsing.fast import packing
from extractor.parsing.fast.checkpoint import Checkpoint
from extractor.parsing.fast.precision import Linear
from extractor.parsing.fast.shapes import STEP

_BACK = "_reverse"
_BESIDE = ("highway", "gate")


class Direction:
    """An LSTM of one direction, of as many layers as the weights have, with its initial state."""

    def __init__(
        self, weights: Mapping[str, Tensor], state: tuple[Tensor, Tensor], dtype: torch.dtype
    ) -> None:
        self._missing = -weights["weight_ih_l0"].shape[1] % STEP
        first = functional.pad(weights["weight_ih_l0"], (0, self._missing))
        size, (layers, _, hidden) = first.shape[1], state[0].shape
        lstm = nn.LSTM(size, hidden, num_layers=layers)
        lstm.load_state_dict({**weights, "weight_ih_l0": first})
        lstm.to(dtype).eval()
        self._follow = packing.lstm(lstm) if layers == 1 and packing.packs(dtype) else _plain(lstm)
        self._state = tuple(each.to(dtype) for each in state)
        self._dtype = dtype

    def __call__(self, steps: Tensor) -> Tensor:
        """Return what follows from each vector of *steps* (place, row, size) and those before."""
        hidden, cell = (each.expand(-1, steps.shape[1], -1).contiguous() for each in self._state)
        steps = steps.to(self._dtype)
        if self._missing:
            steps = functional.pad(steps, (0, self._missing))
        return self._follow(steps, hidden, cell)


def _plain(lstm: nn.LSTM) -> packing.Follow:
    return lambda steps, hidden, cell: lstm(steps, (hidden, cell))[0]


class BothWays:
    """An LSTM of one layer in both directions."""

    def __init__(
        self,
        weights: Mapping[str, Tensor],
        dtype: torch.dtype,
        states: Sequence[Tensor] | None = None,
    ) -> None:
        """*states* are the hidden and the cell's, (direction, 1, size); zero where not given."""
        size = weights["weight_hh_l0"].shape[1]
        hidden, cell = states or (torch.zeros(2, 1, size), torch.zeros(2, 1, size))
        on = {n: w for n, w in weights.items() if not n.endswith(_BACK)}
        back = {n.removesuffix(_BACK): w for n, w in weights.items() if n.endswith(_BACK)}
        self._dtype = dtype
        self._on = Direction(on, (hidden[:1], cell[:1]), dtype)
        self._back = Direction(back, (hidden[1:], cell[1:]), dtype)

    def __call__(self, steps: Tensor, turn: Tensor) -> Tensor:
        """Return (place, row, size) of both directions; *turn* as `turning` returns it."""
        steps = steps.to(self._dtype)
        return torch.cat([self._on(steps), turned(self._back(turned(steps, turn)), turn)], dim=2)


class Highway:
    """Stanza's `HighwayLSTM`: layers in both directions, each with a gated way around it."""

    def __init__(self, checkpoint: Checkpoint, name: str, dtype: torch.dtype) -> None:
        checkpoint.require(rec_dropout=0)
        self._layers = [
            _Layer(checkpoint, name, number, dtype)
            for number in range(checkpoint.config["num_layers"])
        ]

    def __call__(self, steps: Tensor, lengths: Sequence[int]) -> Tensor:
        """Return the last layer's vectors for *steps* (place, row, size), rows of these lengths."""
        turn = turning(lengths, len(steps))
        for layer in self._layers:
            steps = layer(steps, turn)
        return steps


class _Layer:
    def __init__(self, checkpoint: Checkpoint, name: str, number: int, dtype: torch.dtype) -> None:
        own = slice(2 * number, 2 * number + 2)
        states = [checkpoint.weights[f"{name}_{each}_init"][own] for each in ("h", "c")]
        self._both = BothWays(checkpoint.below(f"{name}.lstm.{number}.lstm"), dtype, states)
        self._around, self._gate = (
            Linear(part["weight"], part["bias"], dtype)
            for part in (checkpoint.below(f"{name}.{each}.{number}") for each in _BESIDE)
        )

    def __call__(self, steps: Tensor, turn: Tensor) -> Tensor:
        beside = torch.sigmoid(self._gate(steps)) * torch.tanh(self._around(steps))
        return self._both(steps, turn) + beside


def turning(lengths: Sequence[int], width: int) -> Tensor:
    """Return for each (place, row) the place that it changes with when a row is turned round."""
    places, sizes = torch.arange(width)[:, None], torch.tensor(lengths)[None, :]
    return torch.where(places < sizes, sizes - 1 - places, places)


def turned(steps: Tensor, turn: Tensor) -> Tensor:
    """Return *steps* (place, row, size) with the places of each row as *turn* orders them."""
    count = steps.shape[1]
    found = (turn * count + torch.arange(count)).flatten()
    return steps.flatten(0, 1).index_select(0, found).view(steps.shape)
