"""Conflicts between candidates, and which candidate is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extractor import cue_lexicon
from extractor.domain import Candidate

Scored = tuple[float, Candidate]

WIDTH = 256
"""The bucket size of the spatial index, in code points."""
SURE = 0.5
TURN = "transcript"
CLAUSES = frozenset(("that-clause", "bare-clause"))
PHRASES = ("object", "oblique", "noun", "complement", "passive")


def resolve_conflicts(likely: Iterable[Scored], lone: Iterable[Scored]) -> list[Scored]:
    """Return candidates that do not conflict with each other.

    Of the *likely* the likelier come first, behind the turns of transcripts, and an outer report
    before the one inside it. Those in *lone* only fill what is left.
    """
    kept = _Kept()
    _take(kept, likely, frozenset())
    _take(kept, lone, kept.keys())
    return kept.items()


def _take(kept: _Kept, scored: Iterable[Scored], firm: frozenset[int]) -> None:
    """Add to *kept* what does not clash, or only with items inside it that are not *firm*."""
    for item in sorted(scored, key=_order):
        near = kept.near(item[1])
        rivals = {key: rival for key, (_, rival) in near if _clash(rival, item[1])}
        new = item[1]
        inside = (_holds(new, r) or _widens(new, r) or _yields(r, new) for r in rivals.values())
        if firm.isdisjoint(rivals) and all(inside):
            for key in rivals:
                kept.remove(key)
            kept.add(item)


def without_leftovers(scored: Sequence[Scored]) -> list[Scored]:
    """Return *scored* without the adjuncts of cues that have a quotation in marks.

    In ``"…," she said, before adding that …`` the clause after the cue is not what *said* reports.
    """
    best: dict[int, Scored] = {}
    for p, c in scored:
        for k in c.passages if c.type == "direct" and p >= SURE else ():
            best[k] = max(best.get(k, (p, c)), (p, c), key=lambda item: item[0])
    direct: dict[int, list[Candidate]] = {}
    for _, c in best.values():
        direct.setdefault(_cue_start(c), []).append(c)
    return [(p, c) for p, c in scored if not _is_leftover(c, direct.get(_cue_start(c), ()))]


def without_strangers(scored: Sequence[Scored]) -> list[Scored]:
    """Return *scored* without verbs of no report beside words in marks that a cue of saying has.

    ``who *solved* it in “four minutes,” as he *recalled*``.
    """
    said = {
        k
        for _, c in scored
        if c.type == "direct" and c.cue and c.mention and _is_listed(c)
        for k in c.passages
    }
    return [
        (p, c)
        for p, c in scored
        if c.frame != "quotation" or _is_listed(c) or said.isdisjoint(c.passages)
    ]


def _is_listed(candidate: Candidate) -> bool:
    return candidate.cue is not None and cue_lexicon.listed_class(candidate.cue.lemma) is not None


def _is_leftover(candidate: Candidate, direct: Sequence[Candidate]) -> bool:
    return candidate.type != "direct" and any(
        same_cue(candidate, d) and not share_text(candidate, d) and not _leads_up(candidate, d)
        for d in direct
    )


def _cue_start(candidate: Candidate) -> int:
    return candidate.cue.span.start if candidate.cue else -1


def _order(scored: Scored) -> tuple[bool, float, int, int, str]:
    probability, candidate = scored
    first = candidate.segments[0]
    return (candidate.frame != TURN, -probability, first.start, -first.end, candidate.rule)


def _clash(a: Candidate, b: Candidate) -> bool:
    """Return whether two candidates exclude each other."""
    if same_cue(a, b):
        apart = a.type == b.type == "direct" or _leads_up(a, b) or _leads_up(b, a)
        return not apart or share_text(a, b)
    return share_text(a, b) or cue_in(a, b) or cue_in(b, a)


def _leads_up(clause: Candidate, quotation: Candidate) -> bool:
    """Return whether a clause stands between its cue and a quotation of the same cue.

    ``The coach *insists she is fit*: “If she trains, she plays.”``
    """
    reported = clause.frame in CLAUSES and clause.type == "indirect" and clause.cue is not None
    if not reported or clause.cue is None or quotation.type != "direct":
        return False
    if quotation.frame not in {"colon-quotation", *CLAUSES}:
        return False  # said that he *told one clerk*, “Go”
    ends, begins = clause.segments[-1].end, quotation.segments[0].start
    return clause.cue.span.end <= clause.segments[0].start and ends <= begins


def same_cue(a: Candidate, b: Candidate) -> bool:
    """Return whether two candidates share a cue."""
    return a.cue is not None and b.cue is not None and a.cue.span.overlaps(b.cue.span)


def _holds(outer: Candidate, inner: Candidate) -> bool:
    """Return whether *inner* is reported inside *outer*: its cue is part of outer's content.

    Words in marks go to the cue beside them rather than to a phrase that holds both, or to who
    relays them; clauses to their cue rather than to a phrase; and turns of a transcript to who
    speaks them rather than to what introduces it.
    """
    if inner.frame == TURN:
        return False
    if inner.type == "direct" and outer.frame.startswith((*PHRASES, "preposition")):
        return False
    if _is_heard_by(inner, outer):
        return False
    if inner.frame in CLAUSES and outer.type == "mixed" and outer.frame.startswith(PHRASES):
        return False
    return cue_in(inner, outer) and not same_cue(outer, inner) and not cue_in(outer, inner)


def _yields(outer: Candidate, inner: Candidate) -> bool:
    """Return whether *outer* only relays the words in marks that are reported inside it.

    ``According to court papers, Price told an aide: “Burn it.”``, ``cited a case that held “…”``,
    ``rebuked critics who say the plan is “dead”``.
    """
    if _is_heard_by(inner, outer):
        return True
    relays = outer.frame.startswith(("preposition", *PHRASES)) and outer.type == "mixed"
    says = inner.cue is not None and inner.cue.cue_class in cue_lexicon.REPORTING_CLASSES
    held = outer.frame.startswith(PHRASES) and inner.mention is not None
    whole = held and set(inner.passages) == set(outer.passages)
    clause = inner.frame in CLAUSES and inner.type == "direct"
    clause |= whole and inner.frame in {*CLAUSES, "noun-that", "to-infinitive"}
    report = clause or (inner.type == "direct" and inner.frame == "colon-quotation")
    return relays and says and report and cue_in(inner, outer) and not same_cue(outer, inner)


def _is_heard_by(inner: Candidate, outer: Candidate) -> bool:
    """Return whether others only tell what somebody said: ``Ek yelled “Go,” *two guests said*``.

    All words in marks of *outer* are a quotation of their own, with a speaker and a cue that says
    how they sounded.
    """
    trails = outer.frame == "bare-clause" and outer.cue is not None
    trails = trails and outer.segments[-1].end <= _cue_start(outer)
    beside = outer.type == "mixed" and (trails or outer.frame in {"medial", "preposition"})
    speaks = inner.type == "direct" and inner.mention is not None and inner.cue is not None
    whole = beside and speaks and set(inner.passages) == set(outer.passages)
    voiced = inner.cue is not None and cue_lexicon.is_voiced(inner.cue.lemma)
    return whole and voiced and cue_in(inner, outer) and not same_cue(outer, inner)


def _widens(wide: Candidate, narrow: Candidate) -> bool:
    """Return whether *wide* gives the same cue and mention more passages than *narrow*."""
    alike = wide.rule == narrow.rule and wide.mention == narrow.mention
    return alike and same_cue(wide, narrow) and set(wide.passages) > set(narrow.passages)


def cue_in(inner: Candidate, outer: Candidate) -> bool:
    """Return whether the cue of *inner* stands in the content of *outer*."""
    return inner.cue is not None and any(s.covers(inner.cue.span) for s in outer.segments)


def share_text(a: Candidate, b: Candidate) -> bool:
    """Return whether the contents of two candidates overlap."""
    return any(x.overlaps(y) for x in a.segments for y in b.segments)


class _Kept:
    """Scored candidates by position: only neighbors can clash, so the cost is linear."""

    def __init__(self) -> None:
        self._items: dict[int, Scored] = {}
        self._places: dict[int, set[int]] = defaultdict(set)
        self._next = 0

    def add(self, item: Scored) -> None:
        """Add a candidate."""
        self._items[self._next] = item
        for place in _places(item[1]):
            self._places[place].add(self._next)
        self._next += 1

    def near(self, candidate: Candidate) -> list[tuple[int, Scored]]:
        """Return the items in the buckets of *candidate*, each with its key, oldest first."""
        keys = {key for place in _places(candidate) for key in self._places[place]}
        return [(key, self._items[key]) for key in sorted(keys)]

    def remove(self, key: int) -> None:
        """Remove the candidate with *key*."""
        for place in _places(self._items.pop(key)[1]):
            self._places[place].discard(key)

    def keys(self) -> frozenset[int]:
        """Return the keys of the remaining candidates."""
        return frozenset(self._items)

    def items(self) -> list[Scored]:
        """Return the remaining candidates, oldest first."""
        return list(self._items.values())


def _places(candidate: Candidate) -> Iterator[int]:
    spans = [*candidate.segments, *([candidate.cue.span] if candidate.cue else [])]
    for span in spans:
        yield from range(span.start // WIDTH, span.end // WIDTH + 1)
