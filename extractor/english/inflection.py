"""How words are formed of others.

Base forms that the lemmatizer does not know (``tweeted``, ``Said Ellis:``), and nouns for people
that are formed of a verb (``baker``), a thing (``violinist``) or a nation (``Dane``); plurals.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from extractor.domain import Word
from extractor.english import lexicon

VOWELS = frozenset("aeiou")
KEEP_E = (
    "at",
    "iz",
    "is",
    "iv",
    "uc",
    "ag",
    "ounc",
    "enc",
    "anc",
    "ul",
    "ur",
    "rg",
    "dg",
    "bl",
    "tl",
)
IRREGULAR = {
    "said": "say",
    "told": "tell",
    "wrote": "write",
    "spoke": "speak",
    "swore": "swear",
    "sang": "sing",
    "thought": "think",
    "felt": "feel",
    "found": "find",
    "foresaw": "foresee",
    "retold": "retell",
    "rued": "rue",
    "spat": "spit",
}
DOUBLED = frozenset("bdgmnprt")
LEAST_STEM = 4
SHARED_LETTERS = 4
"""How many letters a demonym shares with the adjective; one less in short ones: ``Dane``."""
ENDINGS_OF_EXPERTS = ("ologist", "ographer", "onomist", "icist", "ematician")
LIVED_BY = frozenset(
    """work run own keep play study make produce write lead manage teach have grow tend raise sail
    publish release score direct build win start found launch open climb ride learn fly""".split()
)
"""Verbs whose object tells what somebody does: ``plays the violin``, not ``heard the violin``."""
IRREGULAR_PLURALS = {"person": "people", "child": "children"}
ENDINGS_OF_NATIONALS = frozenset(" n an ian ean nian i ese e".split(" "))
"""What the noun for somebody from a country adds to its name: ``Bulgaria``, Bulgarian."""


def bases(text: str) -> tuple[str, ...]:
    """Return possible base forms of a past, a participle or ``-s``: ``opined`` -> opine, opin."""
    word = text.lower()
    if word in IRREGULAR:
        return (IRREGULAR[word],)
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            doubled = (stem[:-1],) if stem[-1] == stem[-2] else ()
            return (*doubled, stem + "e", stem)
    return (word[:-1],) if word.endswith("s") else ()


def is_form_of(word: Word, verbs: Collection[str]) -> bool:
    """Return whether a word is one of *verbs*, whatever its lemma: ``begged``, read as *begg*."""
    known = bases(word.text) if word.upos == "VERB" else ()
    return word.lemma.lower() in verbs or any(verb in verbs for verb in known)


def base(text: str, lemma: str, xpos: str) -> str:
    """Return *lemma*, or the base form of *text* if the lemma is still inflected."""
    word = lemma.lower()
    if word != text.lower() or not xpos.startswith("VB"):
        return word
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        if xpos in {"VBD", "VBN", "VBG"} and word.endswith(ending) and len(word) > len(ending) + 2:
            return _stem(word[: -len(ending)])
    if xpos == "VBZ" and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _stem(stem: str) -> str:
    """Restore a silent ``e`` or remove a doubled consonant."""
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] in DOUBLED:
        return stem[:-1]
    return stem + "e" if stem.endswith(KEEP_E) or _is_short(stem) else stem


def _is_short(stem: str) -> bool:
    """Return whether a stem lacks an ``e``: its consonant is not doubled (``vot``, ``wir``)."""
    vowels = [letter for letter in stem if letter in VOWELS]
    open_end = len(stem) > 2 and stem[-1] not in VOWELS and stem[-2] in VOWELS
    return open_end and len(vowels) == 1 and stem[-1] not in "wxy"


def plain_singular(noun: str) -> str:
    """Return a lower-case noun without a regular plural ending: ``briefings``."""
    word = noun.lower()
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def plural(noun: str) -> str:
    """Return the plural of a singular noun, its capital kept: ``witness`` -> ``witnesses``."""
    if noun in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[noun]
    if lexicon.noun_class(noun) == "crowd":
        return noun
    if noun.endswith("man"):
        return f"{noun[:-3]}men"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


# --- nouns formed of other words ----------------------------------------------------------


def agents(verb: str) -> frozenset[str]:
    """Return the nouns for who does what a verb says: ``baker``, ``runner``, ``translator``."""
    short = verb.removesuffix("e")
    carried = f"{verb[:-1]}ier" if verb.endswith("y") else f"{verb}er"
    return frozenset({f"{short}er", f"{verb}{verb[-1]}er", f"{short}or", carried})


def is_trade_in(noun: str, thing: str) -> bool:
    """Return whether a noun is made of a thing: ``violinist``, ``pianist``, ``postmistress``."""
    stem = thing.rstrip("aeiouy") if len(thing) > LEAST_STEM else thing
    if not stem:
        return False
    made = (noun.removeprefix(start) for start in (thing, stem) if noun.startswith(start))
    return any(rest in lexicon.ENDINGS_OF_TRADES for rest in made)


def is_doer(noun: str, verb: str, thing: str) -> bool:
    """Return whether a deed shows what a noun says; *thing* is what it is done to, or empty."""
    listed, made = lexicon.DEEDS.get(noun, ()), agents(verb)
    plain = noun.replace("-", "").removesuffix("woman").removesuffix("man")  # a fisherman
    told = verb in listed or f"{verb}-{thing}" in listed  # gave evidence
    if told or (plain.startswith(thing) and plain.removeprefix(thing) in made):
        return True
    return verb in LIVED_BY and (thing in listed or is_trade_in(plain, thing))


def is_expert(noun: str) -> bool:
    """Return whether a noun is for who knows of something: ``biologist``, ``researcher``."""
    return noun in lexicon.SCHOLARS or noun.endswith(ENDINGS_OF_EXPERTS)


def is_same_nation(noun: str, nation: str) -> bool:
    """Return whether a demonym and another, or an adjective, name one nation: ``Dane``, Danish."""
    short, long = sorted((noun, nation), key=len)
    if noun == nation or short == long.removesuffix("woman").removesuffix("man"):
        return True
    shared = SHARED_LETTERS if len(short) > SHARED_LETTERS else SHARED_LETTERS - 1
    both = noun.endswith(("an", "ese")) and nation.endswith(("an", "ese"))
    return noun[:shared] == nation[:shared] and not both


@lru_cache(lexicon.CACHE_SIZE)
def nationals(country: str) -> frozenset[str]:
    """Return the nouns for somebody from a country: ``bulgarian``, ``spaniard``."""
    lower = country.lower()
    if lower not in lexicon.PLACE_NAMES | lexicon.DEMONYMS:
        return lexicon.NATIONS.get(lower, frozenset())
    regular = {
        noun
        for noun in lexicon.DEMONYMS
        for stem in (lower, lower.rstrip("aeiouy"))
        if len(stem) > 2 and noun.startswith(stem) and noun[len(stem) :] in ENDINGS_OF_NATIONALS
    }
    return lexicon.NATIONS.get(lower, frozenset()) | regular
