"""Find whom a description means that the text has introduced before: ``the senior official``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from extractor.speakers import words as w
from extractor.speakers.cast import Cast
from extractor.speakers.nouns import Noun
from extractor.speakers.referents import Referent

Test = Callable[[Cast, Referent, Noun], bool]

REACH: Final = 40
FAMILIES: Final = frozenset(
    """group organization company firm newspaper paper network website site agency department
    outlet magazine publication""".split()
)
"""Nouns by which a named organization goes further on, without having been called so."""
VAGUE: Final = frozenset("former current late said same senior top longtime".split())
ANYBODY: Final = frozenset("man woman person".split())


def resolve(cast: Cast, noun: Noun) -> Referent | None:
    """Return the earlier referent that a description means, None where it is new."""
    if noun.determiner in {"possessive", "bare"}:
        return _latest(cast, noun, [_same_phrase])
    if noun.determiner != "definite":
        return None
    return _latest(cast, noun, DEFINITE) or _only_bearer(cast, noun)


def _latest(cast: Cast, noun: Noun, tests: list[Test]) -> Referent | None:
    """Return the referent last spoken of that passes the first test that any passes."""
    near = [r for r in cast.referents if r.seen and noun.sentence - r.seen[-1].sentence <= REACH]
    for test in tests:
        found = [r for r in near if test(cast, r, noun)]
        if found:
            return max(found, key=lambda r: (r.seen[-1].sentence, r.seen[-1].word))
    return None


def _only_bearer(cast: Cast, noun: Noun) -> Referent | None:
    """Return the one of whom a title is said further on: ``the president`` before his name."""
    found = [r for r in cast.referents if not r.seen and _said_of(cast, r, noun)]
    return found[0] if len(found) == 1 else None


def _same_phrase(cast: Cast, referent: Referent, noun: Noun) -> bool:
    """Bare plurals are one where all their words are, possessives where the possessor is."""
    if noun.determiner == "bare" and not noun.plural:
        return False
    owner = _owner(cast, noun)
    if noun.determiner == "possessive" and owner is None:
        return False
    return any(
        n.noun == noun.noun
        and n.plural == noun.plural
        and n.determiner == noun.determiner
        and n.modifiers - _named(n, cast) == noun.modifiers - _named(noun, cast)
        and _owner(cast, n) == owner
        for n in referent.nouns
    )


def _named(noun: Noun, cast: Cast) -> frozenset[str]:
    """Return the words of the possessor, which count by whom they mean, not how they read."""
    if noun.possessor is None:
        return frozenset()
    sentence = cast.document.sentences[noun.sentence]
    return frozenset(
        word.text.lower() for word in sentence.words[: noun.head] if word.upos == "PROPN"
    )


def _owner(cast: Cast, noun: Noun) -> int | None:
    if noun.possessor is None:
        return None
    owner = cast.of((noun.sentence, noun.possessor))
    return None if owner is None else owner.number


def _same_noun(cast: Cast, referent: Referent, noun: Noun) -> bool:
    return any(
        n.noun == noun.noun and n.plural == noun.plural and noun.modifiers <= n.modifiers
        for n in referent.nouns
    )


def _of_age(cast: Cast, referent: Referent, noun: Noun) -> bool:
    """Tell whether ``the 43-year-old`` is one whose age the text gives."""
    if noun.noun != "old" or referent.plural:
        return False
    return referent.age in noun.modifiers or any(
        noun.modifiers <= n.modifiers for n in [*referent.nouns, *referent.asides]
    )


def _said_of(cast: Cast, referent: Referent, noun: Noun) -> bool:
    """Tell whether the noun was said of somebody named: in a title, an apposition."""
    if noun.plural or not referent.names or noun.noun not in referent.heads:
        return False
    known = {word.lower() for title in referent.titles for word in title.split()}
    known |= {word for aside in referent.asides for word in aside.modifiers}
    return noun.modifiers - VAGUE <= known


def _kin_noun(cast: Cast, referent: Referent, noun: Noun) -> bool:
    kin = w.kin(noun.noun)
    if len(kin) == 1 or noun.modifiers - VAGUE or noun.plural:
        return False
    if referent.names:
        return bool(kin & referent.heads)
    return any(n.noun in kin and not n.plural and n.determiner != "bare" for n in referent.nouns)


def _anybody(cast: Cast, referent: Referent, noun: Noun) -> bool:
    """Tell whether ``the woman`` may be somebody unnamed: of no other gender, not plural."""
    if noun.noun not in ANYBODY or noun.modifiers or referent.names or referent.plural:
        return False
    introduced = any(n.determiner in {"indefinite", "new"} for n in referent.nouns)
    gender = w.noun_gender(noun.noun)
    return bool(referent.person) and introduced and referent.gender in {None, gender}


def _kind_of_organization(cast: Cast, referent: Referent, noun: Noun) -> bool:
    if noun.plural or referent.person is True or referent.plural or not referent.names:
        return False
    if noun.modifiers and noun.sentence - referent.seen[-1].sentence > 2:
        return False
    if any(noun.noun == n.parts[-1] for n in referent.names):
        return True
    places = w.sections("name_words")["place"]
    placed = any(n.text.lower() in places for n in referent.names)
    return noun.noun in FAMILIES and referent.person is False and not placed


def _unclear_name(cast: Cast, referent: Referent, noun: Noun) -> bool:
    """Tell whether ``the company`` may be a name just read that need not be a person's."""
    near = noun.sentence - referent.seen[-1].sentence <= 2
    named = bool(referent.names) and referent.person is None
    return noun.noun in FAMILIES and not noun.modifiers and near and named


DEFINITE: Final[list[Test]] = [
    _of_age,
    _same_noun,
    _said_of,
    _kin_noun,
    _anybody,
    _kind_of_organization,
    _unclear_name,
]
