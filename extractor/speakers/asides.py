"""Which common nouns of a sentence are said of a name: appositions and predicates."""

from __future__ import annotations

from typing import Final

from extractor.domain import Sentence
from extractor.english import lexicon
from extractor.english.syntax import ancestors, child, children, is_negated, run_around, subtree
from extractor.speakers import nouns
from extractor.speakers.names import Name
from extractor.speakers.titled import title_start

APPOSED: Final = frozenset("appos flat nmod:desc acl".split())
BECOMING: Final = frozenset("become remain".split())


def noun_before(name: Name, sentence: Sentence) -> int | None:
    """Return the noun that a name is in apposition to: ``the chief executive, Mary Lou Teo``."""
    word = sentence.words[name.head]
    if word.head >= 0 and sentence.words[word.head].lemma in lexicon.NAMING_VERBS:
        word = sentence.words[word.head]  # a woman identified as Melanie
    elif 0 <= word.head < name.first and sentence.words[word.head].deprel == "appos":
        word = sentence.words[word.head]  # one delegate, chairwoman Nancy Worley
    if word.deprel in APPOSED and 0 <= word.head < name.first and _describes(sentence, word.head):
        return word.head
    return _noun_before_comma(name, sentence)


def _noun_before_comma(name: Name, sentence: Sentence) -> int | None:
    """Find the noun in ``the mayor, Luis Ortega,`` where the tree has something else."""
    before = title_start(name, sentence) - 2
    closed = name.end < len(sentence.words) and sentence.words[name.end].text == ","
    if before < 0 or not closed or sentence.words[before + 1].text != ",":
        return None
    articles = {sentence.words[i].text.lower() for i in children(sentence, before, "det")}
    definite = (
        bool(articles & {"the", "another"})
        or _is_one(sentence, before)
        or child(sentence, before, "nmod:poss") is not None
    )
    return before if definite and _describes(sentence, before) else None


def _is_one(sentence: Sentence, position: int) -> bool:
    return any(
        sentence.words[i].text.lower() == "one" for i in children(sentence, position, "nummod")
    )


def _describes(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    known = lexicon.noun_class(word.text) in {"person", "organization"}
    if word.text.lower() == "one":
        return child(sentence, position, "nmod") is not None  # one of her aides, Ann Lee
    return word.text[:1].islower() and known and not nouns.is_plural(sentence, position)


def of(name: Name, sentence: Sentence, before: int | None) -> list[int]:
    """Return the common nouns said of a name: appositions, *before* it or not, and predicates."""
    found = [*children(sentence, name.head, "appos"), *_noun_after_comma(name, sentence)]
    word = sentence.words[name.head]
    if word.deprel == "appos" and word.head >= name.end:
        found.append(word.head)  # the tree hangs the name below what is said of it
    if word.deprel == "nsubj" and word.head >= 0:
        if is_negated(sentence, word.head):
            pass
        elif child(sentence, word.head, "cop") is not None:
            found.append(word.head)
        elif sentence.words[word.head].lemma in BECOMING:
            found.extend(children(sentence, word.head, "xcomp", "obj"))
    if before is not None:
        siblings = children(sentence, before, "appos")
        found += [before, *(i for i in siblings if i > name.end)]
    return [i for i in dict.fromkeys(found) if _describes(sentence, i)]


def _noun_after_comma(name: Name, sentence: Sentence) -> list[int]:
    """Find the noun in ``Lee, the city's mayor,`` where the tree has something else."""
    start = name.end + 1
    if start >= len(sentence.words) or sentence.words[name.end].text != ",":
        return []
    for position in (start, *ancestors(sentence, start)):
        if position - start > 10:
            break
        if position > start and _describes(sentence, position):
            tree = run_around(subtree(sentence, position), position)
            after = sentence.words[tree[-1] + 1 : tree[-1] + 2]
            closed = not after or after[0].text in {",", ".", ")", "who"}
            return [position] if tree[0] == start and closed else []
    return []


def governor(name: Name, sentence: Sentence, before: int | None) -> int | None:
    """Return the noun that stands in the sentence for a name in apposition to it."""
    word = sentence.words[name.head]
    above = before
    if above is None and word.deprel == "appos":
        above = word.head
    return above if above is not None and _describes(sentence, above) else None
