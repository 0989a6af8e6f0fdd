"""Compatibility with the last release: two OpenAPI documents compared.

operations  routes: what they take, what they answer
schemas     schemas, of requests and of answers
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from deploy.upgrades.operations import breaks

__all__ = ["RELEASED", "breaks", "last_released"]

RELEASED: Final = Path(__file__).resolve().parents[2] / "tests" / "released"


def last_released(folder: Path = RELEASED) -> Any:
    """Return the OpenAPI document of the latest version in a folder."""
    path = max(folder.glob("openapi-*.json"), key=_version)
    return json.loads(path.read_text("utf-8"))


def _version(path: Path) -> tuple[int, ...]:
    return tuple(int(number) for number in path.stem.removeprefix("openapi-").split("."))
