"""Names in quotation marks: titles of works, nicknames and terms, which are not quotations.

In “Blue Door,” a singer goes home.      the author of “Blue Door”
Rui “Tito” Lopes                         the term “radical art”
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.domain import Passage
from extractor.english.orthography import is_in_title_case

MOST_WORDS = 8
SHORT_WORD = 3
MOST_IN_NICKNAME = 3
WORD = re.compile(r"[^\W_][\w'’.-]*")
LAST = re.compile(r"([^\W\d_][\w.’']*|['’]s)(,?)[ \xa0]*$")
BEFORE_WORKS = frozenset(
    """
    of in on to from by for with about as and or via against
    """.split()
)
WORKS = frozenset(
    """
    film movie book novel song single album series show play poem painting exhibition podcast
    program programme magazine documentary musical opera episode game comedy drama thriller memoir
    column essay article hit track sitcom titled entitled
    """.split()
)
"""Nouns for what a title names: ``In his memoir, “A Life at Sea,” …``."""
BEFORE_TERMS = frozenset("term terms so-called titled entitled nicknamed codenamed named".split())
STOP = re.compile(r"[.!?][”\"’')]*\s*$")
CAPITALS = 0.5
"""The share of capitalized words around a passage from which capitals tell nothing."""


def names_in_marks(text: str, passages: Sequence[Passage]) -> frozenset[int]:
    """Return the positions of the passages that are a title, a nickname or a term."""
    return frozenset(k for k, passage in enumerate(passages) if _is_name(text, passage))


def _is_name(text: str, passage: Passage) -> bool:
    if len(passage.inner) > 1:
        return False
    inner = passage.inner[0].of(text).strip()
    words = WORD.findall(inner)
    if not words or len(words) > MOST_WORDS:
        return False
    line = text.rfind("\n", 0, passage.start) + 1
    match = LAST.search(text, max(line, passage.start - 40), passage.start)
    before, comma = match.groups() if match else ("", "")
    after = text[passage.end : passage.end + 2]
    if _is_nickname(words, inner, before, after):
        return True
    if before.lower() in BEFORE_TERMS and len(words) <= MOST_IN_NICKNAME:
        return True
    titled = before.lower() in WORKS
    if not comma:
        titled |= before.lower() in BEFORE_WORKS or before.endswith(("'s", "’s"))
    goes_on = not inner.endswith((",", ".", "!", "?")) and after[:1] == " " and after[1:].islower()
    works = (titled or (goes_on and not before)) and not _is_in_headline(text, passage)
    return works and words[0][0].isupper() and is_in_title_case(words)


def _is_nickname(words: Sequence[str], inner: str, before: str, after: str) -> bool:
    """Return whether it stands between the parts of a name: ``Rui “Tito” Lopes``."""
    between = before[:1].isupper() and after[:1] == " " and after[1:].isupper()
    return between and len(words) <= MOST_IN_NICKNAME and inner[-1:] not in ",.!?"


def _is_in_headline(text: str, passage: Passage) -> bool:
    """Return whether the line has no stop at its end, and more capitals than a sentence."""
    start = text.rfind("\n", 0, passage.start) + 1
    end = text.find("\n", passage.end)
    end = end if end >= 0 else len(text)
    if STOP.search(text, passage.end - 2, end):
        return False
    line = text[start : passage.start] + text[passage.end : end]
    long = [word for word in WORD.findall(line) if len(word) > SHORT_WORD]
    return bool(long) and sum(word[0].isupper() for word in long) > CAPITALS * len(long)
