"""Named-mention detection: runs of capitalized words, split into titles and the name proper.

    Deputy  Prime  Minister  Mark  de  Vries  Jr.
    start                    name_start           end

A run starts at a capitalized word (`_may_start`), goes on over capitalized words and what links
them (`_run_end`: particles, hyphens, ``of`` after a word for institutions), and its titles are
split off (`_name_start`). What a name refers to is decided elsewhere: `entity_types`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from extractor.domain import Document, Sentence, Word
from extractor.english import lexicon
from extractor.english.orthography import ends_in_mojibake, fold, is_headline, is_name_like
from extractor.english.syntax import child
from extractor.speakers.mentions import NamedMention

NOMINAL_RELATIONS: Final = frozenset("nsubj nsubj:pass obj obl nmod nmod:poss obl:agent".split())
PARTY_TAG: Final = re.compile(r"[DRI]-\w")
MARKS: Final = frozenset("\"'“”‘’")
HYPHENS: Final = frozenset("-‐‑–")
LINKS: Final = HYPHENS | MARKS | lexicon.NAME_PARTICLES | {"&", "of", "for", ","}


def find_names(document: Document) -> dict[int, list[NamedMention]]:
    """Return the names of each sentence by its index.

    In a second pass, single words that read as something else (``Small``, ``Guardian``) are
    names where a full name ends in them elsewhere in the text.
    """
    text = document.text
    starts = {s.index: list(_capitalized(s)) for s in document.sentences}
    found = {s.index: list(_names_of(s, starts[s.index], text)) for s in document.sentences}
    surnames = frozenset(
        name.parts[-1] for names in found.values() for name in names if len(name.parts) > 1
    )
    for sentence in document.sentences:
        if _may_hold_surname(sentence, starts[sentence.index], found[sentence.index], surnames):
            found[sentence.index] = list(
                _names_of(sentence, starts[sentence.index], text, surnames)
            )
    return found


def _capitalized(sentence: Sentence) -> Iterator[int]:
    """Yield the capitalized words, and those that a name may start with: ``van``."""
    for word in sentence.words:
        if word.text[:1].isupper() or word.text in lexicon.LEADING_PARTICLES:
            yield word.index


def _may_hold_surname(
    sentence: Sentence,
    starts: Iterable[int],
    found: list[NamedMention],
    surnames: Collection[str],
) -> bool:
    """Return whether a word that ends a full name elsewhere stands here outside names."""
    taken = {i for name in found for i in range(name.start, name.end)}
    return any(i not in taken and fold(sentence.words[i].text) in surnames for i in starts)


def _names_of(
    sentence: Sentence, starts: Iterable[int], text: str, surnames: Collection[str] = ()
) -> Iterator[NamedMention]:
    """Yield the names of a sentence, left to right; runs that are all title are left out.

    *starts* are the positions where one may start at all.
    """
    end = 0
    for position in starts:
        if position < end:
            continue
        if not _may_start(sentence, position):
            if _is_surname(sentence, position, surnames):
                yield _name(sentence, position, position, position + 1, text)
            continue
        end = _run_end(sentence, position, text)
        start = _name_start(sentence, position, end)
        if start == end and _is_surname(sentence, end - 1, surnames):
            start = end - 1
        tagged = any(sentence.words[i].upos == "PROPN" for i in range(start, end))
        tagged = tagged or _is_name_by_capitals(sentence, start, end, surnames)
        if tagged and not PARTY_TAG.match(text, sentence.words[start].start):
            yield _name(sentence, position, start, end, text)


def _is_name_by_capitals(
    sentence: Sentence, start: int, end: int, surnames: Collection[str]
) -> bool:
    """Return whether capitals make a name of what is tagged otherwise: the Metropolitan Police."""
    if end - start == 1:
        word = fold(sentence.words[start].text)
        return word in surnames or word in lexicon.ORGANIZATION_NAMES
    return end - start > 1 and start > 0 and not is_headline(sentence)


def _is_surname(sentence: Sentence, position: int, surnames: Collection[str]) -> bool:
    word = sentence.words[position]
    if not word.text[:1].isupper() or fold(word.text) not in surnames:
        return False
    if child(sentence, position, "det", "amod") is not None:
        return False
    inside = position > 0 and sentence.words[position - 1].text not in MARKS
    return word.deprel in NOMINAL_RELATIONS or (inside and word.upos != "PROPN")


def _name(sentence: Sentence, start: int, name_start: int, end: int, text: str) -> NamedMention:
    words = sentence.words
    printed = " ".join(text[words[name_start].start : words[end - 1].end].split())
    inside = set(range(start, end))
    tops = [i for i in range(start, end) if words[i].head not in inside]
    article = start > 0 and words[start - 1].text.lower() == "the"
    return NamedMention(
        sentence=sentence.index,
        head=next((i for i in tops if i >= name_start), tops[0] if tops else name_start),
        start=start,
        name_start=name_start,
        end=end,
        text=printed,
        parts=tuple(filter(None, (fold(p) for p in _without_nickname(printed).split()))),
        titles=tuple(words[i].text.lower().rstrip(".") for i in range(start, name_start)),
        article=article and start <= words[start - 1].head < end,
    )


def _without_nickname(printed: str) -> str:
    if printed.replace(" ", "").isalpha():
        return printed
    return re.sub(r"[\"“‘'(][^\"”’')]*[\"”’')](?=\s)", "", printed)


# --- the extent of a run ------------------------------------------------------------------


def _may_start(sentence: Sentence, position: int) -> bool:
    """Return whether a name may start at *position*."""
    word = sentence.words[position]
    if word.text in lexicon.LEADING_PARTICLES and position + 1 < len(sentence.words):
        after = sentence.words[position + 1]
        goes_on = is_name_like(after) or after.text in lexicon.LEADING_PARTICLES
        return after.upos == "PROPN" and goes_on
    if not is_name_like(word) or word.text.lower().rstrip(".") in lexicon.CALENDAR:
        return False
    if word.upos == "PROPN" or word.text.lower() in lexicon.ORGANIZATION_NAMES:
        return True
    if word.upos == "NOUN" and lexicon.noun_class(word.text) in {"person", "crowd"}:
        return any(map(is_name_like, sentence.words[position + 1 : position + 2]))
    opens = position == 0 or sentence.words[position - 1].text in MARKS
    return not opens or _name_follows(sentence, position)


def _name_follows(sentence: Sentence, position: int) -> bool:
    """Return whether a capitalized word at a sentence's start goes on as a name."""
    following = sentence.words[position + 1 : position + 2]
    given = lexicon.is_given_name(sentence.words[position].text)
    return any(is_name_like(word) and (word.upos == "PROPN" or given) for word in following)


def _run_end(sentence: Sentence, first: int, text: str) -> int:
    """Return one past the last word of the run that starts at *first*."""
    end = first + 1
    while end < len(sentence.words):
        step = _step(sentence, first, end, text)
        if not step:
            break
        end += step
    return end


def _step(sentence: Sentence, first: int, at: int, text: str) -> int:
    """Return how many words from *at* on belong to the run that started at *first*."""
    words = sentence.words
    token, gap = words[at], text[words[at - 1].end : words[at].start]
    if not gap.isspace() and ends_in_mojibake(text, words[at - 1], token):
        return 1
    if len(gap) > 1 or (gap and not gap.isspace()):
        return 0
    if not gap and token.upos in {"SYM", "NUM", "X", "PROPN", "NOUN"}:
        return 1  # a name that the tokenizer took apart
    if is_name_like(token):
        return int(token.text.lower().rstrip(".") not in lexicon.CALENDAR)
    if token.text.lower() not in LINKS:
        return 0
    return _step_over_link(words, first, at, text)


def _step_over_link(words: Sequence[Word], first: int, at: int, text: str) -> int:
    """Return how many words belong to the run where one of `LINKS` stands at *at*: de, of, &."""
    token, lower = words[at], words[at].text.lower()
    coming = [is_name_like(x) for x in words[at + 1 : at + 4]] + [False] * 3
    following = words[at + 1].text.lower() if at + 1 < len(words) else ""
    glued = words[at - 1].end == token.start and text[token.end : token.end + 1].isalpha()
    if lower in HYPHENS and glued:
        return 2 if coming[0] else 0
    if lower in lexicon.NAME_PARTICLES:
        joined = following in HYPHENS or following in lexicon.NAME_PARTICLES
        return 2 if coming[0] else 3 if joined and coming[1] else 0
    if lower == "&" or (lower in {"of", "for"} and _takes_of(words[first], words[at - 1])):
        return 2 if coming[0] else 3 if coming[1] and following == "the" else 0
    if lower in MARKS:
        return 4 if coming[0] and coming[2] and words[at + 2].text in MARKS else 0
    return 2 if lower == "," and following.rstrip(".") in lexicon.NAME_SUFFIXES else 0


def _takes_of(first: Word, word: Word) -> bool:
    """Return whether a name goes on with ``of`` after *word*: not in Stacy Baker of Columbia."""
    lower = word.text.lower()
    is_person_noun = lexicon.noun_class(lower) == "person"
    if is_person_noun and first is not word and lexicon.is_given_name(first.text):
        return False
    return lower in lexicon.ORGANIZATION_WORDS or lexicon.noun_class(lower) is not None


# --- titles -------------------------------------------------------------------------------


def _name_start(sentence: Sentence, first: int, end: int) -> int:
    """Return where the name proper starts; *end* where there are titles only.

    ``Secretary of State`` John Kerry: the title ends at its last title word, and goes on over
    ``of`` and words for departments.
    """
    tokens = [sentence.words[i].text.lower().rstrip(".") for i in range(first, end)]
    found = 0
    for i in range(len(tokens)):
        if _is_title(sentence, first, tokens, i):
            found = i + 1
    if 0 < found < len(tokens) and tokens[found] == "of":
        while found < len(tokens) and _is_department(tokens[found]):
            found += 1
    return first + found


def _is_department(token: str) -> bool:
    return (
        token in lexicon.DEPARTMENT_WORDS
        or token in lexicon.ARTICLES
        or token in lexicon.PLACE_NAMES
    )


def _is_title(sentence: Sentence, first: int, tokens: list[str], i: int) -> bool:
    """Return whether the word at *first* + *i* is a title, or part of one."""
    token, rest = tokens[i], tokens[i + 1 :]
    if not token or token in lexicon.HONORIFICS or token in lexicon.ABBREVIATED_TITLES:
        return True
    plural = sentence.words[first + i].xpos in {"NNS", "NNPS"}
    if (rest[:1] == ["of"] and plural) or rest[:1] in (["for"], ["&"]):
        return False  # Democrats for Life
    if rest[:1] != ["of"] and lexicon.names_institution(rest):
        return False
    if i > 0 and tokens[i - 1] in {"of", "the", "for", "&"}:
        return False  # Department of Justice
    particle = i > 0 and tokens[i - 1] in lexicon.NAME_PARTICLES
    if i > 0 and len(rest) <= 1 and lexicon.is_given_name(tokens[0]) and not particle:
        return False  # Billie Jean King; Angela Baker Smith
    word = sentence.words[first + i]
    if rest and word.deprel == "nmod:desc" and word.head == first + i + 1:
        return len(token) > 2 and not (i == 0 and lexicon.is_given_name(token))
    if not rest and i > 0 and lexicon.is_given_name(tokens[i - 1]):
        return False  # Don Guardian
    if not rest and i > 0 and lexicon.names_institution(tokens):
        return False
    if not rest and token in lexicon.ORGANIZATION_NAMES:
        return False
    known = token in lexicon.TITLE_WORDS or lexicon.noun_class(token) == "person"
    return known and not (plural and not rest)
