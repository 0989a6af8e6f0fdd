"""How often each cue lemma was an attribution in each frame."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from benchmarks.learning.examples import Example
from extractor.cue_lexicon import LAYOUT_FRAMES, RARE, Lexicon
from extractor.domain import Candidate

RARELY = 3
BESIDE = frozenset(f"cue-subject:gap={side}-{n}" for side in ("after", "before") for n in (0, 1))


def count(examples: Iterable[Example]) -> Lexicon:
    """Return the evidence of *examples*; lemmas seen up to three times also count together."""
    table: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for example in examples:
        candidate = example.candidate
        if candidate.cue and candidate.frame not in LAYOUT_FRAMES and _is_use(candidate):
            entry = table[candidate.cue.lemma][candidate.frame]
            entry[0] += example.right
            entry[1] += 1
    rare: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for frames in table.values():
        for frame, (hits, uses) in frames.items():
            if uses <= RARELY:
                rare[frame][0] += hits
                rare[frame][1] += uses
    table[RARE] = rare
    return Lexicon({lemma: dict(sorted(frames.items())) for lemma, frames in sorted(table.items())})


def _is_use(candidate: Candidate) -> bool:
    """Return whether the cue may introduce the passage: it is next to it or linked to it."""
    notes = candidate.notes
    if candidate.frame != "quotation" or not BESIDE.isdisjoint(notes):
        return True
    return "cue-subject:between=0" in notes and "cue-subject:link=none" not in notes
