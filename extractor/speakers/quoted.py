"""Which words stand inside quotation marks."""

from __future__ import annotations

from bisect import bisect_left

from extractor.domain import Document
from extractor.speakers.cast import Place


def quoted_words(document: Document) -> frozenset[Place]:
    """Return the words inside quotation marks."""
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


def lines(document: Document, quoted: frozenset[Place]) -> tuple[int, ...]:
    """Number the sentences by how much is told: one that is all quotation adds nothing."""
    numbers: list[int] = []
    for sentence in document.sentences:
        told = any(
            word.upos != "PUNCT" and (sentence.index, word.index) not in quoted
            for word in sentence.words
        )
        numbers.append((numbers[-1] if numbers else 0) + told)
    return tuple(numbers)
