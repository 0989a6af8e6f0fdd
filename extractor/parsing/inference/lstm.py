"""Recurrent layers over rows of any lengths, laid end to end.

All rows begin together, the longest first, and a row that has ended leaves the others. Each
direction runs by itself from a row's first to its last vector (for the backward one the rows are
reversed), so that padding, which stands at the end, changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

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

_WORD_STEPS, _SENTENCES_MULTIPLE = 16, 8
"""Steps of words worked on at once, and what the sentences of a step are padded to: few shapes."""


@dataclass(frozen=True, slots=True)
class RowSteps:
    """Rows laid end to end, step by step: the first vectors of all, longest row first, and so on.

    ``ways`` hold for each direction which vector comes where, ``outputs`` where the output for each
    vector then stands. ``chunks`` are runs of steps with equally many vectors each: how many steps,
    how many vectors. Padding repeats a row's last vector; vectors behind the last row are padding.
    """

    ways: Tensor
    outputs: Tensor
    chunks: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, lengths: Sequence[int], size: int, steps: int = 1, multiple: int = 1) -> RowSteps:
        """Lay out rows of these lengths, none empty, of together no more than *size* vectors.

        Chunks have so many *steps*, and in each step a *multiple* of vectors.
        """
        order = sorted(range(len(lengths)), key=lambda at: -lengths[at])
        order += order[:1] * (-len(order) % multiple)
        sizes = torch.tensor(lengths)
        starts, sizes = (sizes.cumsum(0) - sizes)[order], sizes[order]
        chunks = [
            (steps, round_up(sum(length > begin for length in lengths), multiple))
            for begin in range(0, max(lengths), steps)
        ]
        counts = torch.tensor([count for steps, count in chunks for _ in range(steps)])[:, None]
        places, rows = torch.arange(len(counts))[:, None], torch.arange(len(order))
        within = places.clamp(max=sizes - 1)
        ways = torch.stack([starts + within, starts + sizes - 1 - within])
        at = counts.cumsum(0) - counts + rows
        real = (places < sizes) & (rows < len(lengths))
        outputs = torch.zeros(2, size, dtype=torch.long)
        for output, way in zip(outputs, ways, strict=True):
            output[way[real]] = at[real]
        return cls(ways[:, rows < counts], outputs, chunks)


class Lstm:
    """An LSTM of one direction, of as many layers as the weights have, with its initial state."""

    def __init__(
        self, weights: Mapping[str, Tensor], state: tuple[Tensor, Tensor], dtype: torch.dtype
    ) -> None:
        """*state* are the initial hidden and cell state, (layer, 1, size) each."""
        size = weights["weight_ih_l0"].shape[1]
        self._missing = -size % FEATURE_MULTIPLE if can_pack(dtype) else 0
        first = functional.pad(weights["weight_ih_l0"], (0, self._missing))
        size, (layers, _, hidden) = first.shape[1], state[0].shape
        lstm = nn.LSTM(size, hidden, num_layers=layers)
        lstm.load_state_dict({**weights, "weight_ih_l0": first})
        lstm.to(dtype).eval()
        self._recur = packed_lstm(lstm) if layers == 1 and can_pack(dtype) else _plain(lstm)
        self._state = tuple(each.to(dtype) for each in state)
        self._dtype = dtype

    def __call__(self, vectors: Tensor, chunks: Sequence[tuple[int, int]]) -> Tensor:
        """Return the output at each of *vectors*, which *chunks* divides as in `RowSteps`."""
        rows = chunks[0][1]
        hidden, cell = (each.expand(-1, rows, -1).contiguous() for each in self._state)
        vectors = vectors.to(self._dtype)
        if self._missing:
            vectors = functional.pad(vectors, (0, self._missing))
        outputs = []
        for (steps, count), chunk in zip(chunks, _split(vectors, chunks), strict=True):
            state = hidden[:, :count], cell[:, :count]
            output, hidden, cell = self._recur(chunk.view(steps, count, -1), *state)
            outputs.append(output.view(steps * count, -1))
        return torch.cat(outputs)


def _split(vectors: Tensor, chunks: Sequence[tuple[int, int]]) -> Sequence[Tensor]:
    found: Sequence[Tensor] = vectors.split([steps * count for steps, count in chunks])
    return found


def _plain(lstm: nn.LSTM) -> Recur:
    def recur(steps: Tensor, hidden: Tensor, cell: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        outputs, (hidden, cell) = lstm(steps, (hidden, cell))
        return outputs, hidden, cell

    return recur


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
        self._ways = (
            Lstm(forward, (hidden[:1], cell[:1]), dtype),
            Lstm(backward, (hidden[1:], cell[1:]), dtype),
        )

    def __call__(self, vectors: Tensor, rows: RowSteps) -> Tensor:
        """Return the output of both directions at each of *vectors*, side by side."""
        vectors = vectors.to(self._dtype)
        outputs = [
            lstm(vectors.index_select(0, way), rows.chunks).index_select(0, output)
            for lstm, way, output in zip(self._ways, rows.ways, rows.outputs, strict=True)
        ]
        return torch.cat(outputs, dim=1)


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
        """Return the output of both directions at each of *vectors*, side by side.

        *rows* are laid out in chunks of one step.
        """
        inputs = self._into(vectors).chunk(2, dim=1)
        outputs = [
            self._recur(way, _split(inputs[way].index_select(0, places), rows.chunks))
            for way, places in enumerate(rows.ways)
        ]
        both = zip(outputs, rows.outputs, strict=True)
        return torch.cat([found.index_select(0, places) for found, places in both], dim=1)

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
        steps = (1, 1) if self._stepped else (_WORD_STEPS, _SENTENCES_MULTIPLE)
        rows = RowSteps.of(lengths, len(vectors), *steps)
        for layer in self._layers:
            vectors = layer(vectors, rows)
        return vectors


class _HighwayLayer:
    def __init__(self, checkpoint: Checkpoint, name: str, number: int, dtype: torch.dtype) -> None:
        own = slice(2 * number, 2 * number + 2)
        states = [checkpoint.weights[f"{name}_{each}_init"][own] for each in ("h", "c")]
        weights = checkpoint.below(f"{name}.lstm.{number}.lstm")
        self._lstm: Callable[[Tensor, RowSteps], Tensor] = (
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

    def __call__(self, vectors: Tensor, rows: RowSteps) -> Tensor:
        gate, highway = self._gate(vectors).sigmoid_(), self._highway(vectors).tanh_()
        return torch.addcmul(self._lstm(vectors, rows), gate, highway)
