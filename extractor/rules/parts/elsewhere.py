"""Subjects that the parser hung somewhere else than on their verb."""

from __future__ import annotations

from extractor.domain import Sentence
from extractor.english import syntax
from extractor.rules.parts.addressees import TELLING

NOT_SUBJECTS = frozenset(
    "nsubj nsubj:pass obj iobj nmod nmod:poss obl obl:agent flat compound nummod".split()
)
SILENT = frozenset(
    """
    there today tonight tomorrow yesterday
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    """.lower().split()
)
"""What never speaks, whatever the parser makes of it: ``Moore said Friday``."""
NOMINATIVES = frozenset("he she they i we".split())


def before(sentence: Sentence, cue: int) -> int | None:
    """Take the nominal right before a finite cue that the parser hung elsewhere."""
    place = cue - 1
    while place > 0 and sentence.words[place].upos in {"ADV", "AUX"}:
        place -= 1
    if place < 0 or sentence.words[cue].xpos not in syntax.FINITE:
        return None
    top = place
    while (
        sentence.words[top].deprel in {"flat", "compound", "nmod:desc"}
        and sentence.words[top].head < cue
    ):
        top = sentence.words[top].head
    word = sentence.words[top]
    # No verb has a noun compounded to it: that is a subject before what looks like a noun.
    apart = word.deprel in NOT_SUBJECTS and (word.deprel, word.head) != ("compound", cue)
    if word.text.lower() not in NOMINATIVES and (
        word.upos not in {"PROPN", "NOUN"} or word.head < 0 or apart
    ):
        return None
    return top


def behind(sentence: Sentence, cue: int) -> int | None:
    """Take ``Ellis`` in ``Said Ellis: …`` where the parser made it an object."""
    after = cue + 1
    if sentence.words[cue].lemma.lower() in TELLING:
        return None
    for head in syntax.children(sentence, cue, "obj", "iobj", "obl:unmarked", "vocative"):
        word = sentence.words[head]
        first = min(syntax.subtree(sentence, head))
        finite = sentence.words[cue].xpos in {"VBD", "VBZ"}
        speaks = word.text.lower() not in SILENT
        named = word.upos == "PROPN" or _ends_clause(sentence, head)
        if finite and first == after and speaks and named:
            return head
    return None


def _ends_clause(sentence: Sentence, head: int) -> bool:
    """Return whether nothing but punctuation follows the noun phrase."""
    last = max(syntax.subtree(sentence, head))
    return last + 1 >= len(sentence.words) or sentence.words[last + 1].upos == "PUNCT"
