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
STANZA = "stanza:"


def load_parser(model: str | None = None) -> TextParser:
    """Load a parser: ``embedded``, or ``stanza:PACKAGE`` for Stanza's own packages.

    Without *model* the environment variable EXTRACTOR_MODEL decides, and without that the
    embedded models are taken. Loading never uses a network. Raises ModelError, naming the file,
    where a model or a data file is missing or damaged, and where the name is unknown.
    """
    manifest.check_data()
    name = model or os.environ.get("EXTRACTOR_MODEL") or EMBEDDED
    # Hugging Face reads it once, on import.
    os.environ["HF_HUB_OFFLINE"] = "1"
    if name == EMBEDDED:
        from extractor.parsing import embedded

        return embedded.load()
    if name.startswith(STANZA) and len(name) > len(STANZA):
        from extractor.parsing import stanza_packages

        return stanza_packages.load(name.removeprefix(STANZA))
    raise ModelError(
        f"unknown model {name!r}: use {EMBEDDED!r} or {STANZA}PACKAGE, such as stanza:en"
    )
