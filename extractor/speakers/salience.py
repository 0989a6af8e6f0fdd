"""How much a noun phrase draws the pronouns after it, by its place in the tree."""

from __future__ import annotations

from typing import Final

from extractor.domain import Sentence

WEIGHTS: Final = {
    "nsubj": 1.0,
    "nsubj:pass": 0.9,
    "nsubj:outer": 0.8,
    "obl:agent": 0.7,
    "root": 0.7,
    "obj": 0.6,
    "iobj": 0.6,
    "dislocated": 0.6,
    "parataxis": 0.5,
    "obl": 0.45,
    "nmod:poss": 0.55,
    "appos": 0.4,
    "nmod": 0.35,
    "vocative": 0.2,
    "compound": 0.1,
    "amod": 0.1,
    "nmod:desc": 0.1,
}
OTHER: Final = 0.3
TOPIC: Final = 1.2
CLAUSES: Final = frozenset("ccomp advcl acl acl:relcl csubj xcomp advcl:relcl".split())
PER_CLAUSE: Final = 0.8


def depth_weight(sentence: Sentence, head: int) -> float:
    """Return the weight of the phrase at *head*: high for the main clause's subject."""
    words, position = sentence.words, first_conjunct(sentence, head)
    if is_topic(sentence, position):
        return TOPIC
    weight = WEIGHTS.get(words[position].deprel, OTHER)
    while position >= 0:
        word = words[position]
        if word.deprel in CLAUSES:
            weight *= PER_CLAUSE
        position = word.head
    return weight


def is_topic(sentence: Sentence, position: int) -> bool:
    """Return whether ``as for`` stands before the phrase at *position*."""
    words = sentence.words
    for before in sentence.children[position]:
        if before >= position:
            break
        if words[before].lemma == "as" and words[before + 1].lemma == "for":
            return True
    return False


def first_conjunct(sentence: Sentence, head: int) -> int:
    """Return the first member of the coordination that *head* stands in, or *head*."""
    while sentence.words[head].deprel in {"conj", "flat"} and sentence.words[head].head >= 0:
        head = sentence.words[head].head
    return head
