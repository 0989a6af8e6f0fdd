"""Candidates of the rules, each judged right or wrong by the gold of its document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.items import GoldDocument, Item
from benchmarks.masks import iou, mask, shared, touches
from extractor import rules
from extractor.domain import Candidate, Document, Span

OVERLAP = 0.3
WHOLE = 0.8
MOST = 0.5


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate and whether its content, cue and speaker are right."""

    candidate: Candidate
    right: bool


def examples(gold: GoldDocument, document: Document) -> list[Example]:
    """Return every candidate of a document, judged; those in ignored stretches are left out."""
    found = []
    for candidate in rules.propose(document, floor=0):
        content = _mask(candidate.segments)
        if not content & gold.ignore:
            found.append(Example(candidate, _is_right(candidate, content, gold.items)))
    return found


def _is_right(candidate: Candidate, content: int, items: tuple[Item, ...]) -> bool:
    best = max(items, key=lambda item: iou(content, item.content), default=None)
    if best is None or not content & best.content:
        return False
    if candidate.continues:
        return _goes_on(content, best, items)
    mention = _mask([candidate.mention.span]) if candidate.mention else 0
    cue = _mask([candidate.cue.span]) if candidate.cue else 0
    same_speaker = not best.source or touches(mention, best.source)
    same_cue = not best.cue or touches(cue, best.cue)
    if candidate.passages and candidate.type == "direct":
        # A passage may be one of several pieces of a gold content; the cue may stand between.
        spoken = same_speaker if best.source else same_cue
        fits = best.type == "direct" or iou(content, best.content) > MOST
        return _lies_in(content, best) and spoken and fits
    return iou(content, best.content) > OVERLAP and same_speaker and same_cue


def _goes_on(content: int, best: Item, items: tuple[Item, ...]) -> bool:
    """Return whether a passage is the nearest earlier speaker's, by gold."""
    if not _lies_in(content, best) or not best.source:
        return False
    start = _first(content)
    if _first(best.content) < start:
        return True
    earlier = [i for i in items if i.content.bit_length() <= start and i.source]
    before = max(earlier, key=lambda i: i.content.bit_length(), default=None)
    return before is not None and touches(best.source, before.source)


def _lies_in(content: int, item: Item) -> bool:
    return shared(content, item.content) >= WHOLE * content.bit_count()


def _first(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def _mask(spans: Iterable[Span]) -> int:
    return mask((span.start, span.end) for span in spans)
