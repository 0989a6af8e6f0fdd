"""Passages in quotation marks: are they found, with the right speaker?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.items import GoldDocument, Item
from benchmarks.masks import mask, shared, touches

QUOTED_RUN = re.compile(
    r"""
    [“”„«"]                 # a mark that may open
    ( [^“”„«»"\n]+? )       # the run
    (?: [”“»"] | (?=\n|$) ) # closed by a mark, or by the end of its line
    """,
    re.VERBOSE,
)
SHORTEST = 4
ENOUGH = 0.8


def quoted_runs(document: GoldDocument) -> Iterator[int]:
    """Yield the runs of four words or more, as masks, without those that gold ignores."""
    for found in QUOTED_RUN.finditer(document.text):
        run = mask([found.span(1)])
        if len(re.findall(r"\w+", found.group(1))) >= SHORTEST and not run & document.ignore:
            yield run


def count_runs(
    document: GoldDocument, gold: Sequence[Item], predicted: Sequence[Item]
) -> Counter[str]:
    """Count the runs in a gold content, in a predicted one, in both, and with the right speaker."""
    counts: Counter[str] = Counter()
    for run in quoted_runs(document):
        wanted, got = _covering(run, gold), _covering(run, predicted)
        counts["quoted gold"] += wanted is not None
        counts["quoted predicted"] += got is not None
        if wanted and got:
            counts["quoted right"] += 1
            counts["quoted+who right"] += not wanted.source or touches(got.source, wanted.source)
    return counts


def _covering(run: int, items: Sequence[Item]) -> Item | None:
    best = max(items, key=lambda item: shared(run, item.content), default=None)
    return best if best and shared(run, best.content) >= ENOUGH * run.bit_count() else None
