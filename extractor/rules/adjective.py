"""A state of mind: ``sure that``, ``worried about``, ``eager to``.

The mayor is confident that it will work.
             ^^^^^^^^^              ^^^^
             cue  -ccomp->  content;   cue -nsubj-> mayor
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.domain import Sentence
from extractor.english import syntax
from extractor.rules.shared.context import Context, Match, cue_at


def find(context: Context) -> Iterator[Match]:
    """Yield each predicate adjective with a clause or a prepositional complement."""
    for sentence, adjective in context.tagged("ADJ"):
        yield from _of(context, sentence, adjective)


def _of(context: Context, sentence: Sentence, adjective: int) -> Iterator[Match]:
    if syntax.child(sentence, adjective, "nsubj") is None:
        return
    for clause in syntax.children(sentence, adjective, "ccomp", "xcomp", "advcl", "obl"):
        mark = syntax.marker(sentence, clause)
        if clause < adjective or (not mark and sentence.words[clause].deprel == "obl"):
            continue
        below = syntax.subtree(sentence, clause)
        frame = "adjective-" + (mark or "clause")
        yield from context.matches(sentence, cue_at(sentence, adjective), frame, below)
