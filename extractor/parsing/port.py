"""What the stage needs of models: text to tokens, words to tags, lemmas and trees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol


class Found(NamedTuple):
    """A token where the models saw it: its range in their text, and its words as they read them."""

    start: int
    end: int
    parts: Sequence[str]


class Parsed(NamedTuple):
    """A word as the models see it. ``head`` counts from 1; 0 is the root."""

    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str


class Models(Protocol):
    """Models of one language. Threads may share them."""

    def tokenize(self, text: str) -> Sequence[Sequence[Found]]:
        """Return the sentences of *text*, none empty; blank lines part paragraphs."""

    def analyse(
        self, sentences: Sequence[Sequence[str]], between: Callable[[], None]
    ) -> Sequence[Sequence[Parsed]]:
        """Analyse sentences of words, none empty, in order.

        *between* is called now and then; what it raises ends the work.
        """
