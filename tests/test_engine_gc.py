"""Tuning of the garbage collector after loading."""

from __future__ import annotations

import gc

from extractor.engine import THRESHOLDS, tune_gc


def test_the_collector_leaves_what_is_loaded_alone() -> None:
    """What is there is frozen, and what comes is looked at rarely."""
    before = gc.get_threshold()
    try:
        tune_gc()
        assert (gc.get_freeze_count() > 10_000, gc.get_threshold()) == (True, THRESHOLDS)
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
