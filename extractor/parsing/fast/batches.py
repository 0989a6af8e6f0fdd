"""Sentences of like length worked on together, and what the models share of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from extractor.parsing.fast.encoder import Encoder
from extractor.parsing.fast.pieces import Pieces
from extractor.parsing.fast.shapes import even, rounded

_PIECES = 640
"""Word pieces of one batch: enough to keep the processor busy, few enough for its cache."""

_STEP = 8
"""Rows and places of a batch are multiples of it; the last rows may stand for no sentence."""

_OVERLAP = 20
"""Pieces that a window over a row too long for the encoder shares with the one before."""

Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences side by side, each with the root before its words.

    ``sentences`` are their positions in the text; further rows stand for none. ``numbers`` (place,
    row) are the words by their position in the text's list of words, from 1, 0 for the root and
    for padding; ``states`` are the encoder's layers and ``ends`` (place, row) where in them a word
    is to be found.
    """

    sentences: Sequence[int]
    lengths: Sequence[int]
    numbers: Tensor
    states: Sequence[Tensor]
    ends: Tensor

    @property
    def rooted(self) -> list[int]:
        """The lengths of the rows, root included."""
        return [length + 1 for length in self.lengths]


def planned(sizes: Sequence[int], budget: int = _PIECES) -> Iterator[list[int]]:
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

    def __init__(self, pieces: Pieces, encoder: Encoder) -> None:
        self._pieces = pieces
        self._encoder = encoder

    def __call__(self, sentences: Sequence[Words], known: dict[str, int]) -> Iterator[Batch]:
        """Yield all *sentences*, none empty; *known* numbers their words from 1."""
        rows = [self._pieces.row(words) for words in sentences]
        for group in planned(list(map(len, rows))):
            lengths = [len(sentences[at]) for at in group]
            lengths += [1] * (rounded(len(group), _STEP) - len(group))
            numbers = [torch.tensor([0, *(known[w] for w in sentences[at])]) for at in group]
            starts = accumulate((len(rows[at]) for at in group), initial=0)
            ends = [
                torch.tensor(self._pieces.ends(sentences[at])) + start
                for at, start in zip(group, starts, strict=False)
            ]
            yield Batch(
                group,
                lengths,
                even(pad_sequence(numbers), _STEP, _STEP),
                self._encoded([rows[at] for at in group]),
                even(pad_sequence(ends), _STEP, _STEP),
            )

    def _encoded(self, rows: Sequence[Sequence[int]]) -> list[Tensor]:
        """Encode rows; one too long is read through windows, as in Stanza."""
        longest = self._encoder.longest
        if max(map(len, rows)) <= longest:
            return self._encoder(rows)
        step = max(longest - _OVERLAP, longest // 2)
        parts = []
        for row in rows:
            cuts = range(0, max(len(row) - longest + step, 1), step)
            for start in cuts:
                states = self._encoder([row[start : start + longest]])
                parts.append([each[longest - step :] for each in states] if start else states)
        return [torch.cat(layer) for layer in zip(*parts, strict=True)]


class Mixed:
    """A model's own mixture of the encoder's last layers."""

    def __init__(self, weights: Tensor | None) -> None:
        """*weights* are what training added to equal shares; None for an old model's shares."""
        if weights is None:
            self._shares = (0.25, 0.25, 0.25, 0.0)
        else:
            (shares,) = (weights + 1 / weights.shape[1]).tolist()
            self._shares = tuple(shares)

    def __call__(self, batch: Batch) -> Tensor:
        """Return a vector for each of the batch's word pieces."""
        layers = batch.states[-len(self._shares) :]
        mixed = torch.zeros_like(layers[0])
        for share, layer in zip(self._shares, layers, strict=True):
            mixed.add_(layer, alpha=share)
        return mixed
