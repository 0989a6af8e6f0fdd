"""The file formats, recognised by file ending, and the documents read from them.

    jsonl    one object per line, perhaps compressed
    csv      one row per document, as spreadsheets export it
    parquet  one row per document, columns with types
    folder   a folder of text files, a document each

Each reader has ``columns``, ``count`` and ``pieces``; each writer ``write`` and ``join``. All raise
BatchError if a file cannot be read, or is not what its ending says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from batch.job import BatchError

NO_TEXT: Final = "column {!r} holds no text"


class EndingError(BatchError):
    """The name of the result says no format."""


@dataclass(frozen=True, slots=True)
class Format:
    """The format of a file: the module that reads or writes it, and its compression."""

    ending: str
    module: str
    compression: str | None = None


PARQUET: Final = Format(".parquet", "parquet")
TEXT: Final = Format(".txt", "folder")
FORMATS: Final = (
    Format(".jsonl", "jsonl"),
    Format(".jsonl.gz", "jsonl", "gzip"),
    Format(".jsonl.zst", "jsonl", "zstd"),
    Format(".ndjson", "jsonl"),
    Format(".ndjson.gz", "jsonl", "gzip"),
    Format(".ndjson.zst", "jsonl", "zstd"),
    Format(".csv", "csv"),
    Format(".csv.gz", "csv", "gzip"),
    PARQUET,
)


SOURCES: Final = (*FORMATS, TEXT)
"""The formats of the input: those of the result, and text files."""
SHEETS: Final = (".xlsx", ".xls", ".ods")


def known(name: str, formats: Sequence[Format] = SOURCES) -> Format | None:
    """Return the format of a file by its ending, or None."""
    return next((each for each in formats if name.lower().endswith(each.ending)), None)


def format_of(name: str, formats: Sequence[Format] = FORMATS) -> Format:
    """Return the same; raises BatchError for any other ending."""
    found = known(name, formats)
    if found is None and formats is SOURCES and name.lower().endswith(SHEETS):
        raise BatchError(f"{name}: a spreadsheet; export it as 'CSV UTF-8'")
    if found is None:
        folders = ["or / for a folder of Parquet"] if formats is FORMATS else []
        endings = ", ".join([*(each.ending for each in formats), *folders])
        wrong = EndingError if formats is FORMATS else BatchError
        raise wrong(f"{name}: unknown format; the file name must end in {endings}")
    return found


def no_column(path: str, name: str, option: str, columns: Sequence[str]) -> BatchError:
    """Return the error of a file without a column that *option* chooses."""
    names = f"its columns are {', '.join(columns)}; choose with {option} COLUMN"
    return BatchError(f"{path}: no column {name!r}; {names if columns else 'it has no columns'}")


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the input: its position, its id, and its text or an error.

    ``carried`` are the columns copied to the result, as JSON values.
    """

    row: int
    id: Any = None
    text: str | None = None
    error: str | None = None
    carried: Mapping[str, Any] = field(default_factory=dict)
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """The documents of one part: the *part*-th of the *file*-th file, both from 0.

    ``table`` holds their ids and carried columns as Arrow has them, if they come from Parquet;
    ``carried`` of the documents is empty then.
    """

    file: int
    part: int
    documents: Sequence[Document]
    table: Any = None


Read = tuple[list[Document], Any]
"""Documents, and the table of a Piece or None."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns copied to the result: their names, or None if each document has its own.

    ``types`` is the Arrow schema of id and carried columns, if they come from Parquet.
    """

    names: tuple[str, ...] | None = None
    types: Any = None


def chosen(keep: Sequence[str] | None, others: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns to copy, for a file with known columns."""
    return tuple(others) if keep is None else tuple(keep)


def cut(documents: Iterator[Document], part: int, skip: int) -> Iterator[Read]:
    """Yield documents, *part* at a time, after *skip* times as many."""
    left = islice(documents, skip * part, None)
    while some := list(islice(left, part)):
        yield some, None
