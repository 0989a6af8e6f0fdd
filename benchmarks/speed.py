r"""Measure speed: the extractor against a plain `stanza.Pipeline` over the same models.

    python -m benchmarks.speed GOLD.jsonl.gz --split dev --json speed.json

It runs on one thread, alternately for each article, so that other load affects both equally:

(a) Stanza's pipeline with its defaults over the whole text, (b) the extractor.

Seconds are CPU time, words are those of (a). The ratio is that of the sums; its spread is over ten
groups of articles. Needs the embedded models. Texts are never written anywhere.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import stdev
from typing import Any

from benchmarks.items import BenchmarkError, read_gold
from benchmarks.timing import Stages, first_answer, growth, memory, processor
from extractor import Extractor, ExtractorError
from extractor.engine import tune_gc

GROUPS = 10
LENGTHS = (1_000, 5_000, 20_000, 100_000)


@dataclass(slots=True)
class Pair:
    """One article, each way: words, and seconds of the processor."""

    words: int
    plain: float
    ours: float
    spacy: float = 0.0


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    options = _arguments().parse_args(argv)
    try:
        texts = [document.text for document in read_gold(options.gold, options.split)]
        run = measure(texts[: options.limit], options.growth, options.spacy)
    except (BenchmarkError, ExtractorError) as error:
        print(f"speed: {error}", file=sys.stderr)
        return 1
    print(json.dumps(run, indent=1))
    if options.json:
        options.json.write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")
    return 0


def measure(
    texts: Sequence[str], lengths: Sequence[int], spacy: str | None = None
) -> dict[str, Any]:
    """Return all figures as an object of JSON."""
    extractor, plain = Extractor.load(), _plain()
    stages = Stages()
    other = _spacy(spacy) if spacy else None
    for warm in (plain, extractor, other or plain):
        warm(texts[0])
    tune_gc()  # as the service does
    pairs = list(_paired(texts, plain, lambda text: extractor(text, stages.observe), other))
    return {
        "model": extractor.model,
        "processor": processor(),
        "numbers": _numbers(),
        "articles": len(texts),
        **summary(pairs),
        "spacy": _beside_spacy(spacy, pairs) if spacy else None,
        "stages": stages.shares(),
        "parsed": round(100 * stages.words / sum(pair.words for pair in pairs), 1),
        "growth": growth(extractor, "\n\n".join(texts), lengths),
        "memory": memory(),
        "first answer": first_answer(),
    }


def summary(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Return words a second of both, and how many times as fast the extractor is."""
    words = sum(pair.words for pair in pairs)
    plain, ours = sum(pair.plain for pair in pairs), sum(pair.ours for pair in pairs)
    groups = [pairs[start::GROUPS] for start in range(min(GROUPS, len(pairs)))]
    ratios = [sum(p.plain for p in group) / sum(p.ours for p in group) for group in groups]
    return {
        "words": words,
        "plain": round(words / plain),
        "ours": round(words / ours),
        "ratio": round(plain / ours, 2),
        "spread": round(stdev(ratios), 2) if len(ratios) > 1 else 0.0,
    }


def _paired(
    texts: Sequence[str],
    plain: Callable[[str], Any],
    ours: Callable[[str], Any],
    other: Callable[[str], Any] | None,
) -> Iterator[Pair]:
    for number, text in enumerate(texts, 1):
        began = time.process_time()
        words = plain(text).num_words
        between = time.process_time()
        ours(text)
        done = time.process_time()
        if other:
            other(text)
        yield Pair(words, between - began, done - between, time.process_time() - done)
        if sys.stderr.isatty():
            print(f"\r{number}/{len(texts)}", end="", file=sys.stderr, flush=True)


def _plain() -> Callable[[str], Any]:
    from extractor.parsing import stanza_pipeline

    stanza_pipeline.configure_process()
    built: Callable[[str], Any] = stanza_pipeline.embedded()
    return built


def _spacy(name: str) -> Callable[[str], Any]:
    try:
        spacy = importlib.import_module("spacy")
        built: Callable[[str], Any] = spacy.load(name)
    except (ImportError, OSError) as error:
        raise BenchmarkError(f"spaCy's pipeline {name} is not installed: {error}") from error
    return built


def _beside_spacy(name: str, pairs: Sequence[Pair]) -> dict[str, Any]:
    words, spent = sum(pair.words for pair in pairs), sum(pair.spacy for pair in pairs)
    ratio = round(spent / sum(pair.ours for pair in pairs), 2)
    return {"pipeline": name, "words a second": round(words / spent), "ratio": ratio}


def _numbers() -> str:
    from extractor.parsing import NUMBERS
    from extractor.parsing.inference.kernels import best_dtype

    named = os.environ.get("EXTRACTOR_MODEL", "").partition(":")[2]
    return named if named in NUMBERS else str(best_dtype()).removeprefix("torch.")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add(
        "gold",
        type=Path,
        metavar="GOLD",
        help="gold file; only texts are read",
    )
    add("--split", help="only the documents of this split")
    add("--limit", type=int, metavar="N", help="only the first N documents")
    add("--growth", type=int, nargs="*", default=LENGTHS, metavar="CHARS", help="lengths to time")
    add("--spacy", metavar="PIPELINE", help="time spaCy's pipeline of this name, if installed")
    add("--json", type=Path, metavar="OUT", help="write the figures, for benchmarks.pages")
    return parser


if __name__ == "__main__":
    sys.exit(main())
