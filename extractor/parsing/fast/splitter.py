"""Text to sentences and tokens: Stanza's tokenizer, a label for each character.

Each paragraph is read by itself, so that its tokens do not depend on those beside it; one longer
than a window is read on from the last end of a sentence in the window, as in Stanza.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from stanza.models.tokenization.utils import MASK_RE
from torch.nn.utils.rnn import pad_sequence

from extractor.parsing.fast.checkpoint import Checkpoint
from extractor.parsing.fast.contractions import Contractions
from extractor.parsing.fast.labeller import Labeller
from extractor.parsing.fast.shapes import even
from extractor.parsing.fast.spelling import WINDOW, Paragraph, Spelling
from extractor.parsing.port import Found

_STEPS = (32, 8)
"""The lengths of windows and their number are multiples of these."""

_TOGETHER = 8
"""Windows of one batch, at least: each costs as much as the longest, and hardly less among more."""

_FEW = 4000
"""Characters up to which a batch has more windows: very short ones cost less among many."""

_IN, _TOKEN, _SENTENCE, _CONTRACTION, _LAST_CONTRACTION = range(5)
"""Labels: inside a token, or the end of one, of one that ends a sentence, of a contraction."""

_ADDRESS = re.compile(r"@|https?://|www\.|\.(?:gov|org|edu|net|co)")
"""What every address has that Stanza keeps together."""

Labels = NDArray[np.int64]


class Splitter:
    """Stanza's tokenizer, and its splitter of contractions."""

    def __init__(
        self, checkpoint: Checkpoint, contractions: Contractions, dtype: torch.dtype
    ) -> None:
        """Raises UnsupportedError where the model reads what is not known here."""
        checkpoint.require(skip_newline=False, charlm_forward_file=None)
        self._spelling = Spelling(checkpoint)
        self._labeller = Labeller(checkpoint, dtype)
        self._contractions = contractions

    def __call__(self, text: str) -> list[list[Found]]:
        """Return the sentences of *text*, in which blank lines part paragraphs."""
        paragraphs = list(self._spelling(text))
        with torch.inference_mode():
            labelled = self._labelled(paragraphs)
        return [
            sentence
            for paragraph, labels in zip(paragraphs, labelled, strict=True)
            for sentence in self._sentences(text, paragraph, _settled(paragraph, labels))
        ]

    def _labelled(self, paragraphs: Sequence[Paragraph]) -> list[Labels]:
        done: list[list[Labels]] = [[] for _ in paragraphs]
        places = [0] * len(paragraphs)
        while left := [at for at, each in enumerate(paragraphs) if places[at] < len(each)]:
            sizes = [min(len(paragraphs[at]) - places[at], WINDOW) for at in left]
            for group in grouped(sizes):
                rows = [paragraphs[left[n]].window(places[left[n]], sizes[n]) for n in group]
                ids, features = (
                    even(pad_sequence(each), *_STEPS) for each in zip(*rows, strict=True)
                )
                lengths = [len(row[0]) for row in rows]
                lengths += [1] * (ids.shape[1] - len(rows))
                found = self._labeller(ids, features, lengths)
                for row, n in zip(found, group, strict=False):
                    rest = len(paragraphs[left[n]]) - places[left[n]]
                    labels = _certain(row[: sizes[n]], rest)
                    done[left[n]].append(labels)
                    places[left[n]] += len(labels)
        return [np.concatenate(each) for each in done]

    def _sentences(self, text: str, paragraph: Paragraph, labels: Labels) -> Iterator[list[Found]]:
        sentence: list[Found] = []
        begin = 0
        ends = np.flatnonzero(labels)
        kinds = labels[ends].tolist()
        for end, kind in zip(paragraph.places[ends].tolist(), kinds, strict=True):
            begin = max(begin, int(paragraph.places[0]))
            raw = text[begin : end + 1]
            start, word = begin + len(raw) - len(raw.lstrip()), raw.strip()
            begin = end + 1
            if word:
                parts = self._contractions(word) if kind >= _CONTRACTION else (word,)
                sentence.append(Found(start, start + len(word), parts))
                if kind in (_SENTENCE, _LAST_CONTRACTION):
                    yield sentence
                    sentence = []
        if sentence:
            yield sentence


def grouped(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Yield the positions of *sizes* in groups to be padded to their first, which is the longest.

    A group has `_TOGETHER`, or more where they are few characters with their padding.
    """
    order = sorted(range(len(sizes)), key=lambda at: -sizes[at])
    start = 0
    while start < len(order):
        end = start + max(_TOGETHER, _FEW // sizes[order[start]])
        yield order[start:end]
        start = end


def _certain(labels: Labels, rest: int) -> Labels:
    """Return the labels up to the last end of a sentence, where more of the *rest* is to come."""
    ends = np.flatnonzero((labels == _SENTENCE) | (labels == _LAST_CONTRACTION))
    return labels if rest <= WINDOW or not len(ends) else labels[: ends[-1] + 1]


def _settled(paragraph: Paragraph, labels: Labels) -> Labels:
    """Return *labels* with an end of the paragraph, and with addresses in one piece."""
    last = int(labels[-1])
    labels[-1] = _LAST_CONTRACTION if last >= _CONTRACTION else _SENTENCE
    if _ADDRESS.search(paragraph.text):
        for found in MASK_RE.finditer(paragraph.text):
            labels[found.start() : found.end() - 1] = _IN
            labels[found.end() - 1] = labels[found.end() - 1] or _TOKEN
    return labels
