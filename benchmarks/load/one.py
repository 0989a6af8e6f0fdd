"""One text in a separate process: ``python -m benchmarks.load.one KIND CHARACTERS``, as JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks.load.junk import KINDS, SHORT
from extractor import Extractor
from extractor.domain import Document
from extractor.engine import tune_gc
from schemas.serialization import count_words

SHORT_RUNS = 3


def measure(extractor: Extractor, text: str) -> dict[str, Any]:
    """Return seconds of the core, in all and by stage, and words."""
    stages: dict[str, float] = {}
    words = 0

    def observe(stage: str, seconds: float, made: Any) -> None:
        nonlocal words
        if made is not None:
            stages[stage] = round(stages.get(stage, 0.0) + seconds, 3)
        if isinstance(made, Document):
            words += sum(count_words(made))

    began, on_core = time.perf_counter(), time.process_time()
    extractor(text, observe)
    return {
        "core_seconds": round(time.process_time() - on_core, 3),
        "seconds": round(time.perf_counter() - began, 3),
        "words": words,
        "stages": stages,
    }


def main() -> None:
    """Measure the text short, several times, and then long, and print both."""
    kind, characters = sys.argv[1], int(sys.argv[2])
    extractor = Extractor.load()
    extractor(KINDS["news"](SHORT))
    tune_gc()
    short = [measure(extractor, KINDS[kind](SHORT)) for _ in range(SHORT_RUNS)]
    long = measure(extractor, KINDS[kind](characters))
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    best = min(short, key=lambda each: each["core_seconds"])
    print(
        json.dumps(
            {"kind": kind, "characters": characters, "peak_mib": kib // 1024}
            | {"short": best, "long": long}
        )
    )


if __name__ == "__main__":
    main()
