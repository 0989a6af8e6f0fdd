"""What tagger and parser read of each word: the encoder's vector and one of its characters.

Sentences of like length are worked on together, a batch at a time; the encoder runs once for both
models.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import torch
from torch import Tensor

from extractor.parsing.inference.checkpoint import (
    ROOT_ID,
    Checkpoint,
    Vocabulary,
)
from extractor.parsing.inference.encoder import Encoder, WordPieces
from extractor.parsing.inference.kernels import Linear, pad_to_multiple, vector_dtype
from extractor.parsing.inference.lstm import Lstm

_BATCH_PIECES = 640
"""Word pieces of one batch: enough to keep the processor busy, few enough for its cache."""

WORDS_MULTIPLE: Final = 64
"""Words of a batch, or with roots, are padded to a multiple of it."""

_WINDOW_OVERLAP = 20
"""Pieces that a window over a row too long for the encoder shares with the one before."""

_SPELLED_MULTIPLE, _CHARACTERS_MULTIPLE = 32, 4
_BATCH_WORDS = 128
"""Words of like length whose characters are read together."""

_REMEMBERED_WORDS = 20_000
"""Words whose vectors a model keeps, a few hundred bytes each; news has few others."""

_ROOT = ""
"""What stands for the root among words, of which none is empty."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences laid end to end, each with the root before its words.

    ``sentences`` are their positions in the text, ``lengths`` how many words each has. For each
    root and word ``word_ids`` is its position in the text's list of words, from 1, or 0 for a root;
    ``ends`` is where in the encoder's ``states`` it is to be found.
    """

    sentences: Sequence[int]
    lengths: Sequence[int]
    word_ids: Tensor
    states: Sequence[Tensor]
    ends: Tensor

    @property
    def rooted_lengths(self) -> list[int]:
        """The lengths of the sentences, root included."""
        return [length + 1 for length in self.lengths]


def plan_batches(sizes: Sequence[int], budget: int = _BATCH_PIECES) -> Iterator[list[int]]:
    """Yield the positions of *sizes* in groups, largest first, each of *budget* in sum or one."""
    group: list[int] = []
    used = 0
    for at in sorted(range(len(sizes)), key=lambda at: -sizes[at]):
        if group and used + sizes[at] > budget:
            yield group
            group, used = [], 0
        group.append(at)
        used += sizes[at]
    if group:
        yield group


class Batches:
    """Makes batches; it runs the encoder, once for all models."""

    def __init__(self, pieces: WordPieces, encoder: Encoder) -> None:
        self._pieces = pieces
        self._encoder = encoder

    def __call__(
        self, sentences: Sequence[Sequence[str]], word_ids: dict[str, int]
    ) -> Iterator[Batch]:
        """Yield all *sentences*, none empty; *word_ids* numbers their words from 1."""
        rows = [self._pieces.row(words) for words in sentences]
        for group in plan_batches(list(map(len, rows))):
            lengths = [len(sentences[at]) for at in group]
            numbers = [n for at in group for n in (0, *(word_ids[w] for w in sentences[at]))]
            starts = accumulate((len(rows[at]) for at in group), initial=0)
            ends = [
                start + end
                for at, start in zip(group, starts, strict=False)
                for end in self._pieces.ends(sentences[at])
            ]
            states = self._encode([rows[at] for at in group])
            yield Batch(group, lengths, torch.tensor(numbers), states, torch.tensor(ends))

    def _encode(self, rows: Sequence[Sequence[int]]) -> list[Tensor]:
        """Encode rows; one too long is read through windows, as in Stanza."""
        longest = self._encoder.max_pieces
        if max(map(len, rows)) <= longest:
            return self._encoder(rows)
        step = max(longest - _WINDOW_OVERLAP, longest // 2)
        parts = []
        for row in rows:
            starts = range(0, max(len(row) - longest + step, 1), step)
            for start in starts:
                states = self._encoder([row[start : start + longest]])
                parts.append([each[longest - step :] for each in states] if start else states)
        return [torch.cat(layer) for layer in zip(*parts, strict=True)]


class LayerMix:
    """A model's own weighted sum of the encoder's last layers."""

    def __init__(self, weights: Tensor) -> None:
        """*weights* (1, layer) are what training added to equal shares."""
        (shares,) = (weights + 1 / weights.shape[1]).tolist()
        self._shares = tuple(shares)

    def __call__(self, batch: Batch) -> Tensor:
        """Return a vector for each of the batch's word pieces."""
        layers = batch.states[-len(self._shares) :]
        mixed = torch.zeros_like(layers[0])
        for share, layer in zip(self._shares, layers, strict=True):
            mixed.add_(layer, alpha=share)
        return mixed


class CharacterModel:
    """Stanza's `CharacterModel`, one direction, with the linear layer behind it.

    A word's vector depends on its characters alone, so it is remembered. Full batches make it the
    same to the last bit in any company: few rows are multiplied in another order.
    """

    def __init__(self, checkpoint: Checkpoint, dtype: torch.dtype) -> None:
        dtype = vector_dtype(dtype)
        weights = checkpoint.below("charmodel")
        state = (weights["charlstm_h_init"], weights["charlstm_c_init"])
        self._vocabulary = Vocabulary(checkpoint.vocab["char"])
        self._embedding = weights["char_emb.weight"].to(dtype)
        self._lstm = Lstm(checkpoint.below("charmodel.charlstm.lstm"), state, dtype)
        self._attention = Linear(weights["char_attn.weight"], None, torch.float32)
        self._transform = Linear(checkpoint.weights["trans_char.weight"], None, dtype)
        self._known: dict[str, Tensor] = {}

    def __call__(self, words: Sequence[str]) -> Tensor:
        """Return a vector for the root, then one for each of *words*, none empty."""
        known, wanted = self._known, [_ROOT, *words]
        new = [word for word in wanted if word not in known]
        if len(known) + len(new) > _REMEMBERED_WORDS:
            known, new = {}, wanted
            self._known = known
        if new:
            known.update(zip(new, self._spelled(new), strict=True))
        return torch.stack([known[word] for word in wanted])

    def _spelled(self, words: Sequence[str]) -> Tensor:
        """Return a vector for each of *words*."""
        spelled = [self._vocabulary.ids(word) or [ROOT_ID] for word in words]
        order = sorted(range(len(spelled)), key=lambda at: len(spelled[at]))
        found = [
            self._read([spelled[at] for at in order[start : start + _BATCH_WORDS]])
            for start in range(0, len(order), _BATCH_WORDS)
        ]
        back = torch.empty(len(order), dtype=torch.long)
        back[torch.tensor(order)] = torch.arange(len(order))
        return torch.cat(found)[back]

    def _read(self, spelled: Sequence[Sequence[int]]) -> Tensor:
        width = max(map(len, spelled))
        rows = torch.tensor([[*ids, *[0] * (width - len(ids))] for ids in spelled])
        rows = pad_to_multiple(rows, _SPELLED_MULTIPLE, _CHARACTERS_MULTIPLE).T
        states = self._lstm(self._embedding[rows]).float()
        weights = torch.sigmoid(self._attention(states)) * (rows > 0)[:, :, None]
        return self._transform((states * weights).sum(0))[: len(spelled)]


class WordFeatures:
    """The input of the recurrent layers of tagger or parser; ``spell`` makes one part of it."""

    def __init__(self, checkpoint: Checkpoint, dtype: torch.dtype) -> None:
        self._dtype = vector_dtype(dtype)
        self._mix = LayerMix(checkpoint.weights["bert_layer_mix.weight"])
        self.spell = CharacterModel(checkpoint, dtype)

    def __call__(self, batch: Batch, spelled: Tensor) -> Tensor:
        """Return a vector for each root and word, padded; *spelled* are the vectors of `spell`."""
        word_ids, ends = (
            pad_to_multiple(each, WORDS_MULTIPLE) for each in (batch.word_ids, batch.ends)
        )
        mixed = self._mix(batch).to(self._dtype)[ends]
        return torch.cat([spelled[word_ids], mixed], dim=1)
