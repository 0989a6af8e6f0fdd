"""Gold and predicted items of one document to verdicts and counts.

quoted         runs in quotation marks of four words or more: gold where they lie in a gold
               content, predicted where they lie in a predicted quotation
quoted+who     the same, right only where the mention meets the gold source (gold runs
               without a source are right with any)
all@BAR        items matched one to one by intersection over union above BAR; then, among
               the matched with a gold source or cue, the share whose mention or cue meets it
TYPE@0.3       recall over gold items of one type, precision over predicted ones of it
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.items import GoldDocument, Item
from benchmarks.masks import Spans, iou, touches
from benchmarks.runs import count_runs

LOW, HIGH = BARS = (0.3, 0.8)
TYPES = ("direct", "mixed", "indirect")

Pair = tuple[float, Item, Item]
Matched = list[tuple[Item, Item]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result for one item at 0.3.

    ``who`` and ``cue`` are None without a match and where gold has none. ``rule`` and
    ``confidence`` are those of the predicted item, empty for a gold item that nothing
    matched.
    """

    doc: str
    side: str
    type: str
    spans: Spans
    rule: str
    confidence: float
    matched: bool
    who: bool | None
    cue: bool | None

    @property
    def right(self) -> bool:
        """Return whether content and speaker are right; any speaker will do where gold has none."""
        return self.matched and self.who is not False


@dataclass(frozen=True, slots=True)
class Judgement:
    """The counts of one document."""

    counts: Counter[str]
    verdicts: tuple[Verdict, ...]


def judge(document: GoldDocument, predicted: Sequence[Item], bar: float = LOW) -> Judgement:
    """Compare the predicted items of one document with its gold ones.

    *bar* is the overlap from which a verdict calls an item matched.
    """
    gold = [item for item in document.items if not item.content & document.ignore]
    kept = [item for item in predicted if not item.content & document.ignore]
    pairs = _pairs(gold, kept)
    counts = count_runs(document, gold, kept)
    for bar in BARS:
        counts += Counter({f"all@{bar} gold": len(gold), f"all@{bar} predicted": len(kept)})
        counts += _count_matched(f"all@{bar}", _match(pairs, bar))
    for kind in TYPES:
        counts += _count_type(kind, gold, kept, pairs)
    return Judgement(counts, tuple(_verdicts(document.doc, gold, kept, _match(pairs, bar))))


def _pairs(gold: Sequence[Item], predicted: Sequence[Item]) -> list[Pair]:
    found = [(iou(want.content, got.content), want, got) for want in gold for got in predicted]
    return sorted((pair for pair in found if pair[0] > LOW), key=lambda pair: -pair[0])


def _match(
    pairs: list[Pair], bar: float, gold_type: str | None = None, predicted_type: str | None = None
) -> Matched:
    """Match one to one, best overlap first; a type that is given leaves out the others' items."""
    used: set[int] = set()
    matched: Matched = []
    for overlap, want, got in pairs:
        fits = gold_type in (None, want.type) and predicted_type in (None, got.type)
        if fits and overlap > bar and used.isdisjoint((id(want), id(got))):
            used |= {id(want), id(got)}
            matched.append((want, got))
    return matched


def _count_matched(name: str, matched: Matched) -> Counter[str]:
    counts = Counter({f"{name} right": len(matched)})
    for want, got in matched:
        counts[f"{name} sourced"] += bool(want.source)
        counts[f"{name} who"] += touches(got.source, want.source)
        counts[f"{name} cued"] += bool(want.cue)
        counts[f"{name} cue"] += touches(got.cue, want.cue)
    return counts


def _count_type(
    kind: str, gold: Sequence[Item], predicted: Sequence[Item], pairs: list[Pair]
) -> Counter[str]:
    name = f"{kind}@{LOW}"
    counts = _count_matched(name, _match(pairs, LOW, gold_type=kind))
    counts[f"{name} gold"] = sum(item.type == kind for item in gold)
    counts[f"{name} predicted"] = sum(item.type == kind for item in predicted)
    counts[f"{name} precise"] = len(_match(pairs, LOW, predicted_type=kind))
    return counts


def _verdicts(
    doc: str, gold: Sequence[Item], predicted: Sequence[Item], matched: Matched
) -> Iterator[Verdict]:
    pair_of = {id(item): pair for pair in matched for item in pair}
    for side, items in (("gold", gold), ("predicted", predicted)):
        for item in items:
            want, got = pair_of.get(id(item), (None, None))
            source = got or item
            yield Verdict(
                doc=doc,
                side=side,
                type=item.type,
                spans=item.spans,
                rule=source.rule,
                confidence=source.confidence,
                matched=got is not None,
                who=touches(got.source, want.source) if want and got and want.source else None,
                cue=touches(got.cue, want.cue) if want and got and want.cue else None,
            )
