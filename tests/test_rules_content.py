"""What a content comes to: its type, its segments, the passages it takes."""

from __future__ import annotations

import pytest

from extractor import marks
from extractor.domain import Document, Span
from extractor.rules.shared.content import content_of, merge
from extractor.rules.shared.context import Context

WITHOUT = "The mayor said that the deal was a disgrace."
PART = 'The mayor said that the deal was "a disgrace" and left.'
WHOLE = 'The mayor said that "the deal is a disgrace."'
FEW = 'The mayor called it a "disgrace."'
JOINED = 'The mayor saw "a disgrace," "a shame" and "an insult."'
ANDS = 'The mayor saw "a disgrace" and "an insult" in it.'
AFTER = '"The deal is off," she said. "We go home."'
LONG = 'He said "the deal is off," a year after the vote.'
SHORT = 'He said "off" was the word.'


def content(text: str, pieces: list[str], taken: tuple[int, ...]) -> tuple[str, list[str], tuple]:
    """Return the content at *pieces* of the text, its segments as words."""
    marking = marks.find(text)
    context = Context(Document(text, marking.paragraphs, marking.passages, ()))
    spans = [Span(text.index(piece), text.index(piece) + len(piece)) for piece in pieces]
    kind, segments, passages = content_of(context, spans, taken)
    return kind, [segment.of(text) for segment in segments], passages


@pytest.mark.parametrize(
    ("text", "pieces", "taken", "expected"),
    [
        (WITHOUT, [], (), ("indirect", [], ())),
        (
            WITHOUT,
            ["the deal was a disgrace"],
            (),
            ("indirect", ["the deal was a disgrace"], ()),
        ),
        (
            PART,
            ["the deal was", "a disgrace"],
            (),
            ("mixed", ['the deal was "a disgrace"'], (0,)),
        ),
        (
            WHOLE,
            ["the deal is a disgrace"],
            (),
            ("direct", ["the deal is a disgrace."], (0,)),
        ),
        (FEW, ["it a", "disgrace"], (), ("mixed", ['it a "disgrace."'], (0,))),
        (AFTER, [], (0,), ("direct", ["The deal is off,"], (0,))),
        (AFTER, [], (1,), ("direct", ["We go home."], (1,))),
        (
            LONG,
            ["the deal is off", "a year after the vote"],
            (),
            ("direct", ["the deal is off,"], (0,)),
        ),
        (SHORT, ["off", "was the word"], (), ("mixed", ['"off" was the word'], (0,))),
        (ANDS, [], (0,), ("direct", ["a disgrace", "an insult"], (0, 1))),
        (JOINED, [], (1,), ("direct", ["a shame", "an insult."], (1, 2))),
    ],
    ids=[
        "nothing",
        "no marks",
        "a part in marks",
        "all of it in marks",
        "a word in marks",
        "a passage taken whole",
        "not what another sentence goes on with",
        "a clause in marks, then words that are not its",
        "one word in marks, then the clause's verb",
        "passages joined by and",
        "passages joined by and, not those before",
    ],
)
def test_content(
    text: str,
    pieces: list[str],
    taken: tuple[int, ...],
    expected: tuple[str, list[str], tuple[int, ...]],
) -> None:
    """Type, segments and passages follow from where the marks stand in the content."""
    assert content(text, pieces, taken) == expected


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], ()),
        ([Span(0, 3), Span(8, 11)], (Span(0, 3), Span(8, 11))),
        ([Span(5, 7), Span(0, 3)], (Span(0, 7),)),
        ([Span(0, 6), Span(2, 4)], (Span(0, 6),)),
        ([Span(0, 3), Span(2, 7)], (Span(0, 7),)),
    ],
    ids=[
        "none",
        "a word between",
        "a comma between, out of order",
        "one in another",
        "overlapping",
    ],
)
def test_merge(spans: list[Span], expected: tuple[Span, ...]) -> None:
    """Ranges are joined over marks and blanks, never over a word."""
    assert merge(spans, "one, be two") == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [(Span(0, 2), Span(2, 2)), (Span(2, 5), Span(2, 5)), (Span(0, 7), Span(2, 5))],
    ids=["only blanks", "no blanks", "blanks on both sides"],
)
def test_strip(span: Span, expected: Span) -> None:
    """Blanks at the edges go, and a range of blanks alone comes to nothing."""
    assert span.stripped("  one  ") == expected
