"""Stage 4: candidates -> attributions, one for each quotation, in text order.

1. Every candidate is scored; the unlikely are dropped.
2. The best of those that exclude each other stays: one content for a cue, one cue for a passage,
   the outer report before the one inside it.
3. Pieces of one quotation are joined: those that share a cue, and what goes on after it.
4. Passages that nobody speaks are kept as quotations without speaker, unless they quote nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.domain import Attribution, Candidate, Document
from extractor.selection.conflicts import settle
from extractor.selection.joining import join
from extractor.selection.scoring import score

THRESHOLD = 0.4


def choose(candidates: Sequence[Candidate], document: Document) -> tuple[Attribution, ...]:
    """Return the attributions of a document, by first segment."""
    scored = [(score(c), c) for c in candidates]
    settled = settle([(p, c) for p, c in scored if p >= THRESHOLD and c.continues is None])
    going_on = [(p, c) for p, c in scored if c.continues is not None]
    return join(settled, going_on, document)
