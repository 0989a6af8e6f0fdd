"""Noun phrases that are no names: what they stand for."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from extractor.domain import Sentence
from extractor.english import lexicon
from extractor.english.noun_phrases import label_words
from extractor.english.syntax import child, children, is_relation, subtree
from extractor.values import value

Determiner = Literal["definite", "indefinite", "new", "possessive", "bare"]

LEFT = frozenset("amod compound nummod nmod advmod flat".split())
DETERMINING = frozenset("det amod nummod".split())
FUNCTION = frozenset("DET PUNCT PART PRON".split())


@value()
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
    stands_for: lexicon.NounClass | None
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


def read_as(sentence: Sentence, head: int, stands: lexicon.NounClass | None) -> Noun:
    """Read a noun phrase of which it is known what it *stands* for."""
    words, below = sentence.words, sentence.children[head]
    before = [c for c in below if c < head]
    left = [c for c in before if is_relation(words[c].deprel, LEFT)]
    possessor = next((c for c in before if words[c].deprel == "nmod:poss"), None)
    plural = is_plural(sentence, head)
    after = label_words(sentence, head) if plural and possessor is None else []
    return Noun(
        sentence=sentence.index,
        head=head,
        noun=lexicon.singular(words[head].text),
        stands_for=stands,
        plural=plural,
        determiner=_determiner(sentence, head, possessor is not None),
        modifiers=frozenset(
            words[i].text.lower()
            for c in left
            for i in subtree(sentence, c)
            if i < head and words[i].upos not in FUNCTION
        ),
        possessor=possessor,
        named=any(words[c].upos == "PROPN" for c in left),
        after=tuple(words[i].text.lower() for i in after if i > head),
        size=len(below),
    )


def stands_for(sentence: Sentence, head: int) -> lexicon.NounClass | None:
    """Say what a phrase stands for by its head; ``a majority of voters`` by what is counted."""
    word = sentence.words[head]
    stands, beside = _by_itself(word.text)
    if beside == "figure" and child(sentence, head, "amod", "compound") is not None:
        return "person"  # party figures
    if stands is None and word.xpos == "NNPS":
        return "person"  # Mexicans
    if beside == "counted":
        for counted in children(sentence, head, "nmod"):
            if counted > head and lexicon.noun_class(sentence.words[counted].text):
                return lexicon.noun_class(sentence.words[counted].text)
    return stands


@lru_cache(lexicon.CACHE_SIZE)
def _by_itself(word: str) -> tuple[lexicon.NounClass | None, str]:
    """Say what a noun stands for by itself, and which words beside it may tell more, or ''."""
    if word.lower() == "old" or lexicon.is_demonym(word):
        return "person", ""  # the 43-year-old
    figure, counts = lexicon.singular(word) == "figure", word.lower() in lexicon.QUANTIFIERS
    counts = counts or lexicon.singular(word) in lexicon.QUANTITY_NOUNS
    return lexicon.noun_class(word), "figure" if figure else "counted" if counts else ""


def is_plural(sentence: Sentence, head: int) -> bool:
    """Return whether a noun stands for several: by its tag, a conjunct is not counted."""
    word = sentence.words[head]
    if word.text.lower() in {"people", "police"} or lexicon.noun_class(word.text) == "crowd":
        return True
    if lexicon.singular(word.text) in lexicon.QUANTITY_NOUNS:
        return any(
            sentence.words[c].xpos in {"NNS", "NNPS"} for c in children(sentence, head, "nmod")
        )
    return word.xpos in {"NNS", "NNPS"} or "Number=Plur" in word.feats


def _determiner(sentence: Sentence, head: int, possessed: bool) -> Determiner:
    words = sentence.words
    told = [c for c in sentence.children[head] if is_relation(words[c].deprel, DETERMINING)]
    forms = {words[c].text.lower() for c in told if c < head}
    fresh = forms & lexicon.CONTRASTIVE_MODIFIERS
    if fresh and ("the" not in forms or fresh - lexicon.ORDINALS):
        return "new"
    if possessed:
        return "possessive"
    if forms & lexicon.DEFINITE_DETERMINERS:
        return "definite"
    counted = forms & lexicon.QUANTIFIERS or forms & {"a", "an", "one"}
    numbered = any(words[c].upos == "NUM" and words[c].deprel.startswith("nummod") for c in told)
    return "indefinite" if counted or numbered else "bare"
