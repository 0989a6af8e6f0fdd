"""Passages that no rule gives a speaker: quotations without speaker, or words in mere marks."""

from __future__ import annotations

import re

from extractor.domain import Attribution, Document, Passage, Span
from extractor.selection.scoring import Scorer

MIN_WORDS = 4
SHORT_WORD = 3
WORD = re.compile(r"[^\W_][\w'’-]*")


def is_quotation(document: Document, passage: Passage) -> bool:
    """Tell whether a passage is somebody's words rather than a title, a nickname or a scare quote.

    It has four words or more, and not all the long ones are capitalised as in a title.
    """
    words = WORD.findall(" ".join(span.of(document.text) for span in passage.inner))
    lower = [w for w in words if w[0].islower() and len(w) > SHORT_WORD]
    return len(words) >= MIN_WORDS and bool(lower)


def alone(document: Document, scorer: Scorer, passage: Passage) -> Attribution:
    """Return the quotation of *passage* without cue or speaker."""
    return Attribution(
        type="direct",
        segments=tuple(_stripped(document.text, span) for span in passage.inner),
        cue=None,
        mention=None,
        addressee=None,
        rule="unattributed",
        confidence=scorer.confidence("unattributed", 0.0),
    )


def _stripped(text: str, span: Span) -> Span:
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.start + len(piece.rstrip())))
