"""What stands next to words by layout alone: a speaker's name, or a label.

``OKAFOR:``, ``— Ralph Waldo Emerson`` and ``– union boss`` speak; ``Photo:`` does not.
"""

from __future__ import annotations

from typing import Literal

from extractor.english import lexicon

OFFICE_WORDS = 3
PREPOSITIONS = frozenset("for with over on in by to against from at about".split())
REPORTS = frozenset("poll study survey report audit".split())
"""Documents that a headline cites: ``Poll: Most voters undecided``."""
SMALL_WORDS = frozenset("of the for and & de la van der von bin al".split())
LABELS = frozenset(
    """
    photo photos photograph picture image images video audio graphic map chart caption credit
    credits source sources price prices location date time times venue when where what why how who
    tag tags topic topics related more article story watch listen also correction corrections
    clarification update updated note disclosure disclaimer summary analysis opinion review
    background context fact facts ingredients method serves directions tickets contact phone email
    website address tel fax cost rating director cast runtime genre verdict score result results
    weather traffic advertisement subscribe live exclusive breaking transcript interview profile
    recipe warning tip tips number numbers total status reference references example headline
    """.split()
)
"""Words before a colon that name what follows, not who speaks."""
TURN_WORDS = frozenset("q a question answer".split())

Kind = Literal["speaker", "label", "unknown"]


def is_office(words: list[str]) -> bool:
    """Return whether words are an office or a crowd: ``Opposition senators``."""
    few = len(words) <= OFFICE_WORDS and PREPOSITIONS.isdisjoint(words)
    return few and lexicon.noun_class(words[-1]) in {"person", "crowd"}


def kind_of_name(title: str) -> Kind:
    """Return whether a name is a person's or an office, a label, or neither as far as is known."""
    words = [word.strip(".,'’").lower() for word in title.split()]
    if title.lower() in lexicon.PLACE_NAMES or words[-1] in LABELS or words[0] in LABELS:
        return "label"
    titled = any(w in lexicon.HONORIFICS or w in lexicon.ABBREVIATED_TITLES for w in words)
    noun = lexicon.noun_class(words[-1])
    if titled or is_office(title.split()) or (title.isupper() and words[-1] in TURN_WORDS):
        return "speaker"
    if len(words) == 1 and words[0] in REPORTS:
        return "unknown"
    if noun == "document":
        return "label"
    first = next((word for word in words if len(word) > 1), words[0])
    given = lexicon.is_given_name(first) and words[0] not in lexicon.PLACE_PREFIXES
    institution = noun == "organization" or any(w in lexicon.TITLE_WORDS for w in words)
    return "speaker" if given or institution else "unknown"
