"""Loading the embedded models, which are package data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import stanza
import torch
from stanza.models.common.foundation_cache import BertRecord, FoundationCache
from transformers import AutoModel, AutoTokenizer

from extractor.parsing import manifest, stanza_pipeline
from extractor.parsing.inference.checkpoint import ENCODER, UnsupportedError
from extractor.parsing.inference.kernels import best_dtype
from extractor.parsing.inference.models import EmbeddedModels
from extractor.parsing.parser import TextParser
from extractor.parsing.ports import Models
from extractor.parsing.stanza_pipeline import BOUNDED, PipelineModels


def load(folder: Path = manifest.FOLDER) -> TextParser:
    """Load the models of *folder*, every file checked first.

    Raises ModelError, naming the file, where one is missing or damaged.
    """
    name = manifest.check(folder)
    stanza_pipeline.configure_process()
    return TextParser(name, _models(folder))


def _models(folder: Path) -> Models:
    try:
        return EmbeddedModels(folder, best_dtype())
    except UnsupportedError:
        return PipelineModels(plain_pipeline(folder, **BOUNDED))


def plain_pipeline(folder: Path = manifest.FOLDER, **options: Any) -> stanza.Pipeline:
    """Build Stanza's own pipeline from the models of *folder*: slower, and the reference."""
    paths = {
        f"{step}_model_path": str(folder / f"{step}.pt") for step in stanza_pipeline.PROCESSORS
    }
    cache = _encoder(folder / "encoder")
    return stanza_pipeline.build(
        str(folder), package=None, foundation_cache=cache, **paths, **options
    )


def _encoder(folder: Path) -> FoundationCache:
    """Load the encoder once, for tagger and parser; it is stored in half precision."""
    model = AutoModel.from_pretrained(folder, local_files_only=True, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, add_prefix_space=True)
    cache = FoundationCache(local_files_only=True)
    cache.bert[ENCODER] = BertRecord(model, tokenizer, {})
    return cache
