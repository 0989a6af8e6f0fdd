"""Find names in a sentence: runs of capitalized words, split into titles and the name proper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.domain import Sentence, Word
from extractor.speakers import words as w

NAME_TAGS = frozenset("PROPN NOUN ADJ X".split())
MARKS = frozenset("\"'“”‘’")
PARTY_TAG = re.compile(r"[DRI]-\w")
HYPHENS = frozenset("-‐‑–")


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


def fold(word: str) -> str:
    """Return *word* for comparison: no accents, no case, no points and apostrophes."""
    plain = unicodedata.normalize("NFKD", word)
    return re.sub(r"[^\w-]", "", "".join(c for c in plain if not unicodedata.combining(c))).lower()


def find(sentence: Sentence, text: str) -> Iterator[Name]:
    """Yield the names of a sentence, left to right; runs that are all title are left out."""
    position = 0
    while position < len(sentence.words):
        if not _opens(sentence, position):
            position += 1
            continue
        end = _run_end(sentence, position, text)
        core = _core(sentence, position, end)
        if (
            core < end
            and not PARTY_TAG.match(text, sentence.words[core].start)
            and any(sentence.words[i].upos == "PROPN" for i in range(core, end))
        ):
            yield _name(sentence, position, core, end, text)
        position = end


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
        article=first > 0 and words[first - 1].text.lower() == "the",
    )


def _without_nickname(printed: str) -> str:
    return re.sub(r"[\"“‘'(][^\"”’')]*[\"”’')](?=\s)", "", printed)


def _opens(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    if not _capital(word) or word.text.lower().rstrip(".") in w.CALENDAR:
        return False
    if word.upos == "PROPN":
        return True
    starts = position == 0 or sentence.words[position - 1].text in MARKS
    return not starts or _runs_on(sentence, position)


def _capital(word: Word) -> bool:
    return word.upos in NAME_TAGS and word.text[:1].isalpha() and word.text[:1].isupper()


def _runs_on(sentence: Sentence, position: int) -> bool:
    """Tell whether a capitalized word at a sentence's start goes on as a name."""
    after = position + 1
    return (
        after < len(sentence.words)
        and _capital(sentence.words[after])
        and (sentence.words[after].upos == "PROPN" or w.is_given(sentence.words[position].text))
    )


def _run_end(sentence: Sentence, first: int, text: str) -> int:
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
    token, before = words[at], words[at - 1]
    gap = text[before.end : token.start]
    if len(gap) > 1 or (gap and not gap.isspace()):
        return 0
    coming = [_capital(x) for x in words[at + 1 : at + 4]] + [False] * 3
    if _capital(token):
        return int(token.text.lower().rstrip(".") not in w.CALENDAR)
    lower = token.text.lower()
    if token.text in HYPHENS and not gap and text[token.end : token.end + 1].isalpha():
        return 2 if coming[0] else 0
    if lower in w.PARTICLES and token.text != "e":
        return 2 if coming[0] else 3 if coming[1] and words[at + 1].text in w.PARTICLES else 0
    if lower == "&" or (lower in {"of", "for"} and _takes_of(before)):
        if coming[0]:
            return 2
        return 3 if coming[1] and words[at + 1].text.lower() == "the" else 0
    if token.text in MARKS and coming[0] and coming[2] and words[at + 2].text in MARKS:
        return 4 if at + 3 < len(words) else 0
    suffix = token.text == "," and at + 1 < len(words) and words[at + 1].text.lower().rstrip(".")
    return 2 if suffix in w.SUFFIXES else 0


def _takes_of(word: Word) -> bool:
    lower = word.text.lower()
    return lower in w.sections("name_words")["organization-word"] or w.noun_class(lower) is not None


def _core(sentence: Sentence, first: int, end: int) -> int:
    """Return where the name proper starts; *end* where there are titles only."""
    tokens = [sentence.words[i].text.lower().rstrip(".") for i in range(first, end)]
    core = 0
    for i in range(len(tokens)):
        if _is_title(sentence, first, tokens, i):
            core = i + 1
    if 0 < core < len(tokens) and tokens[core] == "of":
        while core < len(tokens) and _is_office(tokens[core]):
            core += 1
    return first + core


def _is_office(token: str) -> bool:
    return token in w.OFFICES or token in w.ARTICLES or token in w.sections("name_words")["place"]


def _is_title(sentence: Sentence, first: int, tokens: list[str], i: int) -> bool:
    token, rest = tokens[i], tokens[i + 1 :]
    if token in w.HONORIFICS or token in w.SHORT_TITLES:
        return True
    plural = sentence.words[first + i].xpos in {"NNS", "NNPS"}
    if (rest[:1] == ["of"] and plural) or rest[:1] in (["for"], ["&"]):
        return False  # Democrats for Life
    if rest[:1] != ["of"] and _is_institution(rest):
        return False
    if i > 0 and len(rest) <= 1 and w.is_given(tokens[0]) and tokens[i - 1] not in w.PARTICLES:
        return False  # Billie Jean King; Angela Baker Smith
    word = sentence.words[first + i]
    if rest and word.deprel == "nmod:desc" and word.head == first + i + 1:
        return len(token) > 2 and not (i == 0 and w.is_given(token))
    known = token in w.sections("name_words")["title"] or w.noun_class(token) == "person"
    return known and not (plural and not rest)


def _is_institution(tokens: list[str]) -> bool:
    known = w.sections("name_words")["organization-word"]
    return bool(tokens) and tokens[-1] in known and not (len(tokens) == 2 and w.is_given(tokens[0]))


def is_organization(name: Name) -> bool:
    """Tell whether the words of a name show that nobody is called so."""
    known = w.sections("name_words")["organization-word"]
    parts = name.parts
    if _is_institution(list(parts)) or {"of", "for", "&"} & set(parts):
        return True
    return not w.is_given(parts[0]) and any(part in known for part in parts[1:])
