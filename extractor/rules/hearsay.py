"""An adverb that says somebody said so, not who.

The club is reportedly spending more.
            ^^^^^^^^^^ ^^^^^^^^
            cue <-advmod- content;   no mention
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor import grammar
from extractor.rules.base import Found
from extractor.rules.parts.cue import CueAt, found_with
from extractor.rules.parts.scene import Scene

ADVERBS = frozenset("reportedly allegedly supposedly purportedly".split())


def find(scene: Scene) -> Iterator[Found]:
    """Yield the clause of each adverb of hearsay."""
    for sentence in scene.sentences:
        for word in sentence.words:
            if word.text.lower() not in ADVERBS or word.head < 0:
                continue
            if scene.outside(sentence, word.index):
                below = grammar.subtree(sentence, word.head, {word.index})
                cue = CueAt(word.index, word.text.lower(), (word.index,))
                yield found_with(sentence, cue, "adverb", below, None)
