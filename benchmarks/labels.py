"""Speaker labels against hand-made ones.

A gold quotation counts as found where one predicted quotation covers half of its characters; its
label is right if it equals the gold label or an alias, ignoring case, punctuation, leading articles
and titles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.figures import percent
from benchmarks.items import GoldDocument, Item, read_lines
from benchmarks.masks import shared

LEADING = frozenset("the a an mr mrs ms miss dr".split())
ENOUGH = 0.5


def label_figures(
    path: Path, documents: Mapping[str, tuple[GoldDocument, Sequence[Item]]]
) -> dict[str, dict[str, float]]:
    """Return, for all labels and by what they take, the shares right and found in per cent.

    *documents* holds each document with its predicted items; labels of others are left out.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for line in read_lines(path):
        if line["doc"] in documents:
            counts += _document(line["labels"], *documents[line["doc"]])
    return {
        group: {
            "right": percent(counts[group, "right"], n),
            "right of found": percent(counts[group, "right"], counts[group, "found"]),
            "found": percent(counts[group, "found"], n),
            "n": n,
        }
        for (group, what), n in sorted(counts.items())
        if what == "n"
    }


def normal(label: str | None) -> str:
    """Return a label without case, punctuation, genitive, leading articles and titles."""
    words = re.findall(r"\w+", re.sub("['’]s", "", (label or "").lower()))
    first = next((i for i, word in enumerate(words) if word not in LEADING), len(words))
    return " ".join(words[first:])


def _document(
    labels: Sequence[dict[str, Any]], gold: GoldDocument, predicted: Sequence[Item]
) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    content = {item.id: item.content for item in gold.items}
    for label in labels:
        if not label.get("skip"):
            item = _covering(content[label["id"]], predicted)
            accepted = {normal(form) for form in (label["label"], *label.get("aliases", ()))}
            right = item is not None and normal(item.label) in accepted
            for group in ("all", f"need {label.get('need')}", f"kind {label.get('kind')}"):
                counts[group, "n"] += 1
                counts[group, "found"] += item is not None
                counts[group, "right"] += right
    return counts


def _covering(content: int, predicted: Sequence[Item]) -> Item | None:
    best = max(predicted, key=lambda item: shared(item.content, content), default=None)
    return best if best and shared(best.content, content) >= ENOUGH * content.bit_count() else None
