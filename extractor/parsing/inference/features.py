"""What tagger and parser read of each word: the encoder's vector and one of its characters.

Sentences of like length are worked on together, a batch at a time; the encoder runs once for both
models.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

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

_BATCH_PIECES = 2560
"""Word pieces of a batch: the more rows, the less a step of a recurrent layer costs for each."""

_PART_PIECES = 640
"""Word pieces encoded at once: enough to keep the processor busy, few enough for its cache."""

_WORDS_MULTIPLE, _WORDS_SHARE = 64, 8
"""Words of a batch, or with roots, are padded to a multiple of the first, and of this share of the
next power of two: few sizes, small or large."""

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

    ``sentences`` are their positions in the text, ``lengths`` how many words each has; ``parts``
    are how many of them, all of like length, were encoded together. For each root and word
    ``word_ids`` is its position in the text's list of words, from 1, or 0 for a root; ``mixed``
    holds its vectors, one for each model.
    """

    sentences: Sequence[int]
    lengths: Sequence[int]
    parts: Sequence[int]
    word_ids: Tensor
    mixed: Sequence[Tensor]

    @property
    def rooted_lengths(self) -> list[int]:
        """The lengths of the sentences, root included."""
        return [length + 1 for length in self.lengths]


def plan_batches(sizes: Sequence[int], budget: int) -> Iterator[list[int]]:
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


class LayerMix:
    """A model's own weighted sum of the encoder's last layers."""

    def __init__(self, weights: Tensor) -> None:
        """*weights* (1, layer) are what training added to equal shares."""
        (shares,) = (weights + 1 / weights.shape[1]).tolist()
        self._shares = tuple(shares)

    def __call__(self, states: Sequence[Tensor]) -> Tensor:
        """Return a vector for each of those in the encoder's *states*, in single precision."""
        layers = states[-len(self._shares) :]
        mixed = torch.zeros_like(layers[0], dtype=torch.float32)
        for share, layer in zip(self._shares, layers, strict=True):
            mixed.add_(layer, alpha=share)
        return mixed


class Batches:
    """Makes batches; it runs the encoder, once for all models."""

    def __init__(self, pieces: WordPieces, encoder: Encoder, mixes: Sequence[LayerMix]) -> None:
        """*mixes* are those of the models."""
        self._pieces = pieces
        self._encoder = encoder
        self._mixes = mixes

    def __call__(
        self, sentences: Sequence[Sequence[str]], word_ids: dict[str, int]
    ) -> Iterator[Batch]:
        """Yield all *sentences*, none empty; *word_ids* numbers their words from 1."""
        sizes = [len(self._pieces.row(words)) for words in sentences]
        for group in plan_batches(sizes, _BATCH_PIECES):
            chosen = [sentences[at] for at in group]
            numbers = [n for words in chosen for n in (0, *map(word_ids.__getitem__, words))]
            parts = list(plan_batches([sizes[at] for at in group], _PART_PIECES))
            mixed = [self._mixed([chosen[at] for at in part]) for part in parts]
            yield Batch(
                sentences=group,
                lengths=list(map(len, chosen)),
                parts=list(map(len, parts)),
                word_ids=torch.tensor(numbers),
                mixed=[torch.cat(each) for each in zip(*mixed, strict=True)],
            )

    def _mixed(self, sentences: Sequence[Sequence[str]]) -> list[Tensor]:
        """Return for each model a vector for each root and word: that of its last piece."""
        rows = list(map(self._pieces.row, sentences))
        starts = accumulate(map(len, rows), initial=0)
        ends = torch.tensor(
            [
                start + end
                for words, start in zip(sentences, starts, strict=False)
                for end in self._pieces.ends(words)
            ]
        )
        states = self._encode(rows)
        return [mix(states)[ends] for mix in self._mixes]

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
        read = self._lstm(self._embedding[rows].flatten(0, 1), [tuple(rows.shape)])
        states = read.view(*rows.shape, -1).float()
        weights = torch.sigmoid(self._attention(states)) * (rows > 0)[:, :, None]
        return self._transform((states * weights).sum(0))[: len(spelled)]


class WordFeatures:
    """What a model reads of words: ``spell`` makes one part of it, ``mix`` the other."""

    def __init__(self, checkpoint: Checkpoint, dtype: torch.dtype) -> None:
        self._dtype = vector_dtype(dtype)
        self.mix = LayerMix(checkpoint.weights["bert_layer_mix.weight"])
        self.spell = CharacterModel(checkpoint, dtype)

    def __call__(self, word_ids: Tensor, mixed: Tensor, spelled: Tensor) -> Tensor:
        """Return the input of the recurrent layers, padded: a vector for each of *mixed*.

        *spelled* are the vectors of `spell`, of which *word_ids* chooses.
        """
        vectors = torch.cat([spelled[word_ids], mixed.to(self._dtype)], dim=1)
        share = (1 << len(vectors).bit_length()) // _WORDS_SHARE
        return pad_to_multiple(vectors, max(_WORDS_MULTIPLE, share))
