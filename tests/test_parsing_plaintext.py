"""What the tokenizer reads is as long as the text, laid out by paragraphs, and leads back."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from extractor import marks
from extractor.domain import Marking, Span
from extractor.parsing.plaintext import Layout, normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('It\'s "so", 5\'11" — no…', 'It\'s "so", 5\'11" — no…'),
        ("naïve café Ünal 日本 👍🏽", "naïve café Ünal 日本 👍🏽"),
        ("e\u0301", "e\u0301"),
        ("“a” „b“ «c» 「d」 ″", '"a" "b" "c" "d" "'),
        ("‘a’ ‹b› don’t `c´", "'a' 'b' don't 'c'"),
        ("a\u00a0b\u200bc\ufeffd\u2028e", "a b c d e"),
        ("a\r\nb\tc\x00d", "a  b c d"),
        ("a\ud800b", "a b"),
        ("non‑stop ― 5−3", "non-stop – 5-3"),
        ("''No,'' he said", ' "No,"  he said'),
        ("``No,'' he said (''no'').", ' "No,"  he said ( "no" ).'),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    """Typography becomes plain and what is no character a space; words stay as they are."""
    assert normalise(text) == expected


@given(st.text(st.one_of(st.characters(), st.sampled_from("\"'`’” \n"))))
def test_normalise_keeps_length(text: str) -> None:
    """Every code point has exactly one for it."""
    assert len(normalise(text)) == len(text)


def test_layout() -> None:
    """Paragraphs stand apart whatever stood between them, and every place leads back."""
    text = "  One “a”\nb.\nTwo.  \n\n\nThree."
    paragraphs = (Span(2, 12), Span(13, 17), Span(22, 28))
    layout = Layout.of(Marking(text, paragraphs, ()))
    assert layout.text == 'One "a" b.\n\nTwo.\n\nThree.'
    assert [layout.place(at) for at in (0, 9, 12, 15, 18)] == [
        *((0, 2), (0, 11), (1, 13), (1, 16), (2, 22)),
    ]


def test_layout_of_nothing() -> None:
    """No paragraphs, no text."""
    assert Layout.of(Marking(" \n ", (), ())).text == ""


def test_layout_cuts_endless_words() -> None:
    """What has no space for hundreds of characters is cut, and no character is lost."""
    text = "so " + "x" * 1000 + " it is"
    layout = Layout.of(Marking(text, (Span(0, len(text)),), ()))
    assert layout.text.split() == ["so", "x" * 400, "x" * 400, "x" * 200, "it", "is"]
    assert layout.place(layout.text.index("it")) == (0, text.index("it"))


@given(st.text(st.one_of(st.characters(), st.sampled_from("\"'`’” \n.")), max_size=300))
def test_layout_leads_back(text: str) -> None:
    """Each character of the layout stands for the one it leads back to."""
    layout = Layout.of(marks.find(text))
    for at, char in enumerate(layout.text):
        if char.isalnum():
            assert text[layout.place(at)[1]] == char
