"""Stanza's own pipeline: offline, quiet, on one thread."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import huggingface_hub.constants
import stanza
import torch
import transformers
from stanza.models.common.doc import Document
from stanza.models.common.foundation_cache import BertRecord, FoundationCache
from transformers import AutoModel, AutoTokenizer

from extractor.parsing import manifest
from extractor.parsing.inference.checkpoint import ENCODER
from extractor.parsing.ports import ParsedWord, Token

PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse")

BOUNDED: dict[str, Any] = {
    # Stanza writes <UNK> for a token longer than this; its default is the training's.
    "tokenize_max_seqlen": 1000,
    # Words. Sentences of a batch are padded to the longest, its square in the parser: larger
    # batches take more memory and are no faster on a CPU.
    "pos_batch_maximum_tokens": 400,
    "depparse_batch_size": 250,
    # A repair of double subjects whose loops have no bound on junk.
    "depparse_resolve_head_constraints": False,
}
"""Options under which any text can be parsed."""

_MAX_SENTENCES = 100
"""Sentences analysed at once: most articles whole."""


def configure_process() -> None:
    """Set the options of the whole process: one torch thread, no network, no progress bars.

    Parallel work is done by processes. The thread count has to be set before the first
    model is loaded, or a process forked later hangs.
    """
    torch.set_num_threads(1)
    # For some packages Stanza looks transformers up again, whatever its options say.
    huggingface_hub.constants.HF_HUB_OFFLINE = True
    transformers.logging.disable_progress_bar()
    transformers.logging.set_verbosity_error()
    logging.getLogger("stanza").setLevel(logging.ERROR)


def build(folder: str, **options: Any) -> stanza.Pipeline:
    """Build a pipeline from the models in *folder*. Raises whatever Stanza raises."""
    return stanza.Pipeline(
        "en", dir=folder, download_method=None, use_gpu=False, logging_level="ERROR", **options
    )


def load(folder: Path) -> PipelineModels:
    """Load the embedded models of *folder* into Stanza's pipeline: slower, and the reference."""
    configure_process()
    return PipelineModels(embedded(folder, **BOUNDED))


def embedded(folder: Path = manifest.FOLDER, **options: Any) -> stanza.Pipeline:
    """Build a pipeline from the embedded models of *folder*."""
    paths = {f"{step}_model_path": str(folder / f"{step}.pt") for step in PROCESSORS}
    cache = _encoder(folder / "encoder")
    return build(str(folder), package=None, foundation_cache=cache, **paths, **options)


def _encoder(folder: Path) -> FoundationCache:
    """Load the encoder once, for tagger and parser; it is stored in half precision."""
    model = AutoModel.from_pretrained(folder, local_files_only=True, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, add_prefix_space=True)
    cache = FoundationCache(local_files_only=True)
    cache.bert[ENCODER] = BertRecord(model, tokenizer, {})
    return cache


class PipelineModels:
    """A pipeline as the port `Models` wants it; threads take turns."""

    def __init__(self, pipeline: stanza.Pipeline) -> None:
        self._pipeline = pipeline
        self._lock = Lock()

    def tokenize(self, text: str) -> Sequence[Sequence[Token]]:
        """Return the sentences of *text*."""
        return [
            [Token(t.start_char, t.end_char, tuple(w.text for w in t.words)) for t in each.tokens]
            for each in self._run(text, "tokenize,mwt").sentences
        ]

    def cost(self, words: Sequence[str]) -> int:
        """Return how many words a sentence has."""
        return len(words)

    def analyse(self, sentences: Sequence[Sequence[str]]) -> Sequence[Sequence[ParsedWord]]:
        """Analyse sentences of words."""
        found: list[list[ParsedWord]] = []
        for start in range(0, len(sentences), _MAX_SENTENCES):
            found += self._analysed(sentences[start : start + _MAX_SENTENCES])
        return found

    def _analysed(self, sentences: Sequence[Sequence[str]]) -> Iterator[list[ParsedWord]]:
        rows = [
            [{"id": (n,), "text": word} for n, word in enumerate(words, 1)] for words in sentences
        ]
        for each in self._run(Document(rows), "pos,lemma,depparse").sentences:
            yield list(map(_parsed_word, each.words))

    def _run(self, source: str | Document, processors: str) -> Document:
        with self._lock, torch.inference_mode():
            return self._pipeline.process(source, processors=processors)


def _parsed_word(word: Any) -> ParsedWord:
    tags = (word.lemma or "_", word.upos or "X", word.xpos or "_", word.feats or "_")
    return ParsedWord(*tags, word.head, word.deprel)
