"""Where the titles before a name end: ``Secretary of State`` John Kerry."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.domain import Sentence
from extractor.english import lexicon


def core(sentence: Sentence, first: int, end: int) -> int:
    """Return where the name proper starts; *end* where there are titles only."""
    tokens = [sentence.words[i].text.lower().rstrip(".") for i in range(first, end)]
    found = 0
    for i in range(len(tokens)):
        if _is_title(sentence, first, tokens, i):
            found = i + 1
    if 0 < found < len(tokens) and tokens[found] == "of":
        while found < len(tokens) and _is_office(tokens[found]):
            found += 1
    return first + found


def _is_office(token: str) -> bool:
    return (
        token in lexicon.DEPARTMENT_WORDS
        or token in lexicon.ARTICLES
        or token in lexicon.PLACE_NAMES
    )


def _is_title(sentence: Sentence, first: int, tokens: list[str], i: int) -> bool:
    token, rest = tokens[i], tokens[i + 1 :]
    if not token or token in lexicon.HONORIFICS or token in lexicon.ABBREVIATED_TITLES:
        return True
    plural = sentence.words[first + i].xpos in {"NNS", "NNPS"}
    if (rest[:1] == ["of"] and plural) or rest[:1] in (["for"], ["&"]):
        return False  # Democrats for Life
    if rest[:1] != ["of"] and is_institution(rest):
        return False
    if i > 0 and tokens[i - 1] in {"of", "the", "for", "&"}:
        return False  # Department of Justice
    if (
        i > 0
        and len(rest) <= 1
        and lexicon.is_given_name(tokens[0])
        and tokens[i - 1] not in lexicon.NAME_PARTICLES
    ):
        return False  # Billie Jean King; Angela Baker Smith
    word = sentence.words[first + i]
    if rest and word.deprel == "nmod:desc" and word.head == first + i + 1:
        return len(token) > 2 and not (i == 0 and lexicon.is_given_name(token))
    if not rest and i > 0 and lexicon.is_given_name(tokens[i - 1]):
        return False  # Don Guardian
    if not rest and i > 0 and is_institution(tokens):
        return False
    if not rest and token in lexicon.ORGANIZATION_NAMES:
        return False
    known = token in lexicon.TITLE_WORDS or lexicon.noun_class(token) == "person"
    return known and not (plural and not rest)


def is_institution(tokens: Sequence[str]) -> bool:
    """Return whether the last word of a name is one for institutions: ``… Committee``."""
    known = lexicon.ORGANIZATION_WORDS
    return (
        bool(tokens)
        and tokens[-1] in known
        and not (len(tokens) == 2 and lexicon.is_given_name(tokens[0]))
    )
