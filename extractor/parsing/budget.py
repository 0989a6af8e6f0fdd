"""Which sentences are parsed: cost is counted in what the models read, see `Models.cost`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from extractor.domain import Marking, Span, Warning
from extractor.parsing.ports import DraftSentence

_CHARACTERS_PER_UNIT = 4
"""Characters of long prose for one unit of cost, spaces included: news has 4.4 and tables fewer."""

_FREE_COST = 1000
"""What may be spent on any text, however dense: about 800 words."""


def may_hold_cue(drafts: Iterable[DraftSentence], marking: Marking) -> list[DraftSentence]:
    """Return the sentences that may hold a cue.

    A sentence without a letter may not, nor one that stands wholly between the marks of a
    passage. A sentence with one of the marks is kept, whatever it holds.
    """
    inner = inner_spans(marking)
    return [each for each in drafts if _has_letters(each) and not _is_quoted(each, inner)]


def affordable(
    drafts: Sequence[DraftSentence], text: str, cost: Callable[[Sequence[str]], int]
) -> tuple[list[DraftSentence], tuple[Warning, ...]]:
    """Return the first sentences, up to what prose as long as *text* costs, and a warning.

    News loses none; a text of marks, of words of one letter or of no words would cost several
    times as much as prose of its length.
    """
    left = _FREE_COST + len(text) // _CHARACTERS_PER_UNIT
    for number, draft in enumerate(drafts):
        left -= cost(draft.words)
        if left < 0:
            message = "The text has too many words for its length; the rest was not analysed."
            warning = Warning("too-many-words", draft.start, len(text), message)
            return list(drafts[:number]), (warning,)
    return list(drafts), ()


def inner_spans(marking: Marking) -> tuple[Span, ...]:
    """Return what stands between quotation marks, in text order."""
    return tuple(sorted(span for passage in marking.passages for span in passage.inner))


def _has_letters(draft: DraftSentence) -> bool:
    return any(char.isalpha() for word in draft.words for char in word)


def _is_quoted(draft: DraftSentence, inner: Sequence[Span]) -> bool:
    before = bisect_right(inner, draft.start, key=lambda span: span.start) - 1
    return before >= 0 and inner[before].covers(Span(draft.start, draft.end))
