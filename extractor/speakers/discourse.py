"""The fixed facts about one document: its cues, its quoted words, its narrative."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from extractor.domain import Document, NounPhrase, Span
from extractor.english.orthography import Truecasing

Place = tuple[int, int]
"""A word: the sentence's index and the position in it."""


@dataclass(frozen=True, slots=True)
class Discourse:
    """A document as coreference sees it.

    ``cue_mentions`` are the heads of the mentions whose referent speaks, with the mentions' spans;
    ``quoted`` are the words inside quotation marks; ``narrative`` numbers the sentences, those
    that are all quotation like the one before, so that distances count narration only;
    ``truecasing`` is how the text writes its words.
    """

    document: Document
    cue_mentions: Mapping[Place, Span]
    quoted: frozenset[Place]
    narrative: tuple[int, ...]
    truecasing: Truecasing

    @classmethod
    def of(cls, document: Document, mentions: Iterable[NounPhrase]) -> Self:
        """Return the discourse of a document with the mentions at its cues."""
        quoted = _quoted_words(document)
        return cls(
            document=document,
            cue_mentions={(m.sentence, m.head): m.span for m in mentions},
            quoted=quoted,
            narrative=_narrative(document, quoted),
            truecasing=Truecasing(document),
        )


def _quoted_words(document: Document) -> frozenset[Place]:
    inner = [span for passage in document.passages for span in passage.inner]
    found: set[Place] = set()
    start = 0
    for sentence in document.sentences:
        while start < len(inner) and inner[start].end <= sentence.start:
            start += 1
        end = start
        while end < len(inner) and inner[end].start < sentence.end:
            end += 1
        near = inner[start:end]
        starts = [word.start for word in sentence.words] if near else []
        for span in near:
            inside = range(bisect_left(starts, span.start), bisect_left(starts, span.end))
            found.update((sentence.index, position) for position in inside)
    return frozenset(found)


def _narrative(document: Document, quoted: frozenset[Place]) -> tuple[int, ...]:
    numbers: list[int] = []
    for sentence in document.sentences:
        narrates = any(
            word.upos != "PUNCT" and (sentence.index, word.index) not in quoted
            for word in sentence.words
        )
        numbers.append((numbers[-1] if numbers else 0) + narrates)
    return tuple(numbers)
