"""An answer as rows: one for the document (nested), or one for each quotation (flat)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archives.shaping import types
from schemas.forms import table

Row = dict[str, Any]


def rows(answer: Mapping[str, Any], flat: bool) -> list[Row]:
    """Return the rows of an answer; one that is an error has one row, all else in it null."""
    if "error" in answer:
        fields = types.flat() if flat else types.nested()
        return [dict.fromkeys((field.name for field in fields), None) | dict(answer)]
    if flat:
        return [_quotation(quote) for quote in answer["quotes"]]
    return [{name: answer[name] for name in answer if name != "id"} | {"error": None}]


def _quotation(quote: Mapping[str, Any]) -> Row:
    segments = [{"start": each["start"], "end": each["end"]} for each in quote["segments"]]
    return table.row(quote) | {"segments": segments, "error": None}
