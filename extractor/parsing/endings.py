"""Base forms of words that no dictionary has, by their endings (``tweeted``, ``lockdowns``).

The table has, for a tag of the treebank and an ending, how many letters go and what comes instead;
the longest ending that it knows counts. It is learned from the treebank (`training.lemmas`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

LONGEST = 6
"""Letters of the longest ending."""

Edit = tuple[int, str]
Table = Mapping[str, Mapping[str, Edit]]


def read(path: Path) -> Table:
    """Read a table, an empty one where there is no file."""
    if not path.exists():
        return {}
    table: Table = json.loads(path.read_text("utf-8"))
    return table


def write(table: Table, path: Path) -> None:
    """Write a table as JSON."""
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_text(text + "\n", "utf-8")


def base(form: str, xpos: str, table: Table) -> str:
    """Return the base form of *form* under this tag, in lower case; *form* where none is known."""
    edits = table.get(xpos)
    if edits is None:
        return form
    word = form.lower()
    gone, come = longest(edits, word[1:])
    return word[: len(word) - gone] + come


def longest(edits: Mapping[str, Edit], word: str) -> Edit:
    """Return the edit of the longest ending of *word* that is known; "" is an ending of all."""
    for start in range(max(0, len(word) - LONGEST), len(word) + 1):
        if found := edits.get(word[start:]):
            return found
    return 0, ""
