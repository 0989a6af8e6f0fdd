"""Words to the pieces that the encoder knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

_REMEMBERED = 100_000
_BLANK = "-"
"""Stands, as in Stanza, for a word of which the encoder's vocabulary leaves nothing."""

Ids = tuple[int, ...]


class Pieces:
    """Cuts words; it remembers the common ones. A word's pieces do not depend on its neighbours."""

    def __init__(self, path: Path) -> None:
        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._first, self._last = (tokenizer.encode("").ids[at] for at in (0, -1))

        @lru_cache(maxsize=_REMEMBERED)
        def ids(word: str) -> Ids:
            found = tokenizer.encode(word, add_special_tokens=False).ids
            return tuple(found) if found or word == _BLANK else ids(_BLANK)

        self._ids = ids

    def row(self, words: Sequence[str]) -> list[int]:
        """Return the pieces of a sentence, with the marks of its beginning and end."""
        return [self._first, *(piece for ids in self.of(words) for piece in ids), self._last]

    def ends(self, words: Sequence[str]) -> list[int]:
        """Return where in its row the last piece of each word stands; before them 0, the root."""
        places = [0]
        for ids in self.of(words):
            places.append(places[-1] + len(ids))
        return places

    def of(self, words: Sequence[str]) -> Iterable[Ids]:
        """Return the pieces of each word."""
        return map(self._ids, words)
