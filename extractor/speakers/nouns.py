"""Noun phrases that are no names: what they stand for, and how they are written in a label."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from extractor.domain import Sentence, Span
from extractor.grammar import children, run_around, subtree
from extractor.speakers import words as w

Determiner = Literal["definite", "indefinite", "new", "possessive", "bare"]
Genitive = Callable[[Sentence, int], str | None]

LEFT = ("amod", "compound", "nummod", "nmod:poss", "nmod:desc", "advmod", "flat", "nmod")
TRAILING = frozenset(
    "acl:relcl appos parataxis punct discourse list dep advcl cc conj obl:unmarked obl".split()
)
OPEN_HEADS = frozenset("person people man woman one someone somebody those anyone source".split())


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase at one place; ``noun`` is its head, singular and lower case.

    ``modifiers`` are the lower-case words before the head, determiners aside; ``possessor`` is
    the position of what stands in the genitive.
    """

    sentence: int
    head: int
    noun: str
    stands_for: w.NounClass | None
    plural: bool
    determiner: Determiner
    modifiers: frozenset[str]
    possessor: int | None


def read(sentence: Sentence, head: int) -> Noun:
    """Read the noun phrase whose head is the word at *head*."""
    word = sentence.words[head]
    noun = w.singular(word.text)
    left = [c for c in children(sentence, head, *LEFT) if c < head]
    possessors = [c for c in children(sentence, head, "nmod:poss") if c < head]
    return Noun(
        sentence=sentence.index,
        head=head,
        noun=noun,
        stands_for=w.noun_class(word.text),
        plural=is_plural(sentence, head),
        determiner=_determiner(sentence, head, bool(possessors)),
        modifiers=frozenset(
            sentence.words[i].text.lower()
            for c in left
            for i in subtree(sentence, c)
            if i < head and sentence.words[i].upos not in {"DET", "PUNCT", "PART", "PRON"}
        ),
        possessor=possessors[0] if possessors else None,
    )


def is_plural(sentence: Sentence, head: int) -> bool:
    """Tell whether a noun stands for several: by its tag, a conjunct is not counted."""
    word = sentence.words[head]
    if word.text.lower() in {"people", "police"} or w.noun_class(word.text) == "crowd":
        return True
    return word.xpos in {"NNS", "NNPS"} or "Number=Plur" in word.feats


def _determiner(sentence: Sentence, head: int, possessed: bool) -> Determiner:
    before = [
        sentence.words[c].text.lower()
        for c in children(sentence, head, "det", "amod", "nummod")
        if c < head
    ]
    if any(word in w.NEW for word in before):
        return "new"
    if possessed:
        return "possessive"
    if any(word in w.DEFINITE for word in before):
        return "definite"
    if any(word in w.QUANTITIES or word in {"a", "an", "one"} for word in before):
        return "indefinite"
    numbered = any(sentence.words[c].upos == "NUM" for c in children(sentence, head, "nummod"))
    return "indefinite" if numbered else "bare"


def words_of(sentence: Sentence, head: int, keep: Span | None = None) -> list[int]:
    """Return the words of a label: the phrase without article, asides and relative clauses.

    Conjuncts are in where *keep*, the mention's own span, covers them.
    """
    if sentence.words[head].upos in {"VERB", "AUX"}:
        return [head]
    skip = [c for c in sentence.children[head] if _dropped(sentence, head, c, keep)]
    run = run_around(subtree(sentence, head, skip), head)
    while len(run) > 1 and _is_edge(sentence, run[-1]):
        run = run[:-1]
    while len(run) > 1 and run[0] < head and _is_start(sentence, run[0]):
        run = run[1:]
    return run


def _dropped(sentence: Sentence, head: int, child: int, keep: Span | None) -> bool:
    word = sentence.words[child]
    kept = keep is not None and keep.covers(word.span)
    if word.deprel in {"conj", "cc"}:
        return not kept
    if word.deprel == "case" and child < head and word.upos != "PART":
        return True
    if child < head:
        return word.deprel in {"punct", "mark", "cc", "discourse", "cop", "nsubj", "aux"}
    if word.deprel == "acl":
        return w.singular(sentence.words[head].text) not in OPEN_HEADS
    if word.deprel in {"nmod", "amod"}:
        return _after_comma(sentence, child)
    return word.deprel in TRAILING or word.upos == "VERB" or word.deprel == "case"


def _after_comma(sentence: Sentence, child: int) -> bool:
    first = subtree(sentence, child)[0]
    return first > 0 and sentence.words[first - 1].text in {",", "(", "--", "—", "–"}


def _is_edge(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    return word.upos == "PUNCT" or word.text in {"'s", "’s", "'", "’"} or word.upos == "ADP"


def _is_start(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    return word.text.lower() in w.ARTICLES or word.upos in {"PUNCT", "ADP", "CCONJ"}


def render(sentence: Sentence, positions: Collection[int], text: str, genitive: Genitive) -> str:
    """Write the words at *positions*, with what *genitive* answers for each possessor."""
    instead: dict[int, tuple[int, str]] = {}
    for position in positions:
        if sentence.words[position].deprel == "nmod:poss":
            written = genitive(sentence, position)
            if written is not None:
                tree = run_around(subtree(sentence, position), position)
                instead[tree[0]] = (tree[-1], written)
    pieces: list[str] = []
    done = -1
    for position in positions:
        if position <= done:
            continue
        word = sentence.words[position]
        gap = " " if text[word.start - 1 : word.start].isspace() else ""
        done, written = instead.get(position, (position, text[word.start : word.end]))
        pieces.append(gap + written)
    return " ".join("".join(pieces).split())
