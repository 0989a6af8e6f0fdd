"""The gender that a name tells."""

from __future__ import annotations

from extractor.english import lexicon
from extractor.speakers.names import Name


def title_gender(name: Name) -> lexicon.Gender | None:
    """Return the gender that a name's titles tell: ``Mrs.``, ``congresswoman``."""
    for title in name.titles:
        gender = lexicon.HONORIFICS.get(title) or lexicon.noun_gender(title)
        if gender:
            return gender
    return None


def name_gender(name: Name) -> lexicon.Gender | None:
    """Return the gender that a name tells by its titles or its given name."""
    return title_gender(name) or (
        lexicon.given_name_gender(name.parts[0]) if len(name.parts) > 1 else None
    )
