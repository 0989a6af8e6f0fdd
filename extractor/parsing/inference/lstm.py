"""Recurrent layers over rows of any lengths, laid end to end.

Rows of like length are worked on together, as a group of (place, row): the first vector of all of
them, then the second ones. Each direction runs by itself from a row's first to its last vector (for
the backward one the rows are reversed), so that padding, which stands at the end, changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
    round_up,
    vector_dtype,
)

_BACKWARD = "_reverse"

_GROUP_MULTIPLE = 4
"""Places and rows of a group are multiples of it."""

_STEP_COST, _GROUP_COST = 2, 60
"""What a step costs besides its vectors, and a group besides its steps, in vectors."""


@dataclass(frozen=True, slots=True)
class RowGroups:
    """Rows laid end to end, in groups of like length.

    ``forward`` and ``backward`` hold for each group (place, row) which vector comes where, padding
    repeats a row's last one; ``forward_output`` and ``backward_output`` where the output for each
    vector stands among those of all groups. Vectors behind the last row are padding.
    """

    forward: Sequence[Tensor]
    backward: Sequence[Tensor]
    forward_output: Tensor
    backward_output: Tensor

    @classmethod
    def of(cls, lengths: Sequence[int], size: int) -> RowGroups:
        """Group rows of these lengths, none empty, of together no more than *size* vectors."""
        sizes = torch.tensor(lengths)
        starts = sizes.cumsum(0) - sizes
        forward, backward = [], []
        outputs = torch.zeros(2, size, dtype=torch.long)
        seen = 0
        for rows in plan_groups(lengths):
            own = torch.tensor(rows + rows[:1] * (-len(rows) % _GROUP_MULTIPLE))
            length, start = sizes[own], starts[own]
            places = torch.arange(round_up(lengths[rows[0]], _GROUP_MULTIPLE))[:, None]
            within = places.clamp(max=length - 1)
            both = torch.stack([start + within, start + length - 1 - within])
            real = (places < length).expand(both.shape)[:, :, : len(rows)]
            at = torch.arange(seen, seen + within.numel()).view(within.shape)[:, : len(rows)]
            for way in range(2):
                outputs[way][both[way, :, : len(rows)][real[way]]] = at[real[way]]
            forward.append(both[0])
            backward.append(both[1])
            seen += within.numel()
        return cls(forward, backward, outputs[0], outputs[1])


def plan_groups(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the positions of rows in groups, longest first, such that the work is least.

    A group works on its rows as if all were as long as its first.
    """
    order = sorted(range(len(lengths)), key=lambda at: -lengths[at])
    costs, starts = [0], [0]
    for end in range(1, len(order) + 1):
        cost, start = min(
            (costs[start] + _cost(lengths[order[start]], end - start), start)
            for start in range(end)
        )
        costs.append(cost)
        starts.append(start)
    groups = []
    end = len(order)
    while end:
        groups.append(order[starts[end] : end])
        end = starts[end]
    yield from reversed(groups)


def _cost(length: int, count: int) -> int:
    steps, rows = (round_up(each, _GROUP_MULTIPLE) for each in (length, count))
    return steps * (_STEP_COST + rows) + _GROUP_COST


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
        dtype = self._dtype = vector_dtype(dtype)
        self._forward = Lstm(forward, (hidden[:1], cell[:1]), dtype)
        self._backward = Lstm(backward, (hidden[1:], cell[1:]), dtype)

    def __call__(self, vectors: Tensor, rows: RowGroups) -> Tensor:
        """Return the output of both directions at each of *vectors*, side by side."""
        vectors = vectors.to(self._dtype)
        forward = _run(self._forward, vectors, rows.forward)
        backward = _run(self._backward, vectors, rows.backward)
        outputs = (
            forward.index_select(0, rows.forward_output),
            backward.index_select(0, rows.backward_output),
        )
        return torch.cat(outputs, dim=1)


def _run(lstm: Lstm, vectors: Tensor, groups: Sequence[Tensor]) -> Tensor:
    steps = (vectors.index_select(0, each.flatten()).view(*each.shape, -1) for each in groups)
    return torch.cat([lstm(each).flatten(0, 1) for each in steps])


@dataclass(frozen=True, slots=True)
class RowSteps:
    """Rows laid end to end, step by step: the first vectors of all, longest row first, and so on.

    ``ways`` hold for each direction which vector comes where, ``counts`` how many a step has.
    """

    ways: tuple[Tensor, Tensor]
    counts: Sequence[int]

    @classmethod
    def of(cls, lengths: Sequence[int]) -> RowSteps:
        """Lay out rows of these lengths, none empty."""
        sizes = torch.tensor(lengths)
        order = sizes.argsort(descending=True, stable=True)
        starts, sizes = (sizes.cumsum(0) - sizes)[order], sizes[order]
        places = torch.arange(int(sizes[0]))[:, None]
        real = places < sizes
        ways = ((starts + places)[real], (starts + sizes - 1 - places)[real])
        return cls(ways, real.sum(1).tolist())


class SteppedBiLstm:
    """A `BiLstm` that multiplies its input in bytes, all at once, and the rest in single precision.

    A third faster than torch's for rows of words, and twice as slow for rows of characters.
    """

    def __init__(self, weights: Mapping[str, Tensor], states: Sequence[Tensor]) -> None:
        """*states* are the hidden and the cell's, (direction, 1, size)."""
        ways = ("", _BACKWARD)
        into, on, *biases = (
            [_tanh_last(weights[f"{name}{way}"]) for way in ways]
            for name in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
        )
        bias = torch.cat(biases[0]) + torch.cat(biases[1])
        self._into = Linear(torch.cat(into), bias, torch.int8)
        self._on = [weight.T.contiguous() for weight in on]
        self._states = list(zip(*states, strict=True))

    def __call__(self, vectors: Tensor, rows: RowSteps) -> Tensor:
        """Return the output of both directions at each of *vectors*, side by side."""
        found = vectors.new_zeros(len(vectors), 2, self._on[0].shape[0])
        inputs = self._into(vectors).chunk(2, dim=1)
        for way, places in enumerate(rows.ways):
            steps = inputs[way].index_select(0, places).split(rows.counts)
            found[places, way] = self._recur(way, steps)
        return found.flatten(1)

    def _recur(self, way: int, steps: Sequence[Tensor]) -> Tensor:
        """Return the output at all *steps* (row, gate) of one direction, which are overwritten."""
        on = self._on[way]
        size = len(on)
        hidden, cell = (each.expand(len(steps[0]), -1) for each in self._states[way])
        outputs = []
        for step in steps:
            step.addmm_(hidden[: len(step)], on)
            keep_new, keep_old, show = step[:, : 3 * size].sigmoid_().chunk(3, dim=1)
            new = step[:, 3 * size :].tanh_().mul_(keep_new)
            cell = torch.addcmul(new, keep_old, cell[: len(step)])
            hidden = cell.tanh().mul_(show)
            outputs.append(hidden)
        return torch.cat(outputs)


def _tanh_last(weight: Tensor) -> Tensor:
    """Return a weight with its gates in an order in which those of one function are neighbors."""
    keep_new, keep_old, new, show = weight.chunk(4)
    return torch.cat([keep_new, keep_old, show, new])


class HighwayLstm:
    """Stanza's `HighwayLSTM`: layers in both directions, each with a gated connection around it."""

    def __init__(self, checkpoint: Checkpoint, name: str, dtype: torch.dtype) -> None:
        self._layers = [
            _HighwayLayer(checkpoint, name, number, dtype)
            for number in range(checkpoint.config["num_layers"])
        ]
        self._stepped = dtype == torch.int8

    def __call__(self, vectors: Tensor, lengths: Sequence[int]) -> Tensor:
        """Return the last layer's output at each of *vectors*, rows of *lengths* end to end."""
        stepped = self._stepped
        rows = RowSteps.of(lengths) if stepped else RowGroups.of(lengths, len(vectors))
        for layer in self._layers:
            vectors = layer(vectors, rows)
        return vectors


class _HighwayLayer:
    def __init__(self, checkpoint: Checkpoint, name: str, number: int, dtype: torch.dtype) -> None:
        own = slice(2 * number, 2 * number + 2)
        states = [checkpoint.weights[f"{name}_{each}_init"][own] for each in ("h", "c")]
        weights = checkpoint.below(f"{name}.lstm.{number}.lstm")
        self._lstm: Callable[[Tensor, Any], Tensor] = (
            SteppedBiLstm(weights, states)
            if dtype == torch.int8
            else BiLstm(weights, dtype, states)
        )
        self._highway, self._gate = (
            Linear(part["weight"], part["bias"], dtype)
            for part in (
                checkpoint.below(f"{name}.{each}.{number}") for each in ("highway", "gate")
            )
        )

    def __call__(self, vectors: Tensor, rows: RowGroups | RowSteps) -> Tensor:
        around = torch.sigmoid(self._gate(vectors)) * torch.tanh(self._highway(vectors))
        return self._lstm(vectors, rows) + around
