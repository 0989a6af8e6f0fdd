"""A clean text aligned with the text that the caller sent.

Cleaning changes a text: it decodes entities, removes tags and joins hyphenated words. `AlignedText`
stores the source of each character of the clean text, so that every range found in the clean text
can be mapped to a range of the caller's text, which is returned verbatim:

    source   <b>Lena Fox</b> said &ldquo;no&rdquo;
    clean    Lena Fox said “no”
    Lena Fox = clean[0:8] = source[3:11];   no = clean[15:17] = source[29:31]
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from extractor.domain import Extraction, Quotation, Segment, Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit: the characters ``start:end`` become ``text``.

    ``foreign`` is True if the removed text has words that do not belong to the sentence around it
    (the address of a link, a page header); a segment is split there.
    """

    start: int
    end: int
    text: str = ""
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A clean text and its source.

    ``starts`` and ``ends`` hold for each character of ``text`` the range of ``source`` that it
    comes from, both in ascending order; an inserted character has an empty range. ``foreign`` are
    ranges of the source that do not belong to a sentence.
    """

    text: str
    source: str
    starts: Sequence[int]
    ends: Sequence[int]
    foreign: tuple[Span, ...] = ()

    @classmethod
    def of(cls, source: str) -> AlignedText:
        """Return an unchanged text."""
        return cls(source, source, range(len(source)), range(1, len(source) + 1))

    @property
    def is_source(self) -> bool:
        """Whether the text is unchanged."""
        return isinstance(self.starts, range)

    def edited(self, edits: Iterable[Edit]) -> AlignedText:
        """Return the text after *edits*; if two overlap, the first counts."""
        edits = tuple(_without_overlaps(edits))
        if not edits:
            return self
        parts: list[str] = []
        starts, ends, place = array("q"), array("q"), 0
        for edit in edits:
            parts += (self.text[place : edit.start], edit.text)
            origin = self.source_span(edit.start, edit.end)
            starts.extend(self.starts[place : edit.start])
            ends.extend(self.ends[place : edit.start])
            starts.extend([origin.start] * len(edit.text))
            ends.extend([origin.end] * len(edit.text))
            place = edit.end
        parts.append(self.text[place:])
        starts.extend(self.starts[place:])
        ends.extend(self.ends[place:])
        gone = (self.source_span(edit.start, edit.end) for edit in edits if edit.foreign)
        foreign = tuple(sorted({*self.foreign, *gone}))
        return AlignedText("".join(parts), self.source, starts, ends, foreign)

    def source_span(self, start: int, end: int) -> Span:
        """Return the range of the source under ``text[start:end]``."""
        first = self.starts[start] if start < len(self.starts) else len(self.source)
        return Span(first, self.ends[end - 1] if end > start else first)

    def source_pieces(self, start: int, end: int) -> list[Span]:
        """Return the ranges of the source under ``text[start:end]``, without foreign ranges."""
        whole = self.source_span(start, end)
        pieces, place = [], whole.start
        for span in self.foreign[bisect_right(self.foreign, Span(place, len(self.source))) :]:
            if span.end >= whole.end:
                break
            pieces.append(Span(place, span.start))
            place = span.end
        pieces.append(Span(place, whole.end))
        stripped = [piece.stripped(self.source) for piece in pieces]
        return [piece for piece in stripped if len(piece)] or [whole]


def _without_overlaps(edits: Iterable[Edit]) -> Iterator[Edit]:
    place = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start >= place:
            yield edit
            place = edit.end


def restore(extraction: Extraction, aligned: AlignedText) -> Extraction:
    """Return *extraction* with the caller's offsets, every text verbatim at them.

    Labels keep the spelling of the clean text.
    """
    return extraction if aligned.is_source else _restored(extraction, aligned)


def _restored(value: T, aligned: AlignedText) -> T:
    """Return a value with all ranges in it mapped back, at any depth."""
    if isinstance(value, Quotation):
        return _quotation(value, aligned)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_restored(each, aligned) for each in value)  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    own: dict[str, Any] = {each.name: getattr(value, each.name) for each in fields(value)}
    restored = {name: _restored(each, aligned) for name, each in own.items()}
    if "start" in own:
        span = aligned.source_span(own["start"], own["end"])
        restored |= {"start": span.start, "end": span.end}
        restored |= {"text": span.of(aligned.source)} if "text" in own else {}
    return replace(value, **restored)


def _quotation(quotation: Quotation, aligned: AlignedText) -> Quotation:
    pieces = [
        Segment(span.start, span.end, span.of(aligned.source))
        for segment in quotation.segments
        for span in aligned.source_pieces(segment.start, segment.end)
    ]
    own = {
        each.name: _restored(getattr(quotation, each.name), aligned) for each in fields(quotation)
    }
    own |= {"segments": tuple(pieces), "text": " ".join(piece.text for piece in pieces)}
    return Quotation(**own)
