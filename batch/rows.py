"""The rows of the result: the document's own columns, and those of its answer.

A column that is carried along and has a name of ours gets ``in_`` before it.
"""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from batch.formats import Piece
from schemas import AnswerSchema, to_json
from schemas.forms import table

Row = dict[str, Any]
FLAT: Final = tuple(name for name in table.COLUMNS if name != "document")
"""The columns of one quotation in CSV, without the document."""
NESTED: Final = tuple(name for name in AnswerSchema().fields if name != "id")
"""The members of an answer except for its id."""
TAKEN: Final = frozenset({"id", "document", "file", "row", "rest", "error", *FLAT, *NESTED})
SURROGATES: Final = re.compile("[\ud800-\udfff]")


def named(name: str) -> str:
    """Return the name of a carried column in the result; it never equals one of our own."""
    bare = re.sub("^(in_)+", "", name)
    return f"in_{name}" if bare in TAKEN else name


def own_names(flat: bool) -> tuple[str, str, str]:
    """Return the names of the document's own columns: file, row and id."""
    return "file", "row", "document" if flat else "id"


def plain_documents(piece: Piece, file: str, flat: bool) -> Iterator[Row]:
    """Yield the documents' own and carried columns, as values that JSON can hold."""
    names = own_names(flat)
    rows = [{}] * len(piece.documents) if piece.table is None else piece.table.to_pylist()
    for document, row in zip(piece.documents, rows, strict=True):
        if piece.table is None:
            id, carried = document.id, document.carried
        else:
            id = plain(row["#id"])
            carried = {name: plain(row[name]) for name in row if name != "#id"}
        own = (document.file or file, document.row, id)
        renamed = {named(name): value for name, value in carried.items()}
        yield dict(zip(names, own, strict=True)) | renamed


def answer_rows(answer: Mapping[str, Any], flat: bool) -> list[Row]:
    """Return the rows of an answer: one for the document, or one for each quotation (flat).

    An answer that is an error has one row, everything else in it null. So has, in the flat form,
    an answer without quotations: every document is in the result.
    """
    if "error" in answer:
        return [dict.fromkeys(FLAT if flat else NESTED) | dict(answer)]
    if flat:
        cells = zip(table.rows(answer), answer["quotes"], strict=True)
        found = [_with_segments(row, quote) for row, quote in cells]
        return found or [dict.fromkeys(FLAT) | {"error": None}]
    return [{name: answer[name] for name in answer if name != "id"} | {"error": None}]


def _with_segments(row: Row, quote: Mapping[str, Any]) -> Row:
    segments = [{"start": each["start"], "end": each["end"]} for each in quote["segments"]]
    return row | {"segments": segments, "error": None}


def as_text(value: Any) -> Any:
    """Return a value as a cell of text: strings and numbers as they are, others as JSON."""
    if value is None or (isinstance(value, str | int | float) and not isinstance(value, bool)):
        return value
    return to_json(value).decode("utf-8").rstrip("\n")


def plain(value: Any) -> Any:
    """Return a value of Arrow as JSON can hold it.

    Bytes become base64, times ISO 8601, numbers that are not finite null, and others their words.
    """
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
