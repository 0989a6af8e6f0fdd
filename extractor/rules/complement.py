"""Somebody or something called, described or seen as something.

The senator called the deal a disgrace.
            ^^^^^^     ^^^^   ^^^^^^^^
            cue -obj-> content <-xcomp- cue;   cue -nsubj-> senator
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor import grammar
from extractor.domain import Sentence
from extractor.rules.base import Found
from extractor.rules.cue import cue_of, found
from extractor.rules.scene import Scene


def find(scene: Scene) -> Iterator[Found]:
    """Yield each verb with a predicate about its object (or, passive, its subject)."""
    for sentence, verb in scene.verbs():
        about = grammar.child(sentence, verb, "obj", "nsubj:pass")
        says = _predicate(sentence, verb)
        if says is None:
            continue
        below = set(grammar.subtree(sentence, says))
        if about is not None and sentence.words[about].lemma.lower() not in grammar.RELATIVES:
            below |= set(grammar.subtree(sentence, about))
        frame = "passive-complement" if grammar.is_passive(sentence, verb) else "complement"
        yield found(scene, sentence, cue_of(sentence, verb), frame, below)


def _predicate(sentence: Sentence, verb: int) -> int | None:
    for clause in grammar.children(sentence, verb, "xcomp"):
        word = sentence.words[clause]
        if word.upos in {"NOUN", "ADJ", "PROPN"} and grammar.marker(sentence, clause) != "to":
            return clause
    for group in grammar.children(sentence, verb, "obl", "advcl", "xcomp"):
        if grammar.marker(sentence, group) == "as":
            return group
    return None
