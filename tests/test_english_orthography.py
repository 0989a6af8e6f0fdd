"""Capitals and spelling: acronyms, names in capitals, text decoded wrongly."""

from __future__ import annotations

import pytest

from extractor.english.orthography import (
    in_name_case,
    is_abbreviated_title,
    is_acronym,
    repair_encoding,
    unfamiliar_titles,
)


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
    assert repair_encoding(printed) == meant


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


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("JP Duminy said", False),
        ("AB de Villiers said", False),
        ("AC Grayling said", False),
        ("USS Carl Vinson sailed", False),
        ("NBC Sarah Kent said", False),
        ("Md. Omar Khan said", False),
        ("Jan. Maria Lopez", False),
        ("MS Dhoni said", False),
        ("DR Congo said", False),
        ("AC Omar Khan said", True),
        ("AKBP Maria Lopez said", True),
        ("MEC ( Mrs ) Maria Lopez", True),
        ("SPS Tan Wei Ling said", True),
        ("Tpl. Maria Lopez said", True),
        ("C/Supt. Lopez said", True),
        ("Maj.-Gen. Lopez said", True),
        ("PS Kiprono said", True),
    ],
)
def test_abbreviated_titles(words: str, title: bool) -> None:
    """A title is listed, or stands before a full name and is cut shorter than names are."""
    first, *rest = words.split()
    assert is_abbreviated_title(first, rest) is title


@pytest.mark.parametrize(
    ("words", "positions"),
    [
        ("said Lt. Col. Maria Lopez", []),
        ("Washington, DC Mayor Maria Lopez", []),
        ("at 5 PM Maria Lopez came", []),
        ("the chief of Oda. CS Maria Lopez said", []),
        ("DC Comics said", []),
        (", Det Supt Maria Lopez said", [1, 2]),
        ("Det. Supt. Maria Lopez said", [0, 1]),
        ("PS Daniel Kiprono said", [0]),
    ],
)
def test_unfamiliar_titles(words: str, positions: list[int]) -> None:
    """Only before a full name, and not where a sentence may begin."""
    assert unfamiliar_titles(words.split()) == positions
