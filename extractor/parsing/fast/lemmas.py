"""Lemmas, looked up in the dictionary of Stanza's lemmatizer."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping

from extractor.parsing.fast.checkpoint import Checkpoint, UnsupportedError

_ANY_TAG = "*"
_DICTIONARY_OF_TAGS = 3
"""The version of the form that Stanza stores dictionaries in: JSON, tag -> word -> lemma."""


class Lemmas:
    """A dictionary of words by universal tag."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        """Raises UnsupportedError where the lemmatizer is more than a dictionary."""
        checkpoint.require(dict_only=True)
        rest = checkpoint.rest
        if rest.get("dicts_version") != _DICTIONARY_OF_TAGS or rest.get("contextual"):
            raise UnsupportedError("a lemmatizer of another form")
        tables: Mapping[str, Mapping[str, str]] = json.loads(gzip.decompress(rest["dicts"]))
        self._tables, self._any = tables, tables.get(_ANY_TAG, {})
        self._caseless: bool = checkpoint.config.get("caseless", False)

    def __call__(self, word: str, upos: str) -> str:
        """Return the lemma of *word* under this tag, the word itself where none is known."""
        word = word.lower() if self._caseless else word
        found = self._tables.get(upos, {}).get(word)
        return self._any.get(word, word) if found is None else found
