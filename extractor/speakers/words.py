"""Words that say what a speaker is: pronouns, titles, given names, nouns for people and things.

The long lists are files of ``extractor/data``: ``given_names.txt``, ``name_words.txt`` and
``nouns.txt``, each with sections of lower-case words.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from extractor.lexicon import REMEMBERED

Gender = Literal["female", "male"]
NounClass = Literal["person", "document", "organization", "crowd"]
CLASSES: tuple[NounClass, ...] = ("crowd", "person", "document", "organization")

MALE = frozenset("he him his himself".split())
FEMALE = frozenset("she her hers herself".split())
PLURAL = frozenset("they them their theirs themselves themself".split())
NEUTER = frozenset("it its itself".split())
FIRST_OR_SECOND = frozenset(
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves".split()
)
THIRD = MALE | FEMALE | PLURAL | NEUTER
POSSESSIVE = frozenset("his her its their".split())
RELATIVE = frozenset("who whom whose which that".split())
PRONOUNS = THIRD | FIRST_OR_SECOND | RELATIVE

ARTICLES = frozenset("the a an".split())
OPENERS = frozenset(
    "this that these those even only just also thus particularly both now then once".split()
)
DEFINITE = frozenset("the this that these those said".split())
NEW = frozenset("another other others second third fourth different separate additional".split())
ORDINALS = frozenset("second third fourth".split())
QUANTITIES = frozenset(
    "some many most several few both all two three four five six seven eight nine ten dozens "
    "hundreds thousands more any no every each various certain numerous".split()
)
QUANTITY_NOUNS = frozenset(
    """lot majority minority number percent % percentage handful dozen hundred thousand million
    third half quarter two-third three-quarter plurality pair couple series slew rest bulk chunk
    share one group""".split()
)

NAMING = frozenset("name call identify know nickname".split())
CAPITALIZED = frozenset("republican democrat christian marine tory islamist communist".split())
RELATIONS = frozenset(
    """rival opponent friend foe supporter backer fan critic colleague counterpart candidate person
    man woman guy son daughter wife husband brother sister father mother native star one
    niece nephew cousin uncle aunt successor predecessor grandson granddaughter supporter""".split()
)


@cache
def sections(name: str) -> dict[str, frozenset[str]]:
    """Read a word file: ``[section]`` lines, words below, ``#`` comments."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    path = Path(__file__).parent.parent / "data" / f"{name}.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            current.extend(line.split())
    return {section: frozenset(words) for section, words in found.items()}


@lru_cache(REMEMBERED)
def singular(noun: str) -> str:
    """Return the lower-case singular of a regular noun: ``Officials`` -> ``official``."""
    word = noun.lower().rstrip(".")
    nouns = known_nouns()
    if word in nouns:
        return word
    if word.endswith("s") and word[:-1] in QUANTITY_NOUNS:
        return word[:-1]
    for ending, instead in (("men", "man"), ("ies", "y"), ("ves", "fe"), ("es", ""), ("s", "")):
        if word.endswith(ending) and word.removesuffix(ending) + instead in nouns:
            return word.removesuffix(ending) + instead
    return word


@cache
def known_nouns() -> frozenset[str]:
    """Every noun of the list, whatever it stands for."""
    return frozenset().union(*sections("nouns").values())


@lru_cache(REMEMBERED)
def noun_class(noun: str) -> NounClass | None:
    """Say what a noun stands for, None where the list does not know it."""
    classes = sections("nouns")
    word = singular(noun)
    if word in classes["female"] or word in classes["male"]:
        return "person"
    last = word.rpartition("-")[2]
    return next((c for c in CLASSES if word in classes[c] or last in classes[c]), None)


@lru_cache(REMEMBERED)
def noun_gender(noun: str) -> Gender | None:
    """Return the gender that a noun for a person tells: ``congresswoman``."""
    classes, word = sections("nouns"), singular(noun)
    return "female" if word in classes["female"] else "male" if word in classes["male"] else None


@lru_cache(REMEMBERED)
def is_given(word: str) -> bool:
    """Return whether *word* is a known given name or a pair of them (``Jean-Luc``)."""
    names = sections("given_names")
    parts = word.lower().split("-")
    return all(any(part in names[s] for s in names) for part in parts)


@lru_cache(REMEMBERED)
def given_gender(word: str) -> Gender | None:
    """Return the gender of those who bear a given name, None where it does not tell."""
    names, first = sections("given_names"), word.lower().split("-")[0]
    return "female" if first in names["female"] else "male" if first in names["male"] else None


@lru_cache(REMEMBERED)
def kin(noun: str) -> frozenset[str]:
    """Return the nouns that *noun* may go on with, itself included."""
    families = sections("kin_nouns").values()
    return frozenset({noun}).union(*(family for family in families if noun in family))


@lru_cache(REMEMBERED)
def is_demonym(word: str) -> bool:
    """Return whether a noun calls people by where they come from: ``German``, ``Ivorians``."""
    lower, known = word.lower(), sections("name_words")
    if lower in known["organization-word"] or lower in known["organization"]:
        return False
    listed = lower in known["demonym"] or lower.removesuffix("s") in known["demonym"]
    return listed or (word[:1].isupper() and lower.removesuffix("s").endswith(("ian", "ean")))
