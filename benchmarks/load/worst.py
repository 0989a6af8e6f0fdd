"""The worst texts within the limits, each in a process of its own, on one core."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, Final

from benchmarks.load.server import ROOT

PATIENCE: Final = 600
"""Seconds after which a text is given up."""


def worst(kind: str, characters: int) -> dict[str, Any]:
    """Return what a kind of text costs: seconds of a core, peak memory, and long against short.

    ``ratio`` is the cost of 1,000 words of the long text to that of the short one.
    """
    command = [sys.executable, "-m", "benchmarks.load.one", kind, str(characters)]
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return {"error": f"no end within {PATIENCE} s"}
    if done.returncode:
        return {"error": done.stderr[-500:]}
    found: dict[str, Any] = json.loads(done.stdout)
    each = {size: _per_thousand(found[size]) for size in ("short", "long")}
    ratio = round(each["long"] / each["short"], 2) if each["short"] else None
    return found | {"ms_per_1000_words": each, "ratio": ratio}


def _per_thousand(run: dict[str, Any]) -> float:
    return float(round(1e6 * run["core_seconds"] / max(1, run["words"]), 1))
