"""Passages found by the stage *marks* with nested marks."""

import pytest

from extractor import marks


def passages(text: str) -> list[tuple[str, ...]]:
    """Return what stands between the marks, passage by passage, piece by piece."""
    return [tuple(span.of(text) for span in found.inner) for found in marks.find(text).passages]


NESTED = [
    ("\"He said 'no' to me,\" she said.", [("He said 'no' to me,",)]),
    ("“He said ‘no’ to me,” she said.", [("He said ‘no’ to me,",)]),
    ("'He said \"no\" to me,' she said.", [('He said "no" to me,',)]),
    ("‘He said “no” to me,’ she said.", [("He said “no” to me,",)]),
    ("\"'No,' he said,\" she said.", [("'No,' he said,",)]),
    ("'\"No,\" he said,' she said.", [('"No," he said,',)]),
    ("“He said, ‘No.’”", [("He said, ‘No.’",)]),
    (
        '"She said, \'They cried "no" at us,\' and left," he said.',
        [("She said, 'They cried \"no\" at us,' and left,",)],
    ),
    (
        "“She said, ‘They cried “no” at us,’ and left,” he said.",
        [("She said, ‘They cried “no” at us,’ and left,",)],
    ),
    ('"He said "no" to me," she said.', [('He said "no" to me,',)]),
    ('"He said “no” to me," she said.', [("He said “no” to me,",)]),
    ('“He said "no" to me,” she said.', [('He said "no" to me,',)]),
    (
        "'There are those who say, ‘I like it, and it's ours,’ and they left,' she said.",
        [("There are those who say, ‘I like it, and it's ours,’ and they left,",)],
    ),
    ("«Il dit «non»», dit-elle.", [("Il dit «non»",)]),
    ("“Il dit « non »,” she read.", [("Il dit « non »,",)]),
    ("''The 'old school' lost,'' she said.", [("The 'old school' lost,",)]),
    ("''I am 'old school,''' she said.", [("I am 'old school,'",)]),
    ("'''Old school' is what I am,'' she said.", [("'Old school' is what I am,",)]),
    ("``He said `no' to me,'' she said.", [("He said `no' to me,",)]),
]


@pytest.mark.parametrize(("text", "expected"), NESTED)
def test_nested_marks(text: str, expected: list[tuple[str, ...]]) -> None:
    """Only the outermost passage is returned, whatever nests in it."""
    assert passages(text) == expected
