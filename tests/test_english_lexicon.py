"""The word lists: classes and genders of nouns and names, sets of pronouns."""

from __future__ import annotations

import pytest

from extractor.english import lexicon


@pytest.mark.parametrize(
    ("noun", "denoted"),
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
def test_noun_classes(noun: str, denoted: str | None) -> None:
    """Nouns are known in the plural and in capitals too."""
    assert lexicon.noun_class(noun) == denoted


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Zyx", None), ("Jordan", None), ("Hillary", "female"), ("Recep", "male")],
)
def test_given_names(name: str, gender: str | None) -> None:
    """A given name has a gender only if nearly all its bearers share it."""
    assert lexicon.given_name_gender(name) == gender


def test_a_form_belongs_to_one_pronoun() -> None:
    """No form is listed twice, so that each determines person, number and gender."""
    forms = [form for each in lexicon.PRONOUN_SETS for form in each.forms]

    assert sorted(set(forms)) == sorted(forms)
