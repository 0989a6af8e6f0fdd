"""Which candidates exclude each other, and which of them stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.domain import Candidate, Span
from extractor.selection.clusters import Scored

SURE = 0.5


def settle(scored: Iterable[Scored], settled: Sequence[Scored] = ()) -> list[Scored]:
    """Return *settled* and those of *scored* that are in no conflict with it or each other.

    The likelier come first, and an outer report before the one inside it.
    """
    kept = list(settled)
    for probability, candidate in sorted(scored, key=_order):
        rivals = [k for k in kept if _clash(k[1], candidate)]
        if any((p, r) in settled or not _holds(candidate, r) for p, r in rivals):
            continue
        kept = [k for k in kept if k not in rivals]
        kept.append((probability, candidate))
    return kept


def without_leftovers(scored: Sequence[Scored]) -> list[Scored]:
    """Return *scored* without the adjuncts of cues that have a quotation in marks.

    In ``"…," she said, before adding that …`` the clause after the cue is not what *said* reports.
    """
    best: dict[int, Scored] = {}
    for p, c in scored:
        for k in c.passages if c.type == "direct" and p >= SURE else ():
            best[k] = max(best.get(k, (p, c)), (p, c), key=lambda item: item[0])
    direct = [c for _, c in best.values()]
    return [
        (p, c)
        for p, c in scored
        if c.type == "direct"
        or not any(same_cue(c, d) and not _overlap(c.segments, d.segments) for d in direct)
    ]


def _order(scored: Scored) -> tuple[float, int, int, str]:
    probability, candidate = scored
    first = candidate.segments[0]
    return (-probability, first.start, -first.end, candidate.rule)


def _clash(a: Candidate, b: Candidate) -> bool:
    """Tell whether only one of two candidates can stand."""
    if same_cue(a, b):
        return not (a.type == b.type == "direct" and not _overlap(a.segments, b.segments))
    return _overlap(a.segments, b.segments) or _cue_in(a, b) or _cue_in(b, a)


def same_cue(a: Candidate, b: Candidate) -> bool:
    """Tell whether two candidates have their cue in common."""
    return a.cue is not None and b.cue is not None and a.cue.span.overlaps(b.cue.span)


def _holds(outer: Candidate, inner: Candidate) -> bool:
    """Tell whether *inner* is reported inside *outer*: its cue is part of outer's content."""
    return _cue_in(inner, outer) and not same_cue(outer, inner) and not _cue_in(outer, inner)


def _cue_in(inner: Candidate, outer: Candidate) -> bool:
    return inner.cue is not None and any(s.covers(inner.cue.span) for s in outer.segments)


def _overlap(a: Sequence[Span], b: Sequence[Span]) -> bool:
    return any(x.overlaps(y) for x in a for y in b)
