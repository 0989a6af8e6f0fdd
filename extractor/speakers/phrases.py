"""How a noun phrase is written in a label: which of its words, and possessors by their names."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from extractor.domain import Sentence, Span
from extractor.english.syntax import run_around, subtree
from extractor.speakers import words as w
from extractor.speakers.casing import Usage, stands_first

Genitive = Callable[[Sentence, int], str | None]

TRAILING: Final = frozenset(
    "acl:relcl appos parataxis punct discourse list dep advcl cc conj obl:unmarked obl".split()
)
ASIDES: Final = frozenset(
    "including especially particularly notably such like whose who which according".split()
)
OPEN_HEADS: Final = frozenset(
    "person people man woman one someone somebody those anyone source".split()
)


def words_of(sentence: Sentence, head: int, keep: Span | None = None) -> list[int]:
    """Return the words of a label: the phrase without article, asides and relative clauses.

    Conjuncts are in where *keep*, the mention's own span, covers them.
    """
    if sentence.words[head].upos in {"VERB", "AUX"}:
        return [head]
    skip = {c for c in sentence.children[head] if _dropped(sentence, head, c, keep)}
    skip |= {i for i in subtree(sentence, head) if i > head and _is_aside(sentence, i)}
    run = run_around(subtree(sentence, head, skip), head)
    run = run[: _end(sentence, run, head)]
    while len(run) > 1 and _is_edge(sentence, run[-1]):
        run = run[:-1]
    while len(run) > 1 and run[0] < head and _is_start(sentence, run[0]):
        run = run[1:]
    return run


def _end(sentence: Sentence, run: list[int], head: int) -> int:
    """Return how many words of *run* stand before an aside like ``, including ...``."""
    for count, position in enumerate(run):
        after = sentence.words[position + 1].text.lower() if position != run[-1] else ""
        if position > head and sentence.words[position].text == "," and after in ASIDES:
            return count
    return len(run)


def _dropped(sentence: Sentence, head: int, child: int, keep: Span | None) -> bool:
    word = sentence.words[child]
    kept = keep is not None and keep.covers(word.span)
    if word.deprel in {"conj", "cc"}:
        return not kept
    if word.text.lower() == "least":
        return True
    if word.deprel == "case" and child < head and word.upos != "PART":
        return True
    if word.deprel == "advmod" and child < head and sentence.words[child + 1].text == ",":
        return True  # *Instead*, the study …
    if child < head:
        return word.deprel in {"punct", "mark", "cc", "discourse", "cop", "nsubj", "aux"}
    if word.deprel == "acl":
        if word.lemma in w.NAMING:
            return True
        return w.singular(sentence.words[head].text) not in OPEN_HEADS
    if word.deprel == "flat" and word.upos == "PROPN":
        return sentence.words[head].text[:1].islower()
    if word.deprel in {"nmod", "amod"}:
        return _after_comma(sentence, child)
    return word.deprel in TRAILING or word.upos == "VERB" or word.deprel == "case"


def _is_aside(sentence: Sentence, position: int) -> bool:
    deprel = sentence.words[position].deprel
    return deprel == "acl:relcl" or (deprel == "appos" and _after_comma(sentence, position))


def _after_comma(sentence: Sentence, child: int) -> bool:
    first = subtree(sentence, child)[0]
    return first > 0 and sentence.words[first - 1].text in {",", "(", "--", "—", "–"}


def _is_edge(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    return word.upos == "PUNCT" or word.text in {"'s", "’s", "'", "’"} or word.upos == "ADP"


def _is_start(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    lower = word.text.lower()
    return lower in w.ARTICLES | w.OPENERS or word.upos in {"PUNCT", "ADP", "CCONJ", "SCONJ"}


def render(
    sentence: Sentence, positions: Collection[int], text: str, genitive: Genitive, usage: Usage
) -> str:
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
        done, written = instead.get(position, (position, spelt(sentence, position, text, usage)))
        pieces.append(gap + written)
    return " ".join("".join(pieces).split())


def spelt(sentence: Sentence, position: int, text: str, usage: Usage | None = None) -> str:
    """Return the word at *position* as printed, a sentence's capital taken off.

    What is tagged as a name keeps it, but where *usage* tells better.
    """
    word = sentence.words[position]
    printed = text[word.start : word.end]
    if not printed[1:].islower() or not stands_first(sentence, position, text):
        return printed
    if word.upos == "PROPN":
        common = usage and usage.is_common(printed) and not _goes_on(sentence, position)
        return printed.lower() if common else printed
    if word.upos == "NOUN" and usage:
        return printed if usage.is_capitalized(printed) else printed.lower()
    noun = w.noun_class(printed) is not None and w.singular(printed) not in w.CAPITALIZED
    return printed.lower() if noun or word.lemma[:1].islower() else printed


def _goes_on(sentence: Sentence, position: int) -> bool:
    """Return whether a capitalized word of the same phrase follows: ``House Democrats``."""
    word, after = sentence.words[position], sentence.words[position + 1 : position + 2]
    linked = any(word.head == x.index or x.head in {position, word.head} for x in after)
    return linked and after[0].text[:1].isupper()
