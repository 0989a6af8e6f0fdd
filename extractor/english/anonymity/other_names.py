"""Another name instead of somebody's own: ``a pseudonym``, ``not her real name``."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.domain import Sentence, Word
from extractor.english.anonymity.grant import Grant, first_case, with_auxiliaries
from extractor.english.syntax import child, children, is_negated, is_passive, subtree


def grants_at(sentence: Sentence, word: Word) -> Iterator[Grant]:
    """Yield ``a pseudonym`` and ``not her real name`` beside a name."""
    if word.lemma.lower() in {"pseudonym", "name"} and word.upos == "NOUN":
        yield from _of_other_name(sentence, word.index)


def _of_other_name(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``a pseudonym`` and ``not her real name`` beside a name."""
    words = sentence.words
    verb = words[noun].head
    if verb >= 0 and _is_false_name(sentence, noun) and words[noun].deprel in {"obj", "obl"}:
        case = first_case(sentence, noun)
        given = words[verb].lemma.lower() in {"give", "assign"} and is_passive(sentence, verb)
        uses = case is None and (given or words[verb].lemma.lower() in {"use", "adopt"})
        speaks = case is not None and words[verb].lemma.lower() in {"speak", "talk"}
        if uses or speaks:
            beside = (n for n in children(sentence, noun, "appos", "flat") if n == noun + 1)
            names = next((subtree(sentence, n)[-1] for n in beside), noun)  # the pseudonym *Ana*
            yield Grant(with_auxiliaries(sentence, verb), names, verb)
        return
    if words[noun].lemma.lower() == "pseudonym":
        if words[noun].deprel in {"appos", "parataxis"}:
            article = child(sentence, noun, "det")
            yield Grant(noun if article is None else article, noun, noun)
        elif child(sentence, noun, "cop") is not None:
            yield from _predicate(sentence, noun)
        return
    before = [word.text.lower() for word in words[max(noun - 3, 0) : noun]]
    real = before[-1:] in (["real"], ["full"], ["actual"])
    if real and before[:1] == ["not"] and child(sentence, noun, "cop") is None:
        bearer = next((i for i in range(noun - 4, -1, -1) if words[i].text[0].isalnum()), -1)
        yield Grant(noun - 3, noun, noun, (bearer,))
    elif real and child(sentence, noun, "cop") is not None and is_negated(sentence, noun):
        yield from _predicate(sentence, noun)


def _is_false_name(sentence: Sentence, noun: int) -> bool:
    below = {sentence.words[i].text.lower() for i in sentence.children[noun]}
    false = below & {"false", "assumed", "different", "fake", "made-up"}
    named = any(
        sentence.words[i].upos == "PROPN" for i in children(sentence, noun, "appos", "flat")
    )
    return bool(false) or named or sentence.words[noun].lemma.lower() == "pseudonym"


def _predicate(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``is not her real name``, said of a name."""
    copula, subject = child(sentence, noun, "cop"), child(sentence, noun, "nsubj")
    if copula is not None and subject is not None:
        yield Grant(copula, noun, noun, (subject, *subtree(sentence, subject)))
