"""Candidates by neighbourhood: only what overlaps can clash, so cost grows with length alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.domain import Candidate

Scored = tuple[float, Candidate]


def clusters(scored: Iterable[Scored]) -> Iterator[list[Scored]]:
    """Yield groups of candidates whose ranges (cue and segments) run into each other."""
    group: list[Scored] = []
    reach = -1
    for item in sorted(scored, key=lambda item: _range(item[1])):
        start, end = _range(item[1])
        if group and start >= reach:
            yield group
            group = []
        reach = max(reach, end) if group else end
        group.append(item)
    if group:
        yield group


def _range(candidate: Candidate) -> tuple[int, int]:
    spans = [*candidate.segments, *([candidate.cue.span] if candidate.cue else [])]
    return min(span.start for span in spans), max(span.end for span in spans)
