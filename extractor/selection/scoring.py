"""How likely a candidate is right: a logistic model over its named features.

``data/weights.json`` is made by ``benchmarks/train.py`` from a gold file. The rules propose;
the weights only say how far to trust a proposal. Deterministic: a sum of floats in a fixed order.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources

from extractor import lexicon
from extractor.domain import Candidate


@cache
def _weights() -> dict[str, float]:
    source = resources.files("extractor").joinpath("data", "weights.json")
    if not source.is_file():
        return {}
    weights: dict[str, float] = json.loads(source.read_text(encoding="utf-8"))
    return weights


def inputs(candidate: Candidate, rate: float | None = None) -> tuple[tuple[str, float], ...]:
    """Return the features of *candidate* with their values; *rate* replaces the lexicon's."""
    lemma = candidate.cue.lemma if candidate.cue else ""
    share = lexicon.rate(lemma, candidate.frame) if rate is None else rate
    share = min(max(share, 0.01), 0.99)
    logit = math.log(share / (1 - share))
    base = [("bias", 1.0), ("evidence", logit), (f"evidence&{candidate.rule}", logit)]
    return (*base, *((name, 1.0) for name in candidate.features))


def score(candidate: Candidate) -> float:
    """Return the probability, 0 to 1, that the pairing is right."""
    weights = _weights()
    total = sum(weights.get(name, 0.0) * value for name, value in inputs(candidate))
    return 1 / (1 + math.exp(-min(max(total, -30.0), 30.0)))
