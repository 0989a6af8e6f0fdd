"""The stage *marks* on odd marks and on quotations over several paragraphs."""

import pytest

from extractor import marks
from extractor.domain import Marking, Passage, Span, Warning

UNCLOSED = "unclosed-quotation-mark"
STRAY = "stray-quotation-mark"


def summary(text: str) -> tuple[list[tuple[str, ...]], list[tuple[str, int]]]:
    """Return the passages, a missing closing mark shown as …, and the warnings' places."""
    found = marks.find(text)
    passages = [
        tuple(span.of(text) for span in passage.inner) + ("…",) * (not passage.closed)
        for passage in found.passages
    ]
    return passages, [(warning.code, warning.start) for warning in found.warnings]


def test_whole_value() -> None:
    """A marking holds paragraphs, passages and warnings, all in offsets of the text."""
    text = ' "We won," she said.\r\n\r\n“It is\u2028over'

    assert marks.find(text) == Marking(
        text,
        (Span(1, 20), Span(24, 30), Span(31, 35)),
        (
            Passage((Span(2, 9),), (Span(1, 10),)),
            Passage((Span(25, 30),), (Span(24, 30),), closed=False),
        ),
        (
            Warning(
                UNCLOSED,
                24,
                25,
                "An opening quotation mark is not closed before the end of its paragraph.",
            ),
        ),
    )


CONTINUED = [
    ('"One.\n\n"Two.\n\n"Three," he said.', [("One.", "Two.", "Three,")]),
    ("“One.\n\n“Two.\n\n“Three,” he said.", [("One.", "Two.", "Three,")]),
    (
        "'It's one.\n\n'I'm on two.\n\n'Three,' he said.",
        [("It's one.", "I'm on two.", "Three,")],
    ),
    ("‘It’s one.\n\n‘Two.\n\n‘Three,’ he said.", [("It’s one.", "Two.", "Three,")]),
    ("''One.\n\n''Two.\n\n''Three,'' he said.", [("One.", "Two.", "Three,")]),
    ("«Un.\n\n«Deux.»", [("Un.", "Deux.")]),
    ('“One.\n\n"Two.\n\n”Three,” he said.', [("One.", "Two.", "Three,")]),
    ("“One.\r\n“Two,” he said. “Three.”", [("One.", "Two,"), ("Three.",)]),
    ('He said: "One.\n\n"Two."\n\n"Four," she said.', [("One.", "Two."), ("Four,",)]),
    ("“One ‘a’.\n\n“‘Two’ b.”", [("One ‘a’.", "‘Two’ b.")]),
    ("“One “a” b.\n\n“Two.”", [("One “a” b.", "Two.")]),
    (
        '"They name the “old mill” and the “new mill” here.\n\n"And more," he said.',
        [("They name the “old mill” and the “new mill” here.", "And more,")],
    ),
    (
        "'We won,' she said of 'a gift to the town.\n\n'It's ours,' she said.",
        [("We won,",), ("a gift to the town.", "It's ours,")],
    ),
    ("“Two.”\n\n“Other,” she said.", [("Two.",), ("Other,",)]),
    ("Ek said “One.\n\n“Two,” he said.", [("One.", "Two,")]),
    ("It is “a ruin.\n\n“Two,” said Al Ek.", [("a ruin.", "Two,")]),
]


@pytest.mark.parametrize(("text", "expected"), CONTINUED)
def test_reopened_paragraphs(text: str, expected: list[tuple[str, ...]]) -> None:
    """A quotation reopened at each paragraph is one passage, and nothing is odd about it."""
    assert summary(text) == (expected, [])


ODD = [
    (
        '"We won, and that is that.\n\nHe left.',
        [("We won, and that is that.", "…")],
        [(UNCLOSED, 0)],
    ),
    ('He wrote: "... and left.', [("... and left.", "…")], [(UNCLOSED, 10)]),
    ("He said“We won.", [("We won.", "…")], [(UNCLOSED, 7)]),
    ('We left--" he said.', [], [(STRAY, 9)]),
    ("“We won.\n\nHe left. “Good.”", [("We won.", "…"), ("Good.",)], [(UNCLOSED, 0)]),
    ("“One.\n\n“Two.\n\nThree.", [("One.", "Two.", "…")], [(UNCLOSED, 7)]),
    ("“One.\n\nHe paused.\n\n“Three.”", [("One.", "…"), ("Three.",)], [(UNCLOSED, 0)]),
    ("“One.\n\n‘Two,’ he said.", [("One.", "…"), ("Two,",)], [(UNCLOSED, 0)]),
    ('"We won," he said \'fore lunch.', [("We won,",)], []),
    ('We won," he said. "It was fine."', [("It was fine.",)], [(STRAY, 7)]),
    ('We won," he said. It was fine," she said.', [], [(STRAY, 7), (STRAY, 30)]),
    ("He left.” “Good,” she said.", [("Good,",)], [(STRAY, 8)]),
    ('She left."\n\n"Good," he said.\n\n"Fine."', [("Good,",), ("Fine.",)], [(STRAY, 9)]),
    ('"I went, he said. "It was fine."', [("I went,", "…"), ("It was fine.",)], [(UNCLOSED, 0)]),
    (
        '"I went. I saw. "It was fine," he said.',
        [("I went. I saw.", "…"), ("It was fine,",)],
        [(UNCLOSED, 0)],
    ),
    (
        "“I went, he said. “It was fine.” “Good.”",
        [("I went,", "…"), ("It was fine.",), ("Good.",)],
        [(UNCLOSED, 0)],
    ),
    ('"I went. He said, "It was fine."', [("I went.", "…"), ("It was fine.",)], [(UNCLOSED, 0)]),
    ('The "big plan and the "small plan" failed.', [("small plan",)], [(STRAY, 4)]),
    ('"I went "he said. "It was fine."', [("I went ",), ("It was fine.",)], []),
    ('""We won," she said.', [("We won,",)], [(UNCLOSED, 0)]),
    (
        "'We won,' she said. 'It is over.\n\nHe left.",
        [("We won,",), ("It is over.", "…")],
        [(UNCLOSED, 20)],
    ),
    ("'We won,' she said. It is over,' he said.", [("We won,",)], [(STRAY, 31)]),
    ("“We won,’ she said. “Good.”", [("We won,",), ("Good.",)], []),
    ("'We won,\" she said. 'Good.'", [("We won,",), ("Good.",)], []),
    (
        "They sang “Rain in Riga till noon. It was hot.\n\n“We go,” said Al Ek.",
        [("We go,",)],
        [(UNCLOSED, 10)],
    ),
    ("They sang “Rain. “We go,” Al Ek said.", [("We go,",)], [(UNCLOSED, 10)]),
    (
        "Ek said “One. Two.\n\n“We go,” said Ida Moe.",
        [("One. Two.", "…"), ("We go,",)],
        [(UNCLOSED, 8)],
    ),
    ('"', [], [(STRAY, 0)]),
    ('" "" "', [], []),
    ("'", [], []),
]


@pytest.mark.parametrize(("text", "passages", "warnings"), ODD)
def test_odd_marks(
    text: str, passages: list[tuple[str, ...]], warnings: list[tuple[str, int]]
) -> None:
    """A mark without a partner is reported and never turns the rest inside out."""
    assert summary(text) == (passages, warnings)


@pytest.mark.parametrize("odd", ['"Left open, he', 'closed only," he', "'x \" y\" z” “ « '", '"'])
def test_odd_mark_costs_its_paragraph(odd: str) -> None:
    """Paragraphs after an odd one are read as if it were not there."""
    rest = "She said: 'Yes.' \"No,\" he said.\n\n“One.\n\n“Two,” she said of the dogs' den."

    passages, _ = summary(f"{odd} went.\n\n{rest}")

    assert passages[-3:] == [("Yes.",), ("No,",), ("One.", "Two,")]


def test_an_unclosed_mark_before_a_cue() -> None:
    """The passage ends before its cue; the warning names the paragraph, since no mark follows."""
    found = marks.find("“We go, said Ada Lund.\n\nIt rained.")

    assert [warning.message for warning in found.warnings] == [
        "An opening quotation mark is not closed before the end of its paragraph."
    ]


def test_messages_never_hold_the_text() -> None:
    """Warnings say what is wrong without a word of the text."""
    found = marks.find('Xylophon," he. "Xylophon. "Xylophon.')

    assert {warning.message for warning in found.warnings} == {
        "An opening quotation mark is not closed before the end of its paragraph.",
        "An opening quotation mark is not closed before the next opening mark.",
        "A quotation mark without a counterpart was ignored.",
    }
