"""The bounds of the figures, as rows: phase, figure, value, bound, kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

GROWTH: Final = 0.03
P99_TO_P50: Final = 4.0
ACCEPTED: Final = 0.9
SECONDS: Final = 20.0
MIB: Final = 1500 / 1.048576  # 1.5 GB
RATIO: Final = 1.3
HEALTH_MS: Final = 50.0

Row = tuple[str, str, Any, str, bool]


def rows(phases: Mapping[str, Any]) -> Iterator[Row]:
    """Yield a row for each bound on the phases that there are."""
    for name in ("hold", "chance"):
        if name in phases:
            yield from _answered(name, phases[name])
    if "hold" in phases:
        yield from _hold(phases["hold"])
    if "over" in phases:
        yield from _over(phases["over"], phases["capacity"]["accepted_per_second"])
    for name in ("hold", "chance", "over"):
        if name in phases:
            slowest = phases[name]["healthz"]["p99_ms"]
            yield name, "healthz p99, ms", slowest, f"<= {HEALTH_MS:g}", slowest <= HEALTH_MS
    for kind, found in phases.get("worst", {}).items():
        yield from _worst(kind, found)


def _answered(phase: str, found: Mapping[str, Any]) -> Iterator[Row]:
    others = {status: n for status, n in found["statuses"].items() if status != "200"}
    yield phase, "answers other than 200", sum(others.values()), "0", not others
    yield phase, "wrong answers", found["wrong_answers"], "0", found["wrong_answers"] == 0


def _hold(found: Mapping[str, Any]) -> Iterator[Row]:
    ratio = found["p99_to_p50"]
    yield "hold", "p99 / p50", ratio, f"<= {P99_TO_P50:g}", ratio <= P99_TO_P50
    for pid, size in found["memory"].items():
        grown = size["grown"]
        kept = grown is not None and grown <= GROWTH
        yield "hold", f"growth of {size['name']} {pid}", grown, f"<= {GROWTH:g}", kept


def _over(found: Mapping[str, Any], capacity: float) -> Iterator[Row]:
    others = {status: n for status, n in found["statuses"].items() if status not in ("200", "503")}
    yield "over", "answers other than 200 and 503", sum(others.values()), "0", not others
    bare, wrong = found["refusals_without_retry_after"], found["wrong_answers"]
    yield "over", "refusals without Retry-After", bare, "0", bare == 0
    yield "over", "wrong answers", wrong, "0", wrong == 0
    share = round(found["accepted_per_second"] / capacity, 3)
    yield "over", "accepted, of capacity", share, f">= {ACCEPTED:g}", share >= ACCEPTED


def _worst(kind: str, found: Mapping[str, Any]) -> Iterator[Row]:
    if "error" in found:
        yield "worst", kind, found["error"], "an end", False
        return
    seconds, peak, ratio = found["long"]["core_seconds"], found["peak_mib"], found["ratio"]
    yield "worst", f"{kind}: seconds", seconds, f"< {SECONDS:g}", seconds < SECONDS
    yield "worst", f"{kind}: peak, MiB", peak, f"< {MIB:.0f}", peak < MIB
    yield (
        "worst",
        f"{kind}: long / short",
        ratio,
        f"<= {RATIO:g}",
        ratio is not None and ratio <= RATIO,
    )
