"""Costs of an extractor besides speed: stages, growth, memory, the first answer."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FIRST, PARSING = "cleaning", "parsing"

_MEMORY = """
import json, os, sys
from pathlib import Path
from extractor import Extractor
from extractor.engine import tune_gc

def figure(file, key):
    lines = Path(f"/proc/self/{file}").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(key)) // 1024

extractor = Extractor.load()
extractor("“We open on Monday,” said Ada Lund, the mayor.")
loaded = figure("smaps_rollup", "Rss:")
tune_gc()
reader, writer = os.pipe()
if not os.fork():
    for _ in range(3):
        extractor("“We open on Monday,” said Ada Lund, the mayor. She added that tolls stay. " * 60)
    os.write(writer, str(figure("smaps_rollup", "Private_")).encode())
    os._exit(0)
os.wait()
print(json.dumps([loaded, int(os.read(reader, 99))]))
"""

_FIRST = """
from extractor import Extractor
print(len(Extractor.load()("“We open on Monday,” said Ada Lund, the mayor.").quotes))
"""


_SIMULATED = "ONEDNN_MAX_CPU_ISA"
"""Keeps torch's library from instructions that the processor has."""


def processor() -> str:
    """Return the processor's name, family and model, and the instructions that it is kept to."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").partition("\n\n")[0].splitlines()
    told = {name.strip(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    name = told.get("model name") or platform.machine()
    if "cpu family" in told:
        name += f", family {told['cpu family']}, model {told['model']}"
    kept = os.environ.get(_SIMULATED)
    return f"{name}, kept to {kept} (simulated)" if kept else name


@dataclass(slots=True)
class Stages:
    """An observer that adds up the processor's seconds in each stage, and the parsed words."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    words: int = 0
    _last: float = 0.0

    def observe(self, stage: str, seconds: float, made: Any) -> None:
        """Count the seconds since the last call for *stage*."""
        now = time.process_time()
        since = seconds if stage == FIRST else now - self._last
        self.seconds[stage] += since
        self._last = now
        if stage == PARSING:
            self.words += sum(len(sentence.words) for sentence in made.sentences)

    def shares(self) -> dict[str, float]:
        """Return each stage's share of the time, in per cent."""
        whole = sum(self.seconds.values())
        return {stage: round(100 * each / whole, 1) for stage, each in self.seconds.items()}


def growth(extract: Callable[[str], Any], text: str, lengths: Sequence[int]) -> dict[str, float]:
    """Return the processor's seconds for texts of these lengths, in characters, best of three."""
    return {
        str(length): min(_seconds(extract, text[:length]) for _ in range(3)) for length in lengths
    }


def _seconds(extract: Callable[[str], Any], text: str) -> float:
    began = time.process_time()
    extract(text)
    return round(time.process_time() - began, 3)


def memory() -> dict[str, int]:
    """Return MiB of a process with the models, and of its own to one forked from it, after work."""
    loaded, forked = map(int, _run(_MEMORY).strip("[]\n").split(","))
    return {"loaded": loaded, "forked": forked}


def first_answer() -> dict[str, float]:
    """Return the seconds of a process to its first answer: wall time and CPU time."""
    began, before = time.perf_counter(), os.times()
    _run(_FIRST)
    after = os.times()
    own = after.children_user + after.children_system
    spent = own - before.children_user - before.children_system
    return {"clock": round(time.perf_counter() - began, 2), "processor": round(spent, 2)}


def _run(code: str) -> str:
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
