"""Weights laid out once as oneDNN reads them, which torch else does again at each call.

The operators are those that torch's own compiler puts in place of linear and recurrent layers when
it freezes a model (`torch/_inductor/mkldnn_lowerings.py`, `mkldnn_fusion.py`); what they compute is
the same, bit for bit. They are there for bfloat16 only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import torch
from torch import Tensor, nn

_LSTM = 2
"""The number of this kind of recurrent layer."""

_WEIGHTS = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")

_NEEDED = (
    "_is_mkldnn_bf16_supported",
    "_linear_pointwise",
    "_reorder_linear_weight",
    "_reorder_mkldnn_rnn_layer_weight",
)

Apply = Callable[[Tensor], Tensor]
Follow = Callable[[Tensor, Tensor, Tensor], Tensor]
"""From vectors (place, row, size), hidden state and cell (1, row, size) to vectors."""


@cache
def packs(dtype: torch.dtype) -> bool:
    """Return whether weights of this type of number can be laid out ahead."""
    there = all(hasattr(torch.ops.mkldnn, name) for name in _NEEDED)
    return dtype == torch.bfloat16 and there and torch.ops.mkldnn._is_mkldnn_bf16_supported()


def linear(weight: Tensor, bias: Tensor | None, together: int) -> Apply:
    """Return the layer of a (output, input) weight, for mostly so many vectors *together*."""
    packed = torch.ops.mkldnn._reorder_linear_weight(weight, together)

    def apply(vectors: Tensor) -> Tensor:
        found: Tensor = torch.ops.mkldnn._linear_pointwise(vectors, packed, bias, "none", [], "")
        return found

    return apply


def lstm(layer: nn.LSTM) -> Follow:
    """Return an LSTM of one layer and one direction."""
    into, on, *biases = (getattr(layer, name).detach() for name in _WEIGHTS)
    size = layer.hidden_size
    packed = torch.ops.mkldnn._reorder_mkldnn_rnn_layer_weight(into, on, size, False, True, True)

    def follow(steps: Tensor, hidden: Tensor, cell: Tensor) -> Tensor:
        found: Sequence[Tensor] = torch.ops.aten.mkldnn_rnn_layer(
            steps.contiguous(),
            *packed,
            *biases,
            hidden,
            cell,
            reverse=False,
            batch_sizes=[],
            mode=_LSTM,
            hidden_size=size,
            num_layers=1,
            has_biases=True,
            bidirectional=False,
            batch_first=False,
            train=False,
        )
        return found[0]

    return follow
