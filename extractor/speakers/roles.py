"""Titles, offices and other descriptions that a text gives a name."""

from __future__ import annotations

from typing import Final

from extractor.domain import Document, Sentence
from extractor.grammar import child, children, run_around, subtree
from extractor.speakers import nouns
from extractor.speakers import words as w
from extractor.speakers.classify import person_noun_before
from extractor.speakers.names import Name
from extractor.speakers.referents import Referent

APPOSED: Final = frozenset("appos flat nmod:desc acl".split())
NAMING: Final = frozenset("name call identify know nickname".split())
BECOMING: Final = frozenset("become remain".split())
BEFORE_TAGS: Final = frozenset("NOUN PROPN ADJ NUM PART".split())
FULL_TITLES: Final = {
    "sen": "senator", "sens": "senator", "rep": "representative", "reps": "representative",
    "gov": "governor", "govs": "governor", "gen": "general", "col": "colonel", "sgt": "sergeant",
    "capt": "captain", "lt": "lieutenant", "pres": "president", "rev": "reverend",
    "dr": "doctor", "prof": "professor", "ald": "alderman", "adm": "admiral",
}  # fmt: skip


def title_start(name: Name, sentence: Sentence) -> int:
    """Return the first word of the title before a name: ``Clinton campaign manager`` Robby Mook."""
    start = name.first
    noun = person_noun_before(name, sentence)
    if noun is not None:
        start = run_around([i for i in subtree(sentence, noun) if i <= noun], noun)[0]
    while start > 0 and _goes_on(sentence, start - 1, name):
        start -= 1
    return start


def _goes_on(sentence: Sentence, position: int, name: Name) -> bool:
    word = sentence.words[position]
    if word.upos == "VERB" and word.deprel != "amod":
        return False
    tagged = word.upos in BEFORE_TAGS or word.text in {"-", "&"} or word.deprel == "amod"
    return tagged and _below(sentence, position, name)


def _below(sentence: Sentence, position: int, name: Name) -> bool:
    """Tell whether a word belongs to the phrase of the name that it stands before."""
    for _ in range(6):
        head = sentence.words[position].head
        if head == name.head or name.first <= head < name.end:
            return True
        if not position < head < name.first:
            top = sentence.words[name.head]
            return top.head == position and top.deprel in {"appos", "flat", "compound"}
        position = head
    return False


def title(name: Name, sentence: Sentence, text: str) -> str | None:
    """Return the title before a name as printed, without article and ``Mr.``; None if none."""
    start = title_start(name, sentence)
    span = list(range(start, name.core))
    while span and sentence.words[span[0]].text.lower() in w.ARTICLES:
        span = span[1:]
    words = [sentence.words[i] for i in span]
    while words and words[0].upos == "PART":
        words = words[1:]
    told = [x for x in words if _tells_office(x.text)]
    if not told:
        return None
    return " ".join(text[words[0].start : words[-1].end].split())


def _tells_office(word: str) -> bool:
    lower = word.lower().rstrip(".")
    if lower in w.HONORIFICS:
        return False
    return (
        lower in w.SHORT_TITLES
        or w.noun_class(lower) == "person"
        or lower in w.sections("name_words")["title"]
    )


def title_heads(name: Name, sentence: Sentence) -> set[str]:
    """Return the nouns that the words before a name say of its bearer, singular."""
    start = title_start(name, sentence)
    heads = set()
    for word in sentence.words[start : name.core]:
        lower = word.text.lower().rstrip(".")
        lower = FULL_TITLES.get(lower, lower)
        if w.noun_class(lower) == "person":
            heads.add(w.singular(lower))
    return heads


def noun_before(name: Name, sentence: Sentence) -> int | None:
    """Return the noun that a name is in apposition to: ``the chief executive, Mary Lou Teo``."""
    word = sentence.words[name.head]
    if word.head >= 0 and sentence.words[word.head].lemma in NAMING:
        word = sentence.words[word.head]  # a woman identified as Melanie
    if word.deprel in APPOSED and 0 <= word.head < name.first and _describes(sentence, word.head):
        return word.head
    return _noun_before_comma(name, sentence)


def _noun_before_comma(name: Name, sentence: Sentence) -> int | None:
    """Find the noun in ``the mayor, Luis Ortega,`` where the tree has something else."""
    before = name.first - 2
    closed = name.end < len(sentence.words) and sentence.words[name.end].text == ","
    if before < 1 or not closed or sentence.words[before + 1].text != ",":
        return None
    articles = {sentence.words[i].text.lower() for i in children(sentence, before, "det")}
    definite = "the" in articles or child(sentence, before, "nmod:poss") is not None
    return before if definite and _describes(sentence, before) else None


def _describes(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    known = w.noun_class(word.text) in {"person", "organization"}
    return word.text[:1].islower() and known and not nouns.is_plural(sentence, position)


def asides(name: Name, sentence: Sentence) -> list[int]:
    """Return the common nouns said of a name: appositions and predicates."""
    found = list(children(sentence, name.head, "appos"))
    word = sentence.words[name.head]
    if word.deprel == "nsubj" and word.head >= 0:
        if child(sentence, word.head, "cop") is not None:
            found.append(word.head)
        elif sentence.words[word.head].lemma in BECOMING:
            found.extend(children(sentence, word.head, "xcomp", "obj"))
    before = noun_before(name, sentence)
    return [i for i in found if _describes(sentence, i)] + ([] if before is None else [before])


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
        referent.heads.add(noun.noun)
        referent.gender = referent.gender or w.noun_gender(noun.noun)
        if referent.person is None:
            referent.person = noun.stands_for == "person"
