"""Which names can be one person's, and which short form belongs to which full name."""

from __future__ import annotations

import pytest

from extractor.english.lexicon import fold
from extractor.english.name_matching import acronym, one_letter_off, same_person, short_for


def parts(name: str) -> tuple[str, ...]:
    """Fold a printed name as the stage does."""
    return tuple(map(fold, name.split()))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bill Clinton", "Hillary Clinton", False),
        ("Donald Trump Jr.", "Donald Trump", False),
        ("George H. W. Bush", "George W. P. Bush", False),
        ("Mark Reed Donor", "Mark Reed", False),
        ("Clinton", "Hillary Clinton", False),
        ("Anna Kovacs", "Anna Kovacs-Nagy", False),
        ("Hillary Rodham Clinton", "Hillary Clinton", True),
        ("Donald J. Trump", "Donald Trump", True),
        ("J. Edgar Hoover", "John Edgar Hoover", True),
        ("Bob Dole", "Robert Dole", True),
        ("Pedro Sánchez", "Pedro Sanchez", True),
        ("Ildefonso Guajardo", "Ildefonso Guajardo Villarreal", True),
        ("Robert F. Kennedy Jr.", "Robert Kennedy Jr", True),
    ],
)
def test_same_person(one: str, other: str, same: bool) -> None:
    """Full names are one person's only where given name, middle names and suffix allow it."""
    assert same_person(parts(one), parts(other)) is same
    assert same_person(parts(other), parts(one)) is same


@pytest.mark.parametrize(
    ("short", "full", "score"),
    [
        ("Trump", "Ivanka Kushner", 0),
        ("Clinton Jr.", "Bill Clinton", 0),
        ("Hillary Clinton", "Clinton", 0),
        ("Tom", "Tom Hill", 1),
        ("Hill", "Tom Hill", 3),
        ("Guajardo", "Ildefonso Guajardo Villarreal", 3),
        ("Ruiz", "Maria Gonzalez-Ruiz", 2),
        ("Kennedy Jr.", "Robert F. Kennedy Jr.", 3),
        ("Berman", "Berman", 3),
    ],
)
def test_short_names(short: str, full: str, score: int) -> None:
    """A surname stands for the full name better than a given name does."""
    assert short_for(parts(short), parts(full)) == score


@pytest.mark.parametrize(
    ("one", "other", "off"),
    [
        ("hansen", "jansen", False),
        ("hansen", "hanson", True),
        ("hansen", "hansens", False),
        ("hannsen", "hansen", True),
        ("hansn", "hansen", False),
        ("hansen", "hansen", False),
    ],
)
def test_slips_of_the_pen(one: str, other: str, off: bool) -> None:
    """One letter may be wrong or, in a long word, left out, but not the first or the last."""
    assert one_letter_off(one, other) is off


def test_acronyms_leave_out_small_words() -> None:
    """Initials are those of the words that count."""
    assert acronym(parts("Department of Homeland Security")) == "dhs"
