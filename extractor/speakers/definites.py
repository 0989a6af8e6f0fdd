"""Find whom a description means that the text has introduced before: ``the senior official``."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from itertools import islice

from extractor.speakers import institutions, likeness, variations
from extractor.speakers.cast import Cast
from extractor.speakers.likeness import Fits
from extractor.speakers.nouns import Noun
from extractor.speakers.pronouns import draw
from extractor.speakers.referents import Referent

Way = Callable[[Cast, Noun], Fits | None]


def resolve(cast: Cast, noun: Noun) -> Referent | None:
    """Return the earlier referent that a description means, None where it is new."""
    if noun.determiner in {"possessive", "bare"}:
        return _latest(cast, noun, likeness.same_phrase, among=cast.called(noun))
    if noun.determiner != "definite":
        return None
    called = cast.called(noun)
    found = (
        _latest(cast, noun, likeness.of_age)
        or _latest(cast, noun, likeness.same_noun_that_spoke, among=called)
        or _strongest(cast, noun, likeness.said_of)
        or variations.resolve(cast, noun)
        or _latest(cast, noun, likeness.same_noun, among=called)
    )
    if found or cast.document.sentences[noun.sentence].words[noun.head].upos == "PROPN":
        return found
    return (
        _latest(cast, noun, likeness.pair)
        or _latest(cast, noun, likeness.kin_noun)
        or _latest(cast, noun, likeness.anybody)
        or _strongest(cast, noun, institutions.kind_of_organization)
        or _latest(cast, noun, institutions.unclear_name)
        or _only_bearer(cast, noun)
    )


def _latest(
    cast: Cast, noun: Noun, way: Way, *, among: Sequence[Referent] | None = None
) -> Referent | None:
    """Return the referent last spoken of whom a noun fits; *among* some, where that is given."""
    found = _fitting(cast, noun, way, among)
    return max(found, key=lambda r: r.seen[-1], default=None)


def _strongest(cast: Cast, noun: Noun, way: Way) -> Referent | None:
    """Return the most present of the referents whom a noun fits."""
    sentence = cast.document.sentences[noun.sentence]
    found = _fitting(cast, noun, way)
    return max(found, key=lambda r: (draw(cast, r, sentence, noun.head), r.seen[-1]), default=None)


def _fitting(
    cast: Cast, noun: Noun, way: Way, among: Sequence[Referent] | None = None
) -> list[Referent]:
    fits = way(cast, noun)
    if fits is None:
        return []
    return list(filter(fits, cast.near(noun.sentence) if among is None else among))


def _only_bearer(cast: Cast, noun: Noun) -> Referent | None:
    """Return the one of whom a title is said further on: ``the president`` before his name."""
    ahead = cast.ahead.get(noun.noun, deque())
    while ahead and ahead[0].seen:
        ahead.popleft()
    fits = likeness.said_of(cast, noun)
    found = list(islice((r for r in ahead if fits and not r.seen and fits(r)), 2))
    return found[0] if len(found) == 1 else None
