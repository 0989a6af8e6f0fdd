"""What somebody thinks or wants, by a predicate with *be*: an adjective, or a noun's content.

The mayor is confident that it will work.      A state of mind: ``sure that``, ``worried about``,
             ^^^^^^^^^              ^^^^       ``eager to``.
             cue  -ccomp->  content;   cue -nsubj-> mayor

His view is that the court erred.              A noun such as ``view``, ``question`` or ``hope``.
    ^^^^             ^^^^^
    cue <-nsubj- content;   cue -nmod:poss-> his
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.domain import Sentence
from extractor.english import syntax
from extractor.english.noun_phrases import mention_of
from extractor.rules.shared.context import Context, CuePhrase, Match, Source, cue_at, match_of


def find_adjectives(context: Context) -> Iterator[Match]:
    """Yield each predicate adjective with a clause or a prepositional complement."""
    for sentence, adjective in context.tagged("ADJ"):
        yield from _of_adjective(context, sentence, adjective)


def _of_adjective(context: Context, sentence: Sentence, adjective: int) -> Iterator[Match]:
    """Yield what somebody is said to be sure, glad or afraid of."""
    if syntax.child(sentence, adjective, "nsubj") is None:
        return
    for clause in syntax.children(sentence, adjective, "ccomp", "xcomp", "advcl", "obl"):
        mark = syntax.marker(sentence, clause)
        if clause < adjective or (not mark and sentence.words[clause].deprel == "obl"):
            continue
        below = syntax.subtree(sentence, clause)
        frame = "adjective-" + (mark or "clause")
        yield from context.matches(sentence, cue_at(sentence, adjective), frame, below)


def find_nouns(context: Context) -> Iterator[Match]:
    """Yield each noun that is equated with a clause."""
    for sentence, noun in context.tagged("NOUN"):
        word = sentence.words[noun]
        if word.deprel in {"nsubj", "nsubj:outer"} and _equates(sentence, word.head, noun):
            yield _of_noun(sentence, noun)


def _equates(sentence: Sentence, clause: int, noun: int) -> bool:
    """Return whether *clause* is a predicate with a form of ``be`` before it."""
    helped = syntax.children(sentence, clause, "cop", "aux")  # but no ``could``
    be = next((p for p in helped if sentence.words[p].lemma == "be"), None)
    mark = syntax.marker(sentence, clause)
    deprel = sentence.words[noun].deprel
    return (
        be is not None
        and be > noun
        and (deprel == "nsubj:outer" or mark in {"that", "to", "whether"})
    )


def _of_noun(sentence: Sentence, noun: int) -> Match:
    """Return the match of a noun that is the same as a clause: ``his *view* is that it leaks``."""
    owner = syntax.child(sentence, noun, "nmod:poss")
    subject = Source(mention_of(sentence, owner), "possessor") if owner is not None else None
    clause = sentence.words[noun].head
    mark = syntax.child(sentence, clause, "mark")
    first = clause if mark is None else mark  # *is* that X is Y: the first is the cue's
    leading = [
        c
        for c in sentence.children[clause]
        if c <= noun or (syntax.is_relation(sentence.words[c].deprel, ("cop", "aux")) and c < first)
    ]
    if mark is None:  # Her motto is “never give up,” *and her trainer calls her stubborn*
        joined = syntax.children(sentence, clause, "conj")
        leading += [c for c in joined if syntax.child(sentence, c, *syntax.SUBJECTS) is not None]
    below = [p for p in syntax.subtree(sentence, clause, set(leading)) if p > noun]
    cue = CuePhrase(noun, sentence.words[noun].lemma.lower(), (noun,))
    return match_of(sentence, cue, "noun-predicate", below, subject)
