"""Noun phrases that are no names: what they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractor.domain import Sentence
from extractor.grammar import child, children, subtree
from extractor.speakers import words as w
from extractor.speakers.phrases import words_of

Determiner = Literal["definite", "indefinite", "new", "possessive", "bare"]

LEFT = ("amod", "compound", "nummod", "nmod:poss", "nmod:desc", "advmod", "flat", "nmod")


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase at one place; ``noun`` is its head, singular and lower case.

    ``modifiers`` are the lower-case words before the head, determiners aside; ``possessor`` is
    the position of what stands in the genitive; ``named`` tells whether a name is before it;
    ``after`` are the words of a plural's label that follow the head; ``size`` is how many words
    depend on it.
    """

    sentence: int
    head: int
    noun: str
    stands_for: w.NounClass | None
    plural: bool
    determiner: Determiner
    modifiers: frozenset[str]
    possessor: int | None
    named: bool
    after: tuple[str, ...]
    size: int

    @property
    def way(self) -> tuple[object, ...]:
        """What tells this way of calling somebody from another, its place aside."""
        return self.noun, self.plural, self.determiner, self.modifiers, self.after, self.size


def read(sentence: Sentence, head: int) -> Noun:
    """Read the noun phrase whose head is the word at *head*."""
    return read_as(sentence, head, stands_for(sentence, head))


def read_as(sentence: Sentence, head: int, stands: w.NounClass | None) -> Noun:
    """Read a noun phrase of which it is known what it *stands* for."""
    word = sentence.words[head]
    noun = w.singular(word.text)
    left = [c for c in children(sentence, head, *LEFT) if c < head]
    possessors = [c for c in children(sentence, head, "nmod:poss") if c < head]
    plural = is_plural(sentence, head)
    after = words_of(sentence, head) if plural and not possessors else []
    return Noun(
        sentence=sentence.index,
        head=head,
        noun=noun,
        stands_for=stands,
        plural=plural,
        determiner=_determiner(sentence, head, bool(possessors)),
        modifiers=frozenset(
            sentence.words[i].text.lower()
            for c in left
            for i in subtree(sentence, c)
            if i < head and sentence.words[i].upos not in {"DET", "PUNCT", "PART", "PRON"}
        ),
        possessor=possessors[0] if possessors else None,
        named=any(sentence.words[c].upos == "PROPN" for c in left),
        after=tuple(sentence.words[i].text.lower() for i in after if i > head),
        size=len(sentence.children[head]),
    )


def stands_for(sentence: Sentence, head: int) -> w.NounClass | None:
    """Say what a phrase stands for by its head; ``a majority of voters`` by what is counted."""
    word = sentence.words[head]
    if word.text.lower() == "old":
        return "person"  # the 43-year-old
    if w.singular(word.text) == "figure" and child(sentence, head, "amod", "compound") is not None:
        return "person"  # party figures
    if w.is_demonym(word.text):
        return "person"
    if word.xpos == "NNPS" and w.noun_class(word.text) is None:
        return "person"  # Mexicans
    if word.text.lower() in w.QUANTITIES or w.singular(word.text) in w.QUANTITY_NOUNS:
        for counted in children(sentence, head, "nmod"):
            if counted > head and w.noun_class(sentence.words[counted].text):
                return w.noun_class(sentence.words[counted].text)
    return w.noun_class(word.text)


def is_plural(sentence: Sentence, head: int) -> bool:
    """Tell whether a noun stands for several: by its tag, a conjunct is not counted."""
    word = sentence.words[head]
    if word.text.lower() in {"people", "police"} or w.noun_class(word.text) == "crowd":
        return True
    if w.singular(word.text) in w.QUANTITY_NOUNS:
        return any(
            sentence.words[c].xpos in {"NNS", "NNPS"} for c in children(sentence, head, "nmod")
        )
    return word.xpos in {"NNS", "NNPS"} or "Number=Plur" in word.feats


def _determiner(sentence: Sentence, head: int, possessed: bool) -> Determiner:
    before = [
        sentence.words[c].text.lower()
        for c in children(sentence, head, "det", "amod", "nummod")
        if c < head
    ]
    fresh = w.NEW - w.ORDINALS if "the" in before else w.NEW
    if any(word in fresh for word in before):
        return "new"
    if possessed:
        return "possessive"
    if any(word in w.DEFINITE for word in before):
        return "definite"
    if any(word in w.QUANTITIES or word in {"a", "an", "one"} for word in before):
        return "indefinite"
    numbered = any(sentence.words[c].upos == "NUM" for c in children(sentence, head, "nummod"))
    return "indefinite" if numbered else "bare"
