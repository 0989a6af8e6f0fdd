"""The embedded models: package data, loaded without a network."""

from __future__ import annotations

import os
from pathlib import Path


FOLDER = Path(__file__).parent.parent / "models"
NAME = "embedded-minilm-1"
_HEADS = ("tokenize", "mwt", "pos", "lemma", "depparse")
# The name under which the checkpoints of tagger and parser ask for their encoder.
_ENCODER = "embedded-encoder"

os.environ["HF_HUB_OFFLINE"] = "1"

import stanza  # noqa: E402
import torch  # noqa: E402
from stanza.models.common.foundation_cache import BertRecord, FoundationCache  # noqa: E402
from transformers import AutoModel, AutoTokenizer  # noqa: E402

from extractor.parsing.parser import StanzaParser  # noqa: E402


def load(folder: Path = FOLDER) -> StanzaParser:
    """Load the models of *folder*, every file checked against the manifest first.

    Raises ModelError, naming the file, where one is missing or damaged.
    """
    torch.set_num_threads(1)
    pipeline = stanza.Pipeline(
        "en",
        dir=str(folder),
        package=None,
        download_method=None,
        foundation_cache=_encoder(folder / "encoder"),
        tokenize_max_seqlen=1000,
        depparse_batch_size=400,
        depparse_resolve_head_constraints=False,
        use_gpu=False,
        logging_level="ERROR",
        allow_unknown_language=True,
        **{f"{head}_model_path": str(folder / f"{head}.pt") for head in _HEADS},
    )
    return StanzaParser(NAME, pipeline)


def _encoder(folder: Path) -> FoundationCache:
    model = AutoModel.from_pretrained(folder, local_files_only=True, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, add_prefix_space=True)
    cache = FoundationCache(local_files_only=True)
    cache.bert[_ENCODER] = BertRecord(model, tokenizer, {})
    return cache
