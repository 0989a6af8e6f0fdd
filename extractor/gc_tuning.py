"""Garbage collection in a process whose models are loaded."""

from __future__ import annotations

import gc
from typing import Final

THRESHOLDS: Final = (50_000, 20, 50)
"""The thresholds of the three generations."""


def tune_gc() -> None:
    """Freeze the loaded objects and collect rarely; call once, after loading the models.

    Models are never garbage: scanning them costs time and, after a fork, memory, since every page
    that the collector writes to is copied. Objects made from a text rarely form cycles, so
    reference counting frees them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
