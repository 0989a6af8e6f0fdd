"""What the caller wants to see of an extraction."""

from __future__ import annotations

from dataclasses import replace

from extractor import Extraction, Quotation
from schemas import Options


def select(extraction: Extraction, options: Options) -> Extraction:
    """Return the quotations that were asked for, and only the speakers who say one of them.

    Ids stay as they were, so that answers to different options can be laid side by side.
    """
    quotes = tuple(quote for quote in extraction.quotes if _wanted(quote, options))
    kept = {quote.id for quote in quotes}
    speakers = tuple(
        replace(speaker, quotes=tuple(id for id in speaker.quotes if id in kept))
        for speaker in extraction.speakers
        if not kept.isdisjoint(speaker.quotes)
    )
    return replace(extraction, quotes=quotes, speakers=speakers)


def _wanted(quote: Quotation, options: Options) -> bool:
    return (
        quote.type in options.types
        and quote.confidence >= options.min_confidence
        and _has_wanted_cue(quote, options)
    )


def _has_wanted_cue(quote: Quotation, options: Options) -> bool:
    if options.cue_classes is None:
        return True
    return quote.cue is not None and quote.cue.cue_class in options.cue_classes
