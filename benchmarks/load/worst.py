"""The worst texts within the limits, each in a separate process, on one core."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, Final

from benchmarks.load.junk import SHORT
from benchmarks.load.server import ROOT

PATIENCE: Final = 600
"""Seconds after which a text is given up."""


def worst(kind: str, characters: int) -> dict[str, Any]:
    """Return the cost of a kind of text: CPU seconds, peak memory, and long against short.

    ``ratio`` is the cost of 1,000 words of the long text to that of the short one; where both are
    a single word, as only marks is, that of 1,000 characters.
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
    each = compared(found["short"], found["long"], characters)
    ratio = round(each["long"] / each["short"], 2) if each["short"] else None
    return found | {"ms_per_1000": each, "ratio": ratio}


def compared(short: dict[str, Any], long: dict[str, Any], characters: int) -> dict[str, float]:
    """Return the milliseconds that 1,000 words, or 1,000 characters, took of both."""
    sizes = short["words"], long["words"]
    if max(sizes) <= 1:
        sizes = SHORT, characters
    return {
        name: round(1e6 * run["core_seconds"] / max(1, size), 1)
        for name, run, size in zip(("short", "long"), (short, long), sizes, strict=True)
    }
