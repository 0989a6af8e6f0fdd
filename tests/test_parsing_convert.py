"""Between drafts and Stanza no word is lost, and every word is a slice of the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from extractor.domain import Marking, Span, Word
from extractor.parsing import DraftSentence, ParsedWord, Token
from extractor.parsing.parser import draft_sentence, words
from extractor.parsing.plaintext import Layout


def parsed(lemma: str = "_", head: int = 0, deprel: str = "root") -> ParsedWord:
    """Return a word as a parser leaves it."""
    return ParsedWord(lemma, "X", "_", "_", head, deprel)


TEXT = "I don’t, gonna."
DRAFT = DraftSentence(
    0,
    (
        Token(0, 1, ("I",)),
        Token(2, 7, ("do", "n't")),
        Token(7, 8, (",",)),
        Token(9, 14, ("going", "to")),
        Token(14, 15, (".",)),
    ),
)


def test_words() -> None:
    """Parts share out the token where they spell it, and else have all of it."""
    found = list(words(DRAFT, [parsed()] * 7, TEXT))
    assert [(word.start, word.end, word.text) for word in found] == [
        (0, 1, "I"),
        (2, 4, "do"),
        (4, 7, "n’t"),
        (7, 8, ","),
        (9, 14, "gonna"),
        (9, 14, "gonna"),
        (14, 15, "."),
    ]


def test_word() -> None:
    """A word has what the models say, numbered from 0, with a mark for a lemma left open."""
    draft = DraftSentence(0, (Token(0, 2, ("No",)), Token(3, 6, ("man",))))
    read = [ParsedWord("no", "DET", "DT", "Polarity=Neg", 2, "det"), parsed("")]
    assert list(words(draft, read, "No man")) == [
        Word(0, 0, 2, "No", "no", "DET", "DT", "Polarity=Neg", 1, "det"),
        Word(1, 3, 6, "man", "_", "X", "_", "_", -1, "root"),
    ]


def test_words_are_counted() -> None:
    """A parse of another sentence is refused."""
    with pytest.raises(ValueError, match="shorter"):
        list(words(DRAFT, [parsed()], TEXT))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["x" * 70], Token(3, 73, ("x" * 60,))),
        (["<UNK>"], Token(3, 73, ("x" * 60,))),
        (["a" * 70, "b"], Token(3, 73, ("a" * 60, "b"))),
    ],
)
def test_long_words(parts: list[str], expected: Token) -> None:
    """Of what is too long for a word the models see the beginning; its range is whole."""
    text = "No " + "x" * 70
    layout = Layout.of(Marking(text, (Span(0, len(text)),), ()))
    assert draft_sentence([Token(3, 73, parts)], layout) == DraftSentence(0, (expected,))


@given(st.lists(st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=3), min_size=1))
def test_parts_tile_their_tokens(tokens: list[list[str]]) -> None:
    """Words of parts that spell their tokens follow each other and make up the text."""
    text = "".join(part for parts in tokens for part in parts)
    ends = [
        sum(len(part) for parts in tokens[:n] for part in parts) for n in range(len(tokens) + 1)
    ]
    draft = DraftSentence(
        0, tuple(Token(*at, tuple(p)) for at, p in zip(pairwise(ends), tokens, strict=True))
    )
    found = [parsed()] * len(draft.words)
    assert [word.text for word in words(draft, found, text)] == [
        part for parts in tokens for part in parts
    ]
