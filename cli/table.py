"""Quotations as a text table, cut to the width of the terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TextIO

from extractor import Extraction, Quotation
from schemas.forms.table import words

COLUMNS: Final = (("type", 8), ("speaker", 28), ("cue", 14))
NARROWEST_TEXT: Final = 20
INDENT: Final = 10 * " "
STEP: Final = 30
BOLD, DIM, YELLOW = "1", "2", "33"
TYPES: Final = {"direct": "32", "mixed": "36", "indirect": "34"}


@dataclass(frozen=True, slots=True)
class Style:
    """How to highlight words: with colours, or not at all."""

    colours: bool = False

    @classmethod
    def of(cls, out: TextIO) -> Style:
        """Return the style for an output: colours on a terminal, unless NO_COLOR is set."""
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return cls(out.isatty() and not plain)

    def __call__(self, text: str, code: str) -> str:
        """Return *text* highlighted."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colours and text.strip() else text


PLAIN: Final = Style()


def table(
    extraction: Extraction, width: int | None, style: Style = PLAIN, text: str | None = None
) -> Iterator[str]:
    """Yield the lines of a table of quotations, each cut to *width* characters if there is one.

    Without one, nothing is cut and the columns are as wide as their longest cell. With *text*, each
    row is followed by the dependency path that its rule matched.
    """
    if not extraction.quotes:
        yield "no quotations"
        return
    rows = [_cells(quote, width) for quote in extraction.quotes]
    widths = [max(n, *map(len, column)) for (_, n), *column in zip(COLUMNS, *rows, strict=True)]
    head = [name.upper() for name, _ in COLUMNS]
    yield style(_line(head, widths, "QUOTATION", width, [DIM] * 4, PLAIN), DIM)
    for quote, cells in zip(extraction.quotes, rows, strict=True):
        stress = [TYPES[quote.type], BOLD if quote.speaker else YELLOW, "", ""]
        several = len(quote.segments) > 1
        spans = ((each.start, each.end, each.text) for each in quote.segments)
        said = words(spans) if several else quote.text
        yield _line(cells, widths, said, width, stress, style)
        yield from () if text is None else _steps(quote, text, style)


def _line(
    cells: list[str],
    widths: list[int],
    text: str,
    width: int | None,
    stress: list[str],
    style: Style,
) -> str:
    fixed = [f"{cell:{n}}" for cell, n in zip(cells, widths, strict=True)]
    left = width and max(NARROWEST_TEXT, width - sum(len(cell) + 2 for cell in fixed))
    words = [*fixed, _cut(text, left)]
    return "  ".join(
        style(word, code) if code else word for word, code in zip(words, stress, strict=True)
    ).rstrip()


def _cells(quote: Quotation, width: int | None) -> list[str]:
    """Return the cells of a row except for its text, cut if the table is."""
    speaker = quote.speaker.label if quote.speaker else "-"
    cells = (quote.type, speaker, quote.cue.text if quote.cue else "-")
    return [_cut(cell, width and n) for cell, (_, n) in zip(cells, COLUMNS, strict=True)]


def _steps(quote: Quotation, text: str, style: Style) -> Iterator[str]:
    yield style(f"{INDENT}{quote.rule}, confidence {quote.confidence:.0%}", DIM)
    for step in quote.explanation:
        source, target = (_cut(span.of(text), STEP) for span in (step.source, step.target))
        yield style(f"{INDENT}{source} → {target}: {step.relation}", DIM)


def _cut(text: str, width: int | None) -> str:
    """Return *text* on one line of at most *width* characters, safe to print on a terminal."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if width is None or len(line) <= width else f"{line[: width - 1]}…"
