"""Anonymity by its own words.

spoke on condition of anonymity;  requested anonymity
wished to remain anonymous;       speaking anonymously
on background;                    under the Chatham House rule
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from extractor.domain import Sentence, Word
from extractor.english import lexicon
from extractor.english.anonymity.grant import (
    CLAUSES,
    OPENING,
    Grant,
    condition_above,
    first_case,
    is_form_of,
    wanting,
    with_auxiliaries,
    with_speaking,
)
from extractor.english.syntax import child, children, is_passive, marker

BEFORE_ANONYMITY: Final = frozenset("of for the a an their his her its strict full total".split())
"""What may stand between a condition and ``anonymity``."""


def grants_at(sentence: Sentence, word: Word) -> Iterator[Grant]:
    """Yield the grants that a word such as ``anonymity`` names."""
    lower = word.text.lower()
    if lower == "anonymity":
        yield from _of_anonymity(sentence, word.index)
    elif lower in lexicon.ANONYMITY["nameless"]:
        yield from _anonymous(sentence, word.index)
    elif lower in lexicon.ANONYMITY["nameless-adverb"] and word.head >= 0:
        yield _with_speaking(sentence, word.index, word.index, word.index)
    elif lower == "suppression" and child(sentence, word.index, "compound") is not None:
        yield from _of_anonymity(sentence, word.index)
    elif lower in {"chatham", "lobby"} and word.head > word.index:
        yield from _under_rules(sentence, word.head)
    elif lower in {"background", "attribution", "record"}:
        yield from _on_background(sentence, word.index)


def _of_anonymity(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``on condition of anonymity``, ``requested anonymity``, ``insisted on anonymity``."""
    words = sentence.words
    opening = _opening(sentence, noun)
    if opening is not None:
        yield _with_speaking(sentence, opening, noun, _above(sentence, noun))
        return
    top = _above(sentence, noun)
    case, verb = first_case(sentence, top), words[top].head
    if verb < 0:
        return
    right = words[top].lemma.lower() in lexicon.ANONYMITY["right"]
    if is_form_of(words[verb], lexicon.ANONYMITY["granting"]) and (top == noun or right):
        yield _granted(sentence, verb, noun)
    elif case is not None and words[case].text.lower() in OPENING:
        yield _with_speaking(sentence, case, noun, top)


def _granted(sentence: Sentence, verb: int, noun: int) -> Grant:
    """Return a grant by a verb: for its subject, or for whom the subject grants it."""
    first, giver = with_auxiliaries(sentence, verb), child(sentence, verb, "nsubj")
    gives = sentence.words[verb].lemma.lower() in lexicon.ANONYMITY["giving"]
    if not gives or giver is None or is_passive(sentence, verb):
        return Grant(first, noun, verb)
    to = (n for n in children(sentence, verb, "obl") if marker(sentence, n) == "to")
    owner = children(sentence, noun, "nmod:poss", "compound")  # granted *the jurors* anonymity
    given = next(chain(children(sentence, verb, "iobj"), to, owner), None)
    return Grant(first, noun, verb) if given is None else Grant(first, noun, verb, (given,), giver)


def _above(sentence: Sentence, noun: int) -> int:
    """Return the condition, or other noun, on which ``of anonymity`` hangs; or *noun*."""
    top = noun
    while sentence.words[top].head >= 0 and _is_condition(sentence, sentence.words[top].head):
        top = sentence.words[top].head
    return top


def _is_condition(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    lemma, names = word.lemma.lower(), lexicon.ANONYMITY
    return word.upos == "NOUN" and (lemma in names["condition"] or lemma in names["right"])


def _opening(sentence: Sentence, noun: int) -> int | None:
    """Return the ``on`` of ``on strict condition of anonymity`` by the order of its words."""
    words, seen = sentence.words, False
    for word in reversed(words[:noun]):
        if seen and word.text.lower() in OPENING:
            return word.index
        named = word.lemma.lower() in lexicon.ANONYMITY["condition"]
        described = word.upos in {"ADJ", "DET"} if seen else word.text.lower() in BEFORE_ANONYMITY
        if not (named or described):
            return None
        seen = seen or named
    return None


def _with_speaking(sentence: Sentence, first: int, last: int, top: int) -> Grant:
    """Return a grant from *first*, or from the ``speaking`` that stands right before it."""
    begins, speaking = with_speaking(sentence, first)
    if speaking is None:
        above = sentence.words[top].head
        speaking = top if above < 0 else above
    return Grant(begins, last, speaking)


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
    verb = remaining if top is None else top
    condition = condition_above(sentence, verb)
    stays = remaining != adjective and sentence.words[remaining].deprel in CLAUSES
    kept = child(sentence, remaining, "obj")  # had kept *the boys* anonymous
    whose = () if kept is None else (kept,)
    if condition is not None:  # on condition that he remain anonymous
        yield Grant(condition, adjective, verb, whose)
    elif top is not None or stays:  # who remained anonymous
        yield Grant(with_auxiliaries(sentence, verb), adjective, verb, whose)


def _on_background(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``on background``, ``off the record`` and ``not for attribution``."""
    words = sentence.words
    before = [word.text.lower() for word in words[max(noun - 2, 0) : noun]]
    if words[noun].text.lower() == "background":
        on = noun - 1 if before[-1:] == ["on"] else noun - 2 if before == ["on", "deep"] else -1
    else:
        on = noun - 2 if before in (["not", "for"], ["off", "the"]) else -1
        on = noun - 1 if before[-1:] == ["without"] else on
    if on >= 0 and words[noun].head >= 0:
        yield _with_speaking(sentence, on, noun, noun)


def _under_rules(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``on lobby terms`` and ``under the Chatham House rule``."""
    while sentence.words[noun].deprel in {"compound", "nmod"} and sentence.words[noun].head > noun:
        noun = sentence.words[noun].head
    case, verb = first_case(sentence, noun), sentence.words[noun].head
    if case is not None and verb >= 0 and sentence.words[noun].lemma.lower() in {"term", "rule"}:
        yield _with_speaking(sentence, case, noun, noun)
