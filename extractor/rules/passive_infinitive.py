"""Something that is expected, said or asked, with no source named.

The bill is expected to pass.
            ^^^^^^^^    ^^^^
            cue -xcomp-> content;   no mention
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.english import syntax
from extractor.rules.shared.context import Context, Match, cue_at


def find(context: Context) -> Iterator[Match]:
    """Yield each passive verb with an infinitive."""
    for sentence, verb in context.tagged("VERB"):
        if not syntax.is_passive(sentence, verb):
            continue
        for clause in syntax.children(sentence, verb, "xcomp"):
            below = syntax.subtree(sentence, clause)
            subject = syntax.child(sentence, verb, "nsubj:pass")
            if subject is not None:
                below = sorted({*below, *syntax.subtree(sentence, subject)})
            yield from context.matches(
                sentence, cue_at(sentence, verb), "passive-infinitive", below
            )
