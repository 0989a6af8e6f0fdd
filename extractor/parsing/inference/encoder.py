"""The encoder (BERT): words of sentences to word pieces, rows of pieces to vectors.

Rows are laid end to end, so that no layer works on padding; only attention sees rows of like length
side by side, in padded blocks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from extractor.parsing.inference.checkpoint import UnsupportedError
from extractor.parsing.inference.kernels import (
    Apply,
    CalibratedLinear,
    Function,
    Linear,
    in_steps,
    pad_to_multiple,
    padding_mask,
    quantized_in_parts,
    round_up,
    vector_dtype,
)

_WORD_EMBEDDINGS = "embeddings.word_embeddings.weight"
"""The largest table by far; it stays in half precision, as it is stored."""

_PIECES_MULTIPLE = 64
"""Pieces are worked on in multiples of it."""

_WIDTH_MULTIPLE = 16
"""Rows are padded to a multiple of it: attention over other lengths is half as fast."""

_LEAST_GELU = -0.17
"""The function that stands between the two linear layers is nowhere less."""

_CACHED_WORDS = 100_000
_BLANK = "-"
"""Replaces, as in Stanza, a word of which the encoder's vocabulary leaves nothing."""

PieceIds = tuple[int, ...]


class WordPieces:
    """Splits words into pieces. A word's pieces do not depend on its neighbors: they are cached."""

    def __init__(self, path: Path) -> None:
        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._first, self._last = (tokenizer.encode("").ids[at] for at in (0, -1))

        @lru_cache(maxsize=_CACHED_WORDS)
        def ids(word: str) -> PieceIds:
            found = tokenizer.encode(word, add_special_tokens=False).ids
            return tuple(found) if found or word == _BLANK else ids(_BLANK)

        self._ids = ids

    def row(self, words: Sequence[str]) -> list[int]:
        """Return the pieces of a sentence, with the special ones of its beginning and end."""
        return [self._first, *(piece for ids in self.of(words) for piece in ids), self._last]

    def ends(self, words: Sequence[str]) -> list[int]:
        """Return where in its row the last piece of each word stands; before them 0, the root."""
        places = [0]
        for ids in self.of(words):
            places.append(places[-1] + len(ids))
        return places

    def of(self, words: Sequence[str]) -> Iterable[PieceIds]:
        """Return the pieces of each word."""
        return map(self._ids, words)


@dataclass(frozen=True, slots=True)
class AttentionBlock:
    """Rows of like length, side by side.

    ``gather`` (row, place) is where among the pieces laid end to end that of a place stands;
    ``scatter`` are the places, counted row by row, that hold pieces and no padding.
    ``attention_mask`` is added to the scores: zero, or minus infinity for padding.
    """

    gather: Tensor
    scatter: Tensor
    attention_mask: Tensor

    @classmethod
    def of(
        cls, start: int, lengths: Sequence[int], width: int, dtype: torch.dtype
    ) -> AttentionBlock:
        """Lay out rows of these lengths, of which the first begins at piece *start*."""
        mask = padding_mask(lengths, width)
        gather = (mask.flatten().cumsum(0) - 1).view(mask.shape) + start
        attention_mask = torch.zeros(mask.shape, dtype=dtype).masked_fill(~mask, -torch.inf)
        scatter = mask.flatten().nonzero().squeeze(1)
        return cls(gather, scatter, attention_mask[:, None, None, :])


def attention_blocks(lengths: Sequence[int], dtype: torch.dtype) -> Iterator[AttentionBlock]:
    """Yield blocks of rows of these lengths; neighbors of like length share one."""
    start = 0
    for width, alike in groupby(lengths, lambda length: round_up(length, _WIDTH_MULTIPLE)):
        block = list(alike)
        yield AttentionBlock.of(start, block, width, dtype)
        start += sum(block)


class LayerNorm:
    """Layer normalisation, computed in single precision whatever the vectors' number type."""

    def __init__(self, weights: Mapping[str, Tensor], name: str, epsilon: float) -> None:
        self._weight, self._bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
        self._epsilon = epsilon

    def __call__(self, vectors: Tensor) -> Tensor:
        """Return the normalised vectors."""
        size = self._weight.shape
        return functional.layer_norm(vectors, size, self._weight, self._bias, self._epsilon)


class Layer:
    """One layer: attention, then two linear layers, each added to its input and normalised."""

    def __init__(
        self, weights: Mapping[str, Tensor], heads: int, epsilon: float, dtype: torch.dtype
    ) -> None:
        def linear(*names: str, function: Function = "none", least: float | None = None) -> Apply:
            weight, bias = (
                torch.cat([weights[f"{name}.{kind}"] for name in names])
                for kind in ("weight", "bias")
            )
            if dtype != torch.int8:
                return Linear(weight, bias, dtype, function=function)
            if least is None:
                return in_steps(CalibratedLinear(weight, bias), function)
            return in_steps(quantized_in_parts(weight, bias, least))

        self._heads = heads
        self._qkv = linear(*(f"attention.self.{name}" for name in ("query", "key", "value")))
        self._attention_output = linear("attention.output.dense")
        self._attention_norm = LayerNorm(weights, "attention.output.LayerNorm", epsilon)
        self._up = linear("intermediate.dense", function="gelu")
        self._down = linear("output.dense", least=_LEAST_GELU)
        self._norm = LayerNorm(weights, "output.LayerNorm", epsilon)

    def __call__(self, vectors: Tensor, blocks: Sequence[AttentionBlock]) -> Tensor:
        """Return the vectors of the next layer, in the number type of those that came."""
        attended = self._attention_output(self._attend(vectors, blocks), vectors)
        vectors = self._attention_norm(attended)
        return self._norm(self._down(self._up(vectors), vectors))

    def _attend(self, vectors: Tensor, blocks: Sequence[AttentionBlock]) -> Tensor:
        qkv = self._qkv(vectors)
        attended = torch.cat([self._attend_within(qkv, block) for block in blocks])
        return pad_to_multiple(attended, _PIECES_MULTIPLE)

    def _attend_within(self, qkv: Tensor, block: AttentionBlock) -> Tensor:
        count, width = block.gather.shape
        rows = qkv.index_select(0, block.gather.flatten()).view(count, width, 3, self._heads, -1)
        query, key, value = rows.permute(2, 0, 3, 1, 4)
        found = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=block.attention_mask
        )
        return found.transpose(1, 2).reshape(count * width, -1).index_select(0, block.scatter)


class Encoder:
    """A BERT of any size: the hidden states of each layer, for rows of pieces laid end to end."""

    def __init__(
        self, folder: Path, dtype: torch.dtype, sample: Sequence[Sequence[int]] = ()
    ) -> None:
        """Read ``config.json`` and ``model.safetensors``; raises UnsupportedError if no BERT.

        *sample* are rows of pieces like those to come, by which layers of bytes choose scales.
        """
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if (config["model_type"], config["hidden_act"]) != ("bert", "gelu"):
            raise UnsupportedError(f"encoder {config['model_type']}, {config['hidden_act']}")
        weights = {
            name.removeprefix("bert."): tensor
            if name.endswith(_WORD_EMBEDDINGS)
            else tensor.float()
            for name, tensor in load_file(folder / "model.safetensors").items()
        }
        self.max_pieces: int = config["max_position_embeddings"]
        self._dtype = dtype
        self._words = weights[_WORD_EMBEDDINGS]
        self._positions = weights["embeddings.position_embeddings.weight"]
        self._positions = self._positions + weights["embeddings.token_type_embeddings.weight"][0]
        self._norm = LayerNorm(weights, "embeddings.LayerNorm", config["layer_norm_eps"])
        self._layers = [
            self._layer(weights, f"encoder.layer.{number}.", config)
            for number in range(config["num_hidden_layers"])
        ]
        if dtype == torch.int8:
            with torch.inference_mode():
                self(sample)

    def _layer(
        self, weights: Mapping[str, Tensor], prefix: str, config: Mapping[str, Any]
    ) -> Layer:
        own = {n.removeprefix(prefix): w for n, w in weights.items() if n.startswith(prefix)}
        return Layer(own, config["num_attention_heads"], config["layer_norm_eps"], self._dtype)

    def __call__(self, rows: Sequence[Sequence[int]]) -> list[Tensor]:
        """Return (piece, size) for each layer, the embeddings' first; rows are laid end to end."""
        lengths = list(map(len, rows))
        dtype = vector_dtype(self._dtype)
        blocks = list(attention_blocks(lengths, dtype))
        ids = torch.tensor([piece for row in rows for piece in row])
        positions = torch.cat([torch.arange(length) for length in lengths])
        words = self._words[pad_to_multiple(ids, _PIECES_MULTIPLE)].float()
        placed = words + self._positions[pad_to_multiple(positions, _PIECES_MULTIPLE)]
        states = [self._norm(placed).to(dtype)]
        for layer in self._layers:
            states.append(layer(states[-1], blocks))
        return [state[: sum(lengths)] for state in states]
