"""Ways in which a description goes on from an organization's name, as in `likeness`."""

from __future__ import annotations

from extractor.english import lexicon
from extractor.speakers.cast import Cast
from extractor.speakers.likeness import Fits
from extractor.speakers.nouns import Noun
from extractor.speakers.referents import Referent


def kind_of_organization(cast: Cast, noun: Noun) -> Fits | None:
    """A named organization that goes on so: ``the department``, ``the group``."""
    if noun.plural or noun.named:
        return None

    def fits(referent: Referent) -> bool:
        if not referent.names or referent.person is True or referent.plural:
            return False
        if noun.modifiers and noun.sentence - referent.seen[-1].sentence > 2:
            return False
        if any(noun.noun in _heads(form) for form in referent.forms):
            return True
        return (
            referent.person is False
            and not referent.place
            and noun.noun in lexicon.INSTITUTION_NOUNS
        )

    return fits


def _heads(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of an organization's name by which it goes further on."""
    return (parts[-1], parts[0]) if "of" in parts else parts[-1:]


def unclear_name(cast: Cast, noun: Noun) -> Fits | None:
    """A name just read that need not be a person's: ``the company``."""
    if noun.modifiers or noun.noun not in lexicon.INSTITUTION_NOUNS:
        return None
    return lambda referent: (
        noun.sentence - referent.seen[-1].sentence <= 2
        and bool(referent.names)
        and referent.person is None
    )
