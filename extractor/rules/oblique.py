"""A noun phrase or gerund under a verb's preposition.

The group called for an end to the fighting.
          ^^^^^^ ^^^    ^^^
          cue   <-case- content <-obl- cue;   cue -nsubj-> group
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.english import syntax
from extractor.rules.base import Found
from extractor.rules.parts import reporting
from extractor.rules.parts.cue import cue_of, found
from extractor.rules.parts.scene import Scene

PREPOSITIONS = frozenset(
    "for to about of on at against with over in into upon toward from around as by".split()
)


def find(scene: Scene) -> Iterator[Found]:
    """Yield each verb without object or clause that takes its content by a preposition."""
    for sentence, verb in scene.tagged("VERB"):
        if syntax.child(sentence, verb, "obj", "ccomp", "xcomp") is not None:
            continue
        for group in syntax.children(sentence, verb, "obl", "advcl"):
            if syntax.child(sentence, group, "ccomp") is not None:
                continue  # ``went on to say that …`` reports by *say*
            case = syntax.child(sentence, group, "case", "mark")
            if (
                case is None
                or sentence.words[case].text.lower() not in PREPOSITIONS
                or group < verb
            ):
                continue
            cue = cue_of(sentence, verb, case)
            frame = "passive-oblique" if syntax.is_passive(sentence, verb) else "oblique"
            if scene.is_cue(cue.lemma, frame):
                whole = syntax.subtree(sentence, group, {case})
                below = set(whole) - reporting.participles(sentence, whole)
                yield from found(scene, sentence, cue, frame, below)
