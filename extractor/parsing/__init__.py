"""Second stage: text to dependency trees. The only stage that knows Stanza.

    marking -> plain text, as models read it      plain, layout
            -> tokens in draft sentences          parser (Stanza's tokenizer)
            -> sentences mended by the passages   boundaries, capping
            -> those that may hold a cue          worth
            -> trees                              parser (tagger, lemmatizer, parser)

Importing this package loads neither torch nor Stanza; `load_parser` does.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from extractor.domain import ModelError

if TYPE_CHECKING:
    from extractor.parsing.parser import TextParser

EMBEDDED = "embedded"
OFFICIAL = "stanza:"


def load_parser(model: str | None = None) -> TextParser:
    """Load a parser: ``embedded``, or ``stanza:PACKAGE`` for Stanza's own packages.

    Without *model* the environment variable EXTRACTOR_MODEL decides, and without that the
    embedded models are taken. Nothing is ever looked up on a network. Raises ModelError,
    naming the file, where a model is missing or damaged, and where the name is unknown.
    """
    name = model or os.environ.get("EXTRACTOR_MODEL") or EMBEDDED
    # Hugging Face reads it once, on import.
    os.environ["HF_HUB_OFFLINE"] = "1"
    if name == EMBEDDED:
        from extractor.parsing import embedded

        return embedded.load()
    if name.startswith(OFFICIAL) and len(name) > len(OFFICIAL):
        from extractor.parsing import official

        return official.load(name.removeprefix(OFFICIAL))
    raise ModelError(
        f"unknown model {name!r}: say {EMBEDDED!r} or {OFFICIAL}PACKAGE, as in stanza:en"
    )
