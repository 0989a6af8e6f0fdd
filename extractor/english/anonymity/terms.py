"""Anonymity by its own words.

spoke on condition of anonymity;  requested anonymity
wished to remain anonymous;       speaking anonymously
on background;                    under the Chatham House rule
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.domain import Sentence, Word
from extractor.english import lexicon
from extractor.english.anonymity.grant import (
    CLAUSES,
    Grant,
    first_case,
    wanting,
    with_auxiliaries,
)
from extractor.english.syntax import child, subtree


def grants_at(sentence: Sentence, word: Word) -> Iterator[Grant]:
    """Yield the grants that a word such as ``anonymity`` names."""
    lower = word.text.lower()
    if lower == "anonymity":
        yield from _of_anonymity(sentence, word.index)
    elif lower in lexicon.ANONYMITY["nameless"]:
        yield from _anonymous(sentence, word.index)
    elif lower in {"anonymously", "pseudonymously", "unattributably"} and word.head >= 0:
        yield _of_adverb(sentence, word.index)
    elif lower == "suppression" and child(sentence, word.index, "compound") is not None:
        yield from _of_anonymity(sentence, word.index)
    elif lower in {"chatham", "lobby"} and word.head > word.index:
        yield from _under_rules(sentence, word.head)
    elif lower in {"background", "attribution", "record"}:
        yield from _on_background(sentence, word.index)


def _of_anonymity(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``on condition of anonymity``, ``requested anonymity``, ``insisted on anonymity``."""
    words = sentence.words
    top = noun
    while words[top].head >= 0 and _is_condition(sentence, words[top].head):
        top = words[top].head
    case, verb = first_case(sentence, top), words[top].head
    if verb < 0:
        return
    lemma = words[verb].lemma.lower()
    right = words[top].lemma.lower() in lexicon.ANONYMITY["right"]
    first = min(subtree(sentence, top)) if case is None else case
    speaks = lemma in {"speak", "talk"} and _is_beside(sentence, verb, first)
    asks = lemma in lexicon.ANONYMITY["granting"] and (top == noun or right)
    if asks or speaks:
        yield Grant(with_auxiliaries(sentence, verb), noun, verb)
    elif case is not None and words[case].text.lower() in {"on", "under", "in", "with"}:
        yield Grant(case, noun, verb)


def _is_condition(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    lemma, names = word.lemma.lower(), lexicon.ANONYMITY
    return word.upos == "NOUN" and (lemma in names["condition"] or lemma in names["right"])


def _is_beside(sentence: Sentence, verb: int, first: int) -> bool:
    between = sentence.words[verb + 1 : first]
    return verb < first and all(word.upos == "ADV" for word in between)


def _anonymous(sentence: Sentence, adjective: int) -> Iterator[Grant]:
    """Yield ``wished to remain anonymous``; an anonymous donor is no grant."""
    above = sentence.words[adjective].head
    remaining = adjective if child(sentence, adjective, "cop") is not None else above
    if remaining < 0 or (
        remaining != adjective
        and sentence.words[remaining].lemma.lower() not in lexicon.ANONYMITY["remaining"]
    ):
        return
    top = wanting(sentence, remaining)
    stays = remaining != adjective and sentence.words[remaining].deprel in CLAUSES
    if top is not None or stays:  # who remained anonymous
        verb = remaining if top is None else top
        yield Grant(with_auxiliaries(sentence, verb), adjective, verb)


def _of_adverb(sentence: Sentence, adverb: int) -> Grant:
    """Return ``speaking anonymously``, or the adverb alone at another verb."""
    verb = sentence.words[adverb].head
    speaks = sentence.words[verb].lemma.lower() in {"speak", "talk"} and verb == adverb - 1
    first = with_auxiliaries(sentence, verb) if speaks else adverb
    return Grant(first, adverb, verb)


def _on_background(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``on background``, ``off the record`` and ``not for attribution``."""
    words = sentence.words
    before = [word.text.lower() for word in words[max(noun - 2, 0) : noun]]
    if words[noun].text.lower() == "background":
        on = noun - 1 if before[-1:] == ["on"] else noun - 2 if before == ["on", "deep"] else -1
    else:
        on = noun - 2 if before in (["not", "for"], ["off", "the"]) else -1
        on = noun - 1 if before[-1:] == ["without"] else on
    if on < 0 or words[noun].head < 0:
        return
    verb = words[noun].head
    speaks = words[verb].lemma.lower() in {"speak", "talk"} and verb == on - 1
    yield Grant(with_auxiliaries(sentence, verb) if speaks else on, noun, verb)


def _under_rules(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``on lobby terms`` and ``under the Chatham House rule``."""
    while sentence.words[noun].deprel in {"compound", "nmod"} and sentence.words[noun].head > noun:
        noun = sentence.words[noun].head
    case, verb = first_case(sentence, noun), sentence.words[noun].head
    if case is None or verb < 0 or sentence.words[noun].lemma.lower() not in {"term", "rule"}:
        return
    speaks = sentence.words[verb].lemma.lower() in {"speak", "talk"} and verb == case - 1
    yield Grant(with_auxiliaries(sentence, verb) if speaks else case, noun, verb)
