"""The embedded models: package data, about 60 MB."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import stanza
import torch
from stanza.models.common.foundation_cache import BertRecord, FoundationCache
from transformers import AutoModel, AutoTokenizer

from extractor.parsing import manifest, pipeline
from extractor.parsing.fast.checkpoint import UnsupportedError
from extractor.parsing.fast.models import FastModels
from extractor.parsing.fast.precision import best
from extractor.parsing.parser import TextParser
from extractor.parsing.pipeline import CAREFUL, Piped
from extractor.parsing.port import Models

ENCODER = "embedded-encoder"
"""The name under which the checkpoints of tagger and parser ask for their encoder."""


def load(folder: Path = manifest.FOLDER) -> TextParser:
    """Load the models of *folder*, every file checked first.

    Raises ModelError, naming the file, where one is missing or damaged.
    """
    name = manifest.check(folder)
    pipeline.prepare()
    return TextParser(name, _models(folder))


def _models(folder: Path) -> Models:
    try:
        return FastModels(folder, best())
    except UnsupportedError:
        return Piped(plain(folder, **CAREFUL))


def plain(folder: Path = manifest.FOLDER, **options: Any) -> stanza.Pipeline:
    """Build Stanza's own pipeline from the models of *folder*: slower, and right by definition."""
    paths = {f"{step}_model_path": str(folder / f"{step}.pt") for step in pipeline.PROCESSORS}
    cache = _encoder(folder / "encoder")
    return pipeline.build(str(folder), package=None, foundation_cache=cache, **paths, **options)


def _encoder(folder: Path) -> FoundationCache:
    """Load the encoder once, for tagger and parser; it is stored in half precision."""
    model = AutoModel.from_pretrained(folder, local_files_only=True, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, add_prefix_space=True)
    cache = FoundationCache(local_files_only=True)
    cache.bert[ENCODER] = BertRecord(model, tokenizer, {})
    return cache
