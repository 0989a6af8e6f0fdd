"""The gender that a name tells."""

from __future__ import annotations

from extractor.speakers import title_words as t
from extractor.speakers import words as w
from extractor.speakers.names import Name


def title_gender(name: Name) -> w.Gender | None:
    """Return the gender that a name's titles tell: ``Mrs.``, ``congresswoman``."""
    for title in name.titles:
        gender = t.HONORIFICS.get(title) or w.noun_gender(title)
        if gender:
            return gender
    return None


def name_gender(name: Name) -> w.Gender | None:
    """Return the gender that a name tells by its titles or its given name."""
    return title_gender(name) or (w.given_gender(name.parts[0]) if len(name.parts) > 1 else None)
