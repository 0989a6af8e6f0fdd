"""Model files of Stanza's, read as plain values: options, weights, vocabularies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor

VOCAB_PREFIX = 4
"""How many units of a vocabulary stand for none: padding, unknown, empty, root."""

EMPTY_ID, ROOT_ID = 2, 3
_UNKNOWN_ID = 1


ENCODER: Final = "embedded-encoder"
"""The name that the checkpoints of tagger and parser have for their encoder."""

_WORD_FEATURES: Final = {
    "bert_model": ENCODER,
    "char": True,
    "char_bidirectional": False,
    "char_rec_dropout": 0,
    "charlm": False,
    "pretrain": False,
    "rec_dropout": 0,
    "use_peft": False,
    "word_emb_dim": 0,
}
SUPPORTED: Final[Mapping[str, Mapping[str, Any]]] = {
    "tokenize": {
        "charlm_forward_file": None,
        "conv_res": None,
        "hierarchical": True,
        "rnn_layers": 1,
        "skip_newline": False,
        "use_dictionary": False,
        "use_mwt": True,
    },
    "mwt": {"dict_only": False, "ensemble_dict": True, "force_exact_pieces": True},
    "pos": {**_WORD_FEATURES, "share_hid": True},
    "lemma": {"caseless": False, "contextual": [], "dict_only": True, "dicts_version": 3},
    "depparse": {
        **_WORD_FEATURES,
        "distance": False,
        "linearization": False,
        "model_type": "graph",
        "reversed": False,
        "tag_emb_dim": 0,
        "use_arc_embedding": False,
    },
}
"""The options of each model file that the code here relies on. An option may be absent."""


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
        """Read one of the model files that `SUPPORTED` lists.

        Raises UnsupportedError if it has another option, and whatever torch raises where it is
        no model file.
        """
        found = torch.load(path, map_location="cpu", weights_only=True)
        check_supported(path.stem, found)
        weights = {name: tensor.float() for name, tensor in (found.pop("model") or {}).items()}
        return cls(found.pop("config"), weights, found.pop("vocab"), found)

    def below(self, prefix: str) -> dict[str, Tensor]:
        """Return the weights whose names begin with *prefix* and a dot, without these."""
        start = f"{prefix}."
        return {n.removeprefix(start): w for n, w in self.weights.items() if n.startswith(start)}


def check_supported(name: str, stored: Mapping[str, Any]) -> None:
    """Raise UnsupportedError where an option of the checkpoint *stored* is not supported."""
    options = {**stored, **stored["config"]}
    for option, value in SUPPORTED[name].items():
        if (found := options.get(option, value)) != value:
            raise UnsupportedError(f"{name}: {option}={found!r}")


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
