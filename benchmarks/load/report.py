"""The figures: in a JSON file as they come, and as a table in the end."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.load.bounds import rows

PLACE = "load"
"""The name of the table's place on a page."""


class Report:
    """The figures so far; every addition is written at once."""

    def __init__(self, path: Path, options: Mapping[str, Any], add: bool = False) -> None:
        """Begin a report, or *add* to the one that is there."""
        self._path = path
        earlier = json.loads(path.read_text("utf-8"))["phases"] if add else {}
        self.phases: dict[str, Any] = earlier
        self._about: dict[str, Any] = {
            "began": datetime.now(UTC).isoformat(timespec="seconds"),
            "options": dict(options),
            "machine": {
                "processor": _processor(),
                "cores": os.cpu_count(),
                "kernel": platform.release(),
                "load_before": round(os.getloadavg()[0], 1),
            },
        }

    def add(self, name: str, figures: Any) -> None:
        """Add the figures of a phase and print a line."""
        self.phases[name] = figures
        self._about["load_average"] = os.getloadavg()
        whole = self._about | {"phases": self.phases, "bounds": list(rows(self.phases))}
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
        part.replace(self._path)
        print(json.dumps({name: figures}), flush=True)

    def table(self) -> str:
        """Return capacity, times, sizes and bounds, as Markdown."""
        options = " ".join(f"{name}={value}" for name, value in self._about["options"].items())
        machine = self._about["machine"]
        head = (
            f"Begun {self._about['began']} on {machine['cores']} cores ({machine['processor']}), "
            f"with a load average of {machine['load_before']} from other programs; {options}."
        )
        parts = [_figures(self.phases), _sizes(self.phases), _bounds(self.phases)]
        return "\n\n".join([head, *("\n".join(part) for part in parts)])

    @property
    def kept(self) -> bool:
        """Whether all bounds were kept."""
        return all(row[-1] for row in rows(self.phases))


def _processor() -> str:
    """Return the processor's name and family, as Linux gives them."""
    found = dict.fromkeys(("model name", "cpu family", "model"), "?")
    for line in Path("/proc/cpuinfo").read_text("utf-8").split("\n\n")[0].splitlines():
        name, _, value = line.partition(":")
        found[name.strip()] = value.strip()
    return f"{found['model name']}, family {found['cpu family']}, model {found['model']}"


def _figures(phases: Mapping[str, Any]) -> Iterator[str]:
    yield "| phase | seconds | asked / s | accepted / s | answers | p50 ms | p99 ms | slowest ms |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for name in ("capacity", "hold", "chance", "over"):
        found = phases.get(name)
        if found:
            answers = ", ".join(f"{n} × {status}" for status, n in found["statuses"].items())
            yield _row(
                name,
                found["seconds"],
                found.get("rate", "all"),
                found["accepted_per_second"],
                answers,
                found["p50_ms"],
                found["p99_ms"],
                found["slowest_ms"],
            )


def _sizes(phases: Mapping[str, Any]) -> Iterator[str]:
    yield "| process | resident, MiB | of it its own | with its share of the rest |"
    yield "| --- | --- | --- | --- |"
    for size in phases.get("memory", {}).values():
        yield _row(size["name"], size["resident"], size["own"], size["share"])


def _bounds(phases: Mapping[str, Any]) -> Iterator[str]:
    yield "| phase | figure | value | bound | kept |"
    yield "| --- | --- | --- | --- | --- |"
    for *row, kept in rows(phases):
        yield _row(*row, "yes" if kept else "NO")


def _row(*cells: Any) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"
