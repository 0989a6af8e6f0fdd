"""Lemmas: the dictionary of Stanza's lemmatizer, and endings for words that it lacks.

Stanza itself would leave an unknown word (``tweeted``, ``lockdowns``) as it is. The table of
endings has, for a tag of the treebank and an ending, how many letters to remove and what to append;
the longest ending that it knows counts. It is learned from the treebank (`training.lemmas`).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

from extractor.parsing.inference.checkpoint import Checkpoint

MAX_ENDING = 6
"""Letters of the longest ending."""

Edit = tuple[int, str]
EndingTable = Mapping[str, Mapping[str, Edit]]

_ANY_TAG = "*"
_UNINFLECTED = frozenset("NUM PROPN PUNCT SYM X".split())


class Lemmatizer:
    """A dictionary of words by universal tag, and endings for the rest."""

    def __init__(self, checkpoint: Checkpoint, endings: EndingTable) -> None:
        # JSON: tag -> word -> lemma
        dictionary = gzip.decompress(checkpoint.rest["dicts"])
        tables: Mapping[str, Mapping[str, str]] = json.loads(dictionary)
        self._tables, self._any = tables, tables.get(_ANY_TAG, {})
        self._endings = endings

    def __call__(self, word: str, upos: str, xpos: str) -> str:
        """Return the lemma of *word* under its tags."""
        found = self._look_up(word, upos)
        if found is None and upos not in _UNINFLECTED:
            found = self._look_up(word.lower(), upos) or lemma_by_ending(word, xpos, self._endings)
        return found or word

    def _look_up(self, word: str, upos: str) -> str | None:
        """Return the dictionary's lemma for *word* under this tag, or under any."""
        found = self._tables.get(upos, {}).get(word)
        return self._any.get(word) if found is None else found


def read_endings(path: Path) -> EndingTable:
    """Read a table of endings, an empty one if there is no file."""
    if not path.exists():
        return {}
    table: EndingTable = json.loads(path.read_text("utf-8"))
    return table


def write_endings(table: EndingTable, path: Path) -> None:
    """Write a table of endings as JSON."""
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_text(text + "\n", "utf-8")


def lemma_by_ending(form: str, xpos: str, table: EndingTable) -> str:
    """Return the lower-case lemma of *form* by its ending; *form* where its tag has no endings."""
    edits = table.get(xpos)
    if edits is None:
        return form
    word = form.lower()
    removed, appended = longest_ending(edits, word[1:])
    return word[: len(word) - removed] + appended


def longest_ending(edits: Mapping[str, Edit], word: str) -> Edit:
    """Return the edit of the longest ending of *word* that is known; "" is an ending of all."""
    for start in range(max(0, len(word) - MAX_ENDING), len(word) + 1):
        if found := edits.get(word[start:]):
            return found
    return 0, ""
