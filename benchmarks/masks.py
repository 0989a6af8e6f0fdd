"""Sets of code points as integers: bit *i* is code point *i*.

Python's ``&``, ``|`` and ``bit_count`` then do the set work for a whole article in one step.
"""

from __future__ import annotations

from collections.abc import Iterable

Spans = tuple[tuple[int, int], ...]


def mask(spans: Iterable[tuple[int, int]]) -> int:
    """Return the set of the code points under half-open *spans*."""
    bits = 0
    for start, end in spans:
        bits |= ((1 << (end - start)) - 1) << start
    return bits


def shared(one: int, other: int) -> int:
    """Count the code points in both sets."""
    return (one & other).bit_count()


def iou(one: int, other: int) -> float:
    """Return intersection over union; 0.0 if both are empty."""
    union = (one | other).bit_count()
    return shared(one, other) / union if union else 0.0


def touches(one: int, other: int) -> bool:
    """Return whether the sets share half of the smaller one; never true of an empty set."""
    smaller = min(one.bit_count(), other.bit_count())
    return smaller > 0 and 2 * shared(one, other) >= smaller
