"""Find whom a description means that the text has introduced before: ``the senior official``."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from itertools import islice

from extractor.speakers import likeness, variations
from extractor.speakers.cast import Cast
from extractor.speakers.nouns import Noun
from extractor.speakers.pronouns import draw
from extractor.speakers.referents import Referent

Test = Callable[[Cast, Referent, Noun], bool]


def resolve(cast: Cast, noun: Noun) -> Referent | None:
    """Return the earlier referent that a description means, None where it is new."""
    if noun.determiner in {"possessive", "bare"}:
        return _latest(cast, noun, [likeness.same_phrase], cast.called(noun))
    if noun.determiner != "definite":
        return None
    if cast.document.sentences[noun.sentence].words[noun.head].upos == "PROPN":
        return (
            _latest(cast, noun, [likeness.same_noun_that_spoke], cast.called(noun))
            or _strongest(cast, noun, likeness.said_of, said=True)
            or variations.resolve(cast, noun)
            or _latest(cast, noun, [likeness.same_noun], cast.called(noun))
        )
    return (
        (_latest(cast, noun, [likeness.of_age]) if noun.noun == "old" else None)
        or _latest(cast, noun, [likeness.same_noun_that_spoke], cast.called(noun))
        or _strongest(cast, noun, likeness.said_of, said=True)
        or variations.resolve(cast, noun)
        or _latest(cast, noun, [likeness.same_noun], cast.called(noun))
        or _latest(cast, noun, [likeness.pair])
        or _latest(cast, noun, [likeness.kin_noun, likeness.anybody])
        or _strongest(cast, noun, likeness.kind_of_organization)
        or _latest(cast, noun, [likeness.unclear_name])
        or _only_bearer(cast, noun)
    )


def _latest(
    cast: Cast, noun: Noun, tests: list[Test], among: Sequence[Referent] | None = None
) -> Referent | None:
    """Return the referent last spoken of that passes the first test that any passes.

    Only those *among* some are asked where that is given.
    """
    near = cast.near(noun.sentence) if among is None else among
    for test in tests:
        found = [r for r in near if test(cast, r, noun)]
        if found:
            return max(found, key=lambda r: r.seen[-1])
    return None


def _strongest(cast: Cast, noun: Noun, test: Test, *, said: bool = False) -> Referent | None:
    """Return the most present of the referents that pass a test; of whom it is *said*, if so."""
    sentence = cast.document.sentences[noun.sentence]
    near = cast.near(noun.sentence)
    found = [r for r in near if (not said or noun.noun in r.heads) and test(cast, r, noun)]
    return max(found, key=lambda r: (draw(cast, r, sentence, noun.head), r.seen[-1]), default=None)


def _only_bearer(cast: Cast, noun: Noun) -> Referent | None:
    """Return the one of whom a title is said further on: ``the president`` before his name."""
    ahead = cast.ahead.get(noun.noun, deque())
    while ahead and ahead[0].seen:
        ahead.popleft()
    fitting = (r for r in ahead if not r.seen and likeness.said_of(cast, r, noun))
    found = list(islice(fitting, 2))
    return found[0] if len(found) == 1 else None
