"""Scores to measured precision: a rising curve by pooling adjacent violators."""

from __future__ import annotations

from collections.abc import Sequence

MIN_POOL = 40


def curve(scored: Sequence[tuple[float, bool]]) -> list[list[float]]:
    """Return points (mean score, share right), rising, of pools of at least 40 items."""
    pools: list[tuple[float, int, int]] = []
    for score, right in sorted(scored):
        pools.append((score, int(right), 1))
        while len(pools) > 1 and _merges(pools[-2], pools[-1]):
            above, below = pools.pop(), pools.pop()
            pools.append(tuple(a + b for a, b in zip(below, above, strict=True)))  # type: ignore[arg-type]
    if len(pools) > 1 and pools[-1][2] < MIN_POOL:
        last, before = pools.pop(), pools.pop()
        pools.append(tuple(a + b for a, b in zip(before, last, strict=True)))  # type: ignore[arg-type]
    return [[round(total / n, 3), round(right / n, 3)] for total, right, n in pools]


def _merges(below: tuple[float, int, int], above: tuple[float, int, int]) -> bool:
    return below[2] < MIN_POOL or below[1] * above[2] >= above[1] * below[2]
