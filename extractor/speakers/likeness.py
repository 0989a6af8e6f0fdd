"""Ways in which a description may go on from an earlier referent."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from extractor.lexicon import REMEMBERED
from extractor.speakers import variations
from extractor.speakers import words as w
from extractor.speakers.cast import Cast
from extractor.speakers.nouns import Noun
from extractor.speakers.referents import Referent

FAMILIES: Final = ("company", "group", "paper", "network", "authority", "force")
"""Families of nouns by which a named organization goes on, though it was never called so."""
VAGUE: Final = frozenset("former current late said same senior top longtime".split())
PAIRS: Final = frozenset("couple pair duo two".split())
ANYBODY: Final = frozenset("man woman person".split())


def same_phrase(cast: Cast, referent: Referent, noun: Noun) -> bool:
    """Bare plurals are one where all their words are, possessives where the possessor is."""
    if noun.determiner == "bare" and not noun.plural:
        return False
    owner = cast.owner(noun)
    if noun.determiner == "possessive" and owner is None:
        return False
    return any(
        n.noun == noun.noun
        and n.plural == noun.plural
        and n.determiner == noun.determiner
        and (n.after == noun.after or owner is not None)
        and n.modifiers - _named(n, cast) == noun.modifiers - _named(noun, cast)
        and cast.owner(n) == owner
        for n in [*referent.nouns, *referent.asides]
    )


def _named(noun: Noun, cast: Cast) -> frozenset[str]:
    """Return the words of the possessor, which count by whom they mean, not how they read."""
    if noun.possessor is None:
        return frozenset()
    sentence = cast.document.sentences[noun.sentence]
    return frozenset(
        word.text.lower() for word in sentence.words[: noun.head] if word.upos == "PROPN"
    )


def same_noun(cast: Cast, referent: Referent, noun: Noun) -> bool:
    """Tell whether the referent was called so before, with all of these modifiers."""
    first = "first" in noun.modifiers  # as against a second one
    return any(
        n.noun == noun.noun
        and n.plural == noun.plural
        and noun.modifiers - {"first"} <= n.modifiers
        and not (first and n.modifiers & w.ORDINALS)
        for n in referent.nouns
    )


def pair(cast: Cast, referent: Referent, noun: Noun) -> bool:
    """Tell whether ``the couple`` may be two who were named together."""
    return noun.noun in PAIRS and not noun.modifiers and len(referent.members) == 2


def of_age(cast: Cast, referent: Referent, noun: Noun) -> bool:
    """Tell whether ``the 43-year-old`` is one whose age the text gives."""
    if noun.noun != "old" or referent.plural:
        return False
    return referent.age in noun.modifiers or any(
        noun.modifiers <= n.modifiers for n in [*referent.nouns, *referent.asides]
    )


def said_of(cast: Cast, referent: Referent, noun: Noun) -> bool:
    """Tell whether the noun was said of somebody named: in a title, an apposition."""
    if noun.plural or not referent.names or noun.noun not in referent.heads:
        return False
    return noun.modifiers - VAGUE <= variations.said(referent)


def kin_noun(cast: Cast, referent: Referent, noun: Noun) -> bool:
    """Tell whether a noun of one family was used before: ``the report`` for a study."""
    kin = w.kin(noun.noun)
    if noun.noun == "document" and referent.nouns and not referent.plural:
        return referent.nouns[0].stands_for == "document"
    if len(kin) == 1 or noun.modifiers - VAGUE or noun.plural:
        return False
    if referent.names:
        return bool(kin & referent.heads)
    return any(n.noun in kin and not n.plural and n.determiner != "bare" for n in referent.nouns)


def anybody(cast: Cast, referent: Referent, noun: Noun) -> bool:
    """Tell whether ``the woman`` may be somebody unnamed: of no other gender, not plural."""
    if noun.noun not in ANYBODY or noun.modifiers or referent.names or referent.plural:
        return False
    introduced = any(n.determiner in {"indefinite", "new"} for n in referent.nouns)
    gender = w.noun_gender(noun.noun)
    return bool(referent.person) and introduced and referent.gender in {None, gender}


def kind_of_organization(cast: Cast, referent: Referent, noun: Noun) -> bool:
    """Tell whether a named organization goes on so: ``the department``, ``the group``."""
    if noun.plural or noun.named or referent.person is True or referent.plural:
        return False
    if noun.modifiers and noun.sentence - referent.seen[-1].sentence > 2:
        return False
    if not referent.names or any(noun.noun in _heads(form) for form in referent.forms):
        return bool(referent.names)
    return referent.person is False and not referent.place and _is_institution(noun.noun)


def _heads(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of an organization's name by which it goes further on."""
    return (parts[-1], parts[0]) if "of" in parts else parts[-1:]


@lru_cache(REMEMBERED)
def _is_institution(noun: str) -> bool:
    families = w.sections("kin_nouns")
    return any(noun in families[family] for family in FAMILIES)


def unclear_name(cast: Cast, referent: Referent, noun: Noun) -> bool:
    """Tell whether ``the company`` may be a name just read that need not be a person's."""
    near = noun.sentence - referent.seen[-1].sentence <= 2
    named = bool(referent.names) and referent.person is None
    return near and named and not noun.modifiers and _is_institution(noun.noun)


def same_noun_that_spoke(cast: Cast, referent: Referent, noun: Noun) -> bool:
    """Tell whether one called so before has spoken; a prominent one may be a named one instead."""
    return (referent.spoke or not variations.is_prominent(noun)) and same_noun(cast, referent, noun)
