"""The noun phrase around a head word, as a mention shows it."""

from __future__ import annotations

from extractor.domain import NounPhrase, Sentence
from extractor.english import syntax

CLAUSES = frozenset(("acl:relcl", "parataxis", "advcl", "ccomp", "case"))
BRACKETS = frozenset(")]")


def phrase(sentence: Sentence, head: int, avoid: frozenset[int] = frozenset()) -> NounPhrase:
    """Return the noun phrase of *head*: its subtree without trailing clauses, one piece."""
    skip = set(avoid)
    skip.update(c for c in sentence.children[head] if _is_loose(sentence, head, c))
    whole = syntax.subtree(sentence, head, skip)
    asides = [p for p in whole if p != head and _is_aside(sentence, p)]
    if asides:
        whole = syntax.subtree(sentence, head, skip.union(asides))
    positions = syntax.run_around(whole, head)
    while positions[-1] != head and _is_edge(sentence, positions[-1]):
        positions = positions[:-1]
    while positions[0] != head and _is_edge(sentence, positions[0]):
        positions = positions[1:]
    return NounPhrase(syntax.span(sentence, positions), sentence.index, head)


def _is_loose(sentence: Sentence, head: int, child: int) -> bool:
    word = sentence.words[child]
    if word.deprel == "acl" and child > head:
        return sentence.words[child - 1].text == ","
    if word.deprel == "advmod" and child < head:
        return sentence.words[child + 1].text == ","  # *Instead*, the study …
    return syntax.is_relation(word.deprel, CLAUSES)


def _is_aside(sentence: Sentence, position: int) -> bool:
    """Return whether it is a relative clause past a comma, wherever the parser hung it."""
    if sentence.words[position].deprel != "acl:relcl":
        return False
    first = min(syntax.subtree(sentence, position))
    return first > 0 and sentence.words[first - 1].text == ","


def _is_edge(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    return word.upos in {"PUNCT", "CCONJ"} and word.text not in BRACKETS
