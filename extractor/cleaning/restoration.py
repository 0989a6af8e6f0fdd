"""Results in a clean text, led back to the text as the caller sent it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from extractor.cleaning.alignment import AlignedText
from extractor.domain import Extraction, Quotation, Segment

T = TypeVar("T")


def restore(extraction: Extraction, aligned: AlignedText) -> Extraction:
    """Return *extraction* with the caller's offsets, every text verbatim at them.

    Labels stay as the clean text has them.
    """
    return extraction if aligned.is_source else _restored(extraction, aligned)


def _restored(value: T, aligned: AlignedText) -> T:
    """Return a value with all ranges in it led back, however deep."""
    if isinstance(value, Quotation):
        return _quotation(value, aligned)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_restored(each, aligned) for each in value)  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    own: dict[str, Any] = {each.name: getattr(value, each.name) for each in fields(value)}
    if "start" not in own:
        return replace(value, **{name: _restored(each, aligned) for name, each in own.items()})
    span = aligned.source_span(own["start"], own["end"])
    text = {"text": span.of(aligned.source)} if "text" in own else {}
    return replace(value, start=span.start, end=span.end, **text)


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
