"""The base encoder: all-MiniLM-L6-v2 (Apache-2.0), less the pieces English news never needs.

Its vocabulary of 30,522 word pieces holds near 2,700 of other scripts and of no use; a piece is
384 numbers. What is left keeps its weights; what is gone is spelled in smaller pieces or unknown.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModel, AutoTokenizer, BertModel, PreTrainedTokenizerFast

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_PLANES = (range(0x250), range(0x2000, 0x2070), range(0x20A0, 0x2200))
"""Latin, its accents, general punctuation, currencies and letter-like signs."""


def prune(source: Path, target: Path) -> None:
    """Write the encoder of *source* into *target*: the pieces that are kept, 512 places.

    *source* is a folder as Hugging Face lays them out (model.safetensors, tokenizer.json).
    The tokenizer's fixed length, which training for sentence vectors left there, goes.
    """
    description = json.loads((source / "tokenizer.json").read_text("utf-8"))
    old: dict[str, int] = description["model"]["vocab"]
    kept = [*SPECIAL, *(piece for piece in old if piece not in SPECIAL and _is_wanted(piece))]
    new = {piece: index for index, piece in enumerate(kept)}
    model = AutoModel.from_pretrained(source, local_files_only=True, add_pooling_layer=False)
    rows = torch.tensor([old[piece] for piece in kept])
    weight = model.embeddings.word_embeddings.weight.data[rows].clone()
    model.resize_token_embeddings(len(kept))
    model.embeddings.word_embeddings.weight.data.copy_(weight)
    target.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(target)
    _write_tokenizer(description, new, target)


def load(folder: Path) -> tuple[BertModel, PreTrainedTokenizerFast]:
    """Load encoder and tokenizer as they are trained: in full precision."""
    model = AutoModel.from_pretrained(
        folder, local_files_only=True, add_pooling_layer=False, dtype=torch.float32
    )
    return model, AutoTokenizer.from_pretrained(folder, local_files_only=True)


def _is_wanted(piece: str) -> bool:
    letters = piece.removeprefix("##") or piece
    return not piece.startswith("[unused") and all(
        any(ord(letter) in plane for plane in _PLANES) for letter in letters
    )


def _write_tokenizer(description: dict[str, Any], vocabulary: dict[str, int], to: Path) -> None:
    description["model"]["vocab"] = vocabulary
    description["truncation"] = description["padding"] = None
    for token in description["added_tokens"]:
        token["id"] = vocabulary[token["content"]]
    for name, token in description["post_processor"]["special_tokens"].items():
        token["ids"] = [vocabulary[name]]
    (to / "tokenizer.json").write_text(json.dumps(description, ensure_ascii=False), "utf-8")
    names = ("pad_token", "unk_token", "cls_token", "sep_token", "mask_token")
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": 512,
        **dict(zip(names, SPECIAL, strict=True)),
    }
    (to / "tokenizer_config.json").write_text(json.dumps(settings, indent=1), "utf-8")
