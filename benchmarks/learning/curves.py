"""Scores to measured precision: a rising curve by pooling adjacent violators."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

MIN_POOL = 40
Pool = tuple[float, int, int]
"""Sum of the scores, number right, number of items."""


def curve(scored: Sequence[tuple[float, bool]]) -> list[list[float]]:
    """Return points (mean score, share right), rising, of pools of at least 40 items."""
    pools: list[Pool] = []
    for score, items in groupby(sorted(scored), key=lambda item: item[0]):
        right = [is_right for _, is_right in items]
        pools.append((score * len(right), sum(right), len(right)))
        while len(pools) > 1 and _merges(pools[-2], pools[-1]):
            pools.append(_sum(pools.pop(), pools.pop()))
    if len(pools) > 1 and pools[-1][2] < MIN_POOL:
        pools.append(_sum(pools.pop(), pools.pop()))
    return [[round(total / n, 3), round(right / n, 3)] for total, right, n in pools]


def _sum(one: Pool, other: Pool) -> Pool:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _merges(below: Pool, above: Pool) -> bool:
    return below[2] < MIN_POOL or below[1] * above[2] >= above[1] * below[2]
