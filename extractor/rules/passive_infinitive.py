"""Something expected, said, asked by nobody named.

The bill is expected to pass.
            ^^^^^^^^    ^^^^
            cue -xcomp-> content;   no mention
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor import grammar
from extractor.rules.base import Found
from extractor.rules.parts.cue import cue_of, found
from extractor.rules.parts.scene import Scene


def find(scene: Scene) -> Iterator[Found]:
    """Yield each passive verb with an infinitive."""
    for sentence, verb in scene.tagged("VERB"):
        if not grammar.is_passive(sentence, verb):
            continue
        for clause in grammar.children(sentence, verb, "xcomp"):
            below = grammar.subtree(sentence, clause)
            subject = grammar.child(sentence, verb, "nsubj:pass")
            if subject is not None:
                below = sorted({*below, *grammar.subtree(sentence, subject)})
            yield from found(scene, sentence, cue_of(sentence, verb), "passive-infinitive", below)
