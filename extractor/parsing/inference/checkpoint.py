"""Model files of Stanza's, read as plain values: options, weights, vocabularies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

VOCAB_PREFIX = 4
"""How many units of a vocabulary stand for none: padding, unknown, empty, root."""

EMPTY_ID, ROOT_ID = 2, 3
_UNKNOWN_ID = 1


class UnsupportedError(Exception):
    """A model was trained with an option that only Stanza's own pipeline supports."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Options, weights in single precision, and vocabularies of one model."""

    config: Mapping[str, Any]
    weights: Mapping[str, Tensor]
    vocab: Mapping[str, Any]
    rest: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path) -> Checkpoint:
        """Read a ``.pt`` file. Raises whatever torch raises where it is none."""
        found = torch.load(path, map_location="cpu", weights_only=True)
        weights = {name: tensor.float() for name, tensor in (found.pop("model") or {}).items()}
        return cls(found.pop("config"), weights, found.pop("vocab"), found)

    def require(self, **wanted: Any) -> None:
        """Raise UnsupportedError where an option that is set is none of those *wanted*."""
        for option, value in wanted.items():
            if (found := self.config.get(option, value)) != value:
                raise UnsupportedError(f"{option}={found!r}")

    def below(self, prefix: str) -> dict[str, Tensor]:
        """Return the weights whose names begin with *prefix* and a dot, without these."""
        start = f"{prefix}."
        return {n.removeprefix(start): w for n, w in self.weights.items() if n.startswith(start)}


class Vocabulary:
    """Units (characters, words, tags) and their numbers; an unknown unit has the number 1."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self.units: Sequence[str] = stored["_id2unit"]
        self._ids: Mapping[str, int] = stored["_unit2id"]
        self._lower: bool = stored["lower"]

    def __len__(self) -> int:
        return len(self.units)

    def ids(self, units: Iterable[str]) -> list[int]:
        """Return the numbers of *units*, lower-cased where the models were trained so."""
        found = (unit.lower() for unit in units) if self._lower else units
        return [self._ids.get(unit, _UNKNOWN_ID) for unit in found]
