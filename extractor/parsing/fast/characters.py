"""What a model knows of a word by its characters. It depends on the word alone."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from extractor.parsing.fast.checkpoint import Checkpoint
from extractor.parsing.fast.precision import Linear
from extractor.parsing.fast.recurrent import Direction
from extractor.parsing.fast.shapes import even
from extractor.parsing.fast.vocabulary import ROOT_ID, Vocabulary

_STEPS = (32, 4)
"""Words and their lengths are multiples of these."""

_TOGETHER = 128
"""Words of like length in one run."""


class Characters:
    """Stanza's `CharacterModel`, one direction, with the linear layer behind it."""

    def __init__(self, checkpoint: Checkpoint, dtype: torch.dtype) -> None:
        checkpoint.require(charlm=False, charlm_forward_file=None)
        checkpoint.require(char_bidirectional=False, char_rec_dropout=0)
        weights = checkpoint.below("charmodel")
        state = (weights["charlstm_h_init"], weights["charlstm_c_init"])
        self._vocabulary = Vocabulary(checkpoint.vocab["char"])
        self._embedding = weights["char_emb.weight"].to(dtype)
        self._lstm = Direction(checkpoint.below("charmodel.charlstm.lstm"), state, dtype)
        self._weigh = Linear(weights["char_attn.weight"], None, torch.float32)
        self._transform = Linear(checkpoint.weights["trans_char.weight"], None, dtype)

    def __call__(self, words: Sequence[str]) -> Tensor:
        """Return a vector for the root, then one for each of *words*."""
        spelled = [[ROOT_ID], *map(self._vocabulary.ids, words)]
        order = sorted(range(len(spelled)), key=lambda at: len(spelled[at]))
        found = [
            self._read([spelled[at] for at in order[start : start + _TOGETHER]])
            for start in range(0, len(order), _TOGETHER)
        ]
        back = torch.empty(len(order), dtype=torch.long)
        back[torch.tensor(order)] = torch.arange(len(order))
        return self._transform(torch.cat(found)[back])

    def _read(self, spelled: Sequence[Sequence[int]]) -> Tensor:
        width = max(map(len, spelled))
        rows = torch.tensor([[*ids, *[0] * (width - len(ids))] for ids in spelled])
        rows = even(rows, *_STEPS).T
        states = self._lstm(self._embedding[rows]).float()
        weights = torch.sigmoid(self._weigh(states)) * (rows > 0)[:, :, None]
        return (states * weights).sum(0)[: len(spelled)]
