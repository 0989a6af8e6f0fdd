"""Stanza's own pipeline: offline, quiet, on one thread."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import Any

import huggingface_hub.constants
import stanza
import torch
import transformers
from stanza.models.common.doc import Document

from extractor.parsing.port import Found, Parsed

PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse")

CAREFUL: dict[str, Any] = {
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

_SENTENCES = 100
"""Analysed in one go; the texts of most articles are one."""


def prepare() -> None:
    """Set what is set for the whole process: one torch thread, no network, no chatter.

    Parallel work is done by processes. The thread count has to be set before the first
    model is loaded, or a process forked later hangs.
    """
    torch.set_num_threads(1)
    # Stanza looks transformers up again for some packages, whatever it was told.
    huggingface_hub.constants.HF_HUB_OFFLINE = True
    transformers.logging.disable_progress_bar()
    transformers.logging.set_verbosity_error()
    logging.getLogger("stanza").setLevel(logging.ERROR)


def build(folder: str, **options: Any) -> stanza.Pipeline:
    """Build a pipeline from the models in *folder*. Raises whatever Stanza raises."""
    return stanza.Pipeline(
        "en", dir=folder, download_method=None, use_gpu=False, logging_level="ERROR", **options
    )


class Piped:
    """A pipeline as the port `Models` wants it; threads take turns."""

    def __init__(self, pipeline: stanza.Pipeline) -> None:
        self._pipeline = pipeline
        self._lock = Lock()

    def tokenize(self, text: str) -> Sequence[Sequence[Found]]:
        """Return the sentences of *text*."""
        return [
            [Found(t.start_char, t.end_char, tuple(w.text for w in t.words)) for t in each.tokens]
            for each in self._run(text, "tokenize,mwt").sentences
        ]

    def analyse(
        self, sentences: Sequence[Sequence[str]], between: Callable[[], None]
    ) -> Sequence[Sequence[Parsed]]:
        """Analyse sentences of words; *between* is called after some sentences."""
        found: list[list[Parsed]] = []
        for start in range(0, len(sentences), _SENTENCES):
            between()
            found += self._analysed(sentences[start : start + _SENTENCES])
        return found

    def _analysed(self, sentences: Sequence[Sequence[str]]) -> Iterator[list[Parsed]]:
        rows = [
            [{"id": (n,), "text": word} for n, word in enumerate(words, 1)] for words in sentences
        ]
        for each in self._run(Document(rows), "pos,lemma,depparse").sentences:
            yield list(map(_parsed, each.words))

    def _run(self, what: str | Document, processors: str) -> Document:
        with self._lock, torch.inference_mode():
            return self._pipeline.process(what, processors=processors)


def _parsed(word: Any) -> Parsed:
    tags = (word.lemma or "_", word.upos or "X", word.xpos or "_", word.feats or "_")
    return Parsed(*tags, word.head, word.deprel)
