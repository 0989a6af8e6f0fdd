"""Descriptions by which the news goes on from a name: ``the real estate mogul``.

Nothing in the text need say that the man is one: a definite description of somebody prominent,
never introduced before, means the named person whom the sentences just before are about.
"""

from __future__ import annotations

from typing import Final

from extractor.domain import Sentence
from extractor.english import lexicon
from extractor.english.syntax import child, children
from extractor.speakers.cast import Cast
from extractor.speakers.nouns import Noun
from extractor.speakers.pronouns import draw, goes_on
from extractor.speakers.referents import Referent
from extractor.speakers.together import same_one

REACH: Final = 3
FLOOR: Final = 0.35
FADING: Final = 0.75
CLEAR: Final = 1.25
PARTIES: Final = {"democratic": "republican", "republican": "democratic", "gop": "democratic"}


def resolve(cast: Cast, noun: Noun) -> Referent | None:
    """Return the named person whom a description goes on from, None where that is not clear."""
    sentence = cast.document.sentences[noun.sentence]
    if noun.plural or not is_prominent(noun) or _is_specified(sentence, noun):
        return None
    scored = sorted(
        (
            (_score(cast, r, sentence, noun), r.number)
            for r in cast.near(noun.sentence, REACH)
            if _distance(cast, r, noun) <= REACH and _fits(r, noun)
        ),
        reverse=True,
    )
    if not scored or scored[0][0] < FLOOR:
        return None
    if len(scored) > 1 and scored[0][0] < CLEAR * scored[1][0]:
        return None
    found = cast.referents[scored[0][1]]
    found.tell(noun, cast.owner(noun))
    return found


def _score(cast: Cast, referent: Referent, sentence: Sentence, noun: Noun) -> float:
    present = draw(cast, referent, sentence, noun.head)
    faded = present * FADING ** _distance(cast, referent, noun)
    return faded + goes_on(cast, referent, sentence, noun.head) / 2


def _distance(cast: Cast, referent: Referent, noun: Noun) -> int:
    """Return how many told sentences ago a referent was spoken of outside quotation marks."""
    told = cast.lines[referent.told] if referent.told >= 0 else -99
    return cast.lines[noun.sentence] - told


def is_prominent(noun: Noun) -> bool:
    """Return whether a noun is one for people whom the news describes after naming them."""
    if lexicon.is_demonym(noun.noun.capitalize()):
        return True
    return noun.noun in lexicon.PROMINENT_NOUNS


def said(referent: Referent) -> frozenset[str]:
    """Return the lower-case words that titles and asides say of a referent."""
    titles = {word.lower().strip(".") for title in referent.titles for word in title.split()}
    return frozenset(titles).union(*(aside.modifiers for aside in referent.asides))


def _is_specified(sentence: Sentence, noun: Noun) -> bool:
    """Return whether more follows, as where somebody is introduced: ``the head of the agency``."""
    if child(sentence, noun.head, "acl:relcl", "acl") is not None:
        return True
    conjuncts = children(sentence, noun.head, "conj")
    if not all(same_one(sentence, noun.head, other) for other in conjuncts):
        return True
    if sentence.words[noun.head].deprel == "conj":
        return True
    after = (c for c in children(sentence, noun.head, "nmod") if c > noun.head)
    return any(sentence.words[c].text.lower() not in lexicon.DEPARTMENT_WORDS for c in after)


def _fits(referent: Referent, noun: Noun) -> bool:
    if not referent.names or referent.person is not True or referent.plural:
        return False
    if noun.sentence in referent.named_in:
        return False
    gender = lexicon.noun_gender(noun.noun)
    if gender and referent.gender and gender != referent.gender:
        return False
    told = said(referent) | referent.heads
    if any(PARTIES.get(word) in told for word in noun.modifiers):
        return False
    offices = lexicon.OFFICE_NOUNS
    held = referent.heads & offices
    past = "former" in noun.modifiers or "former" in told
    return noun.noun not in offices or not held or noun.noun in held or past
