"""Check the form of the evaluation data: ``python -m evaluation.validate``.

Every span is a slice of its text at its offsets, every label is used, no text occurs twice.
Prints each fault and exits with status 1 if there is any.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SPLITS = ("development", "held_out")
KINDS = frozenset(
    "statement interview speech post letter document testimony call broadcast outlet other".split()
)
PRONOUNS = frozenset({"he", "she", "it", "they"})
FIELDS = frozenset({"pronouns", "descriptions", "anonymity", "channel", "relayed_by"})


def read(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def sourcing_faults(item: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with one item of the sourcing set."""
    text, quotes, speakers = item["text"], item["quotes"], item["speakers"]
    labels = [speaker["label"] for speaker in speakers]
    if not item["about"] or not FIELDS.issuperset(item["about"]):
        yield f"about {item['about']}"
    if set(labels) != {quote["speaker"] for quote in quotes} - {None} or len(set(labels)) < len(
        labels
    ):
        yield f"labels {labels} are not those of the quotations"
    for quote in quotes:
        yield from _segment_faults(text, quote["segments"])
        if quote["text"] != " ".join(text[start:end] for start, end in quote["segments"]):
            yield f"quotation {quote['text']!r} is not its segments"
        yield from _span_faults(text, [quote["channel"], quote["relayed_by"]])
        if quote["channel"] and quote["channel"]["kind"] not in KINDS:
            yield f"kind {quote['channel']['kind']!r}"
    for speaker in speakers:
        anonymity = speaker["anonymity"]
        yield from _span_faults(text, [*speaker["descriptions"], anonymity])
        yield from _span_faults(text, [anonymity and anonymity["reason"]])
        pronouns = speaker["pronouns"]
        if not PRONOUNS.issuperset(pronouns) or len(set(pronouns)) < len(pronouns):
            yield f"pronouns {pronouns}"


def _span_faults(text: str, spans: Iterable[dict[str, Any] | None]) -> Iterator[str]:
    for span in spans:
        if span and (not span["text"] or text[span["start"] : span["end"]] != span["text"]):
            yield f"span {span['text']!r} is not at its offsets"


def _segment_faults(text: str, segments: list[list[int]]) -> Iterator[str]:
    end = 0
    for segment in segments:
        if not end <= segment[0] < segment[1] <= len(text):
            yield f"segments {segments}"
            return
        end = segment[1]


def faults() -> list[str]:
    """Return every fault of every file, each with the id of its record."""
    found: list[str] = []
    texts: set[str] = set()
    for split in SPLITS:
        for item in read(HERE / "sourcing" / f"{split}.jsonl"):
            found += [f"{item['id']}: {fault}" for fault in sourcing_faults(item)]
            if item["text"] in texts:
                found.append(f"{item['id']}: its text occurs twice")
            texts.add(item["text"])
    return found


if __name__ == "__main__":
    print("\n".join(faults()) or "no fault")
    sys.exit(bool(faults()))
