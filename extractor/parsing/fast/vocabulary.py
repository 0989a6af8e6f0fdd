"""Stanza's vocabularies, read from a model file: units to numbers and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

VOCAB_PREFIX = 4
"""How many units of a vocabulary stand for none: padding, unknown, nothing, root."""

EMPTY_ID, ROOT_ID = 2, 3
_UNKNOWN_ID = 1


class Vocabulary:
    """Units (characters, words, tags) by number; what is not known has the number 1."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self.units: Sequence[str] = stored["_id2unit"]
        self._numbers: Mapping[str, int] = stored["_unit2id"]
        self._lower: bool = stored["lower"]

    def __len__(self) -> int:
        return len(self.units)

    def ids(self, units: Iterable[str]) -> list[int]:
        """Return the numbers of *units*, lower-cased where the models were trained so."""
        found = (unit.lower() for unit in units) if self._lower else units
        return [self._numbers.get(unit, _UNKNOWN_ID) for unit in found]
