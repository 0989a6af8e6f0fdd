"""Figures in per cent from the counts and verdicts of all documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypedDict

from benchmarks.scoring import BARS, LOW, TYPES, Verdict

Row = dict[str, float]


class Figures(TypedDict):
    """The figures of one run: ``overall`` by measure, ``rules`` by the name of the rule."""

    overall: dict[str, Row]
    rules: dict[str, Row]


def figures(counts: Counter[str], verdicts: Iterable[Verdict]) -> Figures:
    """Work out precision, recall and F by measure, and the figures by rule."""
    overall = {
        "quoted": _quoted("quoted right", counts),
        "quoted+who": _quoted("quoted+who right", counts),
    }
    for bar in BARS:
        overall[f"all@{bar}"] = _matched(f"all@{bar}", "right", counts)
    for kind in TYPES:
        overall[f"{kind}@{LOW}"] = _matched(f"{kind}@{LOW}", "precise", counts)
    return {"overall": overall, "rules": _by_rule(verdicts)}


def percent(part: float, whole: float) -> float:
    """Return *part* of *whole* in per cent; 0.0 if *whole* is 0."""
    return 100 * part / whole if whole else 0.0


def _prf(precise: int, predicted: int, recalled: int, gold: int) -> Row:
    p, r = percent(precise, predicted), percent(recalled, gold)
    f = 2 * p * r / (p + r) if p + r else 0.0
    return {"p": p, "r": r, "f": f, "gold": gold, "predicted": predicted}


def _quoted(right: str, counts: Counter[str]) -> Row:
    n = counts[right]
    return _prf(n, counts["quoted predicted"], n, counts["quoted gold"])


def _matched(name: str, precise: str, counts: Counter[str]) -> Row:
    row = _prf(
        counts[f"{name} {precise}"],
        counts[f"{name} predicted"],
        counts[f"{name} right"],
        counts[f"{name} gold"],
    )
    row["who"] = percent(counts[f"{name} who"], counts[f"{name} sourced"])
    row["cue"] = percent(counts[f"{name} cue"], counts[f"{name} cued"])
    return row


def _by_rule(verdicts: Iterable[Verdict]) -> dict[str, Row]:
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.side == "predicted":
            groups.setdefault(verdict.rule, []).append(verdict)
    largest_first = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return {rule: _rule(group) for rule, group in largest_first}


def _rule(verdicts: list[Verdict]) -> Row:
    n = len(verdicts)
    who = [verdict.who for verdict in verdicts if verdict.who is not None]
    cue = [verdict.cue for verdict in verdicts if verdict.cue is not None]
    return {
        "n": n,
        "p": percent(sum(verdict.matched for verdict in verdicts), n),
        "right": percent(sum(verdict.right for verdict in verdicts), n),
        "confidence": percent(sum(verdict.confidence for verdict in verdicts), n),
        "who": percent(sum(who), len(who)),
        "sourced": len(who),
        "cue": percent(sum(cue), len(cue)),
        "cued": len(cue),
    }
