"""Sizing of a deployment: figures of ``benchmarks.load`` as a table in docs/deployment.md.

    python -m benchmarks.load capacity hold memory --workers 1 --json one.json
    python -m benchmarks.load capacity hold memory --workers 2 --json two.json
    python -m deploy.sizing one.json two.json

A row for each file: workers, each with a core of its own; the memory of all processes together,
what they share counted once; articles a second that are the capacity; and within how long 99 of
100 articles are answered at 80 % of it. Measure on a machine that does nothing else.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from deploy import tables

PLACE: Final = "sizing"
HEAD: Final = (
    "| workers, cores | memory, MiB | articles a second | p50, s | p99, s |",
    "| ---: | ---: | ---: | ---: | ---: |",
)


def row(found: Mapping[str, Any]) -> str:
    """Return the row of one measurement; raises KeyError if a phase is missing."""
    phases = found["phases"]
    memory = sum(process["share"] for process in phases["memory"].values())
    held = phases["hold"]
    cells = (
        found["options"]["workers"],
        f"{memory:,.0f}",
        f"{phases['capacity']['accepted_per_second']:.2f}",
        f"{held['p50_ms'] / 1000:.2f}",
        f"{held['p99_ms'] / 1000:.2f}",
    )
    return f"| {' | '.join(map(str, cells))} |"


def table(all_found: Iterable[Mapping[str, Any]]) -> str:
    """Return the table, fewest workers first, and when and where it was measured."""
    ordered = sorted(all_found, key=lambda found: found["options"]["workers"])
    about = ordered[0]
    told = f"Measured {about['began'][:10]} on {about['machine']['cores']} cores."
    return "\n".join([*HEAD, *map(row, ordered), "", told])


def main(paths: Iterable[str]) -> None:
    """Put the table of these files into the page."""
    found = [json.loads(Path(path).read_text("utf-8")) for path in paths]
    tables.replace(PLACE, table(found))
    print(table(found))


if __name__ == "__main__":
    main(sys.argv[1:])
