"""Garbage collection in a process whose models are loaded."""

from __future__ import annotations

import gc
from typing import Final

THRESHOLDS: Final = (50_000, 20, 50)
"""New objects before a collection of the youngest generation, and collections before the older."""


def tune_gc() -> None:
    """Freeze what is loaded and collect rarely; call once, after loading the models.

    Models are never garbage: scanning them costs time and, after a fork, memory, since every page
    that the collector writes to is copied. What is made from a text hardly ever holds cycles, so
    reference counting frees it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
