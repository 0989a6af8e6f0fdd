"""Names in quotation marks (titles, nicknames, terms) against quotations."""

from __future__ import annotations

import pytest

from extractor import marks
from extractor.rules.shared.names import names_in_marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In “Blue Door,” singer Ada Finn goes home.", [0]),
        ("Ada Finn, the author of “Blue Door,” lives in Cork.", [0]),
        ("“The Pit” director Mia Chen spoke.", [0]),
        ("Hansen spoke on ITV's “The Morning Hour.”", [0]),
        ("She plays Ann in the film “Salt”.", [0]),
        ("They appointed Rui “Tito” Lopes.", [0]),
        ("He avoided the term “radical art” at first.", [0]),
        ("“We lost,” said Ada Finn.", []),
        ("“Stop That Now!” said Ada Finn.", []),
        ("Ada Finn said “Blue Door” was hers.", []),
        ("She spoke of “a disgrace” and left.", []),
        ("Stone Vows ‘No Surrender’ in Paris", []),
        ("The mayor called it “Our Finest Hour.”", []),
    ],
)
def test_names_in_marks(text: str, expected: list[int]) -> None:
    """A name is recognised by its capitals and its context."""
    assert sorted(names_in_marks(text, marks.find(text).passages)) == expected
