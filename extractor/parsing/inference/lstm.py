"""Recurrent layers over padded rows.

Each direction runs by itself from a row's first to its last vector (for the backward one the rows
are reversed), so that padding, which stands at the end, changes nothing. Vectors are (place, row,
size), in the order in which they are worked on: the first of all rows, then the second ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from extractor.parsing.inference.checkpoint import Checkpoint
from extractor.parsing.inference.kernels import (
    FEATURE_MULTIPLE,
    Linear,
    Recur,
    can_pack,
    packed_lstm,
)

_BACKWARD = "_reverse"


class Lstm:
    """An LSTM of one direction, of as many layers as the weights have, with its initial state."""

    def __init__(
        self, weights: Mapping[str, Tensor], state: tuple[Tensor, Tensor], dtype: torch.dtype
    ) -> None:
        """*state* are the initial hidden and cell state, (layer, 1, size) each."""
        self._missing = -weights["weight_ih_l0"].shape[1] % FEATURE_MULTIPLE
        first = functional.pad(weights["weight_ih_l0"], (0, self._missing))
        size, (layers, _, hidden) = first.shape[1], state[0].shape
        lstm = nn.LSTM(size, hidden, num_layers=layers)
        lstm.load_state_dict({**weights, "weight_ih_l0": first})
        lstm.to(dtype).eval()
        self._recur = packed_lstm(lstm) if layers == 1 and can_pack(dtype) else _plain(lstm)
        self._state = tuple(each.to(dtype) for each in state)
        self._dtype = dtype

    def __call__(self, steps: Tensor) -> Tensor:
        """Return the output at each vector of *steps* (place, row, size)."""
        hidden, cell = (each.expand(-1, steps.shape[1], -1).contiguous() for each in self._state)
        steps = steps.to(self._dtype)
        if self._missing:
            steps = functional.pad(steps, (0, self._missing))
        return self._recur(steps, hidden, cell)


def _plain(lstm: nn.LSTM) -> Recur:
    return lambda steps, hidden, cell: lstm(steps, (hidden, cell))[0]


class BiLstm:
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
        forward = {n: w for n, w in weights.items() if not n.endswith(_BACKWARD)}
        backward = {n.removesuffix(_BACKWARD): w for n, w in weights.items() if n not in forward}
        self._dtype = dtype
        self._forward = Lstm(forward, (hidden[:1], cell[:1]), dtype)
        self._backward = Lstm(backward, (hidden[1:], cell[1:]), dtype)

    def __call__(self, steps: Tensor, order: Tensor) -> Tensor:
        """Return (place, row, size) of both directions; *order* is that of `reversed_places`."""
        steps = steps.to(self._dtype)
        backward = reverse_rows(self._backward(reverse_rows(steps, order)), order)
        return torch.cat([self._forward(steps), backward], dim=2)


class HighwayLstm:
    """Stanza's `HighwayLSTM`: layers in both directions, each with a gated connection around it."""

    def __init__(self, checkpoint: Checkpoint, name: str, dtype: torch.dtype) -> None:
        self._layers = [
            _HighwayLayer(checkpoint, name, number, dtype)
            for number in range(checkpoint.config["num_layers"])
        ]

    def __call__(self, steps: Tensor, lengths: Sequence[int]) -> Tensor:
        """Return the last layer's vectors for *steps* (place, row, size), rows of these lengths."""
        order = reversed_places(lengths, len(steps))
        for layer in self._layers:
            steps = layer(steps, order)
        return steps


class _HighwayLayer:
    def __init__(self, checkpoint: Checkpoint, name: str, number: int, dtype: torch.dtype) -> None:
        own = slice(2 * number, 2 * number + 2)
        states = [checkpoint.weights[f"{name}_{each}_init"][own] for each in ("h", "c")]
        self._lstm = BiLstm(checkpoint.below(f"{name}.lstm.{number}.lstm"), dtype, states)
        self._highway, self._gate = (
            Linear(part["weight"], part["bias"], dtype)
            for part in (
                checkpoint.below(f"{name}.{each}.{number}") for each in ("highway", "gate")
            )
        )

    def __call__(self, steps: Tensor, order: Tensor) -> Tensor:
        around = torch.sigmoid(self._gate(steps)) * torch.tanh(self._highway(steps))
        return self._lstm(steps, order) + around


def reversed_places(lengths: Sequence[int], width: int) -> Tensor:
    """Return for each (place, row) the place that its vector has in the reversed row."""
    places, sizes = torch.arange(width)[:, None], torch.tensor(lengths)[None, :]
    return torch.where(places < sizes, sizes - 1 - places, places)


def reverse_rows(steps: Tensor, order: Tensor) -> Tensor:
    """Return *steps* (place, row, size) with each row reversed; *order* as `reversed_places`."""
    count = steps.shape[1]
    flat = (order * count + torch.arange(count)).flatten()
    return steps.flatten(0, 1).index_select(0, flat).view(steps.shape)
