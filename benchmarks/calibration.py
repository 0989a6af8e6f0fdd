"""Calibration: bins of stated confidence against true precision, and the trade-off."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.figures import Row, percent
from benchmarks.scoring import Verdict

BINS = 10
STEPS = 20  # of 0.05 each


def calibration(verdicts: Iterable[Verdict]) -> dict[str, Row]:
    """Return ten bins of confidence with n, stated and true precision, and the mean distance.

    The mean weighs each bin by its pairings. Right is: content matched at 0.3, speaker right.
    """
    predicted = [v for v in verdicts if v.side == "predicted"]
    rows: dict[str, Row] = {}
    distance = 0.0
    for place in range(BINS):
        held = [v for v in predicted if min(int(v.confidence * BINS), BINS - 1) == place]
        if held:
            stated = percent(sum(v.confidence for v in held), len(held))
            true = percent(sum(v.right for v in held), len(held))
            distance += abs(stated - true) * len(held)
            name = f"{place / BINS:.1f} to {(place + 1) / BINS:.1f}"
            rows[name] = {"n": len(held), "stated": stated, "true": true}
    rows["mean distance"] = {"n": len(predicted), "points": distance / max(len(predicted), 1)}
    return rows


def trade_off(verdicts: Iterable[Verdict]) -> dict[str, Row]:
    """Return precision and recall of the pairings kept, for rising least confidences."""
    items = list(verdicts)
    predicted = [v for v in items if v.side == "predicted"]
    gold = [v for v in items if v.side == "gold"]
    rows: dict[str, Row] = {}
    for step in range(STEPS):
        least = step / STEPS
        kept = [v.right for v in predicted if v.confidence >= least]
        met = sum(v.right and v.confidence >= least for v in gold)
        if kept:
            p, r = percent(sum(kept), len(kept)), percent(met, len(gold))
            rows[f"{least:.2f}"] = {"p": p, "r": r, "n": len(kept)}
    return rows
