"""A cue verb outside the quotation marks, and its subject.

    "We will rebuild," said the mayor.
                       ^^^^     ^^^^^
                       cue -nsubj-> mention;   the passage stands beside the cue's clause
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor import grammar
from extractor.domain import Passage, Sentence
from extractor.rules import subjects
from extractor.rules.adjacency import Place, place_of
from extractor.rules.base import Found
from extractor.rules.cue import addressee, cue_of
from extractor.rules.scene import Scene


def find(scene: Scene) -> Iterator[Found]:
    """Yield, for each passage, each verb in the sentences it touches that may introduce it."""
    for k, passage in enumerate(scene.passages):
        for sentence in scene.around(passage):
            for word in sentence.words:
                if word.upos not in {"VERB", "AUX"} or not scene.outside(sentence, word.index):
                    continue
                if word.upos == "AUX" and word.deprel != "root":
                    continue
                place = place_of(scene, sentence, word.index, passage)
                if place is not None:
                    yield _found(scene, sentence, word.index, passage, k, place)


def _found(
    scene: Scene, sentence: Sentence, verb: int, passage: Passage, k: int, place: Place
) -> Found:
    cue = cue_of(sentence, verb)
    subject = subjects.subject(sentence, verb, scene.quoted(sentence))
    return Found(
        sentence=sentence.index,
        cue=verb,
        cue_span=grammar.span(sentence, grammar.run_around(cue.positions, cue.head)),
        lemma=cue.lemma,
        frame="quotation",
        subject=subject,
        passages=(k,),
        addressee=addressee(sentence, verb),
        notes=place.notes(),
    )
