"""Who is told: the object of ``tell``, ``ask`` and their like."""

from __future__ import annotations

from extractor.domain import NounPhrase, Sentence
from extractor.english import syntax
from extractor.rules.parts.phrases import phrase

HUMAN_OBJECT = ("iobj", "obj")
TELLING = frozenset(
    """
    tell ask inform assure remind warn notify advise urge promise convince persuade brief
    """.split()
)


def addressee(sentence: Sentence, verb: int) -> NounPhrase | None:
    """Return who is told at *verb*, None where nobody is or the sentence does not say."""
    if sentence.words[verb].lemma.lower() not in TELLING:
        return None
    passive = ("nsubj:pass",) if syntax.is_passive(sentence, verb) else ()
    for name in (*passive, *HUMAN_OBJECT):
        head = syntax.child(sentence, verb, name)
        if head is not None and sentence.words[head].upos in syntax.NOMINAL:
            return phrase(sentence, head)
    return _second_subject(sentence, verb)


def _second_subject(sentence: Sentence, verb: int) -> NounPhrase | None:
    """Return what the parser took for one subject more: ``Ms. Lee, 49, told *the Post*``."""
    subjects = sorted(syntax.children(sentence, verb, "nsubj"))
    second = len(subjects) > 1 and subjects[0] < verb < subjects[-1]
    return phrase(sentence, subjects[-1]) if second else None
