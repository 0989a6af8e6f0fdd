"""Paragraph boundaries of the stage *marks*."""

import textwrap

import pytest

from extractor import marks

FIRST = (
    "The council met on Tuesday evening to hear Ada Lind and Tor Berg on the Old Mill Bridge, "
    "which has been closed since the spring floods, and on Hill Street School beside it."
)
SECOND = (
    'Nobody spoke for long. "It is late," said the chair, and the members\' coats were already '
    "in their hands when the vote came, so that few could say later what they had decided."
)
THIRD = "The next meeting is in May, when the engineers will bring drawings and a price."
PROSE = (FIRST, SECOND, THIRD)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs with every blank in them shown as one space."""
    return [" ".join(span.of(text).split()) for span in marks.find(text).paragraphs]


SPLIT = [
    ("", []),
    (" \r\n\t\n\u2029 \ufeff\u200b", []),
    ("One.", ["One."]),
    ("\ufeff  One. \n", ["One."]),
    ("One.\n\nTwo.", ["One.", "Two."]),
    ("One.\r\n\r\nTwo.\r\rThree.\u2028\u2028Four.", ["One.", "Two.", "Three.", "Four."]),
    ("One.\n \t\xa0\nTwo.", ["One.", "Two."]),
    ("a\n\nb", ["a", "b"]),
    (f"{FIRST[:-1]}\u2029until May", [FIRST[:-1], "until May"]),
    (
        "A headline\nBy Somebody\nThe text begins.",
        ["A headline", "By Somebody", "The text begins."],
    ),
    ("One.\n\tTwo.\r\nThree.\rFour.", ["One.", "Two.", "Three.", "Four."]),
    (f"{FIRST}\n{SECOND}\n{THIRD}", [*PROSE]),
    (
        "a long walk along the river in the rain, with a dog;\n"
        "another walk along the same river, in better weather and with no dog at all;\n"
        "one short walk up the hill behind the mill, alone;\n"
        "somewhat later, a last walk home by the road, because the path was under water.",
        [
            "a long walk along the river in the rain, with a dog;",
            "another walk along the same river, in better weather and with no dog at all;",
            "one short walk up the hill behind the mill, alone;",
            "somewhat later, a last walk home by the road, because the path was under water.",
        ],
    ),
    (
        "Council Shuts The Old Bridge After The Spring Floods\n"
        "Councillors Want A New School Beside The Old Bridge\n"
        "Parents March Through Town Against The New School\n"
        "Teachers Join Them Late And Leave Early For Lunch",
        [
            "Council Shuts The Old Bridge After The Spring Floods",
            "Councillors Want A New School Beside The Old Bridge",
            "Parents March Through Town Against The New School",
            "Teachers Join Them Late And Leave Early For Lunch",
        ],
    ),
    (
        "apples\npears\nplums\nquinces\ncherries",
        ["apples", "pears", "plums", "quinces", "cherries"],
    ),
    (
        "The chair said that the bridge would be closed until\nthe autumn, and then sat down.",
        ["The chair said that the bridge would be closed until the autumn, and then sat down."],
    ),
    (
        "The chair said that the bridge would be closed today.\nthe end",
        ["The chair said that the bridge would be closed today.", "the end"],
    ),
    (
        "The chair said of the bridge: “It will be closed now”\nthe end",
        ["The chair said of the bridge: “It will be closed now”", "the end"],
    ),
    ("“We won,”\nAda Lind said.", ["“We won,” Ada Lind said."]),
    ("‘We won’,\nsaid Ada Lind.", ["‘We won’, said Ada Lind."]),
    ("“Why?”\nshe asked.", ["“Why?” she asked."]),
    ("“Why?”\nAda Lind left.", ["“Why?”", "Ada Lind left."]),
    ("Lind said,\n“We won.”", ["Lind said, “We won.”"]),
    (
        "The chair said that the bridge would be closed until\nThe Herald came out.",
        ["The chair said that the bridge would be closed until", "The Herald came out."],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_split(text: str, expected: list[str]) -> None:
    """Blank lines part paragraphs, and so do single line ends unless a sentence runs on."""
    assert paragraphs(text) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("width", [52, 60, 72, 80, 100])
def test_hard_wrapped(width: int, end: str) -> None:
    """Text that is wrapped at a column keeps its paragraphs, at any column and line end."""
    wrapped = (end * 2).join(end.join(textwrap.wrap(text, width)) for text in PROSE)

    assert paragraphs(wrapped) == [*PROSE]


def test_a_short_line_in_wrapped_text() -> None:
    """In wrapped text a line cut short goes on where the next begins in lower case."""
    cut = "“My\nfather would\nnot believe it.”"
    wrapped = "\n\n".join([*(textwrap.fill(text, 60) for text in PROSE), cut])

    assert paragraphs(wrapped) == [*PROSE, "“My father would not believe it.”"]


@pytest.mark.parametrize("width", range(55, 90))
def test_hard_wrapped_with_indents(width: int) -> None:
    """In wrapped text an indented line begins a paragraph without a blank line."""
    wrapped = "\n".join(textwrap.fill(text, width, initial_indent="    ") for text in PROSE)

    assert paragraphs(wrapped) == [*PROSE]


def test_headline_above_wrapped_text() -> None:
    """A headline wider than the column does not hide that the text is wrapped."""
    headline = (
        "Council Meets Late And Decides Little About A Bridge That Has Been Closed For Months"
    )
    wrapped = "\n\n".join([headline, *(textwrap.fill(text, 60) for text in PROSE)])

    assert paragraphs(wrapped) == [headline, *PROSE]


def test_quotation_over_wrapped_lines() -> None:
    """A line end within a wrapped paragraph leaves a passage in one piece."""
    wrapped = "\n\n".join(textwrap.fill(text, 52) for text in (FIRST, f'"{THIRD}" she said.'))
    found = marks.find(wrapped)

    assert [[" ".join(span.of(wrapped).split()) for span in p.inner] for p in found.passages] == [
        [THIRD]
    ]


def test_spans_index_the_text() -> None:
    """Paragraphs leave out the blank around them and nothing else."""
    text = "\r\n One,\ttwo. \r\n\r\n\xa0“Three\u0301 😀”\u200b\n"

    assert [(s.start, s.end, s.of(text)) for s in marks.find(text).paragraphs] == [
        (3, 12, "One,\ttwo."),
        (18, 28, "“Three\u0301 😀”"),
    ]
