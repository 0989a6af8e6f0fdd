"""What the image takes, by part, as a table for docs/deployment.md."""

from __future__ import annotations

from typing import Final

from deploy.image import checks
from deploy.tables import replace

PAGE: Final = "image"


def table(found: dict[str, int]) -> str:
    """Return the parts, the larger ones by name, and the whole."""
    parts = checks.largest(found) | {"**all of it**": found["/"]}
    rows = [f"| {name} | {size / 1e6:,.0f} |" for name, size in parts.items()]
    return "\n".join(["| part | MB unpacked |", "| --- | ---: |", *rows])


def write(found: dict[str, int]) -> None:
    """Put the table into the page, and print it."""
    print(table(found))
    replace(PAGE, table(found))
