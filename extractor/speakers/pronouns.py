"""Find whom a pronoun means: recency, place in the tree, gender and number."""

from __future__ import annotations

from typing import Final

from extractor.domain import Sentence, Word
from extractor.english import lexicon
from extractor.speakers.cast import WINDOW, Cast
from extractor.speakers.referents import Occurrence, Referent
from extractor.speakers.salience import first_conjunct, is_topic

REACH: Final = 8
"""How many sentences back a pronoun may look."""
DECAY: Final = 0.8
SAME_SENTENCE: Final = 1.7
SAME_SENTENCE_OWNER: Final = 2.5
REPEATED: Final = 0.2
QUOTED: Final = 0.15
LAST_SPEAKER: Final = 0.3
LAST_DECAY: Final = 0.5
FLOOR: Final = 0.08
GENDERS: Final[dict[str, lexicon.Gender]] = {
    form: each.gender
    for form, each in lexicon.PRONOUN_SET_OF.items()
    if each.gender is not None and each.gender != "neuter"
}
NEUTER: Final = frozenset(
    form for form, each in lexicon.PRONOUN_SET_OF.items() if each.gender == "neuter"
)
ARGUMENTS: Final = frozenset("nsubj nsubj:pass obj iobj".split())
CLEAR: Final = 1.02
"""How much better than the second the first must be."""


def resolve(cast: Cast, sentence: Sentence, position: int) -> Referent | None:
    """Return the referent of the pronoun at *position*, None where the text leaves it open."""
    word = sentence.words[position]
    scored = []
    for referent in cast.near(sentence.index, REACH):
        fit = agreement(word, referent)
        if fit:
            score = draw(cast, referent, sentence, position)
            score += goes_on(cast, referent, sentence, position) if score else 0.0
            scored.append((fit * score, referent))
    scored.sort(key=lambda pair: -pair[0])
    if not scored or scored[0][0] < FLOOR:
        return None
    if len(scored) > 1 and scored[0][0] < CLEAR * scored[1][0]:
        return None
    return scored[0][1]


def goes_on(cast: Cast, referent: Referent, sentence: Sentence, position: int) -> float:
    """Return what speaks for the last speaker's speaking on, where *position* is at a cue."""
    if cast.last is None or referent is not cast.last[0]:
        return 0.0
    if (sentence.index, position) not in cast.cued:
        return 0.0
    away = cast.lines[sentence.index] - cast.lines[cast.last[1]]
    return LAST_SPEAKER * LAST_DECAY ** max(away - 1, 0)


def agreement(pronoun: Word, referent: Referent) -> float:
    """Return how well number, gender and kind agree, 0 to 1."""
    if referent.pronoun:
        return 0.0
    form = pronoun.text.lower()
    gender = GENDERS.get(form)
    if gender is not None:
        if referent.plural or referent.person is False or referent.members:
            return 0.0
        if referent.gender is not None:
            return float(referent.gender == gender)
        if referent.names:
            sounds = any(len(form) > 1 and form[0].endswith("a") for form in referent.forms)
            likely = 1.0 if sounds and gender == "female" else 0.75
            return likely if referent.person else 0.5
        return 0.6 if referent.person else 0.0
    if form in NEUTER:
        return 0.0 if referent.plural else {False: 1.0, None: 0.4, True: 0.0}[referent.person]
    if referent.plural:
        papers = referent.nouns and referent.nouns[0].stands_for == "document"
        return 0.4 if papers else 1.0
    if referent.person is False:
        return 0.6
    return 0.0 if referent.gender else 0.3 if referent.names else 0.7


def learn(form: str, referent: Referent) -> None:
    """Keep what a pronoun tells of the referent that it was found to mean."""
    if form in GENDERS:
        referent.gender = referent.gender or GENDERS[form]
        referent.person = True
    elif referent.person is None and form in NEUTER | {"which", "who"}:
        referent.person = form == "who"


def draw(cast: Cast, referent: Referent, sentence: Sentence, position: int) -> float:
    """Return how strongly a referent's earlier places draw the word at *position*."""
    best = total = 0.0
    here, lines = sentence.index, cast.lines
    for occurrence in reversed(referent.seen):
        distance = lines[here] - lines[occurrence.sentence]
        if distance > REACH or here - occurrence.sentence > WINDOW:
            break
        same = here == occurrence.sentence
        if same and _bound(cast, sentence, occurrence, position):
            continue
        value = occurrence.weight * DECAY**distance * (QUOTED if occurrence.quoted else 1.0)
        if same:
            owner = sentence.words[position].deprel == "nmod:poss"
            value *= SAME_SENTENCE_OWNER if owner else SAME_SENTENCE
        best = max(best, value)
        total += value
    return best + REPEATED * min(total - best, 2.0)


def _bound(cast: Cast, sentence: Sentence, occurrence: Occurrence, position: int) -> bool:
    """Return whether a pronoun cannot mean what stands at *occurrence* in its own clause.

    A subject or object is nobody who is another argument of the same verb: in ``Lee told
    Okafor that he``, ``he`` may be either, in ``Lee told him`` it is not Lee.
    """
    if occurrence.word >= position:
        return True
    pronoun = sentence.words[first_conjunct(sentence, position)]
    if pronoun.deprel not in ARGUMENTS or is_topic(sentence, occurrence.word):
        return False
    other = sentence.words[first_conjunct(sentence, occurrence.word)]
    return other.head == pronoun.head and other.deprel != "nmod:poss"
