"""What a text says of the bearer of a name: titles, appositions, predicates, age."""

from __future__ import annotations

from typing import Final

from extractor.domain import Document, Sentence
from extractor.grammar import child, children
from extractor.speakers import nouns
from extractor.speakers import words as w
from extractor.speakers.names import Name
from extractor.speakers.referents import Referent
from extractor.speakers.titled import title, title_heads, title_start

APPOSED: Final = frozenset("appos flat nmod:desc acl".split())
BECOMING: Final = frozenset("become remain".split())


def noun_before(name: Name, sentence: Sentence) -> int | None:
    """Return the noun that a name is in apposition to: ``the chief executive, Mary Lou Teo``."""
    word = sentence.words[name.head]
    if word.head >= 0 and sentence.words[word.head].lemma in w.NAMING:
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
    known = w.noun_class(word.text) in {"person", "organization"}
    return word.text[:1].islower() and known and not nouns.is_plural(sentence, position)


def asides(name: Name, sentence: Sentence) -> list[int]:
    """Return the common nouns said of a name: appositions and predicates."""
    found = list(children(sentence, name.head, "appos"))
    word = sentence.words[name.head]
    if word.deprel == "appos" and word.head >= name.end:
        found.append(word.head)  # the tree hangs the name below what is said of it
    if word.deprel == "nsubj" and word.head >= 0:
        if child(sentence, word.head, "cop") is not None:
            found.append(word.head)
        elif sentence.words[word.head].lemma in BECOMING:
            found.extend(children(sentence, word.head, "xcomp", "obj"))
    before = noun_before(name, sentence)
    if before is not None:
        siblings = children(sentence, before, "appos")
        found += [before, *(i for i in siblings if i > name.end)]
    return [i for i in dict.fromkeys(found) if _describes(sentence, i)]


def governor(name: Name, sentence: Sentence) -> int | None:
    """Return the noun that stands in the sentence for a name in apposition to it."""
    word = sentence.words[name.head]
    above = noun_before(name, sentence)
    if above is None and word.deprel == "appos":
        above = word.head
    return above if above is not None and _describes(sentence, above) else None


def age(name: Name, sentence: Sentence) -> str | None:
    """Return the number after a name that tells an age: ``Ann Lee, 43,``."""
    words = sentence.words[name.end : name.end + 3]
    fits = len(words) > 1 and words[0].text == "," and words[1].text.isdecimal()
    closed = len(words) < 3 or words[2].upos == "PUNCT"
    return words[1].text if fits and closed and len(words[1].text) < 4 else None


def learn(referent: Referent, name: Name, document: Document) -> None:
    """Note what the words around a name say of its bearer."""
    sentence = document.sentences[name.sentence]
    before = title(name, sentence, document.text)
    if before and referent.person is not False:
        referent.titles.append(before)
        referent.heads |= title_heads(name, sentence)
    referent.age = referent.age or age(name, sentence)
    for position in asides(name, sentence):
        noun = nouns.read(sentence, position)
        referent.asides.append(noun)
        referent.called.add(noun.noun)
        referent.heads.add(noun.noun)
        referent.gender = referent.gender or w.noun_gender(noun.noun)
        if referent.person is None:
            referent.person = noun.stands_for == "person"
