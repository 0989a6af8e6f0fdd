"""The encoder (BERT) over rows of word pieces of any lengths.

Rows are laid end to end, so that no layer works on padding; only attention sees them in blocks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

from extractor.parsing.fast.blocks import Block, laid_out
from extractor.parsing.fast.checkpoint import UnsupportedError
from extractor.parsing.fast.precision import Linear
from extractor.parsing.fast.shapes import even

_WORDS = "embeddings.word_embeddings.weight"
"""The largest table by far; it stays in half precision, as it is stored."""

_PIECES = 64
"""Pieces are worked on in multiples of it."""


class Norm:
    """Layer normalisation, always in single precision."""

    def __init__(self, weights: Mapping[str, Tensor], name: str, epsilon: float) -> None:
        self._weight, self._bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
        self._epsilon = epsilon

    def __call__(self, vectors: Tensor) -> Tensor:
        """Return the normalised vectors."""
        size = self._weight.shape
        return functional.layer_norm(vectors, size, self._weight, self._bias, self._epsilon)


class Layer:
    """One layer: attention, then two linear layers, each added to what went in."""

    def __init__(
        self, weights: Mapping[str, Tensor], heads: int, epsilon: float, dtype: torch.dtype
    ) -> None:
        def linear(*names: str) -> Linear:
            weight, bias = (
                torch.cat([weights[f"{name}.{kind}"] for name in names])
                for kind in ("weight", "bias")
            )
            return Linear(weight, bias, dtype)

        self._heads = heads
        self._ask = linear(*(f"attention.self.{name}" for name in ("query", "key", "value")))
        self._attended = linear("attention.output.dense")
        self._attention_norm = Norm(weights, "attention.output.LayerNorm", epsilon)
        self._widen, self._narrow = linear("intermediate.dense"), linear("output.dense")
        self._norm = Norm(weights, "output.LayerNorm", epsilon)

    def __call__(self, vectors: Tensor, blocks: Sequence[Block]) -> Tensor:
        """Return the vectors of the next layer, in single precision as those that came."""
        vectors = self._attention_norm(vectors + self._attended(self._attend(vectors, blocks)))
        return self._norm(vectors + self._narrow(functional.gelu(self._widen(vectors))))

    def _attend(self, vectors: Tensor, blocks: Sequence[Block]) -> Tensor:
        asked = self._ask(vectors)
        return even(torch.cat([self._within(asked, block) for block in blocks]), _PIECES)

    def _within(self, asked: Tensor, block: Block) -> Tensor:
        count, width = block.flat.shape
        beside = asked.index_select(0, block.flat.flatten()).view(count, width, 3, self._heads, -1)
        query, key, value = beside.permute(2, 0, 3, 1, 4)
        found = functional.scaled_dot_product_attention(query, key, value, attn_mask=block.hidden)
        return found.transpose(1, 2).reshape(count * width, -1).index_select(0, block.places)


class Encoder:
    """A BERT of any size: the hidden states of each layer, for rows of pieces laid end to end."""

    def __init__(self, folder: Path, dtype: torch.dtype) -> None:
        """Read ``config.json`` and ``model.safetensors``; raises UnsupportedError if no BERT."""
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if (config["model_type"], config["hidden_act"]) != ("bert", "gelu"):
            raise UnsupportedError(f"encoder {config['model_type']}, {config['hidden_act']}")
        weights = {
            name.removeprefix("bert."): tensor if name.endswith(_WORDS) else tensor.float()
            for name, tensor in load_file(folder / "model.safetensors").items()
        }
        self.longest: int = config["max_position_embeddings"]
        self.size: int = config["hidden_size"]
        self._dtype = dtype
        self._words = weights[_WORDS]
        self._positions = weights["embeddings.position_embeddings.weight"]
        self._positions = self._positions + weights["embeddings.token_type_embeddings.weight"][0]
        self._norm = Norm(weights, "embeddings.LayerNorm", config["layer_norm_eps"])
        self._layers = [
            self._layer(weights, f"encoder.layer.{number}.", config)
            for number in range(config["num_hidden_layers"])
        ]

    def _layer(
        self, weights: Mapping[str, Tensor], prefix: str, config: Mapping[str, Any]
    ) -> Layer:
        own = {n.removeprefix(prefix): w for n, w in weights.items() if n.startswith(prefix)}
        return Layer(own, config["num_attention_heads"], config["layer_norm_eps"], self._dtype)

    def __call__(self, pieces: Sequence[Sequence[int]]) -> list[Tensor]:
        """Return the states of each layer, the first that of the embeddings: a vector a piece."""
        lengths = list(map(len, pieces))
        blocks = list(laid_out(lengths, self._dtype))
        ids = even(torch.tensor([piece for row in pieces for piece in row]), _PIECES)
        positions = even(torch.cat([torch.arange(length) for length in lengths]), _PIECES)
        states = [self._norm(self._words[ids].float() + self._positions[positions])]
        for layer in self._layers:
            states.append(layer(states[-1], blocks))
        return [state[: sum(lengths)] for state in states]
