"""The sizing table is what the measurement of load has found."""

from __future__ import annotations

from typing import Any

import pytest

from deploy import sizing, tables


def measured(workers: int) -> dict[str, Any]:
    """Return what a measurement with so many workers may have found."""
    return {
        "began": "2026-01-02T03:04:05+00:00",
        "options": {"workers": workers},
        "machine": {"cores": 2},
        "phases": {
            "capacity": {"accepted_per_second": 1.256 * workers},
            "hold": {"p50_ms": 812.3, "p99_ms": 2416.0},
            "memory": {
                "1": {"name": "master", "share": 500.4},
                "2": {"name": "worker", "share": 600.2 * workers},
            },
        },
    }


def test_table() -> None:
    """A row for each measurement, fewest workers first; shared memory counts once."""
    assert sizing.table([measured(2), measured(1)]) == (
        "| workers, cores | memory, MiB | articles a second | p50, s | p99, s |\n"
        "| ---: | ---: | ---: | ---: | ---: |\n"
        "| 1 | 1,101 | 1.26 | 0.81 | 2.42 |\n"
        "| 2 | 1,701 | 2.51 | 0.81 | 2.42 |\n"
        "\n"
        "Measured 2026-01-02 on 2 cores."
    )


def test_a_phase_is_missing() -> None:
    """A measurement without one of the phases makes no row."""
    found = measured(1)
    del found["phases"]["hold"]

    with pytest.raises(KeyError, match="hold"):
        sizing.row(found)


def test_page_has_a_place() -> None:
    """The page has a place for the table."""
    page = tables.PAGE.read_text("utf-8")

    assert tables.replaced(page, sizing.PLACE, "x").count("\nx\n") == 1
