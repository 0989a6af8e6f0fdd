"""Faster CPU versions of some torch and Stanza modules for training.

`install` puts them into a module in place; parameters and their names stay.
"""

from __future__ import annotations

import numpy as np
import torch
from stanza.models.common.char_model import CharacterModel
from torch import Tensor, nn
from torch.nn.utils.rnn import (
    PackedSequence,
    pack_padded_sequence,
    pack_sequence,
    pad_packed_sequence,
)

State = tuple[Tensor, Tensor]


class DenseLSTM(nn.LSTM):  # type: ignore[misc]  # torch is not typed here
    """An LSTM of one layer that runs over padded sequences, each direction in one fused kernel.

    What it makes of the padding lies behind each sequence and is never looked at: the way back
    reads every sequence reversed by itself.
    """

    def forward(self, input: PackedSequence, hx: State) -> tuple[PackedSequence, State]:
        """Return what `nn.LSTM` returns, with *hx* for the last state, which nothing here reads."""
        dense, lengths = pad_packed_sequence(input)
        steps = torch.arange(len(dense)).unsqueeze(1)
        real = steps < lengths.unsqueeze(0)
        outputs = [self._one_way(dense, hx, 0)]
        if self.bidirectional:
            turned = torch.where(real, lengths.unsqueeze(0) - 1 - steps, steps).unsqueeze(2)
            back = self._one_way(_gathered(dense, turned), hx, 1)
            outputs.append(_gathered(back, turned))
        data = torch.cat(outputs, 2)[real]
        return PackedSequence(data, input.batch_sizes), hx

    def _one_way(self, dense: Tensor, hx: State, direction: int) -> Tensor:
        weights = self._flat_weights[4 * direction : 4 * direction + 4]
        state = [part[direction : direction + 1] for part in hx]
        options = (True, 1, 0.0, self.training, False, False)
        output: Tensor = torch._VF.lstm(dense, state, weights, *options)[0]
        return output


class SpelledOnce(CharacterModel):  # type: ignore[misc]  # torch is not typed here
    """Stanza's character model, which reads a word once, however often a batch has it."""

    def forward(
        self, chars: Tensor, mask: Tensor, order: list[int], sentences: list[int], sizes: list[int]
    ) -> PackedSequence:
        """Return what Stanza's returns for the words of *sentences*, which are so long."""
        known, places = chars.unique(dim=0, return_inverse=True)
        lengths, longest_first = (known > 0).sum(1).sort(descending=True)
        rows = known[longest_first]
        state = (
            part.expand(-1, len(rows), -1).contiguous()
            for part in (self.charlstm_h_init, self.charlstm_c_init)
        )
        packed = pack_padded_sequence(
            self.dropout(self.char_emb(rows)), lengths.tolist(), batch_first=True
        )
        read = pad_packed_sequence(self.charlstm(packed, lengths, tuple(state))[0])[0]
        weights = torch.sigmoid(self.char_attn(self.dropout(read)))
        vectors = (read * weights * (rows.T > 0).unsqueeze(2)).sum(0)
        back = longest_first.argsort()[places]
        words = vectors[back[torch.tensor(order).argsort()]]
        return pack_sequence(words.split(sentences))


def _gathered(dense: Tensor, places: Tensor) -> Tensor:
    return dense.gather(0, places.expand(-1, -1, dense.shape[2]))


class ByteDropout(nn.Dropout):  # type: ignore[misc]  # torch is not typed here
    """Dropout by random bytes, the chance rounded to a 256th: torch draws a float for each."""

    def forward(self, input: Tensor) -> Tensor:
        """Return *input* with some numbers zero and the others larger, while training."""
        if not self.training or self.p == 0 or input.device.type != "cpu":
            return super().forward(input)
        bar = max(1, round(self.p * 256))
        seed = int(torch.randint(2**62, ()).item())
        drawn = np.random.Generator(np.random.SFC64(seed)).bytes(input.numel())
        kept = torch.frombuffer(bytearray(drawn), dtype=torch.uint8).view(input.shape) >= bar
        return input * (kept.to(input.dtype) * (256 / (256 - bar)))


def install(module: nn.Module) -> None:
    """Let every LSTM, dropout and character model below *module* use these ways."""
    for child in module.modules():
        if type(child) is nn.LSTM and child.num_layers == 1:
            child.__class__ = DenseLSTM
        elif type(child) is nn.Dropout:
            child.__class__ = ByteDropout
        elif type(child) is CharacterModel and child.attn and not child.pad:
            child.__class__ = SpelledOnce
