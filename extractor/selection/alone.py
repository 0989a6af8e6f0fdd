"""Passages that no rule gives a speaker: quotations without speaker, or words in mere marks."""

from __future__ import annotations

import re

from extractor.domain import Attribution, Document, Passage
from extractor.selection.scoring import Scorer

MIN_WORDS = 4
MIN_SENTENCE = 2
STOPS = ("", ".", "!", "?", ":", "”", '"', "’", "»")
SHORT_WORD = 3
WORD = re.compile(r"[^\W_][\w'’-]*")


def is_quotation(document: Document, passage: Passage) -> bool:
    """Return whether a passage is words of somebody, not a title, a nickname or a scare quote.

    It has four words or more (two where it is a sentence), and not all the long ones are
    capitalised as in a title.
    """
    words = WORD.findall(" ".join(span.of(document.text) for span in passage.inner))
    lower = [w for w in words if w[0].islower() and len(w) > SHORT_WORD]
    enough = MIN_SENTENCE if _is_sentence(document, passage) else MIN_WORDS
    return len(words) >= enough and bool(lower)


def _is_sentence(document: Document, passage: Passage) -> bool:
    """Return whether the words between the marks are a sentence alone: ``"Nobody came."``."""
    inner = passage.inner[-1].of(document.text).rstrip()
    start = passage.start
    while start and document.text[start - 1].isspace():
        start -= 1
    before = document.text[max(start - 1, 0) : start]
    opens = passage.inner[0].of(document.text).lstrip()[:1].isupper()
    return opens and inner.endswith((".", "!", "?")) and before in STOPS


def alone(document: Document, scorer: Scorer, passage: Passage) -> Attribution:
    """Return the quotation of *passage* without cue or speaker."""
    return Attribution(
        type="direct",
        segments=tuple(span.stripped(document.text) for span in passage.inner),
        cue=None,
        mention=None,
        addressee=None,
        rule="unattributed",
        confidence=scorer.confidence("unattributed", 0.0),
    )
