"""How numbers are multiplied: bfloat16 where the processor has instructions for it."""

from __future__ import annotations

from functools import partial

import torch
from torch import Tensor
from torch.nn import functional

from extractor.parsing.fast import packing

_TOGETHER = 640
"""Word pieces of a full batch, as in `batches`."""

CLOSE = 0.02
"""The largest error of a product of bfloat16, relative, that a sound processor makes."""


def best() -> torch.dtype:
    """Return the type of number to multiply in on this machine.

    Single precision is right everywhere; bfloat16 is several times as fast, where there are
    instructions for it (AVX-512 BF16 or AMX) and they prove right.
    """
    has_bf16 = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return torch.bfloat16 if has_bf16 and is_close(torch.bfloat16) else torch.float32


def is_close(dtype: torch.dtype) -> bool:
    """Return whether a product in *dtype* comes near the one in single precision."""
    generator = torch.Generator().manual_seed(1)
    vectors = torch.randn(64, 384, generator=generator)
    weight = torch.randn(384, 384, generator=generator)
    exact = vectors @ weight.T
    found = functional.linear(vectors.to(dtype), weight.to(dtype)).float()
    return bool(((found - exact).norm() / exact.norm()) < CLOSE)


class Linear:
    """A linear layer in the type of number of its weights, whatever type it is given."""

    def __init__(
        self, weight: Tensor, bias: Tensor | None, dtype: torch.dtype, together: int = _TOGETHER
    ) -> None:
        """*together* is how many vectors it is mostly given; other numbers are as right."""
        weight, bias = weight.to(dtype).contiguous(), None if bias is None else bias.to(dtype)
        self._dtype = dtype
        self._apply = (
            packing.linear(weight, bias, together)
            if packing.packs(dtype)
            else partial(functional.linear, weight=weight, bias=bias)
        )

    def __call__(self, vectors: Tensor) -> Tensor:
        """Return the images of *vectors*, in the layer's type of number."""
        return self._apply(vectors.to(self._dtype))
