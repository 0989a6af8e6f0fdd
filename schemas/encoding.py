"""Plain values to bytes of JSON, the same bytes for the same values."""

from __future__ import annotations

import json
from typing import Any


def to_json(value: Any) -> bytes:
    """Return compact UTF-8 JSON, keys in the order given, one line with its end.

    A lone surrogate has no UTF-8 encoding; it is written as a JSON escape.
    """
    line = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return line.encode("utf-8", "backslashreplace") + b"\n"
