"""Runs of capitalized words: where a name may start and how far it goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from extractor.domain import Sentence, Word
from extractor.english import lexicon
from extractor.english.orthography import ends_in_mojibake, is_name_like

MARKS: Final = frozenset("\"'“”‘’")
HYPHENS: Final = frozenset("-‐‑–")
LINKS: Final = HYPHENS | MARKS | lexicon.NAME_PARTICLES | {"&", "of", "for", ","}


def capitalized(sentence: Sentence) -> Iterator[int]:
    """Yield where a word has a is_name_like, or is one that a name may start with: ``van``."""
    for word in sentence.words:
        if word.text[:1].isupper() or word.text in lexicon.LEADING_PARTICLES:
            yield word.index


def opens(sentence: Sentence, position: int) -> bool:
    """Return whether a name may start at *position*."""
    word = sentence.words[position]
    if word.text in lexicon.LEADING_PARTICLES and position + 1 < len(sentence.words):
        after = sentence.words[position + 1]
        return after.upos == "PROPN" and (
            is_name_like(after) or after.text in lexicon.LEADING_PARTICLES
        )
    if not is_name_like(word) or word.text.lower().rstrip(".") in lexicon.CALENDAR:
        return False
    if word.upos == "PROPN" or word.text.lower() in lexicon.ORGANIZATION_NAMES:
        return True
    if word.upos == "NOUN" and lexicon.noun_class(word.text) in {"person", "crowd"}:
        return any(map(is_name_like, sentence.words[position + 1 : position + 2]))
    starts = position == 0 or sentence.words[position - 1].text in MARKS
    return not starts or _runs_on(sentence, position)


def _runs_on(sentence: Sentence, position: int) -> bool:
    """Return whether a capitalized word at a sentence's start goes on as a name."""
    after = position + 1
    return (
        after < len(sentence.words)
        and is_name_like(sentence.words[after])
        and (
            sentence.words[after].upos == "PROPN"
            or lexicon.is_given_name(sentence.words[position].text)
        )
    )


def run_end(sentence: Sentence, first: int, text: str) -> int:
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
    return _over_link(words, first, at, text)


def _over_link(words: Sequence[Word], first: int, at: int, text: str) -> int:
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
    if (
        lexicon.noun_class(lower) == "person"
        and first is not word
        and lexicon.is_given_name(first.text)
    ):
        return False
    return lower in lexicon.ORGANIZATION_WORDS or lexicon.noun_class(lower) is not None
