"""Find names in a sentence: runs of capitalized words, split into titles and the name proper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractor.domain import Document, Sentence
from extractor.grammar import child
from extractor.speakers import words as w
from extractor.speakers.capitals import MARKS, is_headline, opens, run_end
from extractor.speakers.title_words import NAME_STARTS
from extractor.speakers.titles import core, is_institution

NOMINAL = frozenset("nsubj nsubj:pass obj obl nmod nmod:poss obl:agent".split())
PARTY_TAG = re.compile(r"[DRI]-\w")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands at one place.

    Words ``first`` to ``core`` are capitalized titles and affiliations, ``core`` to ``end`` the
    name proper; ``head`` is the one that the rest of the sentence governs. ``text`` is the name
    proper as printed, ``parts`` the same folded for comparison, ``titles`` the lower-case words
    before it.
    """

    sentence: int
    first: int
    core: int
    end: int
    head: int
    text: str
    parts: tuple[str, ...]
    titles: tuple[str, ...]
    article: bool


@lru_cache(w.REMEMBERED)
def fold(word: str) -> str:
    """Return *word* for comparison: no accents, no case, no points and apostrophes."""
    plain = unicodedata.normalize("NFKD", word)
    return re.sub(r"[^\w-]", "", "".join(c for c in plain if not unicodedata.combining(c))).lower()


def of_document(document: Document) -> dict[int, list[Name]]:
    """Return the names of each sentence by its index.

    In a second look, single words that read as something else (``Small``, ``Guardian``) are
    names where a full name ends in them elsewhere in the text.
    """
    first = {s.index: list(find(s, document.text)) for s in document.sentences}
    known = frozenset(
        name.parts[-1] for names in first.values() for name in names if len(name.parts) > 1
    )
    for sentence in document.sentences:
        if _may_hold_more(sentence, first[sentence.index], known):
            first[sentence.index] = list(find(sentence, document.text, known))
    return first


def _may_hold_more(sentence: Sentence, found: list[Name], known: Collection[str]) -> bool:
    """Tell whether a word that ends a full name elsewhere stands here outside of names."""
    taken = {i for name in found for i in range(name.first, name.end)}
    return any(
        word.text[:1].isupper() and word.index not in taken and fold(word.text) in known
        for word in sentence.words
    )


def find(sentence: Sentence, text: str, known: Collection[str] = ()) -> Iterator[Name]:
    """Yield the names of a sentence, left to right; runs that are all title are left out."""
    position = 0
    while position < len(sentence.words):
        word = sentence.words[position].text
        if not word[:1].isupper() and word not in NAME_STARTS:
            position += 1
            continue
        if not opens(sentence, position):
            if _is_known(sentence, position, known):
                yield _name(sentence, position, position, position + 1, text)
            position += 1
            continue
        end = run_end(sentence, position, text)
        start = core(sentence, position, end)
        if start == end and _is_known(sentence, end - 1, known):
            start = end - 1
        tagged = any(sentence.words[i].upos == "PROPN" for i in range(start, end))
        tagged = tagged or _stands_out(sentence, start, end, known)
        if tagged and not PARTY_TAG.match(text, sentence.words[start].start):
            yield _name(sentence, position, start, end, text)
        position = end


def _stands_out(sentence: Sentence, start: int, end: int, known: Collection[str]) -> bool:
    """Tell whether capitals name something that is tagged otherwise: the Metropolitan Police."""
    if end - start == 1:
        word = fold(sentence.words[start].text)
        return word in known or word in w.sections("name_words")["organization"]
    return end - start > 1 and start > 0 and not is_headline(sentence)


def _is_known(sentence: Sentence, position: int, known: Collection[str]) -> bool:
    word = sentence.words[position]
    if not word.text[:1].isupper() or fold(word.text) not in known:
        return False
    if child(sentence, position, "det", "amod") is not None:
        return False
    inside = position > 0 and sentence.words[position - 1].text not in MARKS
    return word.deprel in NOMINAL or (inside and word.upos != "PROPN")


def _name(sentence: Sentence, first: int, core: int, end: int, text: str) -> Name:
    words = sentence.words
    printed = " ".join(text[words[core].start : words[end - 1].end].split())
    inside = set(range(first, end))
    tops = [i for i in range(first, end) if words[i].head not in inside]
    return Name(
        sentence=sentence.index,
        first=first,
        core=core,
        end=end,
        head=next((i for i in tops if i >= core), tops[0] if tops else core),
        text=printed,
        parts=tuple(filter(None, (fold(p) for p in _without_nickname(printed).split()))),
        titles=tuple(words[i].text.lower().rstrip(".") for i in range(first, core)),
        article=first > 0
        and words[first - 1].text.lower() == "the"
        and first <= words[first - 1].head < end,
    )


def _without_nickname(printed: str) -> str:
    if printed.replace(" ", "").isalpha():
        return printed
    return re.sub(r"[\"“‘'(][^\"”’')]*[\"”’')](?=\s)", "", printed)


def is_organization(name: Name) -> bool:
    """Tell whether the words of a name show that nobody is called so."""
    known = w.sections("name_words")["organization-word"]
    parts = name.parts
    if is_institution(parts) or {"of", "for", "&"} & set(parts):
        return True
    return not w.is_given(parts[0]) and any(part in known for part in parts[1:])
