"""Loading the embedded models, which are package data.

Neither Stanza nor transformers is imported unless a model needs them: they take as long as torch.
"""

from __future__ import annotations

from pathlib import Path

import torch

from extractor.parsing import manifest
from extractor.parsing.inference.checkpoint import UnsupportedError
from extractor.parsing.inference.kernels import NUMBER_TYPES, best_dtype
from extractor.parsing.inference.models import EmbeddedModels
from extractor.parsing.parser import TextParser
from extractor.parsing.ports import Models


def load(folder: Path = manifest.FOLDER, numbers: str | None = None) -> TextParser:
    """Load the models of *folder*, every file checked first.

    *numbers* is one of `NUMBER_TYPES`; without it the fastest that proves right here is taken.

    Raises ModelError, naming the file, if one is missing or damaged.
    """
    name = manifest.check(folder)
    # Before the first model is loaded, or a process forked later hangs.
    torch.set_num_threads(1)
    dtype = NUMBER_TYPES[numbers] if numbers else best_dtype()
    return TextParser(name, _models(folder, dtype))


def _models(folder: Path, dtype: torch.dtype) -> Models:
    try:
        return EmbeddedModels(folder, dtype)
    except UnsupportedError:
        from extractor.parsing import stanza_pipeline

        return stanza_pipeline.load(folder)
