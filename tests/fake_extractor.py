"""A stand-in extractor that finds something in nearly any text, deterministically."""

from __future__ import annotations

import re
from typing import Any, Final

from extractor import (
    Cue,
    Extraction,
    Mention,
    Quotation,
    QuotedSpeaker,
    Segment,
    Speaker,
    Warning,
)
from extractor.domain import Span, Step

PIECE: Final = re.compile(r"\S+(?:\s\S+)?", re.DOTALL)


class StandIn:
    """Takes every two words for a quotation, and each of them for its speaker."""

    model = "stand-in"

    def __call__(self, text: str, observe: Any = None, scope: str = "") -> Extraction:
        """Return an extraction in which every optional part is there now and then."""
        spans = [match.span() for match in PIECE.finditer(text)][:50]
        quotes = tuple(_quote(n, text, *span) for n, span in enumerate(spans))
        speakers = tuple(
            Speaker(
                quote.speaker.id,
                quote.speaker.label,
                "person",
                None,
                quote.speaker.label,
                (quote.speaker.mention,),
                (quote.id,),
            )
            for quote in quotes
            if quote.speaker
        )
        odd = (Warning("odd", 0, len(text), "It is odd."),) if len(text) % 2 else ()
        return Extraction(quotes, speakers, odd)


def _quote(n: int, text: str, start: int, end: int) -> Quotation:
    words = text[start:end]
    at = Mention(start, end, words)
    step = Step("nsubj", Span(start, end), Span(start, end))
    return Quotation(
        f"q{n}",
        ("direct", "mixed", "indirect")[n % 3],  # type: ignore[arg-type]
        words,
        (Segment(start, end, words),),
        QuotedSpeaker(f"s{n}", words, "person", at) if n % 2 else None,
        Cue(start, end, words, words, "speech") if n % 3 else None,
        at if n % 5 == 0 else None,
        "stand-in",
        0.5,
        (step,),
    )
