"""Something expected, said, asked by nobody named.

The bill is expected to pass.
            ^^^^^^^^    ^^^^
            cue -xcomp-> content;   no mention
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.english import syntax
from extractor.rules.base import Found
from extractor.rules.parts.cue import cue_of, found
from extractor.rules.parts.scene import Scene


def find(scene: Scene) -> Iterator[Found]:
    """Yield each passive verb with an infinitive."""
    for sentence, verb in scene.tagged("VERB"):
        if not syntax.is_passive(sentence, verb):
            continue
        for clause in syntax.children(sentence, verb, "xcomp"):
            below = syntax.subtree(sentence, clause)
            subject = syntax.child(sentence, verb, "nsubj:pass")
            if subject is not None:
                below = sorted({*below, *syntax.subtree(sentence, subject)})
            yield from found(scene, sentence, cue_of(sentence, verb), "passive-infinitive", below)
