"""The embedded models as the port `Models` wants them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from extractor.parsing import pipeline
from extractor.parsing.fast.analyser import Analyser
from extractor.parsing.port import Found, Parsed


class FastModels:
    """Models that keep no state: threads may share them."""

    def __init__(self, folder: Path, dtype: torch.dtype) -> None:
        """Read the models of *folder*; raises UnsupportedError where only Stanza knows one."""
        paths = {f"{step}_model_path": str(folder / f"{step}.pt") for step in ("tokenize", "mwt")}
        built = pipeline.build(
            str(folder), package=None, processors="tokenize,mwt", **paths, **pipeline.CAREFUL
        )
        self._tokenizer = pipeline.Piped(built)
        self._analyser = Analyser(folder, dtype)

    def tokenize(self, text: str) -> Sequence[Sequence[Found]]:
        """Return the sentences of *text*."""
        return self._tokenizer.tokenize(text)

    def analyse(
        self, sentences: Sequence[Sequence[str]], between: Callable[[], None]
    ) -> Sequence[Sequence[Parsed]]:
        """Analyse sentences of words; *between* is called before each batch."""
        return self._analyser(sentences, between)
