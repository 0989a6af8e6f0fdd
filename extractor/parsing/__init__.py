"""Stage 2: text to dependency trees. The only stage that knows Stanza.

`parser` has the whole flow. It runs on models behind the port `Models`, text to tokens and words to
trees: the embedded ones (through `inference`) or Stanza's own (through `stanza_pipeline`). The
values that pass through the port are here too.

Importing this package loads neither torch nor Stanza; `load_parser` does.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

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
        from extractor.parsing import stanza_pipeline

        return stanza_pipeline.load_package(which)
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

    from extractor.parsing.inference import EmbeddedModels, kernels
    from extractor.parsing.inference.checkpoint import UnsupportedError
    from extractor.parsing.parser import TextParser

    # Before the first model is loaded, or a process forked later hangs.
    torch.set_num_threads(1)
    dtype = kernels.NUMBER_TYPES[numbers] if numbers else kernels.best_dtype()
    try:
        return TextParser(name, EmbeddedModels(folder, dtype))
    except UnsupportedError:
        from extractor.parsing import stanza_pipeline

        return TextParser(name, stanza_pipeline.load_embedded(folder))


# --- the port ------------------------------------------------------------------------------


class Token(NamedTuple):
    """A token: its range in a text, and its words as the models read them.

    Most tokens are one word, a contraction several (``don't``: ``do``, ``n't``).
    """

    start: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """The tokens of a sentence before it is parsed: one at least, all in one paragraph.

    Offsets are those of the caller's text.
    """

    paragraph: int
    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        """First code point of the first token."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """One past the last token."""
        return self.tokens[-1].end

    @property
    def words(self) -> list[str]:
        """The words as the models read them, the parts of contractions singly."""
        return [word for token in self.tokens for word in token.words]


class ParsedWord(NamedTuple):
    """A word as the models analyse it. ``head`` counts from 1; 0 is the root."""

    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str


class Models(Protocol):
    """Models of one language. Threads may share them."""

    def tokenize(self, text: str) -> Sequence[Sequence[Token]]:
        """Return the sentences of *text*, none empty; blank lines separate paragraphs."""

    def cost(self, words: Sequence[str]) -> int:
        """Return how many units, words or parts of words, the models read of a sentence."""

    def analyse(self, sentences: Sequence[Sequence[str]]) -> Sequence[Sequence[ParsedWord]]:
        """Analyse sentences of words, none empty, in order."""
