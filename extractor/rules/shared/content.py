"""The type, segments and passages of a content, from its ranges.

said the deal was "a disgrace"       mixed      the clause, marks inside included
said: "It is a disgrace."            direct     the words between the marks
said the deal was a disgrace         indirect   the clause
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from extractor.domain import QuotationType, Span
from extractor.rules.shared.context import Context

MIN_CLAUSE_WORDS = 3
FEW_WORDS = re.compile(
    r"^\W*(?:(?:that|and|but|or|the|a|an|only|simply|just|merely)\W*)*$", re.IGNORECASE
)
JOINED = re.compile(r"[\s,]*\b(?:and|but|or|then|and then)\b\s*(?:(?:that|a|an|the)\s+)?")
SENTENCE_END = re.compile(r"[.!?]\W*$")

Content = tuple[QuotationType, tuple[Span, ...], tuple[int, ...]]
"""Type, segments, and the positions of the passages that the content takes."""


def content_of(context: Context, pieces: Sequence[Span], taken: Collection[int]) -> Content:
    """Return type, segments and passages of a content.

    *taken* are passages that are the content whole; *pieces* are ranges from a tree, which may
    touch passages or not. A name in marks is a part of the clause like any other.
    """
    over = {k for piece in pieces for k in context.passages_over(piece)}
    touched = sorted((over | set(taken)) - context.names_in_marks)
    if not touched:
        return "indirect", tuple(pieces), ()
    whole = [k for k in touched if k in taken or _stands_alone(context, k, pieces)]
    if whole:
        whole += _joined(context, whole[-1])
        inner = (i.stripped(context.text) for k in whole for i in context.passages[k].inner)
        return "direct", tuple(span for span in inner if len(span)), tuple(whole)
    touched += _joined(context, touched[-1])
    outer = [o for k in touched for o in context.passages[k].outer]
    return "mixed", merge([*pieces, *outer], context.text), tuple(touched)


def _stands_alone(context: Context, k: int, pieces: Sequence[Span]) -> bool:
    """Return whether passage *k* is a quotation of its own rather than a part of a clause."""
    passage = context.passages[k]
    before = (_unquoted(context, p.start, min(p.end, passage.start)) for p in pieces)
    after = (_unquoted(context, max(p.start, passage.end), p.end) for p in pieces)
    if not FEW_WORDS.match(" ".join(before)):
        return False
    stops = bool(SENTENCE_END.search(passage.inner[-1].of(context.text)))
    is_clause = stops or (context.is_punctuated(k) and context.word_counts[k] > MIN_CLAUSE_WORDS)
    return is_clause or bool(FEW_WORDS.match(" ".join(after)))


def _unquoted(context: Context, start: int, end: int) -> str:
    """Return the text of a range without what stands in marks there; empty of no range."""
    pieces, at = [], start
    for k in context.passages_over(Span(start, max(start, end))):
        for outer in context.passages[k].outer:
            pieces.append(context.text[at : max(at, min(outer.start, end))])
            at = max(at, outer.end)
    return " ".join([*pieces, context.text[at : max(at, end)]])


def _joined(context: Context, k: int) -> list[int]:
    """Return the passages that continue after *k* by a mere ``and`` or ``but``."""
    found: list[int] = []
    for after in range(k + 1, len(context.passages)):
        before, passage = context.passages[after - 1], context.passages[after]
        between = context.text[before.end : passage.start]
        if not JOINED.fullmatch(between) or SENTENCE_END.search(before.inner[-1].of(context.text)):
            break
        found.append(after)
    return found


def merge(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Join ranges that overlap or are separated only by spaces and punctuation; sorted."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and not re.search(r"\w", text[merged[-1].end : span.start]):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
