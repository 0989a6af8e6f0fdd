"""Which sentences are parsed at all: cost is counted in parsed words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extractor.domain import Marking, Span


def worth_parsing(sentence: Span, inner: Sequence[Span]) -> bool:
    """Tell whether *sentence* may hold a cue: not where it is wholly what somebody said.

    *inner* are the stretches between quotation marks, in text order, as `inner_spans` gives
    them. A sentence with one of its marks is kept, whatever it holds.
    """
    before = bisect_right(inner, sentence.start, key=lambda span: span.start) - 1
    return before < 0 or not inner[before].covers(sentence)


def inner_spans(marking: Marking) -> tuple[Span, ...]:
    """Return what stands between quotation marks, in text order."""
    return tuple(sorted(span for passage in marking.passages for span in passage.inner))
