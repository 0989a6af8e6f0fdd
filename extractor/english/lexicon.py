"""Closed classes and word lists of English; each list exists only here.

Closed classes (pronouns, determiners, the calendar) are in this file. Open lists are data files
of lower-case words in ``extractor/data``:

    titles.txt         honorifics, abbreviated titles, words of offices
    names.txt          words inside names: suffixes, particles, organizations, places, demonyms
    given_names.txt    given names by gender
    nicknames.txt      short forms of given names
    anonymity.txt      words that keep a speaker's name from a text
    narration.txt      words that show where a report ends
    layout.txt         words of headings and titles that name no speaker
    nouns.txt          nouns by what they denote: people, organizations, documents, crowds
    people.txt         more nouns for people, where a word is used as a common noun
    related_nouns.txt  nouns that may refer to the same thing
    abbreviations.txt  abbreviations and words that decide where a sentence ends

To add an honorific or a title, edit titles.txt; to add a set of pronouns, add a line to
`PRONOUN_SETS`. The cue lexicon is in ``extractor/cue_lexicon.py``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

Gender = Literal["female", "male"]
NounClass = Literal["person", "document", "organization", "crowd"]

CACHE_SIZE: Final = 4096
"""The size of the caches."""

_FOLDER: Final = Path(__file__).parent.parent / "data"


_PLAIN_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
)
"""Letters that Unicode does not take for a plain one with an accent."""


@lru_cache(CACHE_SIZE)
def fold(word: str) -> str:
    """Return *word* folded for comparison: no accents, case, full stops or apostrophes."""
    plain = unicodedata.normalize("NFKD", word.lower().translate(_PLAIN_LETTERS))
    return re.sub(r"[^\w-]", "", "".join(c for c in plain if not unicodedata.combining(c)))


def _lines(name: str) -> dict[str, list[str]]:
    """Read a word file: the lines of each ``[section]``, without comments and empty lines.

    Lines before the first section are those of the section ``""``.
    """
    sections: dict[str, list[str]] = {"": []}
    section = ""
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
            sections[section] = []
        elif line.strip() and not line.startswith("#"):
            sections[section].append(line)
    return sections


def read_words(name: str) -> dict[str, frozenset[str]]:
    """Read a word file as sets of words by section."""
    return {
        section: frozenset(word for line in lines for word in line.split())
        for section, lines in _lines(name).items()
    }


# --- pronouns and determiners -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PronounSet:
    """The forms of a personal pronoun, the nominative first.

    ``gender`` is None if the pronoun leaves it open.
    """

    forms: tuple[str, ...]
    person: Literal[1, 2, 3]
    number: Literal["singular", "plural"]
    gender: Gender | Literal["neuter"] | None = None


PRONOUN_SETS: Final = (
    PronounSet(("i", "me", "my", "mine", "myself"), 1, "singular"),
    PronounSet(("we", "us", "our", "ours", "ourselves"), 1, "plural"),
    PronounSet(("you", "your", "yours", "yourself", "yourselves"), 2, "singular"),
    PronounSet(("he", "him", "his", "himself"), 3, "singular", "male"),
    PronounSet(("she", "her", "hers", "herself"), 3, "singular", "female"),
    PronounSet(("it", "its", "itself"), 3, "singular", "neuter"),
    PronounSet(("they", "them", "their", "theirs", "themselves", "themself"), 3, "plural"),
)
PRONOUN_SET_OF: Final = {form: each for each in PRONOUN_SETS for form in each.forms}
_FIRST_PERSON: Final = "I|[Mm]y|[Ww]e|[Oo]ur"
FIRST_PERSON: Final = re.compile(rf"\b(?:{_FIRST_PERSON})\b")
SECOND_PERSON: Final = re.compile(r"\byou(?:rs?)?\b", re.I)
FIRST_OR_SECOND_PERSON: Final = re.compile(rf"\b(?:{_FIRST_PERSON}|me|us|[Yy]our?)\b")
"""Patterns for words that show in printed text that somebody speaks; ``Us`` may be a magazine."""
THIRD_PERSON: Final = frozenset(form for form, s in PRONOUN_SET_OF.items() if s.person == 3)
WH_WORDS: Final = frozenset("who what which when where why how whom whose".split())
WHAT_IS_ASKED: Final = WH_WORDS | frozenset("about if over whether".split())
"""Words that open what is asked."""
RELATIVE_PRONOUNS: Final = frozenset("who whom whose which that".split())
PRONOUNS: Final = frozenset(PRONOUN_SET_OF) | RELATIVE_PRONOUNS
NEGATIONS: Final = frozenset("not never no n't nowhere".split())
NEGATIVE_CONJUNCTIONS: Final = frozenset({"neither", "nor"})
NEGATIVE_PRONOUNS: Final = frozenset("nobody none neither nothing no-one".split())
FREE_CHOICE_PRONOUNS: Final = frozenset("anybody anyone anything".split())
INTERROGATIVE_PRONOUNS: Final = frozenset("what whoever whatever".split())
POSSESSIVE_DETERMINERS: Final = frozenset("his her its their".split())

NONBINARY_WORDS: Final = frozenset("nonbinary non-binary genderqueer genderfluid agender".split())
"""Words that show that a text uses ``they`` for one person; so does ``they/them``."""

ARTICLES: Final = frozenset("the a an".split())
DEFINITE_DETERMINERS: Final = frozenset("the this that these those said".split())
FOCUS_WORDS: Final = frozenset(
    "this that these those even only just also thus particularly both now then once".split()
)
"""Words before a noun phrase that are not part of a label."""
CONTRASTIVE_MODIFIERS: Final = frozenset(
    "another other others second third fourth different separate additional".split()
)
"""Modifiers of a noun that introduce a new entity."""
ORDINALS: Final = frozenset("second third fourth".split())
QUANTIFIERS: Final = frozenset(
    "some many most several few both all two three four five six seven eight nine ten dozens "
    "hundreds thousands more any no every each various certain numerous".split()
)
STAND_INS: Final = ORDINALS | frozenset(
    """one another other others first fifth last former latter some many several few most both two
    three four five six""".split()
)
"""Words that stand for a noun that is left out: ``another said``."""

CONCESSIVES: Final = frozenset("although though while whereas".split())

# --- the calendar -------------------------------------------------------------------------

WEEKDAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS: Final = frozenset(
    "january february march april may june july august september october november december".split()
)
CALENDAR: Final = (
    WEEKDAYS
    | MONTHS
    | frozenset(
        """jan feb mar apr jun jul aug sep sept oct nov dec christmas easter thanksgiving
        am pm est edt pst gmt""".split()
    )
)
"""Capitalized words for times, which are not names."""
TIME_WORDS: Final = CALENDAR | frozenset(
    """hour minute day week weekend month year morning afternoon evening night today tonight
    tomorrow yesterday midday noon midnight earlier later recently ago here time moment""".split()
)
"""Words that say when, and *here*."""

# --- titles and names ---------------------------------------------------------------------

_titles = read_words("titles")
_honorifics: Final[dict[str, Gender | None]] = {
    **dict.fromkeys(_titles["honorific"]),
    **dict.fromkeys(_titles["honorific-female"], "female"),
    **dict.fromkeys(_titles["honorific-male"], "male"),
}
HONORIFICS: Final = {word.rstrip("."): gender for word, gender in _honorifics.items()}
FORMS_OF_ADDRESS: Final = frozenset("mr mrs ms mx miss mister madam madame".split())
"""Honorifics that are no part of an office: ``Mr Speaker``, not ``Lord Chancellor``."""
COURTESY_TITLES: Final = (frozenset(HONORIFICS) | _titles["courtesy"]) - _titles["earned"]
"""Titles that say nothing of what somebody does."""
COURTESY_TITLES_OF_OFFICES: Final = _titles["courtesy-office"]
"""Courtesy titles that open an office as well: ``Chief executive``, ``Lord Mayor``."""
ABBREVIATED_TITLES: Final = _titles["abbreviation"]
TITLE_INITIALS: Final = _titles["initials"]
"""Titles that count only in capitals: ``DCI``."""
DOUBTFUL_TITLES: Final = _titles["doubtful"]
"""Initials that count only before a given name and another capital: ``AC Zakir Ali``."""
TITLE_PHRASES: Final = tuple(tuple(line.split()) for line in _lines("titles")["phrase"])
TITLE_EXPANSIONS: Final = dict(line.split() for line in _lines("titles")["expansion"])
RANKS: Final = frozenset(TITLE_EXPANSIONS.values())
TITLE_WORDS: Final = _titles["title"]
TITLES_OF_FULL_NAMES: Final = _titles["full-name"]
"""Words of other meanings that are titles before a full name: ``Major Ana Ruiz``."""
POSSESSED_TITLES: Final = _titles["possessed"]
"""Titles of whom a possessive before them means: ``His Majesty``."""
TITLES_LIKE_GIVEN_NAMES: Final = _titles["like-given-name"]
"""Titles that are given names as well: ``a passenger, Sri Wahyuni``."""
TITLE_ADJECTIVES: Final = frozenset(
    "former acting interim outgoing incoming longtime then late deputy".split()
)
"""Adjectives before a title that keep no capital inside a sentence."""
DEPARTMENT_WORDS: Final = _titles["department"]

ABBREVIATIONS: Final = read_words("abbreviations")
ABBREVIATIONS_BEFORE_NAMES: Final = frozenset(
    word.rstrip(".").capitalize()
    for word in ABBREVIATED_TITLES.union(
        ABBREVIATIONS["before-name"], (word for word in _honorifics if word.endswith("."))
    )
)
ATTRIBUTION_VERBS: Final = ABBREVIATIONS["attribution"]

_names = read_words("names")
NAME_SUFFIXES: Final = _names["suffix"]
POST_NOMINALS: Final = _names["post-nominal"]
"""Post-nominal titles in their usual capitals, without full stops."""
FAMILY_NAMES: Final = _names["family-name"]
"""Family names that come first: ``Moon`` Jae-in."""
FEMALE_ENDINGS: Final = tuple(_names["female-ending"])
MALE_ENDINGS: Final = tuple(_names["male-ending"])
"""Ends of surnames that show a gender: ``Karimova``, ``Karimov``; not those ``OF_NO_GENDER``."""
OF_NO_GENDER: Final = _names["of-no-gender"]
NAME_PARTICLES: Final = _names["particle"]
LEADING_PARTICLES: Final = _names["leading-particle"]
SHORT_GIVEN_NAMES: Final = _names["short-given"]
SHIP_PREFIXES: Final = _names["ship"]
CAUSE_VERBS: Final = _names["cause"]
CAUSE_NOUNS: Final = _names["cause-noun"]
COMPANY_SUFFIXES: Final = _names["company-suffix"]
SURNAMES_LIKE_ORGANIZATIONS: Final = _names["surname-like"]
"""Words of organizations that are surnames too: ``Ray Co``, ``Ada Bank``."""
BUSINESS_WORDS: Final = _names["business-word"] | COMPANY_SUFFIXES
"""Words by which a name is a firm's: ``Norda Foods``."""
ORGANIZATION_WORDS: Final = _names["organization-word"] | BUSINESS_WORDS
ORGANIZATION_NAMES: Final = frozenset().union(
    *(_names[section] for section in ("organization", "agency", "firm", "outlet"))
)
PUBLIC_BODIES: Final = _names["organization"].union(_lines("names")["public-body"])
"""What governs, votes or campaigns, in lower case: no firm, though an organization."""
NEWSPAPER_WORDS: Final = _names["newspaper"]
"""Words that, after ``the`` and capitalized inside a sentence, name a paper: ``the Observer``."""
PLACE_NAMES: Final = _names["place"].union(_lines("names")["region"])
PLACE_PREFIXES: Final = _names["place-prefix"]
NATIONS: Final = {
    country: frozenset(nouns)
    for country, *nouns in (line.split() for line in _lines("names")["nation"])
}
DEMONYMS: Final = _names["demonym"].union(*NATIONS.values())
NATIONAL_ADJECTIVES: Final = _names["national-adjective"]
"""Adjectives that are no demonyms themselves."""

_given = read_words("given_names")
_ALL_GIVEN: Final = frozenset().union(*_given.values())
NICKNAMES: Final = {
    short: tuple(full) for short, *full in (line.split() for line in _lines("nicknames")[""])
}
"""The full given names of a short form."""


@lru_cache(CACHE_SIZE)
def is_given_name(word: str) -> bool:
    """Return whether *word* is a known given name or a pair of them (``Jean-Luc``)."""
    return all(part in _ALL_GIVEN or part in NICKNAMES for part in fold(word).split("-"))


_GENDERS: Final[tuple[Gender, ...]] = ("female", "male")


@lru_cache(CACHE_SIZE)
def given_name_gender(word: str) -> Gender | None:
    """Return the predominant gender of a given name, None if there is none.

    None also where it is short for a name of the other gender: ``Jess``, of Jessica.
    """
    first = fold(word).split("-")[0]
    short = {given_name_gender(full) for full in NICKNAMES.get(first, ())} - {None}
    own = next((gender for gender in _GENDERS if first in _given[gender]), None)
    if first in _ALL_GIVEN:
        return None if short and own not in short else own
    return short.pop() if len(short) == 1 else None


def surname_gender(word: str) -> Gender | None:
    """Return the gender that a surname's end shows, None if there is none: ``Karimova``."""
    last = fold(word)
    if last in OF_NO_GENDER:
        return None
    female = last.endswith(FEMALE_ENDINGS)
    return "female" if female else "male" if last.endswith(MALE_ENDINGS) else None


def names_institution(parts: Sequence[str]) -> bool:
    """Return whether a folded name ends in a word for institutions: ``... Committee``.

    It does not where that is the surname behind a given name: ``Ray Co``, ``Tess Lim Co``.
    """
    if not parts or parts[-1] not in ORGANIZATION_WORDS:
        return False
    personal = parts[-1] in SURNAMES_LIKE_ORGANIZATIONS and is_given_name(parts[0])
    family = len(parts) == 3 and parts[1] in FAMILY_NAMES
    return not (personal and (len(parts) == 2 or family))


@lru_cache(CACHE_SIZE)
def is_demonym(word: str) -> bool:
    """Return whether a noun is a demonym: ``German``, ``Ivorians``."""
    lower = word.lower()
    if lower in ORGANIZATION_WORDS or lower in ORGANIZATION_NAMES:
        return False
    listed = lower in DEMONYMS or lower.removesuffix("s") in DEMONYMS
    return listed or (word[:1].isupper() and lower.removesuffix("s").endswith(("ian", "ean")))


def is_national(word: str) -> bool:
    """Return whether a lower-case word says a nation: ``danish``, ``german``."""
    return word in NATIONAL_ADJECTIVES or is_demonym(word.capitalize())


# --- words by section, used where they are explained --------------------------------------

ANONYMITY: Final = read_words("anonymity")
NARRATION: Final = read_words("narration")
LAYOUT: Final = read_words("layout")

# --- nouns --------------------------------------------------------------------------------

_nouns = read_words("nouns")
_PEOPLE: Final = frozenset(read_words("people")[""])
_CLASSIFYING: Final = "person female male organization document crowd prominent office".split()
_KNOWN_NOUNS: Final = _PEOPLE.union(*(_nouns[section] for section in _CLASSIFYING))
PEOPLE: Final[frozenset[NounClass]] = frozenset({"person", "crowd"})
"""The classes of nouns for people, one or many."""
_CLASSES: Final[tuple[NounClass, ...]] = ("crowd", "person", "document", "organization")
_CLASS_OF: Final[dict[str, NounClass]] = {
    noun: noun_class for noun_class in reversed(_CLASSES) for noun in _nouns[noun_class]
}
_ENDS_OF_COMPOUNDS: Final = frozenset(
    noun[at + 1 :] for noun in _CLASS_OF for at, letter in enumerate(noun) if letter == "-"
)
_related = {
    name: words
    for name, words in read_words("related_nouns").items()
    if name not in {"general", "one-word", "deeds", "works", "kin"}
}
_GENERAL: Final = {
    general: frozenset(special)
    for general, *special in (line.split() for line in _lines("related_nouns")["general"])
}
OFFICES_IN_TWO_WORDS: Final = {
    noun: (first, second)
    for noun, first, second in (line.split() for line in _lines("related_nouns")["one-word"])
}
"""What two words say as well as one: ``the premier`` is the prime minister."""
DEEDS: Final = {
    noun: frozenset(told)
    for noun, *told in (line.split() for line in _lines("related_nouns")["deeds"])
}
"""Verbs and nouns that tell of somebody that he or she is what the noun says."""

CROWDS: Final = _nouns["crowd"]
"""Nouns and pronouns for several people: ``police``."""
PROMINENT_NOUNS: Final = _nouns["prominent"]
"""Nouns for people that refer back to a named person: ``the billionaire``."""
QUANTITY_NOUNS: Final = _nouns["quantity"]
LAWS: Final = _nouns["law"]
ENDINGS_OF_AGENTS: Final = tuple(_nouns["agent"])
"""Endings of nouns for who does something."""
ENDINGS_OF_TRADES: Final = _nouns["trade"]
"""Endings of nouns for who works with a thing: ``violinist``."""
SCHOLARS: Final = _related["scholar"]
BUSINESS_ROLES: Final = _nouns["business"]
"""Nouns for people that also denote firms: ``Boeing's biggest customer``."""
OFFICE_NOUNS: Final = _nouns["office"]
"""Offices of which a person holds only one at a time: ``senator``."""
NAMING_VERBS: Final = frozenset("name call identify know nickname surname".split())
SERVING_VERBS: Final = frozenset("serve work act take return continue remain start begin".split())
APPOINTING_VERBS: Final = frozenset(
    "appoint name elect hire install nominate pick choose confirm swear".split()
)
"""Verbs behind which *as* says what somebody is: ``served as``, ``took over as``, ``named as``."""
VERBS_WITH_OF: Final = frozenset(
    "accuse acquit assure convict cure deprive inform notify persuade remind rid rob strip".split()
)
"""Verbs with an object and *of* something: ``accused the trust of arrogance``."""
ANSWERING_VERBS: Final = frozenset("answer reply respond retort counter rejoin".split())
"""Verbs by which somebody else than the last speaker speaks."""
CAPITALIZED_NOUNS: Final = _nouns["capitalized"]
"""Nouns for people that keep their capital inside a sentence."""
FAMILY_NOUNS: Final = _nouns["family"]
"""Nouns that show that two people named together may share a surname."""
KIN_NOUNS: Final = _nouns["kin"]
_KIN: Final = tuple(
    tuple(frozenset(side.split()) for side in line.split(":"))
    for line in _lines("related_nouns")["kin"]
)
OLDER_KIN, YOUNGER_KIN = (
    frozenset().union(*(pair[side] for pair in _KIN if pair[0] != pair[1])) for side in (0, 1)
)
"""Parents, aunts and the like; children, nephews and the like."""


def relatives_of(noun: str) -> frozenset[str]:
    """Return what somebody is to whom he or she calls *noun*: a son or a daughter to her father."""
    pairs = (*_KIN, *((those, these) for these, those in _KIN))
    return frozenset().union(*(those for these, those in pairs if noun in these))


WORKS: Final = {
    maker: frozenset(works.split())
    for makers, works in (line.split(":") for line in _lines("related_nouns")["works"])
    for maker in makers.split()
}
"""What those make who are called by a noun; no *picture*, which may show whose it is."""
RELATIONAL_NOUNS: Final = KIN_NOUNS | _nouns["relational"]
"""Nouns that describe a person less specifically than an office or profession."""
SOURCE_NOUNS: Final = OFFICE_NOUNS.union(
    RELATIONAL_NOUNS - KIN_NOUNS - _related["man"] - _related["woman"],
    *(_related[each] for each in ("press-officer", "police", "lawyer", "scholar", "aide", "head")),
)
"""Nouns for people who are asked because of their office, or of whom they know."""
INSTITUTION_NOUNS: Final = frozenset().union(
    *(
        _related[family]
        for family in (
            "company",
            "group",
            "paper",
            "network",
            "authority",
            "force",
            "regulator",
            "church",
        )
    )
)
"""Nouns that refer back to a named organization: ``the agency``."""
NEVER_FIRMS: Final = frozenset({"union"})
"""Institutions that are no firms: *the union* does not mean the company just named."""
FIRMS: Final = _related["company"]
"""Nouns for firms: *the airline* does not mean a ministry."""
PUBLIC_NOUNS: Final = frozenset().union(
    *(_related[family] for family in ("authority", "force", "regulator", "church"))
)
"""Nouns for institutions that a firm is not: ``the ministry``."""
PRESS_NOUNS: Final = _related["paper"]
HOUSE_NOUNS: Final = (
    frozenset().union(
        *(
            _related[family]
            for family in ("orchestra", "museum", "school", "club", "band", "hospital", "stage")
        )
    )
    - INSTITUTION_NOUNS
)
"""Nouns that refer back to a named organization where it is the only one: ``the orchestra``."""


@lru_cache(CACHE_SIZE)
def singular(noun: str) -> str:
    """Return the lower-case singular of a regular noun: ``Officials`` -> ``official``."""
    word = noun.lower().rstrip(".")
    if word in _KNOWN_NOUNS:
        return word
    if word.endswith("s") and word[:-1] in QUANTITY_NOUNS:
        return word[:-1]
    if not word.endswith(("s", "men")):
        return word
    for ending, instead in (("men", "man"), ("ies", "y"), ("ves", "fe"), ("es", ""), ("s", "")):
        if word.endswith(ending) and word.removesuffix(ending) + instead in _KNOWN_NOUNS:
            return word.removesuffix(ending) + instead
    return word


@lru_cache(CACHE_SIZE)
def noun_class(noun: str) -> NounClass | None:
    """Return what a noun denotes, None if it is not listed."""
    word = singular(noun)
    if word in _nouns["female"] or word in _nouns["male"]:
        return "person"
    return _CLASS_OF.get(word) or _CLASS_OF.get(word.rpartition("-")[2])


def compound_class(before: str, noun: str) -> NounClass | None:
    """Return what two nouns denote together where they are listed so: ``coast guard``."""
    last = singular(noun)
    return _CLASS_OF.get(f"{before.lower()}-{last}") if last in _ENDS_OF_COMPOUNDS else None


@lru_cache(CACHE_SIZE)
def common_noun_class(noun: str) -> NounClass | None:
    """Return what a word used as a common noun denotes: of these, more are known to be people."""
    word = singular(noun)
    people = word in _PEOPLE or word.rpartition("-")[2] in _PEOPLE
    return noun_class(noun) or ("person" if people else None)


@lru_cache(CACHE_SIZE)
def noun_gender(noun: str) -> Gender | None:
    """Return the gender that a noun implies: ``congresswoman``."""
    word = singular(noun)
    if word.endswith("man") and word in DEMONYMS:
        return "female" if word.endswith("woman") else "male"
    return "female" if word in _nouns["female"] else "male" if word in _nouns["male"] else None


@lru_cache(CACHE_SIZE)
def kinds_of_organization(name: str) -> frozenset[str]:
    """Return the nouns by which the news calls a known organization: ``network`` for the BBC."""
    if name in _names["agency"]:
        return frozenset({"agency", "bureau"})
    if name in _names["firm"] or name in BUSINESS_WORDS:
        return frozenset({"company"})
    if name in _names["outlet"]:
        return frozenset({"network", "newspaper"})
    return frozenset({"newspaper"}) if name in NEWSPAPER_WORDS else frozenset()


def special_nouns(noun: str) -> frozenset[str]:
    """Return the nouns of which *noun* is a more general one: of *cleric* a bishop."""
    return _GENERAL.get(noun, frozenset())


@lru_cache(CACHE_SIZE)
def related_nouns(noun: str) -> frozenset[str]:
    """Return the nouns that may corefer with *noun*, itself included."""
    special = special_nouns(noun)
    of_noun = [name for name, family in _related.items() if noun in family]
    families = frozenset({noun}).union(special, *(_related[name] for name in of_noun))
    kinds = _related["company"] - _related["any-company"]
    if noun not in kinds:
        return families
    alike = frozenset({noun}).union(*(_related[n] for n in of_noun if n != "company"))
    return families - (kinds - alike)
