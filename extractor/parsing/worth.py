"""Which sentences are parsed at all: cost is counted in parsed words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from extractor.domain import Marking, Span, Warning
from extractor.parsing.tokens import Draft

_DENSEST = 4
"""Characters a word, spaces and marks included. News has five to six, tables fewer."""

_ALWAYS = 1000
"""Words that are parsed of any text, however dense."""


def worth_parsing(drafts: Iterable[Draft], marking: Marking) -> list[Draft]:
    """Return the sentences that may hold a cue.

    None may that has no letter, or is wholly what somebody said: stands between the marks of one
    passage. A sentence with one of the marks is kept, whatever it holds.
    """
    inner = inner_spans(marking)
    return [each for each in drafts if _has_letters(each) and not _is_said(each, inner)]


def affordable(drafts: Sequence[Draft], text: str) -> tuple[list[Draft], tuple[Warning, ...]]:
    """Return the first sentences, up to the words that prose as long as *text* has, and a warning.

    News loses none; a text of marks and of words of one letter would cost ten times what its length
    lets expect.
    """
    left = _ALWAYS + len(text) // _DENSEST
    for number, draft in enumerate(drafts):
        left -= draft.words
        if left < 0:
            message = "The text has so many words for its length that the rest was left out."
            warning = Warning("too-many-words", draft.start, len(text), message)
            return list(drafts[:number]), (warning,)
    return list(drafts), ()


def inner_spans(marking: Marking) -> tuple[Span, ...]:
    """Return what stands between quotation marks, in text order."""
    return tuple(sorted(span for passage in marking.passages for span in passage.inner))


def _has_letters(draft: Draft) -> bool:
    parts = (part for token in draft.tokens for part in token.parts)
    return any(char.isalpha() for part in parts for char in part)


def _is_said(draft: Draft, inner: Sequence[Span]) -> bool:
    before = bisect_right(inner, draft.start, key=lambda span: span.start) - 1
    return before >= 0 and inner[before].covers(Span(draft.start, draft.end))
