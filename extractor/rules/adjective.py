"""A state of mind: sure that, worried about, eager to.

The mayor is confident that it will work.
             ^^^^^^^^^              ^^^^
             cue  -ccomp->  content;   cue -nsubj-> mayor
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.domain import Sentence
from extractor.english import syntax
from extractor.rules.base import Found
from extractor.rules.parts.cue import cue_of, found
from extractor.rules.parts.scene import Scene


def find(scene: Scene) -> Iterator[Found]:
    """Yield each predicate adjective with a clause or a prepositional complement."""
    for sentence, adjective in scene.tagged("ADJ"):
        yield from _of(scene, sentence, adjective)


def _of(scene: Scene, sentence: Sentence, adjective: int) -> Iterator[Found]:
    if syntax.child(sentence, adjective, "nsubj") is None:
        return
    for clause in syntax.children(sentence, adjective, "ccomp", "xcomp", "advcl", "obl"):
        mark = syntax.marker(sentence, clause)
        if clause < adjective or (not mark and sentence.words[clause].deprel == "obl"):
            continue
        below = syntax.subtree(sentence, clause)
        frame = "adjective-" + (mark or "clause")
        yield from found(scene, sentence, cue_of(sentence, adjective), frame, below)
