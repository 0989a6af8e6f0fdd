"""An adverb that marks hearsay without naming a source.

The club is reportedly spending more.
            ^^^^^^^^^^ ^^^^^^^^
            cue <-advmod- content;   no mention
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.english import syntax
from extractor.rules.shared.context import Context, CuePhrase, Match, match_of

ADVERBS = frozenset("reportedly allegedly supposedly purportedly".split())


def find(context: Context) -> Iterator[Match]:
    """Yield the clause of each adverb of hearsay."""
    for sentence, adverb in context.tagged("ADV"):
        word = sentence.words[adverb]
        if word.text.lower() in ADVERBS and word.head >= 0:
            below = syntax.subtree(sentence, word.head, {adverb})
            cue = CuePhrase(adverb, word.text.lower(), (adverb,))
            yield match_of(sentence, cue, "adverb", below, None)
