"""Gold and predicted quotations in one form, read from JSON lines or from an `Extraction`.

Offsets are half-open and count code points of the document's text.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.masks import Spans, mask
from extractor import Extraction, Mention, Quotation
from extractor.domain import Cue


class BenchmarkError(Exception):
    """An input that cannot be measured; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Item:
    """A quotation, gold or predicted, with its spans as sets of code points."""

    id: str
    type: str
    spans: Spans
    content: int
    source: int
    cue: int
    rule: str = ""
    confidence: float = 0.0
    label: str | None = None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One article with what people marked in it. ``ignore`` is left out of the figures."""

    doc: str
    split: str
    text: str
    ignore: int
    items: tuple[Item, ...]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a ``.jsonl`` or ``.jsonl.gz`` file.

    Raises BenchmarkError with file and line if one cannot be read.
    """
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        lines = io.StringIO(raw.decode("utf-8"))
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BenchmarkError(f"{path}: {error}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield json.loads(line)
            except json.JSONDecodeError as error:
                raise BenchmarkError(f"{path}:{number}: {error.msg}") from error


def read_gold(path: Path, split: str | None = None) -> Iterator[GoldDocument]:
    """Yield the documents of a gold file, those of one *split* only where it is given."""
    for line in read_lines(path):
        if not split or line["split"] == split:
            items = tuple(map(_gold_item, line["quotes"]))
            ignore = mask(line.get("ignore", ()))
            yield GoldDocument(line["doc"], line["split"], line["text"], ignore, items)


def predicted_items(extraction: Extraction) -> tuple[Item, ...]:
    """Return the quotations of an extraction as items; ``source`` is the mention."""
    return tuple(map(_predicted_item, extraction.quotes))


def predicted_line(doc: str, extraction: Extraction) -> dict[str, Any]:
    """Return one document's line in the format of external scorers."""
    return {"doc": doc, "quotes": [_predicted_object(quote) for quote in extraction.quotes]}


def _gold_item(quote: dict[str, Any]) -> Item:
    spans = tuple((start, end) for start, end in quote["content"])
    source, cue = mask(quote["source"]), mask(quote["cue"])
    return Item(str(quote.get("id", "")), quote["type"], spans, mask(spans), source, cue)


def _predicted_item(quote: Quotation) -> Item:
    spans = tuple((segment.start, segment.end) for segment in quote.segments)
    speaker = quote.speaker
    return Item(
        id=quote.id,
        type=quote.type,
        spans=spans,
        content=mask(spans),
        source=mask(_spans(speaker.mention if speaker else None)),
        cue=mask(_spans(quote.cue)),
        rule=quote.rule,
        confidence=quote.confidence,
        label=speaker.label if speaker else None,
    )


def _predicted_object(quote: Quotation) -> dict[str, Any]:
    speaker = quote.speaker
    return {
        "type": quote.type,
        "segments": [[segment.start, segment.end] for segment in quote.segments],
        "speaker": next(iter(_spans(speaker.mention if speaker else None)), None),
        "cue": next(iter(_spans(quote.cue)), None),
        "label": speaker.label if speaker else None,
        "rule": quote.rule,
        "confidence": quote.confidence,
    }


def _spans(piece: Mention | Cue | None) -> Spans:
    return ((piece.start, piece.end),) if piece else ()
