"""Stage 4: candidates -> attributions, one for each quotation, in text order.

1. Candidates out of scope are dropped, so that they suppress nothing in scope; so are requests
   for anonymity.
2. Every candidate is scored; unlikely ones are dropped.
3. Of conflicting candidates the best is kept: one content per cue, one cue per passage,
   the outer report before the one inside it.
4. Pieces of one quotation are joined: those that share a cue, and continuations.
5. Passages without a speaker become unattributed quotations, unless they are not quotations.
6. The channel of each is found at its cue.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from extractor import cue_lexicon
from extractor.domain import Attribution, Candidate, Document, Scope
from extractor.english import anonymity
from extractor.english.syntax import span
from extractor.selection.attributions import Joiner, Scorer, default, is_name, is_quotation
from extractor.selection.channels import with_channels
from extractor.selection.conflicts import resolve_conflicts, without_leftovers, without_strangers
from extractor.selection.relays import with_relays, without_relays

THRESHOLD = 0.35
LONE_THRESHOLD = 0.15
SURE_THRESHOLD = 0.05
SURE_FRAMES = frozenset(
    """that-clause bare-clause medial noun-that noun-predicate to-infinitive
    object-to-infinitive gerund view light-verb""".split()
)
"""Frames in which a cue of saying with a speaker reports, even if the words are rare."""


def choose(
    candidates: Sequence[Candidate],
    document: Document,
    scope: Scope = "quotations",
    scorer: Scorer | None = None,
) -> tuple[Attribution, ...]:
    """Return the attributions of a document that are in *scope*, by first segment."""
    scorer = scorer or default()
    in_scope: Iterable[Candidate] = (
        c for c in candidates if c.reports_speech or scope == "attributions"
    )
    if scope == "quotations":
        in_scope = without_grants(document, in_scope)
    scored = [(scorer.score(c), c) for c in in_scope]
    own = [(p, c) for p, c in scored if not c.continues]
    likely = [(p, c) for p, c in own if p >= _threshold(c, scope)]
    likely = without_leftovers(without_strangers(likely))
    likely, relays = without_relays(document, likely)
    # A passage is quoted anyway; a not too unlikely cue next to it is better than no speaker.
    lone = (
        (p, c)
        for p, c in own
        if LONE_THRESHOLD <= p < THRESHOLD and c.passages
        if not any(is_name(document, document.passages[k]) for k in c.passages)
        if c.mention or all(is_quotation(document, document.passages[k]) for k in c.passages)
    )
    kept = resolve_conflicts(likely, lone)
    going_on = [(p, c) for p, c in scored if c.continues]
    chosen = Joiner(document, scorer).join(kept, going_on)
    return with_channels(document, with_relays(chosen, relays))


def without_grants(document: Document, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield candidates except those whose cue or content is a grant: ``asked not to be named``."""
    grants = [
        span(sentence, (grant.first, grant.last))
        for sentence in document.sentences
        for grant in anonymity.grants_in(sentence)
    ]
    starts = [grant.start for grant in sorted(grants)]
    ends = [grant.end for grant in sorted(grants)]

    def is_inside(start: int, end: int) -> bool:
        at = bisect_right(starts, start) - 1
        return at >= 0 and end <= ends[at]

    for candidate in candidates:
        cue = candidate.cue if candidate.mention is not None else None
        asks = cue is not None and is_inside(cue.span.start, cue.span.end)
        asked = all(is_inside(s.start, s.end) for s in candidate.segments)
        if not asks and not (asked and candidate.type == "indirect"):
            yield candidate


def _threshold(candidate: Candidate, scope: Scope) -> float:
    """Return the lowest score of a candidate that is kept.

    In the scope ``quotations`` the construction and the sense of the cue have decided already, also
    where only who was told is named: ``The jury was told the van was stolen``.
    """
    cue = candidate.cue.lemma if candidate.cue else ""
    told = candidate.addressee is not None and cue not in cue_lexicon.INTERROGATIVE_VERBS
    said = (told or candidate.mention is not None) and candidate.frame in SURE_FRAMES
    return SURE_THRESHOLD if scope == "quotations" and said else THRESHOLD
