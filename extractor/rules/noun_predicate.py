"""A view, a question or a hope that *is* something.

His view is that the court erred.
    ^^^^             ^^^^^
    cue <-nsubj- content;   cue -nmod:poss-> his
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.domain import Sentence
from extractor.english import syntax
from extractor.rules.base import Found, Subject
from extractor.rules.parts.cue import CueAt, found_with
from extractor.rules.parts.phrases import phrase
from extractor.rules.parts.scene import Scene


def find(scene: Scene) -> Iterator[Found]:
    """Yield each noun that is equated with a clause."""
    for sentence, noun in scene.tagged("NOUN"):
        word = sentence.words[noun]
        if word.deprel in {"nsubj", "nsubj:outer"} and _equates(sentence, word.head, noun):
            yield _found(sentence, noun)


def _equates(sentence: Sentence, clause: int, noun: int) -> bool:
    """Return whether *clause* is a predicate with a form of ``be`` before it."""
    be = syntax.child(sentence, clause, "cop", "aux")
    mark = syntax.marker(sentence, clause)
    deprel = sentence.words[noun].deprel
    return (
        be is not None
        and be > noun
        and (deprel == "nsubj:outer" or mark in {"that", "to", "whether"})
    )


def _found(sentence: Sentence, noun: int) -> Found:
    owner = syntax.child(sentence, noun, "nmod:poss")
    subject = Subject(phrase(sentence, owner), "possessor") if owner is not None else None
    clause = sentence.words[noun].head
    leading = [
        c
        for c in sentence.children[clause]
        if c <= noun or (sentence.words[c].deprel == "cop" and c < clause)
    ]
    below = [p for p in syntax.subtree(sentence, clause, set(leading)) if p > noun]
    cue = CueAt(noun, sentence.words[noun].lemma.lower(), (noun,))
    return found_with(sentence, cue, "noun-predicate", below, subject)
