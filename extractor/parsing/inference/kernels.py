"""Multiplication: in which number type, with weights packed once, on few shapes.

Numbers are bfloat16 where the processor has instructions for it. Weights are then packed as oneDNN
reads them, which torch would do again at each call, with the operators that torch's own compiler
puts in place of linear and recurrent layers when it freezes a model
(``torch/_inductor/mkldnn_lowerings.py``, ``mkldnn_fusion.py``); the results are the same, bit for
bit. oneDNN compiles code for each new shape of a tensor, so sizes are padded to multiples: on texts
that it sees for the first time, a process would spend a quarter of its time on that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

FEATURE_MULTIPLE: Final = 32
"""Vectors are padded to a multiple of it with zeros: bfloat16 is slow with other sizes."""

_EXPECTED_ROWS = 640
"""Word pieces of a full batch, as in `features`."""

MAX_ERROR: Final = 0.02
"""The largest relative error of a product in bfloat16 that a sound processor makes."""

_LSTM_MODE = 2
"""The number of this kind of recurrent layer in oneDNN's operators."""
_LSTM_WEIGHTS = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
_PACKING_OPERATORS = (
    "_is_mkldnn_bf16_supported",
    "_linear_pointwise",
    "_reorder_linear_weight",
    "_reorder_mkldnn_rnn_layer_weight",
)

Apply = Callable[[Tensor], Tensor]
Recur = Callable[[Tensor, Tensor, Tensor], Tensor]
"""From vectors (place, row, size), hidden and cell state (1, row, size) to vectors."""


def best_dtype() -> torch.dtype:
    """Return the number type to multiply in on this machine.

    Single precision is right everywhere; bfloat16 is several times as fast, where there are
    instructions for it (AVX-512 BF16 or AMX) and they prove right.
    """
    has_bf16 = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    # oneDNN may be kept from using them (ONEDNN_MAX_CPU_ISA); it would emulate bfloat16.
    is_fast = has_bf16 and can_pack(torch.bfloat16)
    return torch.bfloat16 if is_fast and is_accurate(torch.bfloat16) else torch.float32


def is_accurate(dtype: torch.dtype) -> bool:
    """Return whether a product in *dtype* comes near the one in single precision."""
    generator = torch.Generator().manual_seed(1)
    vectors = torch.randn(64, 384, generator=generator)
    weight = torch.randn(384, 384, generator=generator)
    exact = vectors @ weight.T
    found = functional.linear(vectors.to(dtype), weight.to(dtype)).float()
    return bool(((found - exact).norm() / exact.norm()) < MAX_ERROR)


class Linear:
    """A linear layer that computes in the number type of its weights."""

    def __init__(
        self,
        weight: Tensor,
        bias: Tensor | None,
        dtype: torch.dtype,
        expected_rows: int = _EXPECTED_ROWS,
    ) -> None:
        """*weight* is (output, input); it is packed for about so many vectors at once."""
        weight, bias = weight.to(dtype).contiguous(), None if bias is None else bias.to(dtype)
        self._dtype = dtype
        self._apply = (
            packed_linear(weight, bias, expected_rows)
            if can_pack(dtype)
            else partial(functional.linear, weight=weight, bias=bias)
        )

    def __call__(self, vectors: Tensor) -> Tensor:
        """Return the images of *vectors*, of any number type, in the layer's own."""
        return self._apply(vectors.to(self._dtype))


# --- packed weights -----------------------------------------------------------------------


@cache
def can_pack(dtype: torch.dtype) -> bool:
    """Return whether oneDNN can pack weights of this number type."""
    there = all(hasattr(torch.ops.mkldnn, name) for name in _PACKING_OPERATORS)
    return dtype == torch.bfloat16 and there and torch.ops.mkldnn._is_mkldnn_bf16_supported()


def packed_linear(weight: Tensor, bias: Tensor | None, expected_rows: int) -> Apply:
    """Return the layer of a (output, input) weight."""
    packed = torch.ops.mkldnn._reorder_linear_weight(weight, expected_rows)

    def apply(vectors: Tensor) -> Tensor:
        found: Tensor = torch.ops.mkldnn._linear_pointwise(vectors, packed, bias, "none", [], "")
        return found

    return apply


def packed_lstm(layer: nn.LSTM) -> Recur:
    """Return an LSTM of one layer and one direction."""
    into, on, *biases = (getattr(layer, name).detach() for name in _LSTM_WEIGHTS)
    size = layer.hidden_size
    packed = torch.ops.mkldnn._reorder_mkldnn_rnn_layer_weight(into, on, size, False, True, True)

    def recur(steps: Tensor, hidden: Tensor, cell: Tensor) -> Tensor:
        found: Sequence[Tensor] = torch.ops.aten.mkldnn_rnn_layer(
            steps.contiguous(),
            *packed,
            *biases,
            hidden,
            cell,
            reverse=False,
            batch_sizes=[],
            mode=_LSTM_MODE,
            hidden_size=size,
            num_layers=1,
            has_biases=True,
            bidirectional=False,
            batch_first=False,
            train=False,
        )
        return found[0]

    return recur


# --- shapes -------------------------------------------------------------------------------


def pad_to_multiple(values: Tensor, *multiples: int) -> Tensor:
    """Return *values* with zeros behind them, its first sizes multiples of *multiples*."""
    missing = [-size % step for size, step in zip(values.shape, multiples, strict=False)]
    missing += [0] * (values.dim() - len(missing))
    return functional.pad(values, [side for each in reversed(missing) for side in (0, each)])


def round_up(size: int, multiple: int) -> int:
    """Return the least multiple that is no less than *size*."""
    return size + -size % multiple


def padding_mask(lengths: Sequence[int], width: int) -> Tensor:
    """Return for rows of these lengths, padded to *width*, what is no padding: (row, place)."""
    return torch.arange(width)[None, :] < torch.tensor(lengths)[:, None]
