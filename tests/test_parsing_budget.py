"""Long sentences are split at the best place; sentences without a cue are not parsed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from extractor import marks
from extractor.parsing import DraftSentence, Token
from extractor.parsing.parser import affordable, may_hold_cue
from extractor.parsing.sentence_boundaries import split_long


def draft(text: str) -> DraftSentence:
    """Return a text as one sentence of words and marks."""
    spans = [match.span() for match in re.finditer(r"\w+|\S", text)]
    return DraftSentence(0, tuple(Token(start, end, (text[start:end],)) for start, end in spans))


def split(text: str, limit: int) -> list[str]:
    """Return the pieces into which a text of one sentence is cut."""
    pieces = split_long([draft(text)], marks.find(text), limit)
    return [text[piece.start : piece.end] for piece in pieces]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b; c d e", ["a b; c d e"]),
        ("a b c d e f g", ["a b c d e f", "g"]),
        ("a b c; d e f", ["a b c;", "d e f"]),
        ("a b, c d e f", ["a b,", "c d e f"]),
        ("a b, c\nd e f g h i", ["a b, c", "d e f g h i"]),
        ('a b "c" d, e f g', ['a b "c"', "d, e f g"]),
        ("a, b c d e f g", ["a, b c d e", "f g"]),
        ("a b c d e f g h i j k l m", ["a b c d e f", "g h i j k l", "m"]),
    ],
)
def test_split(text: str, expected: list[str]) -> None:
    """Six words at most: cut behind semicolons and lines, then at marks, then at commas."""
    assert split(text, 6) == expected


def test_split_counts_words() -> None:
    """The parts of a contraction count singly, and it is never cut apart."""
    tokens = tuple(Token(at, at + 1, ("do", "n't")) for at in range(0, 10, 2))
    found = list(split_long([DraftSentence(0, tokens)], marks.find("a b c d e"), 5))
    assert [len(piece.words) for piece in found] == [4, 4, 2]


@given(st.lists(st.sampled_from(["a", ";", ",", '"', "b\n"]), min_size=1), st.integers(1, 9))
def test_split_loses_nothing(pieces: list[str], limit: int) -> None:
    """Every token is in one piece, in order, and no piece is empty or too long."""
    text = " ".join(pieces)
    before = draft(text)
    after = list(split_long([before], marks.find(text), limit))
    assert tuple(token for piece in after for token in piece.tokens) == before.tokens
    assert all(0 < len(piece.words) <= limit for piece in after)


def placed(text: str, start: int, end: int) -> DraftSentence:
    """Return a stretch of a text as one sentence."""
    tokens = draft(text[start:end]).tokens
    return DraftSentence(0, tuple(Token(t.start + start, t.end + start, t.words) for t in tokens))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It was cold.", False),
        ("We left.", False),
        ("10:30 – 1,200 (5)", False),
        ("“”", False),
        ("“I was there.", True),
        ("Nobody came,” she said.", True),
        ("She was “old.”", True),
        ("It rained.", True),
    ],
)
def test_may_hold_cue(sentence: str, expected: bool) -> None:
    """A sentence is parsed but where it has no letter or is wholly what somebody said."""
    text = "It rained. “I was there. It was cold. We left. Nobody came,” she said. She was “old.”"
    text += " 10:30 – 1,200 (5) “”"
    start = text.index(sentence)
    found = placed(text, start, start + len(sentence))
    assert may_hold_cue([found], marks.find(text)) == ([found] if expected else [])


def test_words_beyond_the_length_are_left_out() -> None:
    """Of a text of tiny words, half as many again are parsed as news of its length has."""
    text = "a b. " * 1500
    drafts = [placed(text, start, start + 4) for start in range(0, len(text), 5)]
    kept, (warning,) = affordable(drafts, text, len)
    assert kept == drafts[:1166]
    assert (warning.code, warning.start, warning.end) == ("too-many-words", 5830, 7500)
    assert affordable(drafts[:1166], text, len) == (kept, ())
    assert affordable([], "", len) == ([], ())


def test_prose_of_short_words_is_whole() -> None:
    """Dialogue in short words and many marks is not cut, however long it is."""
    line = "“We all go on now,” he said to her on Monday. "
    drafts = [placed(line * 4000, n, n + len(line)) for n in range(0, len(line) * 4000, len(line))]
    assert affordable(drafts, line * 4000, len) == (drafts, ())
