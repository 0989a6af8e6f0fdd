"""Quotations as a table for people, cut to the width of their terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor import Extraction, Quotation

COLUMNS: Final = (("type", 8), ("speaker", 28), ("cue", 14))
NARROWEST_TEXT: Final = 20


def table(extraction: Extraction, width: int) -> Iterator[str]:
    """Yield the lines of a table of quotations, each cut to *width* characters."""
    if not extraction.quotes:
        yield "no quotations"
        return
    rows = [("TYPE", "SPEAKER", "CUE", "QUOTATION"), *map(_row, extraction.quotes)]
    for *cells, text in rows:
        fixed = "  ".join(f"{_cut(c, n):{n}}" for c, (_, n) in zip(cells, COLUMNS, strict=True))
        yield f"{fixed}  {_cut(text, max(NARROWEST_TEXT, width - len(fixed) - 2))}".rstrip()


def _row(quote: Quotation) -> tuple[str, str, str, str]:
    speaker = quote.speaker.label if quote.speaker else "-"
    return quote.type, speaker, quote.cue.text if quote.cue else "-", quote.text


def _cut(text: str, width: int) -> str:
    """Return *text* on one line of at most *width* characters, safe to print on a terminal."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= width else f"{line[: width - 1]}…"
