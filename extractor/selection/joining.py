"""From candidates to attributions: pieces joined, continuations attached, the rest alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.domain import Attribution, Candidate, Document, Passage
from extractor.selection.alone import alone, is_quotation
from extractor.selection.conflicts import Scored, same_cue
from extractor.selection.scoring import Scorer

GOES_ON = 0.5


@dataclass(frozen=True, slots=True)
class Joiner:
    """Makes the attributions of one document."""

    document: Document
    scorer: Scorer

    def join(
        self, settled: Sequence[Scored], going_on: Sequence[Scored]
    ) -> tuple[Attribution, ...]:
        """Return the attributions of the document in text order."""
        made = [self._attribution(group) for group in _grouped(settled)]
        for score, candidate in sorted(going_on, key=lambda item: item[1].passages):
            made = self._with_continuation(made, score, candidate)
        lone = [p for p in self.document.passages if not any(_covers(a, p) for a in made)]
        made += [
            alone(self.document, self.scorer, p) for p in lone if is_quotation(self.document, p)
        ]
        return tuple(sorted(made, key=lambda a: a.segments[0]))

    def _attribution(self, group: Sequence[Scored]) -> Attribution:
        score, best = max(group, key=lambda item: (item[0], -item[1].segments[0].start))
        return Attribution(
            type=best.type,
            segments=tuple(sorted(s for _, c in group for s in c.segments)),
            cue=best.cue,
            mention=best.mention,
            addressee=best.addressee,
            rule=best.rule,
            confidence=self.scorer.confidence(best.type, score),
            steps=best.steps,
        )

    def _with_continuation(
        self, made: list[Attribution], score: float, candidate: Candidate
    ) -> list[Attribution]:
        """Give a passage to the nearest speaker before it, where that is likely enough."""
        passage = self.document.passages[candidate.passages[0]]
        if score < GOES_ON or any(_covers(a, passage) for a in made):
            return made
        before = self._nearest(made, passage)
        if before is None:
            return made
        confidence = self.scorer.confidence("continuation", score)
        if before.type == "direct":
            longer = replace(
                before,
                segments=(*before.segments, *candidate.segments),
                confidence=min(before.confidence, confidence),
            )
            return [longer if a is before else a for a in made]
        return [*made, _goes_on(before, candidate, confidence)]

    def _nearest(self, made: Sequence[Attribution], passage: Passage) -> Attribution | None:
        """Return the last attribution with a mention before *passage*.

        It stands in the same paragraph, or ends the one before: nothing else is told between.
        """
        earlier = [a for a in made if a.segments[-1].end <= passage.start and a.mention]
        before = max(earlier, key=lambda a: a.segments[-1].end, default=None)
        if before is None:
            return None
        end = max(before.segments[-1].end, before.cue.span.end if before.cue else 0)
        breaks = sum(end <= p.start <= passage.start for p in self.document.paragraphs)
        told = any(end <= s.start and s.end <= passage.start for s in self.document.sentences)
        return before if breaks == 0 or (breaks == 1 and not told) else None


def _grouped(settled: Sequence[Scored]) -> list[list[Scored]]:
    """Put direct pieces that share a cue together."""
    groups: list[list[Scored]] = []
    for item in sorted(settled, key=lambda item: item[1].segments[0]):
        twin = next((g for g in groups if _twins(g[0][1], item[1])), None)
        if twin is None:
            groups.append([item])
        else:
            twin.append(item)
    return groups


def _twins(a: Candidate, b: Candidate) -> bool:
    return a.type == b.type == "direct" and same_cue(a, b)


def _goes_on(before: Attribution, candidate: Candidate, confidence: float) -> Attribution:
    return Attribution(
        type="direct",
        segments=candidate.segments,
        cue=before.cue,
        mention=before.mention,
        addressee=before.addressee,
        rule=candidate.rule,
        confidence=confidence,
    )


def _covers(attribution: Attribution, passage: Passage) -> bool:
    return any(s.overlaps(i) for s in attribution.segments for i in passage.inner)
