"""How likely a candidate is right: a logistic model over its named features.

The rules propose; the weights score each proposal. ``data/weights.json`` and
``data/confidence.json`` are made by ``benchmarks/learn.py`` from a gold file. Deterministic: a sum
of floats in a fixed order.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from extractor import cue_lexicon
from extractor.cue_lexicon import Lexicon
from extractor.domain import Candidate

EDGE = 0.01
# Fixed scores for frames that are regular and too rare in the gold corpus to learn a weight.
TRUSTED = {
    "transcript": 0.9,
    "script": 0.7,
    "back-reference": 0.9,
    "inverted-quotation": 0.9,
    "list-item": 0.9,
    "layout": 0.85,
    "headline-colon": 0.85,
    "colon-quotation": 0.93,
    "heard": 0.9,
}
Curve = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Scorer:
    """A lexicon, the features' weights, and curves from score to measured precision.

    A curve is a list of (score, precision), rising, one for each type of quotation.
    """

    lexicon: Lexicon
    weights: Mapping[str, float]
    curves: Mapping[str, Curve]
    _framed: dict[str, dict[str, float]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        framed: dict[str, dict[str, float]] = {}
        for key, weight in self.weights.items():
            frame, _, name = key.partition("&")
            framed.setdefault(frame, {})[name] = weight
        object.__setattr__(self, "_framed", framed)

    def score(self, candidate: Candidate) -> float:
        """Return the model's probability, 0 to 1, that the pairing is right."""
        if candidate.frame in TRUSTED:
            return TRUSTED[candidate.frame]
        weights, logit = self.weights, _logit(candidate, self.lexicon)
        total = weights.get("bias", 0.0) + weights.get("evidence", 0.0) * logit
        total += weights.get(f"evidence&{candidate.rule}", 0.0) * logit
        total = sum([weights[name] for name in _names(candidate) if name in weights], total)
        framed = self._framed.get(candidate.frame, {})
        total = sum([framed[name] for name in candidate.features if name in framed], total)
        return 1 / (1 + math.exp(-min(max(total, -30.0), 30.0)))

    def confidence(self, kind: str, score: float) -> float:
        """Return the measured precision at this *score* for this *kind*, 0 to 1."""
        curve = self.curves.get(kind)
        return round(_interpolated(curve, score) if curve else score, 2)


@cache
def default() -> Scorer:
    """Return the scorer that ships with the package."""
    curves = cue_lexicon.read_data("confidence.json")["curves"]
    return Scorer(cue_lexicon.default(), cue_lexicon.read_data("weights.json"), curves)


def inputs(candidate: Candidate, evidence: Lexicon) -> tuple[tuple[str, float], ...]:
    """Return the features of *candidate* with their values, as used in training."""
    logit = _logit(candidate, evidence)
    base = (("bias", 1.0), ("evidence", logit), (f"evidence&{candidate.rule}", logit))
    plain = ((name, 1.0) for name in _names(candidate))
    return (*base, *plain, *((f"{candidate.frame}&{n}", 1.0) for n in candidate.features))


def _names(candidate: Candidate) -> tuple[str, ...]:
    """Return the unconjoined features: rule, frame and type, the features, the rule's notes."""
    kind = (f"rule={candidate.rule}", f"frame={candidate.frame}", f"type={candidate.type}")
    return (*kind, *candidate.features, *candidate.notes)


def _logit(candidate: Candidate, evidence: Lexicon) -> float:
    lemma = candidate.cue.lemma if candidate.cue else ""
    share = min(max(evidence.rate(lemma, candidate.frame), EDGE), 1 - EDGE)
    return math.log(share / (1 - share))


def _interpolated(curve: Curve, score: float) -> float:
    at = bisect_right([point[0] for point in curve], score)
    if at == 0 or at == len(curve):
        return curve[min(at, len(curve) - 1)][1]
    (x0, y0), (x1, y1) = curve[at - 1], curve[at]
    return y0 + (y1 - y0) * (score - x0) / (x1 - x0)
