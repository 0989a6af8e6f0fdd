"""Paragraphs laid out for one pass of the tokenizer, and the way back to the text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from extractor.domain import Marking, Span
from extractor.parsing.plain import plain

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Layout:
    """Plain paragraphs with blank lines between; ``starts`` says where each one begins."""

    text: str
    starts: tuple[int, ...]
    paragraphs: tuple[Span, ...]

    @classmethod
    def of(cls, marking: Marking) -> Layout:
        """Lay out the paragraphs of *marking*."""
        pieces = [plain(span.of(marking.text)) for span in marking.paragraphs]
        starts, position = [], 0
        for piece in pieces:
            starts.append(position)
            position += len(piece) + len(_BETWEEN)
        return cls(_BETWEEN.join(pieces), tuple(starts), marking.paragraphs)

    def paragraph(self, position: int) -> int:
        """Return the number of the paragraph that holds *position* of the laid out text."""
        return bisect_right(self.starts, position) - 1

    def offset(self, position: int) -> int:
        """Return where *position* of the laid out text lies in the caller's text."""
        number = self.paragraph(position)
        return self.paragraphs[number].start + position - self.starts[number]
