"""Draft sentences: what the tokenizer found, before anything is parsed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """A token in the caller's text. ``parts`` are its words, as the models read them."""

    start: int
    end: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The tokens of one sentence, at least one, all in the paragraph of this number."""

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
    def words(self) -> int:
        """How many words the sentence has, the parts of contractions counted singly."""
        return sum(len(token.parts) for token in self.tokens)
