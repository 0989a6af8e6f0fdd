"""The embedded models: package data, about 60 MB."""

from __future__ import annotations

from pathlib import Path

import torch
from stanza.models.common.foundation_cache import BertRecord, FoundationCache
from transformers import AutoModel, AutoTokenizer

from extractor.parsing import manifest, pipeline
from extractor.parsing.parser import StanzaParser

# The name under which the checkpoints of tagger and parser ask for their encoder.
_ENCODER = "embedded-encoder"


def load(folder: Path = manifest.FOLDER) -> StanzaParser:
    """Load the models of *folder*, every file checked first.

    Raises ModelError, naming the file, where one is missing or damaged.
    """
    name = manifest.check(folder)
    pipeline.prepare()
    paths = {f"{step}_model_path": str(folder / f"{step}.pt") for step in pipeline.PROCESSORS}
    cache = _encoder(folder / "encoder")
    return StanzaParser(
        name, pipeline.build(str(folder), package=None, foundation_cache=cache, **paths)
    )


def _encoder(folder: Path) -> FoundationCache:
    """Load the encoder once, for tagger and parser; it is stored in half precision."""
    model = AutoModel.from_pretrained(folder, local_files_only=True, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, add_prefix_space=True)
    cache = FoundationCache(local_files_only=True)
    cache.bert[_ENCODER] = BertRecord(model, tokenizer, {})
    return cache
