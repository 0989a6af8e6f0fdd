"""A report as one page of HTML: nothing to run, nothing from elsewhere, every word escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from report.sections import Report, Table

FOLDER: Final = Path(__file__).parent
NOT_IN_HTML: Final = re.compile("[\0\ud800-\udfff]")
NUMBER: Final = re.compile(r"[\d,.]+%?")


def to_html(report: Report) -> bytes:
    """Return the page; what HTML cannot hold, NUL and halves of surrogate pairs, becomes U+FFFD."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"written": _written, "numeric": _numeric, "filled": _filled}
    template = environment.get_template("page.html")
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    page = template.render(report=report, style=style)
    return NOT_IN_HTML.sub("\ufffd", page).encode("utf-8")


def _written(value: Any) -> Any:
    """Return a cell as it is written: numbers with commas, nothing for None."""
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else value


def _numeric(table: Table) -> list[bool]:
    """Return for each column whether it holds numbers, which stand to the right."""
    return [
        all(cell in (None, "") or NUMBER.fullmatch(str(_written(cell))) for cell in column)
        for column in zip(*table.rows, strict=True)
    ]


def _filled(table: Table) -> Table:
    """Return a table without the columns whose cells are all empty."""
    columns = list(zip(*table.rows, strict=True))
    kept = [n for n, column in enumerate(columns) if any(cell not in (None, "") for cell in column)]
    rows = tuple(tuple(row[n] for n in kept) for row in table.rows)
    return replace(table, head=tuple(table.head[n] for n in kept), rows=rows)
