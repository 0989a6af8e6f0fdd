"""Whose a short name is: the surname after the full name, the first name, a slip of the pen."""

from __future__ import annotations

from extractor.english import lexicon
from extractor.speakers.cast import Cast
from extractor.speakers.genders import title_gender
from extractor.speakers.matching import one_letter_off, short_for
from extractor.speakers.names import Name
from extractor.speakers.pronouns import draw
from extractor.speakers.referents import Referent

DESCRIBED: int = 8
"""How many sentences back a first name may find somebody who was only described."""


def bearer(cast: Cast, name: Name) -> Referent | None:
    """Return the person of whom *name* is a short form, None where there is none."""
    gender = title_gender(name)
    scored = [
        (short_for(name.parts, max(r.forms, key=len)), r)
        for r in cast.index.sharing(name.parts[:1])
        if r.person is not False and not r.plural
    ]
    agreeing = [(score, r) for score, r in scored if not gender or r.gender in {None, gender}]
    best = max((score for score, _ in agreeing), default=0)
    likely = [r for score, r in agreeing if score and score == best] or _misspelt(cast, name)
    # Mr. Lou is Lou Jiwei, whatever the given name Lou tells of others.
    likely = likely or [r for score, r in scored if gender and score == 1]
    found = max(likely, key=lambda r: (_nearness(r, name), -r.number), default=None)
    if found is None or _is_unheard(found):
        return _described(cast, name) or found
    return found


def _is_unheard(referent: Referent) -> bool:
    """Return whether one known by a single name has not spoken yet."""
    return not referent.full and not referent.spoke


def _misspelt(cast: Cast, name: Name) -> list[Referent]:
    """Find the one whose surname is a letter off, for a surname that has no full form."""
    if len(name.parts) != 1 or len(name.parts[0]) < 5 or name.article:
        return []
    return [
        r for r in cast.index.misspelt(name.parts[0])
        if r.person and any(one_letter_off(form[-1], name.parts[0]) for form in r.forms)
    ]  # fmt: skip


def _described(cast: Cast, name: Name) -> Referent | None:
    """Find the woman whom the text described before it has her speak by her first name alone."""
    if (name.sentence, name.head) not in cast.cued:
        return None
    if len(name.parts) > 1 or name.titles or not lexicon.is_given_name(name.parts[0]):
        return None
    gender = lexicon.given_name_gender(name.parts[0])
    sentence = cast.document.sentences[name.sentence]
    found = [
        r for r in cast.near(name.sentence)
        if r.person and r.nouns and not r.names and not r.plural
        and gender and r.gender == gender and name.sentence - r.seen[-1].sentence <= DESCRIBED
    ]  # fmt: skip
    return max(found, key=lambda r: draw(cast, r, sentence, name.head), default=None)


def _nearness(referent: Referent, name: Name) -> float:
    """Say how likely a bare surname means *referent*, among those who share it."""
    away = name.sentence - referent.told if referent.told >= 0 else 99
    score = min(referent.full, 6) / 2 + {0: 2.0, 1: 1.5, 2: 0.5}.get(away, 0.0)
    return score + 2.0 * bool(set(name.titles) & referent.styles)
