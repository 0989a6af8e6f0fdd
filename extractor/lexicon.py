"""Cue words with evidence: how often a lemma in a frame was an attribution on the training corpus.

``data/cues.json`` maps lemma -> frame -> [attributions, uses]; ``benchmarks/make_lexicon.py``
makes it from a gold file.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Final

from extractor.domain import CueClass

FLOOR: Final = 0.12
PRIOR_WEIGHT: Final = 3.0
ALWAYS: Final = frozenset({"layout", "colon", "continuation", "script", "script-quotation"})


@cache
def _table() -> dict[str, dict[str, list[int]]]:
    source = resources.files("extractor").joinpath("data", "cues.json")
    if not source.is_file():
        return {}
    table: dict[str, dict[str, list[int]]] = json.loads(source.read_text(encoding="utf-8"))
    return table


@cache
def rate(lemma: str, frame: str) -> float:
    """Return the smoothed share of uses of *lemma* in *frame* that were attributions, 0 to 1."""
    if frame in ALWAYS:
        return 1.0
    hits, uses = _table().get(lemma, {}).get(frame, [0, 0])
    prior = base_rate(frame)
    return (hits + PRIOR_WEIGHT * prior) / (uses + PRIOR_WEIGHT)


@cache
def base_rate(frame: str) -> float:
    """Return the share of a rare lemma's uses in *frame* that were attributions."""
    return _table().get("*", {}).get(frame, [0, 0])[0] / max(_table().get("*", {}).get(frame, [0, 1])[1], 1)


def cue_class(lemma: str) -> CueClass:
    """Return the class of a cue lemma."""
    return "speech" if lemma else "layout"
