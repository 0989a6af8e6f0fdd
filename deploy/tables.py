"""Tables in docs/deployment.md that commands make: each between two comments with its name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "deployment.md"


def replaced(page: str, name: str, table: str) -> str:
    """Return a page with another table in the place of this name; raises KeyError without one."""
    place = re.compile(rf"(<!-- {name}: .*? -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    if not place.search(page):
        raise KeyError(f"the page has no place for {name}")
    return place.sub(lambda found: f"{found[1]}\n{table}\n\n{found[2]}", page)


def replace(name: str, table: str) -> None:
    """Put a table into the page."""
    PAGE.write_text(replaced(PAGE.read_text("utf-8"), name, table), "utf-8")
