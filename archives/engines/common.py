"""What every engine takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pyarrow as pa

from archives.answering import failure
from archives.engines.line import Text
from archives.reading import Piece, columns

Answered = tuple[Piece, list[bytes]]
"""A piece and an answer for each of its documents, in order."""

Told = Callable[[int, int], object]
"""Hears how many more documents are answered, and how many of them failed."""


def unheard(documents: int, failed: int) -> None:
    """Hear it, and do nothing."""


def texts(table: pa.Table) -> Iterator[Text]:
    """Yield the texts of a table's documents."""
    return (text.as_py() for text in table.column(columns.TEXT))


def completed(table: pa.Table, answers: Sequence[bytes | None]) -> list[bytes]:
    """Return the answers, with what was wrong for each document that has no text."""
    errors = table.column(columns.ERROR).to_pylist()
    return [
        failure(error) if answer is None else answer
        for answer, error in zip(answers, errors, strict=True)
    ]
