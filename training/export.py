"""The trained models as the package carries them: one encoder, small heads, half precision."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from stanza.models.pos.tag_columns import tag_columns_from_args, tag_columns_to_config
from torch import Tensor, nn
from transformers import PreTrainedTokenizerFast

from extractor.parsing.inference.checkpoint import ENCODER, SUPPORTED, Checkpoint
from training.models import Models


def encoder(models: Models, tokenizer: PreTrainedTokenizerFast, folder: Path) -> None:
    """Write the encoder that tagger and parser share, with its word pieces."""
    folder.mkdir(parents=True, exist_ok=True)
    model = models.encoder.encoder
    model.config.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    weights = {name: _halved(tensor) for name, tensor in model.state_dict().items()}
    weights.pop("embeddings.position_ids", None)
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})


def heads(models: Models, folder: Path) -> None:
    """Write tagger and parser as Stanza loads them; their encoder stays outside."""
    settings = dict(models.tagger.args)
    settings["tag_columns"] = tag_columns_to_config(tag_columns_from_args(models.tagger.args))
    _save(models.tagger, settings, {}, folder / "pos.pt")
    settings = dict(models.parser.args)
    settings["transition_subtree_combination"] = "NONE"
    _save(models.parser, settings, {"model_type": "graph"}, folder / "depparse.pt")


def halved(source: Path, target: Path) -> None:
    """Write one of Stanza's own checkpoints in half precision."""
    checkpoint = torch.load(source, map_location="cpu", weights_only=True)
    if isinstance(checkpoint.get("model"), Mapping):
        checkpoint["model"] = {n: _halved(w) for n, w in checkpoint["model"].items()}
    torch.save(checkpoint, target, _use_new_zipfile_serialization=False)


def check(folder: Path) -> None:
    """Raise UnsupportedError where a model of *folder* has an option that only Stanza supports."""
    for name in SUPPORTED:
        Checkpoint.read(folder / f"{name}.pt")


def _save(module: nn.Module, settings: dict[str, Any], more: dict[str, Any], path: Path) -> None:
    settings.update(bert_model=ENCODER, bert_finetune=False, device="cpu")
    checkpoint = {
        "model": {
            name: _halved(tensor)
            for name, tensor in module.state_dict().items()
            if not name.startswith("bert_model.")
        },
        "vocab": module.vocab.state_dict(),
        "config": {k: v for k, v in settings.items() if _is_plain(v)},
        **more,
    }
    torch.save(checkpoint, path, _use_new_zipfile_serialization=False)


def _halved(tensor: Tensor) -> Tensor:
    tensor = tensor.detach().to("cpu").contiguous()
    return tensor.half() if tensor.is_floating_point() else tensor.clone()


def _is_plain(value: object) -> bool:
    try:
        json.dumps(value)
    except TypeError:
        return False
    return True
