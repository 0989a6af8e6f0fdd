"""Which capitals say that a word is a name, and which only that it stands first or is shouted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from extractor.domain import Document, Sentence
from extractor.speakers import title_words as t
from extractor.speakers import words as w
from extractor.speakers.capitals import is_headline

OPENING: Final = frozenset("\" “ ‘ '' `` « „ ( [ - – — -- • * · :".split())
VOWELS: Final = frozenset("aeiouy")
LONGEST_ACRONYM: Final = 5
PIECE: Final = re.compile(r"\b(MC(?=\w{3})|)(\w+)")
NUMERALS: Final = frozenset("II III IV".split())


class Usage:
    """How a text writes its words where capitals tell something: inside of sentences."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _lower(self) -> frozenset[str]:
        return frozenset(
            word.text
            for sentence in self._document.sentences
            for word in sentence.words
            if word.text[:1].islower()
        )

    @cached_property
    def _capital(self) -> frozenset[str]:
        return frozenset(
            word.text.lower()
            for sentence in self._document.sentences
            if not is_headline(sentence)
            for word in sentence.words
            if word.text[:1].isupper()
            and not stands_first(sentence, word.index, self._document.text)
        )

    def is_common(self, printed: str) -> bool:
        """Return whether a capitalized word is no name: it is a noun that has no capital else."""
        if self.is_capitalized(printed):
            return False
        return w.noun_class(printed) is not None or printed.lower() in self._lower

    def is_capitalized(self, printed: str) -> bool:
        """Return whether a word has a capital wherever it stands, in this text or in any."""
        lower = printed.lower()
        if lower in self._capital or lower in w.sections("name_words")["organization"]:
            return True
        return w.singular(printed) in w.CAPITALIZED or w.is_demonym(printed) or w.is_given(printed)


def stands_first(sentence: Sentence, position: int, text: str) -> bool:
    """Return whether a word opens a sentence, a line, or what a mark or a colon starts."""
    if position == 0 or sentence.words[position - 1].text in OPENING:
        return True
    return "\n" in text[sentence.words[position - 1].end : sentence.words[position].start]


def is_acronym(printed: str) -> bool:
    """Return whether capitals spell initials (``FBI``) rather than shout a name (``OKAFOR``)."""
    letters = re.sub(r"[.&]", "", printed)
    return letters.isupper() and (is_known_acronym(letters) or len(letters) <= LONGEST_ACRONYM)


def is_known_acronym(printed: str) -> bool:
    """Return whether nobody is called so: the list has it, or it cannot be spoken."""
    lower = printed.lower()
    return lower in w.sections("name_words")["organization"] or not VOWELS & set(lower)


def in_name_case(printed: str, others: Iterable[str]) -> str:
    """Return a name in capitals as names are written, by its words in *others* where they are."""
    mixed = {word.upper(): word for other in others for word in other.split() if not word.isupper()}
    return " ".join(
        mixed.get(word) or _name_case(word, number) for number, word in enumerate(printed.split())
    )


def _name_case(word: str, number: int) -> str:
    initials = not number and len(word) <= 3 and not VOWELS & set(word.lower())
    if initials or "." in word[:-1] or word in NUMERALS:
        return word
    if number and word.lower() in t.PARTICLES:
        return word.lower()
    return PIECE.sub(lambda piece: piece[1].replace("C", "c") + piece[2].capitalize(), word)
