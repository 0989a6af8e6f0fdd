"""From the ranges of a content to its type, its segments and the passages it takes.

said the deal was "a disgrace"       mixed      the clause, marks inside included
said: "It is a disgrace."            direct     the words between the marks
said the deal was a disgrace         indirect   the clause
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extractor.domain import QuotationType, Span
from extractor.rules.parts.scene import QUOTE_END, Scene
from extractor.rules.parts.spans import merge

MIN_CLAUSE_WORDS = 3
FEW_WORDS = re.compile(r"^\W*(?:(?:that|and|but|or|the|a|an)\W*)*$", re.IGNORECASE)
JOINED = re.compile(r"[\s,]*\b(?:and|but|or|then|and then)\b\s*(?:(?:that|a|an|the)\s+)?")
SENTENCE_END = re.compile(r"[.!?]\W*$")

Settled = tuple[QuotationType, tuple[Span, ...], tuple[int, ...]]


def settle(scene: Scene, pieces: Sequence[Span], taken: Collection[int]) -> Settled:
    """Return type, segments and passages of a content.

    *taken* are passages that are the content whole; *pieces* are ranges from a tree, which may
    touch passages or not.
    """
    touched = sorted({k for piece in pieces for k in scene.passages_over(piece)} | set(taken))
    if not touched:
        return "indirect", tuple(pieces), ()
    whole = [k for k in touched if k in taken or _stands_alone(scene, k, pieces)]
    if whole:
        whole += _joined(scene, whole[-1])
        inner = (i.stripped(scene.text) for k in whole for i in scene.passages[k].inner)
        return "direct", tuple(span for span in inner if len(span)), tuple(whole)
    touched += _joined(scene, touched[-1])
    outer = [o for k in touched for o in scene.passages[k].outer]
    return "mixed", merge([*pieces, *outer], scene.text), tuple(touched)


def _stands_alone(scene: Scene, k: int, pieces: Sequence[Span]) -> bool:
    """Return whether passage *k* is a quotation of its own rather than a part of a clause."""
    passage = scene.passages[k]
    before = (_told(scene, p.start, min(p.end, passage.start)) for p in pieces)
    after = (_told(scene, max(p.start, passage.end), p.end) for p in pieces)
    if not FEW_WORDS.match(" ".join(before)):
        return False
    ends = bool(QUOTE_END.search(passage.inner[-1].of(scene.text)))
    is_clause = ends and scene.sizes[k] > MIN_CLAUSE_WORDS
    return is_clause or bool(FEW_WORDS.match(" ".join(after)))


def _told(scene: Scene, start: int, end: int) -> str:
    """Return the text of a range without what stands in marks there; empty of no range."""
    told, at = [], start
    for k in scene.passages_over(Span(start, max(start, end))):
        for outer in scene.passages[k].outer:
            told.append(scene.text[at : max(at, min(outer.start, end))])
            at = max(at, outer.end)
    return " ".join([*told, scene.text[at : max(at, end)]])


def _joined(scene: Scene, k: int) -> list[int]:
    """Return the passages that go on after *k* by a mere ``and`` or ``but``."""
    found: list[int] = []
    for after in range(k + 1, len(scene.passages)):
        before, passage = scene.passages[after - 1], scene.passages[after]
        between = scene.text[before.end : passage.start]
        if not JOINED.fullmatch(between) or SENTENCE_END.search(before.inner[-1].of(scene.text)):
            break
        found.append(after)
    return found
