"""An adverb that says somebody said so, not who.

The club is reportedly spending more.
            ^^^^^^^^^^ ^^^^^^^^
            cue <-advmod- content;   no mention
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.english import syntax
from extractor.rules.base import Found
from extractor.rules.parts.cue import CueAt, found_with
from extractor.rules.parts.scene import Scene

ADVERBS = frozenset("reportedly allegedly supposedly purportedly".split())


def find(scene: Scene) -> Iterator[Found]:
    """Yield the clause of each adverb of hearsay."""
    for sentence, adverb in scene.tagged("ADV"):
        word = sentence.words[adverb]
        if word.text.lower() in ADVERBS and word.head >= 0:
            below = syntax.subtree(sentence, word.head, {adverb})
            cue = CueAt(adverb, word.text.lower(), (adverb,))
            yield found_with(sentence, cue, "adverb", below, None)
