"""From candidates to attributions: pieces joined, continuations attached, the rest without speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.domain import Attribution, Document, Passage, Span
from extractor.selection.conflicts import Scored, same_cue

GOES_ON = 0.5
MIN_WORDS = 4
SENTENCE_END = re.compile(r"[.!?…,][^\w]*$")


def join(settled: Sequence[Scored], going_on: Sequence[Scored], document: Document) -> tuple[Attribution, ...]:
    """Return the attributions of a document in text order."""
    groups: list[list[Scored]] = []
    for item in sorted(settled, key=lambda i: i[1].segments[0]):
        twin = next((g for g in groups if item[1].type == "direct" == g[0][1].type and same_cue(g[0][1], item[1])), None)
        groups.append([item]) if twin is None else twin.append(item)
    made = [_attribution(group) for group in groups]
    owner = {k: i for i, group in enumerate(groups) for _, c in group for k in c.passages}
    for probability, candidate in sorted(going_on, key=lambda i: i[1].passages):
        _go_on(made, owner, probability, candidate, document)
    made += [_alone(document, p) for k, p in enumerate(document.passages) if k not in owner and _quotes(document, p, made)]
    return tuple(sorted(made, key=lambda a: a.segments[0]))


def _attribution(group: Sequence[Scored]) -> Attribution:
    best = max(group, key=lambda i: (i[0], -i[1].segments[0].start))[1]
    segments = tuple(sorted(s for _, c in group for s in c.segments))
    return Attribution(
        type=best.type,
        segments=segments,
        cue=best.cue,
        mention=best.mention,
        addressee=best.addressee,
        rule=best.rule,
        confidence=round(max(p for p, _ in group), 3),
        steps=best.steps,
    )


def _go_on(made, owner, probability, candidate, document) -> None:  # type: ignore[no-untyped-def]
    (k,) = candidate.passages
    passage = document.passages[k]
    if k in owner or probability < GOES_ON or any(_covered(passage, a) for a in made):
        return
    earlier = [i for i, a in enumerate(made) if a.segments[-1].end <= passage.start and a.mention]
    if not earlier:
        return
    at = max(earlier, key=lambda i: made[i].segments[-1].end)
    if document.text.count("\n\n", made[at].segments[-1].end, passage.start) > 1:
        return
    before = made[at]
    if before.type == "direct":
        made[at] = _extended(before, candidate.segments, probability)
        owner[k] = at
    else:
        made.append(Attribution("direct", candidate.segments, before.cue, before.mention, None, "continuation", round(probability, 3)))
        owner[k] = len(made) - 1


def _extended(before: Attribution, segments: tuple[Span, ...], probability: float) -> Attribution:
    return Attribution(
        before.type, (*before.segments, *segments), before.cue, before.mention, before.addressee,
        before.rule, min(before.confidence, round(probability, 3)), before.steps,
    )


def _covered(passage: Passage, attribution: Attribution) -> bool:
    return any(s.overlaps(i) for s in attribution.segments for i in passage.inner)


def _quotes(document: Document, passage: Passage, made: Sequence[Attribution]) -> bool:
    """Tell whether a passage that nobody claims is a quotation, not a title or a scare quote."""
    if any(_covered(passage, a) for a in made):
        return False
    text = " ".join(s.of(document.text) for s in passage.inner)
    words = re.findall(r"[^\W_][\w'’-]*", text)
    lower = [w for w in words if w[0].islower() and len(w) > 3]
    return len(words) >= MIN_WORDS and bool(lower)


def _alone(document: Document, passage: Passage) -> Attribution:
    text = document.text
    segments = tuple(
        Span(s.start + len(p) - len(p.lstrip()), s.start + len(p.rstrip()))
        for s in passage.inner
        if (p := s.of(text)).strip()
    )
    return Attribution("direct", segments, None, None, None, "unattributed", 0.5)
