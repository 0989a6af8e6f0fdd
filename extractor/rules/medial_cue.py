"""``he said`` in the middle or at the end of the words reported, without marks.

Acts of protest, he said, are acts of love.
                    ^^^^      ^^^^
                    cue  <-parataxis-  content;   cue -nsubj-> he
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.domain import Sentence
from extractor.english import syntax
from extractor.rules.shared.context import Context, Match, cue_at

ASIDES = ("parataxis", "advcl", "acl:relcl", "discourse", "dep", "conj", "ccomp")
MAX_ASIDE = 25


def find(context: Context) -> Iterator[Match]:
    """Yield each verb set off as an aside in the clause that it reports."""
    for sentence, verb in context.tagged("VERB"):
        word = sentence.words[verb]
        if word.head < 0 or not syntax.is_relation(word.deprel, ASIDES):
            continue
        if not _is_aside(sentence, verb):
            continue
        top = _clause_above(sentence, verb)
        below = syntax.subtree(sentence, top, {verb})
        if not any(p < verb for p in below) and syntax.marker(sentence, verb) != "as":
            continue
        yield from context.matches(sentence, cue_at(sentence, verb), "medial", below, word.deprel)


def _is_aside(sentence: Sentence, verb: int) -> bool:
    """Return whether the clause of *verb* has a subject, no content, and marks around it."""
    if syntax.child(sentence, verb, "nsubj") is None:
        return False
    if syntax.child(sentence, verb, "ccomp", "xcomp", "obj") is not None:
        return False
    if syntax.marker(sentence, verb) not in {"", "as"}:
        return False
    words, aside = sentence.words, syntax.subtree(sentence, verb)
    if len(aside) > MAX_ASIDE:
        return False
    inner = [p for p in aside if words[p].upos != "PUNCT"]
    before, after = inner[0] - 1, inner[-1] + 1
    opened = before < 0 or words[before].upos == "PUNCT"
    closed = after >= len(words) or words[after].upos == "PUNCT"
    return opened and closed


def _clause_above(sentence: Sentence, verb: int) -> int:
    """Return the clause that the aside interrupts: its head, up to the nearest full clause."""
    top = sentence.words[verb].head
    while sentence.words[top].deprel in {"nmod", "nsubj", "obj", "obl", "amod", "appos", "advmod"}:
        top = sentence.words[top].head
    return top
