"""Properties of the stage *marks* for any text, and its running time."""

import gc
import time
from itertools import pairwise

import pytest
from hypothesis import example, given, strategies as st

from extractor import marks

PIECES = st.sampled_from(
    (
        *"\"'“”‘’„‚«»‹›「」『』`´\x93\x94\ufeff\u200b\u202a\x00\ud800",
        *("''", "``", "'s", "s'", "in'", "tis", "a", "Be", "word word word word word"),
        *(" ", " ", ", ", ". ", "!", "--", "—", "(", ")", "...", "6", "90s"),
        *("\n", "\n\n", "\r\n", "\u2029", "\xa0", "é", "e\u0301", "😀", "שלום"),
    )
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join))
BLANK = " \t\r\n\xa0\u200b\ufeff\u202a\u2028\u2029"


@given(TEXTS)
@example('"\ud800"')
def test_spans_hold_together(text: str) -> None:
    """Paragraphs and passages come in order, apart from each other, the latter in the former."""
    found = marks.find(text)
    outer = [span for passage in found.passages for span in passage.outer]

    assert found.text == text
    assert all(a.end <= b.start for a, b in pairwise(found.paragraphs))
    assert all(a.end <= b.start for a, b in pairwise(outer))
    assert all(any(p.covers(span) for p in found.paragraphs) for span in outer)
    assert all(span.of(text).strip(BLANK) == span.of(text) != "" for span in found.paragraphs)


@given(TEXTS)
def test_passages_are_verbatim(text: str) -> None:
    """A passage begins at a mark, shows something, and has a piece in each next paragraph."""
    for passage in marks.find(text).passages:
        assert len(passage.inner) == len(passage.outer)
        for inner, outer in zip(passage.inner, passage.outer, strict=True):
            assert outer.covers(inner)
            assert outer.start < inner.start
            assert inner.of(text).strip(BLANK)
            assert text[outer.start] in "\"'“”‘’„‚«»‹›「」『』`´\x93\x94\x91\x92‛‟❛❜❝❞〝〞＂＇"


@given(TEXTS)
def test_warnings_point_at_marks(text: str) -> None:
    """Warnings come in text order and each points at a mark of one or two characters."""
    warnings = marks.find(text).warnings

    assert [w.start for w in warnings] == sorted(w.start for w in warnings)
    assert {w.end - w.start for w in warnings} <= {1, 2}
    assert {w.code for w in warnings} <= {"unclosed-quotation-mark", "stray-quotation-mark"}


@given(TEXTS)
def test_same_text_same_marking(text: str) -> None:
    """The stage keeps no state between calls."""
    assert marks.find(text) == marks.find(text)


@given(TEXTS, st.sampled_from(["Good.", "“Good,” she said. ‘Fine.’", "The dogs' den."]))
def test_paragraph_after_any_text(text: str, last: str) -> None:
    """Whatever stands before a paragraph, its double marks are read the same."""
    before = marks.find(f"Well.\n\n{last}").passages
    after = marks.find(f"{text}\n\nWell.\n\n{last}").passages
    shift = len(text) + 2

    assert [
        (p.start, p.end) for p in after if p.start >= shift and last[p.start - shift - 7] == "“"
    ] == [(p.start + shift, p.end + shift) for p in before if last[p.start - 7] == "“"]


MANY = 20_000
LARGE = {
    "pairs": '"a" ' * (MANY // 2),
    "singles": "'a' " * (MANY // 2),
    "possessives": "dogs' " * MANY,
    "openings": "“a. " * MANY,
    "closings": 'a," ' * MANY,
    "either": 'x " ' * MANY,
    "mixed": "“‘\"' a " * (MANY // 4),
    "one run": '"' * MANY,
    "reopened": '"a\n\n' * MANY,
    "invisible": ('"' + "\u200b" * 20) * (MANY // 10),
    "lines": "a\n" * MANY,
    "blank": " \n" * MANY,
}


@pytest.mark.parametrize("name", LARGE)
def test_time_is_linear(name: str) -> None:
    """Twice the marks take about twice the time."""
    text = LARGE[name]
    half, whole = _seconds(text[: len(text) // 2]), _seconds(text)

    assert whole < 4 * half + 0.3


def test_hundred_thousand_marks() -> None:
    """A paragraph of 100,000 marks is read to the last of them, in seconds."""
    text = 'He said "a" and "b" of the 6" pipe. ' * 20_000
    start = time.process_time()
    found = marks.find(text)

    assert (len(found.passages), found.warnings) == (40_000, ())
    assert time.process_time() - start < 20


@pytest.mark.parametrize("depth", [1, 2, 1_000, 10_000])
@pytest.mark.parametrize("marks_of_depth", ["“”", '""', "«»"])
def test_deep_nesting(marks_of_depth: str, depth: int) -> None:
    """However deep marks nest, there is one passage, from the first to the last of them."""
    opening, closing = marks_of_depth
    text = f"{opening * depth}No{closing * depth}"
    (passage,) = marks.find(text).passages

    assert (passage.start, passage.end) == (0, len(text))


def _seconds(text: str) -> float:
    """Return the processor time of one reading, the collector of a crowded test process off."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        marks.find(text)
        return time.process_time() - start
    finally:
        gc.enable()
