"""Find whom a pronoun means: recency, place in the tree, gender and number."""

from __future__ import annotations

from typing import Final

from extractor.domain import Sentence, Word
from extractor.speakers import words as w
from extractor.speakers.cast import Cast
from extractor.speakers.referents import Occurrence, Referent
from extractor.speakers.salience import clause

REACH: Final = 8
"""How many sentences back a pronoun may look."""
DECAY: Final = 0.78
SAME_SENTENCE: Final = 1.5
REPEATED: Final = 0.1
QUOTED: Final = 0.15
LAST_SPEAKER: Final = 0.3
FLOOR: Final = 0.08
CLEAR: Final = 1.02
"""How much better than the second the first must be."""


def resolve(
    cast: Cast, sentence: Sentence, position: int, last: Referent | None
) -> Referent | None:
    """Return the referent of the pronoun at *position*, None where the text leaves it open.

    *last* is who spoke last before it.
    """
    word = sentence.words[position]
    scored = []
    for referent in cast.referents:
        fit = agreement(word, referent)
        if fit and referent.seen:
            score = _draw(cast, referent, sentence, position)
            if score and referent is last and (sentence.index, position) in cast.cued:
                score += LAST_SPEAKER
            scored.append((fit * score, referent))
    scored.sort(key=lambda pair: -pair[0])
    if not scored or scored[0][0] < FLOOR:
        return None
    if len(scored) > 1 and scored[0][0] < CLEAR * scored[1][0]:
        return None
    return scored[0][1]


def agreement(pronoun: Word, referent: Referent) -> float:
    """Return how well number, gender and kind agree, 0 to 1."""
    form = pronoun.text.lower()
    if form in w.MALE or form in w.FEMALE:
        gender = "male" if form in w.MALE else "female"
        if referent.plural or referent.person is False or referent.members:
            return 0.0
        if referent.gender is not None:
            return float(referent.gender == gender)
        if referent.names:
            return 0.85 if referent.person else 0.5
        return 0.6 if referent.person else 0.0
    if form in w.NEUTER:
        return 0.0 if referent.plural else {False: 1.0, None: 0.4, True: 0.0}[referent.person]
    if referent.plural:
        return 1.0
    if referent.person is False:
        return 0.6
    return 0.0 if referent.gender else 0.3 if referent.names else 0.7


def learn(form: str, referent: Referent) -> None:
    """Keep what a pronoun tells of the referent that it was found to mean."""
    if form in w.MALE | w.FEMALE:
        referent.gender = referent.gender or ("male" if form in w.MALE else "female")
        referent.person = True
    elif form in w.NEUTER and referent.person is None:
        referent.person = False


def _draw(cast: Cast, referent: Referent, sentence: Sentence, position: int) -> float:
    """Return how strongly a referent's earlier places draw the pronoun."""
    best = total = 0.0
    for occurrence in reversed(referent.seen):
        distance = sentence.index - occurrence.sentence
        if distance > REACH:
            break
        if distance == 0 and _bound(cast, sentence, occurrence, position):
            continue
        value = occurrence.weight * DECAY**distance * (QUOTED if occurrence.quoted else 1.0)
        if distance == 0:
            value *= SAME_SENTENCE
        best = max(best, value)
        total += value
    return best + REPEATED * min(total - best, 2.0)


def _bound(cast: Cast, sentence: Sentence, occurrence: Occurrence, position: int) -> bool:
    """Tell whether a pronoun cannot mean what stands at *occurrence* in its own clause."""
    if occurrence.word >= position:
        return True
    pronoun = sentence.words[position]
    if pronoun.text.lower() in w.POSSESSIVE or pronoun.deprel == "nmod:poss":
        return False
    return clause(sentence, position) == clause(sentence, occurrence.word)
