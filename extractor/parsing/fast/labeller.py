"""The network of Stanza's tokenizer: two recurrent layers over characters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import logsigmoid

from extractor.parsing.fast.checkpoint import Checkpoint
from extractor.parsing.fast.precision import Linear
from extractor.parsing.fast.recurrent import BothWays, turning

_KINDS = ("tok", "sent", "mwt")
"""Questions of each character: does it end a token, a sentence, a contraction?"""


class Labeller:
    """Labels characters from 0 to 4, see `splitter`."""

    def __init__(self, checkpoint: Checkpoint, dtype: torch.dtype) -> None:
        checkpoint.require(conv_res=None, rnn_layers=1, use_mwt=True)
        weights = checkpoint.weights
        self._embedding = weights["embeddings.weight"]
        self._first = BothWays(checkpoint.below("rnn"), dtype)
        self._ask = _asking(weights, "_clf")
        self._second = self._ask_again = None
        if checkpoint.config["hierarchical"]:
            self._second = BothWays(checkpoint.below("rnn2"), dtype)
            self._ask_again = _asking(weights, "_clf2")
        self._sharpness: float = checkpoint.config["hier_invtemp"]

    def __call__(self, ids: Tensor, features: Tensor, lengths: Sequence[int]) -> NDArray[np.int64]:
        """Return the labels (row, place) of characters by number (place, row) and features."""
        turn = turning(lengths, len(ids))
        read = self._first(torch.cat([self._embedding[ids], features], dim=2), turn).float()
        answers = self._ask(read)
        if self._second and self._ask_again:
            if self._sharpness > 0:
                # The second layer hears less of characters that end no token.
                read = read * (1 - torch.sigmoid(-answers[:, :, :1] * self._sharpness))
            answers = answers + self._ask_again(self._second(read, turn).float())
        yes, no = logsigmoid(answers).unbind(2), logsigmoid(-answers).unbind(2)
        labels = [
            no[0],
            *(
                yes[0] + sentence + contraction
                for contraction in (no[2], yes[2])
                for sentence in (no[1], yes[1])
            ),
        ]
        found: NDArray[np.int64] = torch.stack(labels, dim=2).argmax(2).T.numpy()
        return found


def _asking(weights: Mapping[str, Tensor], name: str) -> Linear:
    rows = torch.cat([weights[f"{kind}{name}.weight"] for kind in _KINDS])
    biases = [weights.get(f"{kind}{name}.bias") for kind in _KINDS]
    bias = None if biases[0] is None else torch.cat([each for each in biases if each is not None])
    return Linear(rows, bias, torch.float32)
