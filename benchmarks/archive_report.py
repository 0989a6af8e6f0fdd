"""Measure a report on an archive: seconds and memory of the command, as JSON.

python -m benchmarks.archive_report --documents 2000

The archive is generated: documents with up to twelve quotations by up to five sources of all kinds,
with channels, anonymity and dates; the same for the same number.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

WORDS: Final = """the council will not pay for a new bridge over the river until spring because the
money is gone and nobody knows where it went""".split()
SOURCES: Final = (
    *((f"Ana Ruiz {number}", "person") for number in range(400)),
    *(
        (name, "person")
        for name in ("Ruth Okafor", "Marta Lindgren", "Jo Baines")
        for _ in range(40)
    ),
    *((name, "organization") for name in ("Bergen Council", "Deutsche Bahn") for _ in range(60)),
    *[("audit", "document")] * 30,
    *[("residents of the flooded village", "group")] * 40,
    *[("senior security official", "anonymous")] * 60,
)
CHANNELS: Final = (
    ("in a statement", "statement"),
    ("in an interview", "interview"),
    ("told Reuters", "outlet"),
)


MEASURED: Final = """
import sys, cli
status = cli.main(sys.argv[1:])
print(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
sys.exit(status)
"""
"""Runs the command and prints its peak memory in KiB; `os.wait4` would count its parent's too."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Wall time and peak resident memory of a report on a number of documents."""

    documents: int
    quotations: int
    input_megabytes: float
    seconds: float
    megabytes: float


def measure(documents: int) -> Figures:
    """Generate an archive, and run the command on it once."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "archive.jsonl")
        quotations = 0
        with source.open("w", encoding="utf-8") as out:
            for row in archive(documents):
                quotations += len(row["quotes"])
                out.write(json.dumps(row) + "\n")
        began = time.monotonic()
        command = [sys.executable, "-c", MEASURED, "report", str(source), f"{folder}/r.html"]
        work = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        if work.returncode:
            raise SystemExit(f"The command ended with {work.returncode}.")
        peak = int(work.stdout.split()[-1])
        seconds = round(time.monotonic() - began, 2)
        size = round(source.stat().st_size / 1e6, 1)
    return Figures(documents, quotations, size, seconds, round(peak * 1024 / 1e6, 1))


def archive(documents: int) -> Iterator[dict[str, Any]]:
    """Yield the rows of a result as batch writes them."""
    draw = random.Random(20)
    for number in range(documents):
        chosen = draw.sample(SOURCES, draw.randint(1, 5))
        speakers = [
            {"id": f"s{n}", "label": label, "kind": kind, "anonymity": _anonymity(kind, draw)}
            for n, (label, kind) in enumerate(chosen, 1)
        ]
        count = draw.randint(0, 12)
        quotes = [_quotation(n, draw.choice([*speakers, None]), draw) for n in range(count)]
        date = f"{draw.choice((2024, 2025))}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        yield {
            "id": f"d{number}",
            "date": date,
            "quotes": quotes,
            "speakers": speakers,
            "error": None,
        }


def _anonymity(kind: str, draw: random.Random) -> dict[str, Any] | None:
    if kind != "anonymous" or draw.random() < 0.5:
        return None
    reason = {"text": "because they were not authorised to speak"}
    return {"text": "spoke on condition of anonymity", "reason": draw.choice([reason, None])}


def _quotation(number: int, speaker: dict[str, Any] | None, draw: random.Random) -> dict[str, Any]:
    text, kind = draw.choice(CHANNELS)
    return {
        "id": f"q{number}",
        "type": draw.choice(("direct", "mixed", "indirect")),
        "text": " ".join(draw.choices(WORDS, k=draw.randint(3, 30))),
        "speaker": speaker and {name: speaker[name] for name in ("id", "label", "kind")},
        "channel": {"text": text, "kind": kind} if draw.random() < 0.2 else None,
        "relayed_by": {"text": "the Bergen Times"} if draw.random() < 0.05 else None,
        "confidence": round(draw.random(), 3),
    }


def main() -> None:
    """Measure once, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--documents", type=int, default=2000)
    print(json.dumps(asdict(measure(parser.parse_args().documents))))


if __name__ == "__main__":
    main()
