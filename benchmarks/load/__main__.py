"""Measure the service under load; figures are written to a JSON file as they come."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks.load.junk import KINDS
from benchmarks.load.phases import SHARE, TIMES, Service, service
from benchmarks.load.report import PLACE, Report
from benchmarks.load.sending import by_chance, evenly
from benchmarks.load.worst import worst
from deploy.tables import replaced

PHASES: Final = ("capacity", "hold", "chance", "over", "memory", "worst")
NEEDS_SERVICE: Final = frozenset(PHASES[:5])
TOLD: Final = (
    *("workers", "texts", "minutes", "chance_minutes", "over_minutes", "capacity_minutes"),
    "characters",
)
LONGEST: Final = 180
"""Minutes."""


def main() -> None:
    """Run the phases one after the other; the status is 1 if a bound was exceeded."""
    options = _options()
    asked = PHASES if "all" in options.phases else tuple(options.phases)
    told = {key: value for key, value in vars(options).items() if key in TOLD}
    report = Report(options.json, told, options.add)
    if NEEDS_SERVICE & set(asked):
        with service(options.workers, options.texts) as running:
            _under_load(running, asked, options, report)
    if "worst" in asked:
        found: dict[str, Any] = {}
        for kind in options.kinds or KINDS:
            found[kind] = worst(kind, options.characters)
            report.add("worst", dict(found))
    print(report.table())
    if options.page:
        page = replaced(options.page.read_text("utf-8"), PLACE, report.table())
        options.page.write_text(page, "utf-8")
    raise SystemExit(0 if report.kept else 1)


def _under_load(
    running: Service, asked: tuple[str, ...], options: argparse.Namespace, report: Report
) -> None:
    running.capacity(60 * options.capacity_minutes, partial(report.add, "capacity"))
    rate = report.phases["capacity"]["accepted_per_second"]
    for name, pace, share, minutes in (
        ("hold", evenly, SHARE, options.minutes),
        ("chance", by_chance, SHARE, options.chance_minutes),
        ("over", by_chance, TIMES, options.over_minutes),
    ):
        if name in asked:
            running.at(pace, share * rate, 60 * minutes, partial(report.add, name))
    if "memory" in asked:
        report.add("memory", running.memory())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("phases", nargs="+", choices=("all", *PHASES))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--texts", type=int, default=20, help="how many different articles")
    parser.add_argument("--minutes", type=float, default=30, help="at 80 %% of capacity")
    parser.add_argument("--chance-minutes", type=float, default=5, help="the same, by chance")
    parser.add_argument("--over-minutes", type=float, default=5, help="at three times capacity")
    parser.add_argument("--capacity-minutes", type=float, default=2)
    parser.add_argument("--characters", type=int, default=100_000, help="of the worst texts")
    parser.add_argument("--kinds", nargs="+", choices=tuple(KINDS), help="of the worst texts")
    parser.add_argument("--json", type=Path, default=Path("load.json"), help="where figures go")
    parser.add_argument("--add", action="store_true", help="keep what other phases have written")
    parser.add_argument("--page", type=Path, help="a page to put the table into")
    options = parser.parse_args()
    if max(value for key, value in vars(options).items() if key.endswith("minutes")) > LONGEST:
        parser.error(f"a phase takes {LONGEST} minutes at most")
    return options


if __name__ == "__main__":
    main()
