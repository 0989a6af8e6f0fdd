"""Knowledge of English shared by several stages, independent of quotations.

lexicon        closed classes and word lists: pronouns, titles, names, nouns
orthography    quotation marks and other glyphs by function; capitalization; wrongly decoded text
name_runs      the capitalized words that make a name
name_links     what links them: particles, hyphens, of, &, 's
name_matching  whether two names may be of one
noun_phrases   the extent of a noun phrase as a mention and as a label
syntax         queries over Universal Dependencies trees
anonymity      what keeps a speaker's name from a text, and why
inflection     base forms that the lemmatizer does not know; plurals; nouns formed of other words
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent.parent / "data" / "function_words.txt"
_ENGLISH: Final = "english"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FEWEST_WORDS: Final = 12
_MOST_WORDS: Final = 4_000
"""The number of words examined, from the start of the text."""


@lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        language, colon, words = line.partition(":")
        if colon and not line.startswith("#"):
            found[language] = frozenset(words.split())
    return found


def is_english(text: str) -> bool:
    """Return False if *text* is clearly in another language.

    It is where most letters are not Latin ones, or where the frequent words of another language are
    more than those of English by half.
    """
    found = _WORD.findall(text[: 12 * _MOST_WORDS])[:_MOST_WORDS]
    words = Counter(word.lower() for word in found)
    size = words.total()
    if size < _FEWEST_WORDS:
        return True
    if sum(count for word, count in words.items() if _is_latin(word[0])) < size / 2:
        return False
    counts = {
        language: sum(words[word] for word in known if word in words)
        for language, known in _function_words().items()
    }
    english = counts.pop(_ENGLISH)
    other = max(counts.values())
    return other < size / 10 or other <= 1.5 * english


@lru_cache(maxsize=4096)
def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")
