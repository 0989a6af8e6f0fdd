"""How salient an entity is at a place of the text: what its earlier mentions weigh there."""

from __future__ import annotations

from typing import Final

from extractor.domain import Sentence
from extractor.speakers.discourse import Place
from extractor.speakers.entities import WINDOW, Entity, EntityIndex, EntityMention
from extractor.speakers.mentions import first_conjunct, is_topic

REACH: Final = 8
"""How many sentences back a mention counts, those that are all quotation left out."""
DECAY: Final = 0.8
"""What is left of a mention's prominence for each sentence between."""
SAME_SENTENCE: Final = 1.7
SAME_SENTENCE_POSSESSOR: Final = 2.5
REPEATED: Final = 0.2
"""How much the other mentions count beside the strongest."""
QUOTED: Final = 0.15
LAST_SPEAKER: Final = 0.3
LAST_SPEAKER_DECAY: Final = 0.5
ARGUMENTS: Final = frozenset("nsubj nsubj:pass obj iobj".split())


def salience(index: EntityIndex, entity: Entity, place: Place) -> float:
    """Return how salient *entity* is for the word at *place*, 0 where it cannot be meant."""
    here, position = place
    sentence, narrative = index.discourse.document.sentences[here], index.discourse.narrative
    best = total = 0.0
    for mention in reversed(entity.mentions):
        distance = narrative[here] - narrative[mention.sentence]
        if distance > REACH or here - mention.sentence > WINDOW:
            break
        same = here == mention.sentence
        if same and _is_bound(sentence, mention, position):
            continue
        value = mention.prominence * DECAY**distance * (QUOTED if mention.quoted else 1.0)
        if same:
            possessor = sentence.words[position].deprel == "nmod:poss"
            value *= SAME_SENTENCE_POSSESSOR if possessor else SAME_SENTENCE
        best = max(best, value)
        total += value
    return best + REPEATED * min(total - best, 2.0)


def _is_bound(sentence: Sentence, mention: EntityMention, position: int) -> bool:
    """Return whether a pronoun cannot refer to an earlier *mention* in its own clause.

    A subject or object is nobody who is another argument of the same verb: in ``Lee told
    Okafor that he``, ``he`` may be either, in ``Lee told him`` it is not Lee.
    """
    if mention.word >= position:
        return True
    pronoun = sentence.words[first_conjunct(sentence, position)]
    if pronoun.deprel not in ARGUMENTS or is_topic(sentence, mention.word):
        return False
    other = sentence.words[first_conjunct(sentence, mention.word)]
    return other.head == pronoun.head and other.deprel != "nmod:poss"


def speaker_continuity(index: EntityIndex, entity: Entity, place: Place) -> float:
    """Return what speaks for the last speaker as the speaker at the cue mention at *place*."""
    if index.last_speaker is None or entity is not index.last_speaker[0]:
        return 0.0
    if place not in index.discourse.cue_mentions:
        return 0.0
    narrative = index.discourse.narrative
    distance = narrative[place[0]] - narrative[index.last_speaker[1]]
    return LAST_SPEAKER * LAST_SPEAKER_DECAY ** max(distance - 1, 0)
