"""Characters as Stanza's tokenizer reads them: a number and some features each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from stanza.models.tokenization.data import PER_CHAR_FEAT_FUNCS, STRUCTURAL_FEATURES
from torch import Tensor

from extractor.parsing.fast.checkpoint import Checkpoint, UnsupportedError
from extractor.parsing.fast.vocabulary import Vocabulary

WINDOW = 1000
"""Characters read at once."""

_BETWEEN = "\n\n"
_POSITIONS = {"end_of_para": -1, "start_of_para": 0}
"""Features that one character of a paragraph has, in Stanza's order."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without doubled spaces.

    ``places`` are where its characters stand in the text; ``ids`` and ``features`` (place, kind)
    are what the model reads, with one of padding at the end.
    """

    text: str
    places: NDArray[np.int64]
    ids: Tensor
    features: Tensor

    def __len__(self) -> int:
        return len(self.text)

    def window(self, start: int, size: int) -> tuple[Tensor, Tensor]:
        """Return numbers and features of some characters.

        Where they are the whole of a short paragraph, one of padding follows, as in Stanza.
        """
        end = start + size + (len(self) < WINDOW)
        return self.ids[start:end], self.features[start:end]


class Spelling:
    """Reads texts character by character."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        checkpoint.require(use_dictionary=False)
        names = set(checkpoint.config["feat_funcs"])
        if names - {*PER_CHAR_FEAT_FUNCS, *_POSITIONS, *STRUCTURAL_FEATURES}:
            raise UnsupportedError("features of characters")
        vocabulary = Vocabulary(checkpoint.vocab)
        functions = [
            PER_CHAR_FEAT_FUNCS[name]
            for name in checkpoint.config["feat_funcs"]
            if name in PER_CHAR_FEAT_FUNCS
        ]

        @lru_cache(maxsize=10_000)
        def read(code: int) -> list[int]:
            char = chr(code)
            return [*vocabulary.ids([char]), *(function(char) for function in functions)]

        self._read = read
        self._positions = [at for name, at in _POSITIONS.items() if name in names]
        self._patterns = [each for name, each in STRUCTURAL_FEATURES.items() if name in names]

    def __call__(self, text: str) -> Iterator[Paragraph]:
        """Yield the paragraphs of *text*, parted by blank lines, in which all blanks are spaces."""
        start = 0
        for raw in text.split(_BETWEEN):
            if body := raw.rstrip():
                yield self._paragraph(body, start)
            start += len(raw) + len(_BETWEEN)

    def _paragraph(self, body: str, start: int) -> Paragraph:
        codes = np.frombuffer(body.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        is_space = codes == ord(" ")
        kept = np.flatnonzero(~(is_space & np.roll(is_space, 1)) | (np.arange(len(codes)) == 0))
        codes = codes[kept]
        found, places = np.unique(codes, return_inverse=True)
        table = torch.tensor([self._read(code) for code in found.tolist()])
        read = table[torch.from_numpy(places)]
        text = body if len(codes) == len(body) else "".join(map(chr, codes.tolist()))
        features = torch.cat([read[:, 1:].float(), self._around(text)], dim=1)
        ids, features = (
            torch.cat([each, each.new_zeros(1, *each.shape[1:])]) for each in (read[:, 0], features)
        )
        return Paragraph(text, kept + start, ids, features)

    def _around(self, text: str) -> Tensor:
        """Return the features that a character has by its place and by what stands around it."""
        found = torch.zeros(len(text), len(self._positions) + len(self._patterns))
        for column, at in enumerate(self._positions):
            found[at, column] = 1
        for column, pattern in enumerate(self._patterns, len(self._positions)):
            for match in pattern.finditer(text):
                found[match.start() : match.end(), column] = 1
        return found
