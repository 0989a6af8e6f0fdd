"""Second stage: text to dependency trees. The only stage that knows Stanza.

`parser` has the whole flow. It runs on one of two sets of models: the embedded ones (`embedded`,
through `inference`) or Stanza's own packages (`stanza_packages`, through `stanza_pipeline`).

Importing this package loads neither torch nor Stanza; `load_parser` does.
"""

from __future__ import annotations

import os
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
        from extractor.parsing import embedded

        return embedded.load(numbers=which or None)
    if kind == STANZA and which:
        from extractor.parsing import stanza_packages

        return stanza_packages.load(which)
    raise ModelError(
        f"unknown model {name!r}: use {EMBEDDED!r} or {STANZA}:PACKAGE, such as stanza:en"
    )
