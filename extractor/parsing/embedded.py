"""Loading the embedded models, which are package data.

Neither Stanza nor transformers is imported unless a model needs them: they take as long as torch.
"""

from __future__ import annotations

from pathlib import Path

import torch

from extractor.parsing import manifest
from extractor.parsing.inference.checkpoint import UnsupportedError
from extractor.parsing.inference.kernels import best_dtype
from extractor.parsing.inference.models import EmbeddedModels
from extractor.parsing.parser import TextParser
from extractor.parsing.ports import Models


def load(folder: Path = manifest.FOLDER) -> TextParser:
    """Load the models of *folder*, every file checked first.

    Raises ModelError, naming the file, if one is missing or damaged.
    """
    name = manifest.check(folder)
    # Before the first model is loaded, or a process forked later hangs.
    torch.set_num_threads(1)
    return TextParser(name, _models(folder))


def _models(folder: Path) -> Models:
    try:
        return EmbeddedModels(folder, best_dtype())
    except UnsupportedError:
        from extractor.parsing import stanza_pipeline

        return stanza_pipeline.load(folder)
