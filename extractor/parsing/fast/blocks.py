"""Rows of word pieces side by side, as attention sees them: those of like length in a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import torch
from torch import Tensor

from extractor.parsing.fast.shapes import inside, rounded

_STEP = 16
"""Rows are padded to a multiple of it: attention over other lengths is half as fast."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of like length. Elsewhere rows stand end to end, without padding.

    ``flat`` (row, place) is where among those pieces that of a place stands, and ``places`` at
    which places, counted row by row, pieces are and no padding. ``hidden`` is what attention adds
    to the score of each place: nothing, or minus infinity for padding.
    """

    flat: Tensor
    places: Tensor
    hidden: Tensor

    @classmethod
    def of(cls, start: int, lengths: Sequence[int], width: int, dtype: torch.dtype) -> Block:
        """Lay out rows of these lengths, of which the first begins at piece *start*."""
        pieces = inside(lengths, width)
        flat = (pieces.flatten().cumsum(0) - 1).view(pieces.shape) + start
        hidden = torch.zeros(pieces.shape, dtype=dtype).masked_fill(~pieces, -torch.inf)
        return cls(flat, pieces.flatten().nonzero().squeeze(1), hidden[:, None, None, :])


def laid_out(lengths: Sequence[int], dtype: torch.dtype) -> Iterator[Block]:
    """Yield rows of these lengths in blocks; neighbours of like length share one."""
    start = 0
    for width, alike in groupby(lengths, lambda length: rounded(length, _STEP)):
        block = list(alike)
        yield Block.of(start, block, width, dtype)
        start += sum(block)
