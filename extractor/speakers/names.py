"""Find names in a sentence: runs of capitalized words, split into titles and the name proper."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from extractor.domain import Document, Sentence
from extractor.english import lexicon
from extractor.english.orthography import fold, is_headline
from extractor.english.syntax import child
from extractor.speakers.capitals import MARKS, capitalized, opens, run_end
from extractor.speakers.titles import core
from extractor.values import value

NOMINAL = frozenset("nsubj nsubj:pass obj obl nmod nmod:poss obl:agent".split())
PARTY_TAG = re.compile(r"[DRI]-\w")


@value()
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


def of_document(document: Document) -> dict[int, list[Name]]:
    """Return the names of each sentence by its index.

    In a second look, single words that read as something else (``Small``, ``Guardian``) are
    names where a full name ends in them elsewhere in the text.
    """
    text = document.text
    starts = {s.index: list(capitalized(s)) for s in document.sentences}
    first = {s.index: list(find(s, starts[s.index], text)) for s in document.sentences}
    known = frozenset(
        name.parts[-1] for names in first.values() for name in names if len(name.parts) > 1
    )
    for sentence in document.sentences:
        if _may_hold_more(sentence, starts[sentence.index], first[sentence.index], known):
            first[sentence.index] = list(find(sentence, starts[sentence.index], text, known))
    return first


def _may_hold_more(
    sentence: Sentence, starts: Iterable[int], found: list[Name], known: Collection[str]
) -> bool:
    """Return whether a word that ends a full name elsewhere stands here outside of names."""
    taken = {i for name in found for i in range(name.first, name.end)}
    return any(i not in taken and fold(sentence.words[i].text) in known for i in starts)


def find(
    sentence: Sentence, starts: Iterable[int], text: str, known: Collection[str] = ()
) -> Iterator[Name]:
    """Yield the names of a sentence, left to right; runs that are all title are left out.

    *starts* are the positions where one may start at all.
    """
    end = 0
    for position in starts:
        if position < end:
            continue
        if not opens(sentence, position):
            if _is_known(sentence, position, known):
                yield _name(sentence, position, position, position + 1, text)
            continue
        end = run_end(sentence, position, text)
        start = core(sentence, position, end)
        if start == end and _is_known(sentence, end - 1, known):
            start = end - 1
        tagged = any(sentence.words[i].upos == "PROPN" for i in range(start, end))
        tagged = tagged or _stands_out(sentence, start, end, known)
        if tagged and not PARTY_TAG.match(text, sentence.words[start].start):
            yield _name(sentence, position, start, end, text)


def _stands_out(sentence: Sentence, start: int, end: int, known: Collection[str]) -> bool:
    """Return whether capitals name something that is tagged otherwise: the Metropolitan Police."""
    if end - start == 1:
        word = fold(sentence.words[start].text)
        return word in known or word in lexicon.ORGANIZATION_NAMES
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
