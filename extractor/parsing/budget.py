"""Which sentences are parsed: cost is counted in parsed words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from extractor.domain import Marking, Span, Warning
from extractor.parsing.ports import DraftSentence

_CHARACTERS_PER_WORD = 5
"""Those that long prose has, spaces and marks included: news has five to six, tables fewer."""

_FREE_WORDS = 1000
"""Words that are parsed of any text, however dense."""


def may_hold_cue(drafts: Iterable[DraftSentence], marking: Marking) -> list[DraftSentence]:
    """Return the sentences that may hold a cue.

    A sentence without a letter may not, nor one that stands wholly between the marks of a
    passage. A sentence with one of the marks is kept, whatever it holds.
    """
    inner = inner_spans(marking)
    return [each for each in drafts if _has_letters(each) and not _is_quoted(each, inner)]


def affordable(
    drafts: Sequence[DraftSentence], text: str
) -> tuple[list[DraftSentence], tuple[Warning, ...]]:
    """Return the first sentences, up to the words that prose as long as *text* has, and a warning.

    News loses none; a text of marks and of words of one letter would cost ten times as much as
    prose of its length.
    """
    left = _FREE_WORDS + len(text) // _CHARACTERS_PER_WORD
    for number, draft in enumerate(drafts):
        left -= len(draft.words)
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
