"""A clause under a verb of saying, with or without ``that``.

The mayor said that sales fell.
          ^^^^           ^^^^^
          cue  -ccomp->  content;   cue -nsubj-> mayor
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor import grammar
from extractor.domain import Sentence
from extractor.rules.base import Found
from extractor.rules.cue import cue_of, found
from extractor.rules.scene import Scene

WH = frozenset("who what which when where why how whom whose".split())


def find(scene: Scene) -> Iterator[Found]:
    """Yield each verb that has a finite clause as its complement."""
    for sentence, verb in scene.verbs():
        for clause in grammar.children(sentence, verb, "ccomp"):
            if grammar.is_participle(sentence, clause) or is_fronted_cue(sentence, clause):
                continue
            below = grammar.subtree(sentence, clause)
            frame = frame_of(sentence, clause)
            yield found(scene, sentence, cue_of(sentence, verb), frame, below)


def frame_of(sentence: Sentence, clause: int) -> str:
    """Name the clause's form: that-clause, wh-clause, to-infinitive or bare-clause."""
    mark = grammar.marker(sentence, clause)
    if mark == "that":
        return "that-clause"
    if mark in {"if", "whether"}:
        return "wh-clause"
    if mark == "to":
        return "to-infinitive"
    first = min(grammar.subtree(sentence, clause))
    return "wh-clause" if sentence.words[first].lemma.lower() in WH else "bare-clause"


def is_fronted_cue(sentence: Sentence, clause: int) -> bool:
    """Tell whether the "clause" is itself ``adding that …``, which borrows the subject."""
    word = sentence.words[clause]
    return word.xpos == "VBG" and grammar.child(sentence, clause, "nsubj", "aux") is None
