"""Second stage: text to dependency trees. The only stage that knows Stanza.

`parser` has the whole flow. It runs on one of two sets of models: the embedded ones (through
`inference`) or Stanza's own packages (`stanza_packages`, through `stanza_pipeline`).

Importing this package loads neither torch nor Stanza; `load_parser` does.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.domain import ModelError
from extractor.parsing import manifest

if TYPE_CHECKING:
    from extractor.parsing.parser import TextParser

EMBEDDED = "embedded"
STANZA = "stanza"
NUMBERS = ("float32", "bfloat16", "int8")


def load_parser(model: str | None = None) -> TextParser:
    """Load a parser: ``embedded``, or ``stanza:PACKAGE`` for Stanza's own packages.

    The embedded models multiply in the number type that is fastest on this processor;
    ``embedded:float32``, ``embedded:bfloat16`` and ``embedded:int8`` name one.

    Without *model* the environment variable EXTRACTOR_MODEL decides, and without that the
    embedded models are taken. Loading never uses a network. Raises ModelError, naming the file,
    where a model or a data file is missing or damaged, and where the name is unknown.
    """
    manifest.check_data()
    name = model or os.environ.get("EXTRACTOR_MODEL") or EMBEDDED
    # Hugging Face reads it once, on import.
    os.environ["HF_HUB_OFFLINE"] = "1"
    kind, _, which = name.partition(":")
    if name == EMBEDDED or (kind == EMBEDDED and which in NUMBERS):
        return load_embedded(numbers=which or None)
    if kind == STANZA and which:
        from extractor.parsing import stanza_packages

        return stanza_packages.load(which)
    raise ModelError(
        f"unknown model {name!r}: use {EMBEDDED}, {EMBEDDED}:TYPE ({', '.join(NUMBERS)}) or "
        f"{STANZA}:PACKAGE, such as {STANZA}:en"
    )


def load_embedded(folder: Path = manifest.FOLDER, numbers: str | None = None) -> TextParser:
    """Load the models of *folder*, every file checked first.

    *numbers* is one of `NUMBERS`; without it the fastest that proves right here is taken. Neither
    Stanza nor transformers is imported unless a model needs them: they take as long as torch.

    Raises ModelError, naming the file, if one is missing or damaged.
    """
    name = manifest.check(folder)
    import torch

    from extractor.parsing.inference import kernels, models
    from extractor.parsing.inference.checkpoint import UnsupportedError
    from extractor.parsing.parser import TextParser

    # Before the first model is loaded, or a process forked later hangs.
    torch.set_num_threads(1)
    dtype = kernels.NUMBER_TYPES[numbers] if numbers else kernels.best_dtype()
    try:
        return TextParser(name, models.EmbeddedModels(folder, dtype))
    except UnsupportedError:
        from extractor.parsing import stanza_pipeline

        return TextParser(name, stanza_pipeline.load(folder))
