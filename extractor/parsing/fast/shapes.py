"""Few shapes: what multiplies numbers is compiled anew for each shape that it has not met yet.

On texts that it sees for the first time, a process would spend a quarter of its time on that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

STEP: Final = 32
"""Vectors are filled up to a multiple of it with zeros: bfloat16 is slow with other sizes."""


def even(values: Tensor, *steps: int) -> Tensor:
    """Return *values* with zeros behind them, its first sizes multiples of *steps*."""
    missing = [-size % step for size, step in zip(values.shape, steps, strict=False)]
    missing += [0] * (values.dim() - len(missing))
    return functional.pad(values, [side for each in reversed(missing) for side in (0, each)])


def rounded(size: int, step: int) -> int:
    """Return the least multiple of *step* that is no less than *size*."""
    return size + -size % step


def inside(lengths: Sequence[int], width: int) -> Tensor:
    """Tell of each (row, place) of rows of these lengths, padded to *width*, what is no padding."""
    return torch.arange(width)[None, :] < torch.tensor(lengths)[:, None]
