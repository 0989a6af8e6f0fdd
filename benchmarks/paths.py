"""Measure what our inference costs in accuracy, against Stanza's pipeline over the same models.

    python -m benchmarks.paths GOLD.jsonl.gz --split dev --labels LABELS.jsonl

Prints each figure both ways, and by how many points they differ.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.accuracy import extract, measure
from benchmarks.items import BenchmarkError, read_gold
from extractor import Extractor, ExtractorError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.paths", description=__doc__)
    parser.add_argument("gold", type=Path, metavar="GOLD", help="gold file")
    parser.add_argument("--split", help="only the documents of this split")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N documents")
    parser.add_argument("--labels", type=Path, metavar="FILE", help="hand-made speaker labels")
    options = parser.parse_args(argv)
    try:
        documents = list(islice(read_gold(options.gold, options.split), options.limit))
        found = [
            measure(documents, extract(extractor, documents), options)["figures"]
            for extractor in (_stanza(), Extractor.load())
        ]
    except (BenchmarkError, ExtractorError) as error:
        print(f"paths: {error}", file=sys.stderr)
        return 1
    print("\n".join(compared(*found)))
    return 0


def compared(stanza: Mapping[str, Any], ours: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each figure: Stanza's, ours, and the difference."""
    yield f"{'figure':<24}{'stanza':>8}{'ours':>8}{'gain':>8}"
    for part in ("overall", "labels"):
        for name, row in stanza.get(part, {}).items():
            for key, one in row.items():
                other = ours[part][name][key]
                yield f"{f'{name} {key}':<24}{one:>8.1f}{other:>8.1f}{other - one:>+8.1f}"


def _stanza() -> Extractor:
    from extractor.parsing import manifest, stanza_pipeline
    from extractor.parsing.parser import TextParser

    name = manifest.check()
    return Extractor(TextParser(name, stanza_pipeline.load_embedded(manifest.FOLDER)))


if __name__ == "__main__":
    sys.exit(main())
