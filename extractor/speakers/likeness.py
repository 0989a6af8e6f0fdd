"""Ways in which a description may go on from an earlier referent.

Each takes a noun and returns whom it fits, as a test of a referent; None where it fits nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from extractor.english import lexicon
from extractor.speakers import variations
from extractor.speakers.cast import Cast
from extractor.speakers.nouns import Noun
from extractor.speakers.referents import Referent

Fits = Callable[[Referent], bool]

VAGUE: Final = frozenset("former current late said same senior top longtime".split())
PAIRS: Final = frozenset("couple pair duo two".split())
ANYBODY: Final = frozenset("man woman person".split())


def same_phrase(cast: Cast, noun: Noun) -> Fits | None:
    """Bare plurals are one where all their words are, possessives where the possessor is."""
    if noun.determiner == "bare" and not noun.plural:
        return None
    owner = cast.owner(noun)
    if noun.determiner == "possessive" and owner is None:
        return None
    modifiers = noun.modifiers - _named(noun, cast)
    return lambda referent: any(
        n.noun == noun.noun
        and n.plural == noun.plural
        and n.determiner == noun.determiner
        and (n.after == noun.after or owner is not None)
        and n.modifiers - _named(n, cast) == modifiers
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


def same_noun(cast: Cast, noun: Noun) -> Fits:
    """One who was called so before, with all of these modifiers."""
    first = "first" in noun.modifiers  # as against a second one
    modifiers = noun.modifiers - {"first"}
    return lambda referent: any(
        n.noun == noun.noun
        and n.plural == noun.plural
        and modifiers <= n.modifiers
        and not (first and n.modifiers & lexicon.ORDINALS)
        for n in referent.nouns
    )


def same_noun_that_spoke(cast: Cast, noun: Noun) -> Fits:
    """One called so before who has spoken; a prominent one may be a named one instead."""
    same, prominent = same_noun(cast, noun), variations.is_prominent(noun)
    return lambda referent: (referent.spoke or not prominent) and same(referent)


def pair(cast: Cast, noun: Noun) -> Fits | None:
    """Two who were named together: ``the couple``."""
    if noun.noun not in PAIRS or noun.modifiers:
        return None
    return lambda referent: len(referent.members) == 2


def of_age(cast: Cast, noun: Noun) -> Fits | None:
    """One whose age the text gives: ``the 43-year-old``."""
    if noun.noun != "old":
        return None
    return lambda referent: (
        not referent.plural
        and (
            referent.age in noun.modifiers
            or any(noun.modifiers <= n.modifiers for n in [*referent.nouns, *referent.asides])
        )
    )


def said_of(cast: Cast, noun: Noun) -> Fits | None:
    """Somebody named of whom the noun was said: in a title, an apposition."""
    if noun.plural:
        return None
    told = noun.modifiers - VAGUE
    return lambda referent: (
        noun.noun in referent.heads and bool(referent.names) and told <= variations.said(referent)
    )


def kin_noun(cast: Cast, noun: Noun) -> Fits | None:
    """One of whom a noun of the same family was used before: ``the report`` for a study."""
    kin = lexicon.related_nouns(noun.noun)
    alike = len(kin) > 1 and not noun.modifiers - VAGUE and not noun.plural
    if not alike and noun.noun != "document":
        return None

    def fits(referent: Referent) -> bool:
        if noun.noun == "document" and referent.nouns and not referent.plural:
            return referent.nouns[0].stands_for == "document"
        if not alike:
            return False
        if referent.names:
            return bool(kin & referent.heads)
        return any(
            n.noun in kin and not n.plural and n.determiner != "bare" for n in referent.nouns
        )

    return fits


def anybody(cast: Cast, noun: Noun) -> Fits | None:
    """Somebody unnamed, of no other gender, not plural: ``the woman``."""
    if noun.noun not in ANYBODY or noun.modifiers:
        return None
    genders = {None, lexicon.noun_gender(noun.noun)}
    return lambda referent: (
        not (referent.names or referent.plural)
        and any(n.determiner in {"indefinite", "new"} for n in referent.nouns)
        and bool(referent.person)
        and referent.gender in genders
    )
