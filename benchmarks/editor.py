"""Measure the extractor against an editor's gold: what a newsroom calls a quotation, and whose.

    python -m benchmarks.editor evaluation/editor/articles.jsonl [MORE.jsonl ...] --json editor.json

GOLD, one document per line: {"doc", "text", "passages", "indirect", "optional"}. ``passages`` are
the quotations in quotation marks, ``indirect`` the reports of saying or writing without marks, each
{"segments": [[start, end], ...], "label", "accept": [...], "alt_segments"?: [...]}; ``optional``
stretches count neither way. Texts are extracted with the default scope. Articles that may not be
copied have no text but ``--texts``, and digests instead of labels.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

from benchmarks.accuracy import load
from benchmarks.items import BenchmarkError, read_lines
from benchmarks.masks import iou, mask, shared
from benchmarks.report import table
from extractor import Extraction, ExtractorError, Quotation

COVERED: Final = 0.8
"""The share of a passage that quotations must cover for it to be found."""
FOUND, EXACT = 0.5, 0.95
"""Intersection over union from which an indirect report is found, or nearly exact."""
TOUCHED: Final = 0.1
"""The share of a passage from which a quotation's label counts for it."""
SURE: Final = 0.9

FIGURES: Final = {
    "passages in marks found": ("found", "passages"),
    "their speaker label right": ("label", "passages"),
    "the same, where confidence is 0.9 or more": ("sure label", "sure"),
    "marked quotations returned that are quotations": ("marked true", "marked"),
    "indirect reports found": ("report found", "reports"),
    "indirect reports nearly exact": ("report exact", "reports"),
    "their speaker label right, of those found": ("report label", "report found"),
    "indirect quotations returned that are reports": ("indirect true", "indirect"),
    "right altogether, where confidence is 0.9 or more": ("whole right", "whole"),
}
"""Each figure as the counts that it is a share of."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One quotation of the gold: its content in every form that is right, and its labels."""

    contents: tuple[int, ...]
    labels: frozenset[str | None]

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> Gold:
        """Read a passage or a report of the gold."""
        forms = [line["segments"], *line.get("alt_segments", ())]
        if "digests" in line:
            return cls(tuple(map(mask, forms)), frozenset(line["digests"] or {None}))
        names = [line["label"], *line["accept"]] if line["label"] is not None else [None]
        return cls(tuple(map(mask, forms)), frozenset(map(_plain, names)))

    def names(self, label: str | None) -> bool:
        """Return whether *label*, or its digest, is one of those that are right."""
        return label in self.labels or (label is not None and digest(label) in self.labels)

    def likeness(self, content: int) -> float:
        """Return the best intersection over union with *content*, 0 to 1."""
        return max(iou(form, content) for form in self.contents)


@dataclass(frozen=True, slots=True)
class Answer:
    """One quotation as it was returned."""

    content: int
    label: str | None
    marked: bool
    mixed: bool
    confidence: float

    @classmethod
    def of(cls, quote: Quotation) -> Answer:
        """Read a quotation of an extraction."""
        content = mask([(segment.start, segment.end) for segment in quote.segments])
        label = _plain(quote.speaker.label) if quote.speaker else None
        marked, mixed = quote.type != "indirect", quote.type == "mixed"
        return cls(content, label, marked, mixed, quote.confidence)


def digest(label: str) -> str:
    """Return what stands for a label where the gold must hold no words of an article."""
    return hashlib.sha256((_plain(label) or "").encode()).hexdigest()[:16]


def _plain(label: str | None) -> str | None:
    """Return a label for comparison: no case, no leading article, straight apostrophes."""
    if label is None:
        return None
    straight = label.replace("’", "'").replace("‘", "'").lower()
    return re.sub(r"^(the|a|an)\s+", "", " ".join(straight.split()).strip(" .,"))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.editor",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("gold", type=Path, nargs="+", metavar="GOLD", help="gold files, .jsonl or .jsonl.gz")
    add("--parses", type=Path, metavar="DIR", help="keep parses here and use those kept")
    add("--texts", type=Path, metavar="FILE", help="where gold without texts finds them, by doc")
    add("--json", type=Path, metavar="OUT", help="write the figures")
    options = parser.parse_args(argv)
    try:
        lines: Iterable[Mapping[str, Any]] = chain(*map(read_lines, options.gold))
        if options.texts:
            texts = {line["doc"]: line["text"] for line in read_lines(options.texts)}
            lines = ({"text": texts[line["doc"]], **line} for line in lines)
        run = measure(load(None, options.parses), lines)
    except (BenchmarkError, ExtractorError) as error:
        print(f"editor: {error}", file=sys.stderr)
        return 1
    print("\n".join(table("figure", run)))
    if options.json:
        options.json.write_text(json.dumps(run, indent=1), "utf-8")
    return 0


def measure(extract: Any, lines: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """Return each figure in per cent with the number of cases that it is a share of."""
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(count(line, extract(line["text"])))
    return {
        name: {"per cent": 100 * counts[right] / max(counts[of], 1), "of": counts[of]}
        for name, (right, of) in FIGURES.items()
    }


def count(line: Mapping[str, Any], extraction: Extraction) -> Counter[str]:
    """Count what is right in the answer for one document."""
    answers = [Answer.of(quote) for quote in extraction.quotes]
    passages = [Gold.of(each) for each in line["passages"]]
    reports = [Gold.of(each) for each in line["indirect"]]
    optional = [mask(spans) for spans in line["optional"]]
    counts = Counter(chain(_passages(passages, answers), _reports(reports, answers)))
    for answer in answers:
        counts.update(_returned(answer, passages, reports, optional))
    return counts


def _passages(passages: Sequence[Gold], answers: Sequence[Answer]) -> Iterator[str]:
    """Yield what is counted of the passages in quotation marks."""
    for gold in passages:
        yield "passages"
        (content,) = gold.contents
        near = [answer for answer in answers if answer.marked and shared(content, answer.content)]
        near.sort(key=lambda answer: -shared(content, answer.content))
        size = content.bit_count()
        if sum(shared(content, answer.content) for answer in near) < COVERED * size:
            continue
        right = all(
            gold.names(answer.label)
            for answer in near
            if shared(content, answer.content) >= TOUCHED * size
        )
        sure = near[0].confidence >= SURE
        yield "found"
        yield from ["label"] * right
        yield from ["sure"] * sure
        yield from ["sure label"] * (sure and right)


def _reports(reports: Sequence[Gold], answers: Sequence[Answer]) -> Iterator[str]:
    """Yield what is counted of the reports without quotation marks."""
    fitting = [answer for answer in answers if not answer.marked or answer.mixed]
    for gold in reports:
        yield "reports"
        best = max(fitting, key=lambda answer: gold.likeness(answer.content), default=None)
        if best is None or gold.likeness(best.content) < FOUND:
            continue
        yield "report found"
        yield from ["report exact"] * (gold.likeness(best.content) >= EXACT)
        yield from ["report label"] * (gold.names(best.label))


def _returned(
    answer: Answer, passages: Sequence[Gold], reports: Sequence[Gold], optional: Sequence[int]
) -> Iterator[str]:
    """Yield what is counted of one quotation that was returned."""
    touched = [gold for gold in passages if shared(gold.contents[0], answer.content)]
    report = max(reports, key=lambda gold: gold.likeness(answer.content), default=None)
    is_report = report is not None and report.likeness(answer.content) >= FOUND
    size = answer.content.bit_count()
    spared = any(shared(each, answer.content) > size / 2 for each in optional)
    if not (touched if answer.marked else is_report) and spared:
        return
    kind = "marked" if answer.marked else "indirect"
    yield kind
    yield from [f"{kind} true"] * bool(touched if answer.marked else is_report)
    if answer.confidence < SURE:
        return
    yield "whole"
    if report is not None and report.likeness(answer.content) >= EXACT:
        right = report.names(answer.label)
    else:
        right = bool(touched) and answer.marked and all(_fits(answer, gold) for gold in touched)
    yield from ["whole right"] * right


def _fits(answer: Answer, passage: Gold) -> bool:
    """Return whether a quotation covers a passage that it touches and has its label."""
    (content,) = passage.contents
    covered = shared(content, answer.content) >= COVERED * content.bit_count()
    return covered and passage.names(answer.label)


if __name__ == "__main__":
    sys.exit(main())
