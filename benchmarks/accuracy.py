r"""Measure the extractor against a gold file.

    python -m benchmarks.accuracy GOLD.jsonl.gz --split dev --labels LABELS.jsonl \
        --parses ~/parses --json now.json --against earlier.json

GOLD, one line per document: {"doc", "split", "text", "ignore": [[start, end], ...], "quotes":
[{"id", "content": [[start, end], ...], "source": [...], "cue": [...], "type"}]}.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.calibration import calibration, trade_off
from benchmarks.figures import figures
from benchmarks.items import (
    BenchmarkError,
    GoldDocument,
    predicted_items,
    predicted_line,
    read_gold,
)
from benchmarks.labels import label_figures
from benchmarks.parses import CachingParser
from benchmarks.report import as_json, as_object, changes, read_json, table
from benchmarks.scoring import judge
from extractor import Extraction, Extractor, ExtractorError

ROOT = Path(__file__).resolve().parents[1]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    options = _arguments().parse_args(argv)
    try:
        _refuse_inside(options.parses, options.predictions)
        earlier = read_json(options.against) if options.against else None
        documents = list(itertools.islice(read_gold(options.gold, options.split), options.limit))
        extractor = load(options.model, options.parses)
        extractions = extract(extractor, documents)
        run = measure(documents, extractions, options)
    except (BenchmarkError, ExtractorError) as error:
        print(f"accuracy: {error}", file=sys.stderr)
        return 1
    print("\n".join([f"{extractor.model}, {len(documents)} documents", *shown(run["figures"])]))
    if earlier:
        print("\n".join(["", f"against {options.against}", *changes(earlier, run)]))
    if options.json:
        options.json.write_text(as_json(run), encoding="utf-8")
    if options.predictions:
        options.predictions.write_text(_predictions(documents, extractions), encoding="utf-8")
    return 0


def load(model: str | None, parses: Path | None) -> Extractor:
    """Load the extractor, with cached parses if a folder is given."""
    if parses is None:
        return Extractor.load(model)
    name = model or os.environ.get("EXTRACTOR_MODEL") or "embedded"
    return Extractor(CachingParser(parses, name, lambda: Extractor.load(model).parser))


def extract(extractor: Extractor, documents: Sequence[GoldDocument]) -> list[Extraction]:
    """Extract from every document, with progress on standard error."""
    extractions = []
    started = time.perf_counter()
    for number, document in enumerate(documents, 1):
        extractions.append(extractor(document.text, scope="attributions"))
        seconds = time.perf_counter() - started
        if sys.stderr.isatty():
            progress = f"\r{number}/{len(documents)} {seconds:.1f} s"
            print(progress, end="", file=sys.stderr, flush=True)
    return extractions


def measure(
    documents: Sequence[GoldDocument],
    extractions: Sequence[Extraction],
    options: argparse.Namespace,
) -> dict[str, Any]:
    """Judge every document and return the run as an object of JSON."""
    predicted = [predicted_items(extraction) for extraction in extractions]
    judgements = list(map(judge, documents, predicted))
    counts = sum((judgement.counts for judgement in judgements), Counter[str]())
    verdicts = [verdict for judgement in judgements for verdict in judgement.verdicts]
    found: dict[str, Any] = {
        **figures(counts, verdicts),
        "confidence": calibration(verdicts),
        "least confidence": trade_off(verdicts),
    }
    if options.labels:
        pairs = zip(documents, predicted, strict=True)
        found["labels"] = label_figures(options.labels, {pair[0].doc: pair for pair in pairs})
    about = {"gold": options.gold.name, "split": options.split, "documents": len(documents)}
    return as_object(about, found, verdicts)


def shown(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the tables."""
    titles = {"overall": "figure", "rules": "rule @0.3", "labels": "speaker label"}
    for part, rows in found.items():
        yield ""
        yield from table(titles.get(part, part), rows)


def _predictions(documents: Sequence[GoldDocument], extractions: Sequence[Extraction]) -> str:
    pairs = zip(documents, extractions, strict=True)
    return "".join(f"{json.dumps(predicted_line(gold.doc, found))}\n" for gold, found in pairs)


def _refuse_inside(*paths: Path | None) -> None:
    """Refuse to write words of the articles, which are their publishers', into the repository."""
    for path in paths:
        if path and path.resolve().is_relative_to(ROOT):
            raise BenchmarkError(f"{path}: holds words of the articles, must lie outside {ROOT}")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("gold", type=Path, metavar="GOLD", help="gold file, .jsonl or .jsonl.gz")
    add("--split", help="only the documents of this split")
    add("--limit", type=int, metavar="N", help="only the first N documents")
    add("--labels", type=Path, metavar="FILE", help="hand-made speaker labels: score them too")
    add("--model", help="as EXTRACTOR_MODEL")
    add("--parses", type=Path, metavar="DIR", help="keep parses here and use those kept")
    add("--json", type=Path, metavar="OUT", help="write figures and items (no text)")
    add("--against", type=Path, metavar="EARLIER", help="list what changed since this --json")
    add("--predictions", type=Path, metavar="OUT", help="write the predictions as JSON lines")
    return parser


if __name__ == "__main__":
    sys.exit(main())
