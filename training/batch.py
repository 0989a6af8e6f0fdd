"""A batch: sentences as the tensors that Stanza's tagger and parser take."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Letters:
    """The words of a batch by their characters, longest first, and how to sort them back."""

    chars: Tensor
    mask: Tensor
    order: list[int]
    lengths: list[int]

    def on(self, device: torch.device) -> Letters:
        """Return the same on *device*."""
        return replace(self, chars=self.chars.to(device), mask=self.mask.to(device))


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences, longest first. ``lengths`` count words; parsers see one more, the root.

    ``tags``: a tensor (sentences, words) or (sentences, words, features) for each column;
    ``heads`` and ``deprels`` (sentences, words), padded with 0.
    """

    text: list[list[str]]
    lengths: list[int]
    letters: Letters
    letters_with_root: Letters
    tags: tuple[Tensor, Tensor, Tensor]
    heads: Tensor
    deprels: Tensor

    @property
    def words(self) -> int:
        """How many words."""
        return sum(self.lengths)

    def on(self, device: torch.device) -> Batch:
        """Return the same on *device*."""
        upos, xpos, feats = (column.to(device) for column in self.tags)
        return replace(
            self,
            letters=self.letters.on(device),
            letters_with_root=self.letters_with_root.on(device),
            tags=(upos, xpos, feats),
            heads=self.heads.to(device),
            deprels=self.deprels.to(device),
        )
