"""A cue's subject that the parser hung on another verb, because a relative clause follows it.

*The donor*, who was not named, said the aide wept    one subject more of *wept*
*A clerk* who gave no name said it is shut            *said* is one clause more about it
*A nurse* who, it seems, is afraid says it is shut    *says* belongs to that clause
It will shut, *a clerk* who gave no name told Sky     one subject more of *shut*, or loose
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.domain import Sentence
from extractor.english import lexicon, syntax

PRONOUNS = frozenset({"who", "whose", "whom"})
INSIDE = frozenset({"xcomp", "ccomp", "advcl"})
LOOSE = frozenset({"parataxis", "dep", "list"})


def before_relative(sentence: Sentence, cue: int) -> int | None:
    """Return the noun whose relative clause ends right before a finite *cue*, if it has no other.

    Only where the tree is plainly wrong: it shows one of the pictures above.
    """
    word = sentence.words[cue]
    finite = word.xpos in {*syntax.FINITE, "VBN"}  # told, misread as a participle
    if not finite or syntax.child(sentence, cue, "nsubj", "mark", "aux") is not None:
        return None
    for noun, clause in _relatives_before(sentence, cue):
        if _is_second_subject(sentence, noun, cue) or _is_loose(sentence, noun):
            return noun
        if syntax.child(sentence, cue, "ccomp") is None:
            continue
        second_clause = word.deprel == "acl:relcl" and word.head == noun
        inside = word.deprel in INSIDE and word.head in syntax.subtree(sentence, clause, {cue})
        if second_clause or inside:
            return noun
    return None


def _relatives_before(sentence: Sentence, cue: int) -> Iterator[tuple[int, int]]:
    """Yield each relative clause about a person that ends right before *cue*, and its noun."""
    words = sentence.words
    for clause in reversed(words[:cue]):
        if clause.deprel != "acl:relcl" or clause.head > clause.index:
            continue
        below = [p for p in syntax.subtree(sentence, clause.index, {cue}) if p < cue]
        person = any(words[p].text.lower() in PRONOUNS for p in below)
        if person and all(word.upos == "PUNCT" for word in words[below[-1] + 1 : cue]):
            yield clause.head, clause.index


def _is_second_subject(sentence: Sentence, noun: int, cue: int) -> bool:
    """Return whether a noun is a subject of a verb that has another on its other side."""
    word = sentence.words[noun]
    if not syntax.is_relation(word.deprel, ("nsubj",)) or word.head == cue:
        return False
    others = [s for s in syntax.children(sentence, word.head, "nsubj") if s != noun]
    content = word.head > cue and any(s > cue for s in others)
    return content or (word.head < noun and any(s < word.head for s in others))


def _is_loose(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun for people hangs loosely on a verb before it, behind a comma."""
    words, word = sentence.words, sentence.words[noun]
    first = next(p for p in syntax.subtree(sentence, noun) if words[p].upos != "PUNCT")
    behind = 0 <= word.head < noun and first > 0 and words[first - 1].text == ","
    person = word.upos == "NOUN" and lexicon.noun_class(word.text) in {"person", "crowd"}
    return behind and person and word.deprel in LOOSE
