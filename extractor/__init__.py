"""Who said what in English news text: raw text in, quotations with speaker labels out.

    cleaning   0  text -> clean text, each character aligned with its source
    marks      1  -> paragraphs and passages in quotation marks
    parsing    2  -> dependency trees (the only stage that knows Stanza)
    rules      3  -> candidates: content, cue, mention
    selection  4  -> one attribution for each quotation
    speakers   5  -> speaker labels

``engine`` runs them in this order; ``domain`` holds the values that flow between them.

    >>> from extractor import Extractor                       # doctest: +SKIP
    >>> extractor = Extractor.load()                          # doctest: +SKIP
    >>> extractor('"It works," she said.').quotes[0].text     # doctest: +SKIP
    'It works,'
"""

from typing import TYPE_CHECKING, Any

from extractor.domain import (
    Anonymity,
    Channel,
    Cue,
    Extraction,
    ExtractorError,
    Mention,
    ModelError,
    Quotation,
    QuotedSpeaker,
    Segment,
    Speaker,
    Warning,
)

if TYPE_CHECKING:
    from extractor.engine import Extractor

__version__ = "0.1.0"
__all__ = [
    "Anonymity",
    "Channel",
    "Cue",
    "Extraction",
    "Extractor",
    "ExtractorError",
    "Mention",
    "ModelError",
    "Quotation",
    "QuotedSpeaker",
    "Segment",
    "Speaker",
    "Warning",
]


def __getattr__(name: str) -> Any:
    """Load the engine, with all rules and word lists, on first use."""
    if name == "Extractor":
        from extractor.engine import Extractor

        return Extractor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
