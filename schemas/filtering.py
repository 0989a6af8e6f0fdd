"""Filtering of an extraction by the options."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from schemas.request import Options


def select(extraction: Any, options: Options) -> Any:
    """Return the selected quotations and their speakers.

    Ids stay as they were, so that answers to different options can be compared.
    """
    quotes = tuple(quote for quote in extraction.quotes if _wanted(quote, options))
    kept = {quote.id for quote in quotes}
    speakers = tuple(
        replace(speaker, quotes=tuple(id for id in speaker.quotes if id in kept))
        for speaker in extraction.speakers
        if not kept.isdisjoint(speaker.quotes)
    )
    return replace(extraction, quotes=quotes, speakers=speakers)


def _wanted(quote: Any, options: Options) -> bool:
    return (
        quote.type in options.types
        and quote.confidence >= options.min_confidence
        and _has_wanted_cue(quote, options)
    )


def _has_wanted_cue(quote: Any, options: Options) -> bool:
    if options.cue_classes is None:
        return True
    return quote.cue is not None and quote.cue.cue_class in options.cue_classes
