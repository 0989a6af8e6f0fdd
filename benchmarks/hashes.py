"""Print one SHA-256 for each stage's output over the texts of gold files: did an answer change?

    python -m benchmarks.hashes GOLD.jsonl.gz [MORE.jsonl.gz ...] --parses ~/parses

A digest covers the values of every field, in order, and no name of a class, a field or a function:
it stays the same when code is moved or renamed. Texts are parsed on one thread, in float32 unless
told otherwise. Two digests are comparable only if both were taken on the same machine, since
other processors round differently.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import torch

from benchmarks.items import BenchmarkError, read_gold
from benchmarks.parses import CachingParser
from extractor import Extractor, ExtractorError
from extractor.domain import Parser
from extractor.parsing import manifest
from extractor.parsing.inference import EmbeddedModels
from extractor.parsing.parser import TextParser

STAGES = ("marks", "parsing", "rules", "selection", "speakers")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.hashes",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("gold", type=Path, nargs="+", help="gold files, .jsonl or .jsonl.gz")
    add = parser.add_argument
    add("--parses", type=Path, metavar="DIR", help="keep parses here and use those kept")
    add("--precision", choices=["float32", "bfloat16"], default="float32")
    options = parser.parse_args(argv)
    torch.set_num_threads(1)
    try:
        texts = (document.text for gold in options.gold for document in read_gold(gold, None))
        extractor = Extractor(_parser(options.precision, options.parses))
        for stage, digest in digests(extractor, texts).items():
            print(f"{stage:10} {digest}")
    except (BenchmarkError, ExtractorError) as error:
        print(f"hashes: {error}", file=sys.stderr)
        return 1
    return 0


def _parser(precision: str, parses: Path | None) -> Parser:
    """Return the embedded models in a given precision, with cached parses if asked."""

    def load() -> Parser:
        name = manifest.check(manifest.FOLDER)
        return TextParser(name, EmbeddedModels(manifest.FOLDER, getattr(torch, precision)))

    return CachingParser(parses, f"embedded-{precision}", load) if parses else load()


def digests(extractor: Extractor, texts: Iterable[str]) -> dict[str, str]:
    """Return the hexadecimal digest of each stage's outputs, in the order of the stages."""
    made = {stage: hashlib.sha256() for stage in STAGES}

    def observe(stage: str, _: float, output: Any) -> None:
        if stage in made:
            made[stage].update(repr(plain(output)).encode("utf-8", "surrogatepass"))

    for text in texts:
        extractor(text, observe)
    return {stage: digest.hexdigest() for stage, digest in made.items()}


def plain(value: Any) -> Any:
    """Return *value* as nested tuples, dataclasses as the values of the fields they compare by."""
    if is_dataclass(value):
        return tuple(plain(getattr(value, each.name)) for each in fields(value) if each.compare)
    if isinstance(value, (tuple, list)):
        return tuple(map(plain, value))
    return value


if __name__ == "__main__":
    sys.exit(main())
