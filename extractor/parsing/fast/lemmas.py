"""Lemmas, looked up in the dictionary of Stanza's lemmatizer, and else told by endings.

Stanza itself would leave a word that its dictionary lacks as it is.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping

from extractor.parsing import endings
from extractor.parsing.fast.checkpoint import Checkpoint, UnsupportedError

_ANY_TAG = "*"
_DICTIONARY_OF_TAGS = 3
"""The version of the form that Stanza stores dictionaries in: JSON, tag -> word -> lemma."""
_UNINFLECTED = frozenset("NUM PROPN PUNCT SYM X".split())


class Lemmas:
    """A dictionary of words by universal tag, and endings for the rest."""

    def __init__(self, checkpoint: Checkpoint, table: endings.Table) -> None:
        """Raises UnsupportedError where the lemmatizer is more than a dictionary."""
        checkpoint.require(dict_only=True)
        rest = checkpoint.rest
        if rest.get("dicts_version") != _DICTIONARY_OF_TAGS or rest.get("contextual"):
            raise UnsupportedError("a lemmatizer of another form")
        tables: Mapping[str, Mapping[str, str]] = json.loads(gzip.decompress(rest["dicts"]))
        self._tables, self._any = tables, tables.get(_ANY_TAG, {})
        self._caseless: bool = checkpoint.config.get("caseless", False)
        self._endings = table

    def __call__(self, word: str, upos: str, xpos: str) -> str:
        """Return the lemma of *word* under its tags."""
        found = self.known(word, upos)
        if found is None and upos not in _UNINFLECTED:
            found = self.known(word.lower(), upos) or endings.base(word, xpos, self._endings)
        return found or word

    def known(self, word: str, upos: str) -> str | None:
        """Return what the dictionary has for *word* under this tag, or under any, if anything."""
        word = word.lower() if self._caseless else word
        found = self._tables.get(upos, {}).get(word)
        return self._any.get(word) if found is None else found
