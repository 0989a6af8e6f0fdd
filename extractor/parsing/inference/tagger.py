"""Tags of words (universal part of speech, the treebank's tag, features), and lemmas by them.

Lemmas are those of Stanza's dictionary. For words that it lacks (``tweeted``, ``lockdowns``), which
Stanza would leave as they are, a table of endings has, for a tag of the treebank and an ending, how
many letters to remove and what to append; the longest ending that it knows counts. It is learned
from the treebank (`training.lemmas`).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor

from extractor.parsing.inference.checkpoint import (
    EMPTY_ID,
    Checkpoint,
    UnsupportedError,
    Vocabulary,
)
from extractor.parsing.inference.features import Batch, WordFeatures
from extractor.parsing.inference.kernels import Linear, vector_dtype
from extractor.parsing.inference.lstm import HighwayLstm

_FIRST_FEATURE = 2
"""Columns before: universal tag, treebank's tag."""


class Tags(NamedTuple):
    """The tags of one word."""

    upos: str
    xpos: str
    feats: str


class Tagger:
    """Stanza's `Tagger` where one hidden layer serves all tags."""

    def __init__(self, checkpoint: Checkpoint, dtype: torch.dtype) -> None:
        """Raises UnsupportedError if the tags of the treebank are composed of parts."""
        weights, vocab = checkpoint.weights, checkpoint.vocab
        if vocab["_key2class"]["xpos"] != "WordVocab":
            raise UnsupportedError("composed tags")
        self.features = WordFeatures(checkpoint, dtype)
        self._lstm = HighwayLstm(checkpoint, "taggerlstm", dtype)
        self._hidden = Linear(
            weights["upos_hid.weight"], weights["upos_hid.bias"], dtype, function="relu"
        )
        stored: Mapping[str, Sequence[str]] = vocab["feats"]["_id2unit"]
        names = ["upos_clf", "tag_clf.xpos", *(f"tag_clf.feats.{n}" for n in range(len(stored)))]
        weight, bias = ([weights[f"{n}.{kind}"] for n in names] for kind in ("weight", "bias"))
        self._scores = Linear(torch.cat(weight), torch.cat(bias), vector_dtype(dtype))
        self._sizes = [len(part) for part in bias]
        self._names = _namer(vocab["upos"], vocab["xpos"], stored)

    def __call__(self, batch: Batch, mixed: Tensor, spelled: Tensor) -> Tensor:
        """Return the numbers of the tags (word, column), features from the third on."""
        words = batch.word_ids.nonzero().squeeze(1)
        vectors = self.features(batch.word_ids[words], mixed[words], spelled)
        hidden = self._hidden(self._lstm(vectors, batch.lengths))
        scores = self._scores(hidden).float().split(self._sizes, dim=1)
        return torch.stack([each.argmax(1) for each in scores], dim=1)[: sum(batch.lengths)]

    def names(self, tags: Tensor) -> Iterator[Tags]:
        """Yield the tags of words by name."""
        return (self._names(tuple(numbers)) for numbers in tags.tolist())


def _namer(
    upos: Mapping[str, object], xpos: Mapping[str, object], features: Mapping[str, Sequence[str]]
) -> Callable[[tuple[int, ...]], Tags]:
    universal, treebank = Vocabulary(upos).units, Vocabulary(xpos).units

    @lru_cache(maxsize=4096)
    def names(numbers: tuple[int, ...]) -> Tags:
        values = zip(features.items(), numbers[_FIRST_FEATURE:], strict=True)
        found = (f"{name}={units[at]}" for (name, units), at in values if at != EMPTY_ID)
        return Tags(universal[numbers[0]], treebank[numbers[1]], "|".join(found) or "_")

    return names


# --- lemmas -------------------------------------------------------------------------------

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
