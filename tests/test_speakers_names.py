"""Names and nouns: which can be one, what a word stands for."""

from __future__ import annotations

import pytest

from extractor.speakers import words
from extractor.speakers.casing import in_name_case, is_acronym
from extractor.speakers.fullnames import mended
from extractor.speakers.matching import acronym, one_letter_off, same_person, short_for
from extractor.speakers.names import fold


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
        ("Hill", "Tom Hill", 2),
        ("Guajardo", "Ildefonso Guajardo Villarreal", 2),
        ("Ruiz", "Maria Gonzalez-Ruiz", 2),
        ("Kennedy Jr.", "Robert F. Kennedy Jr.", 2),
        ("Berman", "Berman", 2),
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


@pytest.mark.parametrize(
    ("noun", "stands_for"),
    [
        ("bridge", None),
        ("Lately", None),
        ("officials", "person"),
        ("spokeswoman", "person"),
        ("co-founders", "person"),
        ("studies", "document"),
        ("companies", "organization"),
        ("people", "crowd"),
    ],
)
def test_noun_classes(noun: str, stands_for: str | None) -> None:
    """Nouns are known in the plural and in capitals too."""
    assert words.noun_class(noun) == stands_for


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Zyx", None), ("Jordan", None), ("Hillary", "female"), ("Recep", "male")],
)
def test_given_names(name: str, gender: str | None) -> None:
    """A given name tells a gender only where nearly all who bear it are of one."""
    assert words.given_gender(name) == gender


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Ann Lee", "Ann Lee"),
        ("Pedro Sánchez", "Pedro Sánchez"),
        ("Mevlüt Çavuşoğlu", "Mevlüt Çavuşoğlu"),
        ("ZoÃ« Hart", "Zoë Hart"),
        ("ZoÃ\u0083Â« Hart", "Zoë Hart"),
    ],
)
def test_names_in_a_wrong_encoding(printed: str, meant: str) -> None:
    """What is UTF-8 read as Latin-1 is put right, all else left alone."""
    assert mended(printed) == meant


@pytest.mark.parametrize(
    ("printed", "others", "written"),
    [
        ("JD VANCE", [], "JD Vance"),
        ("J. R. EWING III", [], "J. R. Ewing III"),
        ("PETRA LIND", ["Lind"], "Petra Lind"),
        ("MARY O'NEIL-MCCOY JR.", [], "Mary O'Neil-McCoy Jr."),
        ("IAN MACLEOD", ["Mr. MacLeod"], "Ian MacLeod"),
        ("URSULA VON DER LEYEN", [], "Ursula von der Leyen"),
        ("MEVLÜT ÇAVUŞOĞLU", [], "Mevlüt Çavuşoğlu"),
        ("ANDREW NG", [], "Andrew Ng"),
    ],
)
def test_names_in_capitals(printed: str, others: list[str], written: str) -> None:
    """A name in capitals is written as names are, by the text's other forms where it has them."""
    assert in_name_case(printed, others) == written


@pytest.mark.parametrize(
    ("printed", "initials"),
    [("OKAFOR", False), ("Nato", False), ("NATO", True), ("UNICEF", True), ("F.B.I.", True)],
)
def test_initials(printed: str, initials: bool) -> None:
    """Capitals are initials where they are few, cannot be spoken, or are known."""
    assert is_acronym(printed) is initials
