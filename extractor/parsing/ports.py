"""The values inside the stage, and what it needs of models: text to tokens, words to trees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol


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
