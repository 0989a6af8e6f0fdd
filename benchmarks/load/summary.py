"""What came back, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.load.sending import Answer


def summary(answers: Sequence[Answer], seconds: float, right: Sequence[bytes]) -> dict[str, Any]:
    """Return counts by status, wrong answers, rate and times in milliseconds."""
    good = [each for each in answers if each.status == 200]
    times = sorted(each.seconds for each in good)
    refusals = [each for each in answers if each.status == 503]
    return {
        "statuses": dict(sorted(Counter(each.status for each in answers).items())),
        "wrong_answers": sum(each.body != right[each.text] for each in good),
        "refusals_without_retry_after": sum(not each.retry_after for each in refusals),
        "slowest_refusal_ms": _ms(max((each.seconds for each in refusals), default=0)),
        "accepted_per_second": round(len(good) / seconds, 3),
        "sent_late_ms": _ms(max((each.late for each in answers), default=0)),
        "p50_ms": _ms(_quantile(times, 0.5)),
        "p99_ms": _ms(_quantile(times, 0.99)),
        "p99_to_p50": round(_quantile(times, 0.99) / (_quantile(times, 0.5) or 1), 2),
    }


def growth(
    before: Mapping[int, Mapping[str, float]], after: Mapping[int, Mapping[str, float]]
) -> dict[int, float | None]:
    """Return by what share the resident memory of each process grew; None for a new one."""
    return {
        pid: round(sizes["resident"] / before[pid]["resident"] - 1, 4) if pid in before else None
        for pid, sizes in after.items()
    }


def _quantile(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))] if times else 0.0


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 1)
