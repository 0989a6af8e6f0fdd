"""Text to sentences and tokens: Stanza's tokenizer, a label for each character.

Each paragraph is read by itself, so that its tokens do not depend on those beside it; one longer
than a window is read on from the last end of a sentence in the window, as in Stanza.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import logsigmoid, pad

from extractor.parsing import Token
from extractor.parsing.inference.checkpoint import Checkpoint, UnsupportedError, Vocabulary
from extractor.parsing.inference.kernels import Linear, pad_to_multiple
from extractor.parsing.inference.lstm import BiLstm, RowSteps

_WINDOW = 1000
"""Characters read at once."""

_BATCH_CHARACTERS = 8000
"""Characters labelled together."""

_CHARACTERS_MULTIPLE = 256
"""They are padded to a multiple of it."""

_STEPS, _ROWS_MULTIPLE = 64, 2
"""Characters of a row worked on at once, and what rows side by side are padded to: few shapes."""

_WORD_STEPS = 4
"""Characters of a contraction worked on at once."""

_IN, _TOKEN, _SENTENCE, _CONTRACTION, _LAST_CONTRACTION = range(5)
"""Labels: inside a token, or the end of one, of one that ends a sentence, of a contraction."""

_ADDRESS = re.compile(r"@|https?://|www\.|\.(?:gov|org|edu|net|co)")
"""A part of every address that Stanza keeps together."""

Labels = NDArray[np.int64]

# --- what is known of characters by rule --------------------------------------------------
# Copied from Stanza 1.15 (Apache-2.0; ``stanza/models/tokenization/data.py`` and ``utils.py``):
# importing it imports all of Stanza and transformers, half of the time to the first answer.

CHARACTER_FEATURES: Final[Mapping[str, Callable[[str], int]]] = {
    "space_before": lambda char: int(char == " "),
    "capitalized": lambda char: int(char.isupper()),
    "numeric": lambda char: int(char.isdecimal()),
}
"""Features of one character."""

_EMAIL = (
    r"(?:[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r'|"(?:[\x01-\x08\x0b\x0c\x0e-\x1f\x21\x23-\x5b\x5d-\x7f]|\\[\x01-\x09\x0b\x0c\x0e-\x7f])*")'
    r"@(?:(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
    r"|\[(?:(?:(?:2(?:5[0-5]|[0-4][0-9])|1[0-9][0-9]|[1-9]?[0-9]))\.){3}"
    r"(?:(?:2(?:5[0-5]|[0-4][0-9])|1[0-9][0-9]|[1-9]?[0-9])"
    r"|[a-z0-9-]*[a-z0-9]:"
    r"(?:[\x01-\x08\x0b\x0c\x0e-\x1f\x21-\x5a\x53-\x7f]|\\[\x01-\x09\x0b\x0c\x0e-\x7f])+)\])"
)
_URL = (
    r'(?:https?:\/\/(?:www\.|(?!www))[a-zA-Z0-9][a-zA-Z0-9-]+[a-zA-Z0-9]\.[^\s"]{2,}'
    r'|www\.[a-zA-Z0-9][a-zA-Z0-9-]+[a-zA-Z0-9]\.[^\s"]{2,}'
    r'|https?:\/\/(?:www\.|(?!www))[a-zA-Z0-9]+\.[^\s"]{2,}'
    r'|www\.[a-zA-Z0-9]+\.[^\s"]{2,})'
    r'|[a-zA-Z0-9]+\.(?:gov|org|edu|net|com|co)(?:\.[^\s"]{2,})'
)
KEPT_WHOLE: Final = re.compile(f"(?:{_EMAIL}|{_URL})")
"""Addresses of mail and of pages."""

# --- sentences and tokens -----------------------------------------------------------------


class Tokenizer:
    """Stanza's tokenizer, and its splitter of contractions."""

    def __init__(
        self, checkpoint: Checkpoint, contractions: Contractions, dtype: torch.dtype
    ) -> None:
        self._features = CharacterFeatures(checkpoint)
        self._labeller = CharacterLabeller(checkpoint, dtype)
        self._contractions = contractions

    def __call__(self, text: str) -> list[list[Token]]:
        """Return the sentences of *text*, in which blank lines separate paragraphs."""
        paragraphs = list(self._features(text))
        with torch.inference_mode():
            labelled = self._label(paragraphs)
        return [
            sentence
            for paragraph, labels in zip(paragraphs, labelled, strict=True)
            for sentence in self._sentences(text, paragraph, _finish_labels(paragraph, labels))
        ]

    def _label(self, paragraphs: Sequence[Paragraph]) -> list[Labels]:
        done: list[list[Labels]] = [[] for _ in paragraphs]
        places = [0] * len(paragraphs)
        while left := [at for at, each in enumerate(paragraphs) if places[at] < len(each)]:
            sizes = [min(len(paragraphs[at]) - places[at], _WINDOW) for at in left]
            for group in plan_batches(sizes):
                rows = [paragraphs[left[n]].window(places[left[n]], sizes[n]) for n in group]
                found = self._labeller(rows)
                for row, n in zip(found, group, strict=True):
                    rest = len(paragraphs[left[n]]) - places[left[n]]
                    labels = _certain(row[: sizes[n]], rest)
                    done[left[n]].append(labels)
                    places[left[n]] += len(labels)
        return [np.concatenate(each) for each in done]

    def _sentences(self, text: str, paragraph: Paragraph, labels: Labels) -> Iterator[list[Token]]:
        sentence: list[Token] = []
        begin = int(paragraph.places[0])
        ends = np.flatnonzero(labels)
        kinds = labels[ends].tolist()
        for end, kind in zip(paragraph.places[ends].tolist(), kinds, strict=True):
            raw = text[begin : end + 1]
            start, word = begin + len(raw) - len(raw.lstrip()), raw.strip()
            begin = end + 1
            if word:
                parts = self._contractions(word) if kind >= _CONTRACTION else (word,)
                sentence.append(Token(start, start + len(word), parts))
                if kind in (_SENTENCE, _LAST_CONTRACTION):
                    yield sentence
                    sentence = []
        if sentence:
            yield sentence


def plan_batches(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Yield the positions of *sizes* in groups, each of at most `_BATCH_CHARACTERS` in sum."""
    group: list[int] = []
    used = 0
    for at, size in enumerate(sizes):
        if group and used + size > _BATCH_CHARACTERS:
            yield group
            group, used = [], 0
        group.append(at)
        used += size
    if group:
        yield group


def _certain(labels: Labels, rest: int) -> Labels:
    """Return the labels up to the last end of a sentence, where more of the *rest* is to come."""
    ends = np.flatnonzero((labels == _SENTENCE) | (labels == _LAST_CONTRACTION))
    return labels if rest <= _WINDOW or not len(ends) else labels[: ends[-1] + 1]


def _finish_labels(paragraph: Paragraph, labels: Labels) -> Labels:
    """Return *labels* with an end of the paragraph, and with addresses in one piece."""
    last = int(labels[-1])
    labels[-1] = _LAST_CONTRACTION if last >= _CONTRACTION else _SENTENCE
    if _ADDRESS.search(paragraph.text):
        for found in KEPT_WHOLE.finditer(paragraph.text):
            labels[found.start() : found.end() - 1] = _IN
            labels[found.end() - 1] = labels[found.end() - 1] or _TOKEN
    return labels


# --- characters as the model reads them ---------------------------------------------------

_PARAGRAPH_BREAK = "\n\n"
_POSITIONS = {"end_of_para": -1, "start_of_para": 0}
"""Features of one character of a paragraph, in Stanza's order."""


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
        end = start + size + (len(self) < _WINDOW)
        return self.ids[start:end], self.features[start:end]


class CharacterFeatures:
    """A number and some features for each character of a text."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        """Raises UnsupportedError if the model reads a feature that is not known here."""
        names = set(checkpoint.config["feat_funcs"])
        if names - {*CHARACTER_FEATURES, *_POSITIONS}:
            raise UnsupportedError("features of characters")
        vocabulary = Vocabulary(checkpoint.vocab)
        functions = [
            CHARACTER_FEATURES[name]
            for name in checkpoint.config["feat_funcs"]
            if name in CHARACTER_FEATURES
        ]

        @lru_cache(maxsize=10_000)
        def read(code: int) -> list[int]:
            char = chr(code)
            return [*vocabulary.ids([char]), *(function(char) for function in functions)]

        self._read = read
        self._positions = [at for name, at in _POSITIONS.items() if name in names]

    def __call__(self, text: str) -> Iterator[Paragraph]:
        """Yield the paragraphs of *text*, in which all blanks but paragraph breaks are spaces."""
        if not text:
            return
        ids, features = self._characters(text)
        start = 0
        for raw in text.split(_PARAGRAPH_BREAK):
            if body := raw.rstrip():
                kept = _without_doubled_spaces(body)
                places = torch.from_numpy(kept + start)
                yield Paragraph(
                    text="".join(body[at] for at in kept) if len(kept) < len(body) else body,
                    places=kept + start,
                    ids=pad(ids[places], (0, 1)),
                    features=pad(self._placed(features[places]), (0, 0, 0, 1)),
                )
            start += len(raw) + len(_PARAGRAPH_BREAK)

    def _characters(self, text: str) -> tuple[Tensor, Tensor]:
        """Return the number of each character, and its features with those of its place open."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        found, which = np.unique(codes, return_inverse=True)
        table = torch.tensor([self._read(code) for code in found.tolist()])
        read = table[torch.from_numpy(which)]
        return read[:, 0], pad(read[:, 1:].float(), (0, len(self._positions)))

    def _placed(self, features: Tensor) -> Tensor:
        """Return *features* of a paragraph, those of its first and its last place filled in."""
        for column, at in enumerate(self._positions, start=-len(self._positions)):
            features[at, column] = 1
        return features


def _without_doubled_spaces(body: str) -> NDArray[np.int64]:
    """Return the positions of all characters but spaces behind spaces."""
    if "  " not in body:
        return np.arange(len(body))
    is_space = np.array([char == " " for char in body])
    return np.flatnonzero(~is_space | ~np.roll(is_space, 1))


# --- the network --------------------------------------------------------------------------

_CLASSIFIERS = ("tok", "sent", "mwt")
"""Does a character end a token, a sentence, a contraction?"""


class CharacterLabeller:
    """The network of Stanza's tokenizer: two recurrent layers over characters."""

    def __init__(self, checkpoint: Checkpoint, dtype: torch.dtype) -> None:
        weights = checkpoint.weights
        self._embedding = weights["embeddings.weight"]
        self._lstm = BiLstm(checkpoint.below("rnn"), dtype)
        self._classify = _classifier(weights, "_clf")
        self._second_lstm = BiLstm(checkpoint.below("rnn2"), dtype)
        self._classify_again = _classifier(weights, "_clf2")
        self._inverse_temperature: float = checkpoint.config["hier_invtemp"]

    def __call__(self, windows: Sequence[tuple[Tensor, Tensor]]) -> list[Labels]:
        """Return the labels of characters, whose numbers and features *windows* hold."""
        lengths = [len(ids) for ids, _ in windows]
        ids, features = (
            pad_to_multiple(torch.cat(each), _CHARACTERS_MULTIPLE)
            for each in zip(*windows, strict=True)
        )
        rows = RowSteps.of(lengths, len(ids), _STEPS, _ROWS_MULTIPLE)
        read = self._lstm(torch.cat([self._embedding[ids], features], dim=1), rows).float()
        logits = self._classify(read)
        # The second layer hears less of characters that end no token.
        read = read * (1 - torch.sigmoid(-logits[:, :1] * self._inverse_temperature))
        logits = logits + self._classify_again(self._second_lstm(read, rows).float())
        yes, no = logsigmoid(logits).unbind(1), logsigmoid(-logits).unbind(1)
        labels = [
            no[0],
            *(
                yes[0] + sentence + contraction
                for contraction in (no[2], yes[2])
                for sentence in (no[1], yes[1])
            ),
        ]
        found: Labels = torch.stack(labels, dim=1).argmax(1)[: sum(lengths)].numpy()
        return np.split(found, list(accumulate(lengths))[:-1])


def _classifier(weights: Mapping[str, Tensor], name: str) -> Linear:
    rows = torch.cat([weights[f"{kind}{name}.weight"] for kind in _CLASSIFIERS])
    biases = [weights.get(f"{kind}{name}.bias") for kind in _CLASSIFIERS]
    bias = None if biases[0] is None else torch.cat([each for each in biases if each is not None])
    return Linear(rows, bias, torch.float32)


# --- contractions -------------------------------------------------------------------------

_CACHED_CONTRACTIONS = 10_000
_BEGIN, _END = "<SOS>", "<EOS>"
_WHOLE = frozenset({"its"})
"""Words that the model takes for contractions at times, and that never are."""
_APOSTROPHES = frozenset("'’‘ʼ`´")
_BEFORE_BARE_S = frozenset("that let what there here he she who how where".split())
"""What a contraction without apostrophe may start with, before ``s``: ``thats``."""


class Contractions:
    """Contractions to their words (``don't``: ``do`` and ``n't``): Stanza's expander.

    A dictionary, and for what is not in it a network that says where to cut. A word's cuts depend
    on the word alone, so they are cached.
    """

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._dictionary: Mapping[str, str] = checkpoint.rest["dict"]
        self._cuts = _CutClassifier(checkpoint)
        self._expand = lru_cache(maxsize=_CACHED_CONTRACTIONS)(self._expanded)

    def __call__(self, word: str) -> tuple[str, ...]:
        """Return the words of a contraction, *word* itself if it is not one."""
        return self._expand(word)

    def _expanded(self, word: str) -> tuple[str, ...]:
        listed = self._look_up(word)
        if word.lower() in _WHOLE or _is_plain(word, listed):
            return (word,)
        expansion = listed or self._cuts(word)
        parts = tuple(part for part in expansion.split(" ") if part)
        return parts if len(parts) > 1 else (word,)

    def _look_up(self, word: str) -> str | None:
        """Return the dictionary's entry, in the case of *word*."""
        if found := self._dictionary.get(word):
            return found
        low = self._dictionary.get(word.lower())
        if low and word.isupper():
            return low.upper()
        if low and word[0].isupper() and word[1:].islower():
            return low[0].upper() + low[1:]
        return None


def _is_plain(word: str, listed: str | None) -> bool:
    """Return whether a word without an apostrophe is whole: the name ``Ives``, ``workers``."""
    if _APOSTROPHES & set(word):
        return False
    if listed is None:
        return word[:1].isupper()
    start, _, end = listed.rpartition(" ")
    return end.lower() == "s" and start.lower() not in _BEFORE_BARE_S


class _CutClassifier:
    """Stanza's `CharacterClassifier`."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._vocabulary = Vocabulary(checkpoint.vocab)
        self._embedding = checkpoint.weights["embedding.weight"]
        self._layers = [
            BiLstm(_layer(checkpoint.below("encoder"), number), torch.float32)
            for number in range(checkpoint.config["num_layers"])
        ]
        self._hidden, self._output = (
            Linear(part["weight"], part["bias"], torch.float32)
            for part in (checkpoint.below(f"output_layer.{n}") for n in (0, 2))
        )

    def __call__(self, word: str) -> str:
        """Return *word* with a space at each cut."""
        with torch.inference_mode():
            scores = self._output(torch.relu(self._hidden(self._read(word))))
        before = (scores[1:-1, 1] > scores[1:-1, 0]).tolist()
        return "".join(f" {c}" if cut else c for c, cut in zip(word, before, strict=True)).strip()

    def _read(self, word: str) -> Tensor:
        ids = self._vocabulary.ids([_BEGIN, *word, _END])
        rows = RowSteps.of([len(ids)], len(ids), _WORD_STEPS)
        read = self._embedding[ids]
        for layer in self._layers:
            read = layer(read, rows)
        return read


def _layer(weights: Mapping[str, Tensor], number: int) -> dict[str, Tensor]:
    """Return the weights of one layer of several, named as those of a first one."""
    own = f"_l{number}"
    return {name.replace(own, "_l0"): weight for name, weight in weights.items() if own in name}
