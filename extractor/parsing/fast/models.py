"""The embedded models as the port `Models` wants them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from extractor.parsing.fast.analyser import Analyser
from extractor.parsing.fast.checkpoint import Checkpoint
from extractor.parsing.fast.contractions import Contractions
from extractor.parsing.fast.splitter import Splitter
from extractor.parsing.port import Found, Parsed


class FastModels:
    """Models that keep no state: threads may share them."""

    def __init__(self, folder: Path, dtype: torch.dtype) -> None:
        """Read the models of *folder*; raises UnsupportedError where only Stanza knows one."""
        contractions = Contractions(Checkpoint.read(folder / "mwt.pt"))
        self._splitter = Splitter(Checkpoint.read(folder / "tokenize.pt"), contractions, dtype)
        self._analyser = Analyser(folder, dtype)

    def tokenize(self, text: str) -> Sequence[Sequence[Found]]:
        """Return the sentences of *text*."""
        return self._splitter(text)

    def analyse(
        self, sentences: Sequence[Sequence[str]], between: Callable[[], None]
    ) -> Sequence[Sequence[Parsed]]:
        """Analyse sentences of words; *between* is called before each batch."""
        return self._analyser(sentences, between)
