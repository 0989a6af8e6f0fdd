"""What a text says of the bearer of a name: titles, appositions, predicates, age."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.domain import Document, Sentence
from extractor.english import lexicon
from extractor.speakers import nouns
from extractor.speakers.names import Name
from extractor.speakers.referents import Referent
from extractor.speakers.titled import title, title_heads


def age(name: Name, sentence: Sentence) -> str | None:
    """Return the number after a name that tells an age: ``Ann Lee, 43,``."""
    words = sentence.words[name.end : name.end + 3]
    fits = len(words) > 1 and words[0].text == "," and words[1].text.isdecimal()
    closed = len(words) < 3 or words[2].upos == "PUNCT"
    return words[1].text if fits and closed and len(words[1].text) < 4 else None


def learn(
    referent: Referent,
    name: Name,
    said: Iterable[int],
    document: Document,
    quoted: frozenset[tuple[int, int]],
) -> None:
    """Note what the words around a name say of its bearer, unless they are *quoted*.

    *said* are the positions of the nouns that are said of it.
    """
    sentence = document.sentences[name.sentence]
    before = title(name, sentence, document.text)
    if before and referent.person is not False:
        referent.title(before)
        referent.heads |= title_heads(name, sentence)
    referent.age = referent.age or age(name, sentence)
    for position in said:
        if position == name.first - 1 or (sentence.index, position) in quoted:
            continue  # told by the title, or by somebody quoted
        noun = nouns.read(sentence, position)
        referent.tell(noun, None)
        referent.gender = referent.gender or lexicon.noun_gender(noun.noun)
        if referent.person is None:
            referent.person = noun.stands_for == "person"
