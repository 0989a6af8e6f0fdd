"""Check the form of the evaluation data: ``python -m evaluation.validate``.

Every span is a slice of its text at its offsets, every label is used, no id or text occurs twice.
Prints each fault and exits with status 1 if there is any.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SPLITS = ("development", "held_out")
NEWS = ("second", "third", "fourth", "fifth", "sixth", "seventh")
EDITORS = ("articles", "second", "third", "fourth", "fifth", "sixth", "seventh")
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


def article_faults(article: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with one article of the editor's set."""
    text = article["text"]
    reports = article["passages"] + article["indirect"]
    for report in reports:
        yield from _segment_faults(text, report["segments"])
        for segments in report.get("alt_segments", []):
            yield from _segment_faults(text, segments)
    for segments in article["optional"]:
        yield from _segment_faults(text, segments)
    ranges = sorted(tuple(segment) for report in reports for segment in report["segments"])
    if len(set(ranges)) < len(ranges):
        yield "two reports share a segment"


def news_faults(article: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with one article that is given by offsets alone."""
    for report in article["passages"] + article["indirect"]:
        for segments in (report["segments"], *report.get("alt_segments", [])):
            if sorted(segments) != segments or any(start >= end for start, end in segments):
                yield f"segments {segments}"
        if any(digest is not None and len(digest) != 16 for digest in report["digests"]):
            yield f"digests {report['digests']}"
    if words := {"text", "label"}.intersection(article, *article["passages"], *article["indirect"]):
        yield f"words of an article: {sorted(words)}"


def sentence_faults(case: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with one sentence of the scope set."""
    if case.get("absent", False) == bool(case["expect"]):
        yield "either something is expected or it is absent"
    for expected in case["expect"]:
        if not _occurs(expected["text"].split(" "), case["text"]):
            yield f"content {expected['text']!r} is not in the text"
        if expected["label"] == "" or expected["label"] in expected.get("also_right", []):
            yield f"label {expected['label']!r}"


def _occurs(words: list[str], text: str) -> bool:
    """Return whether the words stand in the text in this order, with gaps or without."""
    at = 0
    for word in words:
        at = text.find(word, at) + len(word)
        if at < len(word):
            return False
    return bool(words[0])


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
        if any(text[max(0, at - 1) : at + 1].isalnum() for at in segment if 0 < at < len(text)):
            yield f"segment {text[segment[0] : end]!r} begins or ends within a word"


def faults() -> list[str]:
    """Return every fault of every file, each with the id of its record."""
    found: list[str] = []
    checks = (("sourcing", sourcing_faults), ("scope", sentence_faults), ("cases", sentence_faults))
    for name, check in checks:
        records = [item for split in SPLITS for item in read(HERE / name / f"{split}.jsonl")]
        found += _of_all(records, "id", check)
    news = [item for name in (*SPLITS, *NEWS) for item in read(HERE / "news" / f"{name}.jsonl")]
    found += _of_all(news, "doc", news_faults, "doc")
    own = [item for name in EDITORS for item in read(HERE / "editor" / f"{name}.jsonl")]
    return found + _of_all(own, "doc", article_faults)


def _of_all(
    records: list[dict[str, Any]],
    key: str,
    check: Callable[[dict[str, Any]], Iterator[str]],
    text: str = "text",
) -> list[str]:
    found = [f"{record[key]}: {fault}" for record in records for fault in check(record)]
    for field in {key, text}:
        counts = Counter(record[field] for record in records)
        found += [f"{value[:60]!r} occurs twice" for value, n in counts.items() if n > 1]
    return found


if __name__ == "__main__":
    print("\n".join(faults()) or "no fault")
    sys.exit(bool(faults()))
