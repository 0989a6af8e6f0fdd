"""Names that stand beside words by layout alone: what the layout rules share."""

from __future__ import annotations

from extractor.domain import NounPhrase, Span, Word
from extractor.english import syntax
from extractor.rules.base import Subject
from extractor.rules.parts.phrases import phrase
from extractor.rules.parts.scene import Scene


def subject_in(scene: Scene, span: Span, path: str) -> Subject | None:
    """Return the mention that fills *span*: the highest noun in it, or None."""
    sentence = scene.sentence_at(span.start)
    if sentence is None:
        return None
    inside = [w for w in sentence.words if span.start <= w.start and w.end <= span.end]
    tops = [w for w in inside if w.upos != "PUNCT" and not _held(w.head, inside)]
    if not tops:
        return None
    top = next((w for w in tops if w.upos in syntax.NOMINAL), tops[0])
    avoid = frozenset(
        c for c in sentence.children[top.index] if sentence.words[c].start >= span.end
    )
    found = phrase(sentence, top.index, avoid)
    start, end = max(found.span.start, span.start), min(found.span.end, span.end)
    return (
        Subject(NounPhrase(Span(start, end), sentence.index, top.index), path)
        if start < end
        else None
    )


def _held(head: int, inside: list[Word]) -> bool:
    return any(w.index == head for w in inside)
