"""What one name shows of its bearer: a person, an organization, a place or a group of people.

`type_of_name` asks the name's own words and its neighbours: a title, an apposition, a noun before
it. What the other names of the text add, `name_types` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractor.domain import Sentence
from extractor.english import lexicon
from extractor.english.lexicon import Gender
from extractor.english.name_runs import MARKS, is_irish_article
from extractor.english.orthography import Truecasing, is_acronym, is_all_capitals
from extractor.english.syntax import NOUNS, child, children
from extractor.speakers.discourse import first_conjunct
from extractor.speakers.mentions import (
    TYPE_OF_NOUN_CLASS,
    EntityType,
    NamedMention,
    is_plural,
)
from extractor.speakers.titles import is_in_portfolio

PLURAL_ACRONYM: Final = re.compile(r"[A-Z]{2,}[’']?s")
CAMEL_CASE: Final = re.compile(
    r"^(?!(?:Mc|Mac|De|Del|Di|Du|La|Le|Van|Fitz|O['’]|D['’])[A-Z]).*[a-z][A-Z]"
)
"""Capitals inside a word, as firms have them (``BuzzFeed``), not a prefix of surnames."""
DOMAIN: Final = re.compile(r"\.(?:com|org|net|info|co|gov|tv|io|eu|uk)$", re.I)
ORGANIZATION_OPENERS: Final = frozenset({"team"})
INITIAL: Final = re.compile(r"[^\W\d_]\.")
DEMONYM_ENDINGS: Final = ("ans", "ians", "ese", "ists", "ites", "is")
CAUSES: Final = frozenset("of for and against without ohne sans senza zonder".split())
"""Words inside names of organizations: ``Doctors Without Borders``."""
MEMBERSHIP: Final = frozenset({"of", "for"})
NICKNAMING: Final = frozenset("call dub know nickname".split())
POSSESSIVE: Final = re.compile(r"['’]s(?!\w)")
NO_TITLES: Final = frozenset({"former", "then", "late"})
FIELDS_OF_BODIES: Final = lexicon.ORGANIZATION_WORDS | lexicon.DEPARTMENT_WORDS
FIELDS_AND_PLACES: Final = FIELDS_OF_BODIES | lexicon.PLACE_NAMES
"""What follows a field or a kind in the name of a body: ``Police Scotland``, ``Network Rail``."""
"""Words among the titles that a place may have before it: ``Former Arizona governor``."""


# --- type ---------------------------------------------------------------------------------


def type_of_name(name: NamedMention, sentence: Sentence) -> EntityType | None:
    """Return the type of a name by its own words and its neighbours, None if nothing shows."""
    if _is_group(name, sentence):
        return "group"
    if _is_place(name):
        return "place"
    if is_irish_article(sentence, name.name_start) or _is_of_partners(name):
        return "organization"
    if INITIAL.fullmatch(name.text):
        return "person"  # A trader, identified only as M.
    before = noun_before(name, sentence, "person")
    if before is not None and _is_firm_of_role(name, sentence, before):
        return "organization"
    if _is_titled(name) or (before is not None and not _may_be_firm(name, sentence, before)):
        return "person"
    described = _described_as(name, sentence)
    if described is not None:
        known = len(name.parts) == 1 and name.parts[0] in lexicon.ORGANIZATION_NAMES
        return "organization" if known else described
    firm = noun_before(name, sentence, "organization")
    named = firm is not None and (_is_apposed_to(name, sentence, firm) or not _looks_personal(name))
    joined = firm is not None and sentence.words[firm].head == name.head  # aid group Sathi
    if named and (len(name.parts) > 1 or joined or _is_firm(sentence, firm)):
        return "organization"
    relative = relative_pronoun_of(name, sentence)
    if relative is not None:
        return "person" if relative in {"who", "whom"} else "organization"
    explains = len(name.parts) > 1 and _explains_person_noun(name, sentence)
    flat = explains and sentence.words[name.end - 1].deprel == "flat"
    if is_organization(name) or (not flat and _is_known_organization(name, sentence)):
        return "organization"
    if name.article and not name.titles and name.parts[-1] in lexicon.NEWSPAPER_WORDS:
        return "organization"  # the Orlando Sentinel
    if explains or (len(name.parts) > 1 and _looks_personal(name)):
        return "person"
    if _is_behind_portfolio(name, sentence):
        return "person"
    if name.article:
        return "organization"
    return "person" if age_of(name, sentence) is not None else None


def _is_of_partners(name: NamedMention) -> bool:
    """Return whether a name is a firm's by its ampersand: ``biscuit maker Tuck & Thorne``.

    Not a couple's: ``Dave & Sue Pickles``.
    """
    before, sign, behind = name.text.partition(" & ")
    given = [part.split()[0] for part in (before, behind) if part]
    couple = len(given) > 1 and all(map(lexicon.is_given_name, given))
    return bool(sign) and not couple and not lexicon.HONORIFICS.keys() & set(name.titles)


def _is_behind_portfolio(name: NamedMention, sentence: Sentence) -> bool:
    """Return whether a name was cut off what an office is for: ``MEC for Roads`` Ndaba."""
    return bool(name.titles) and is_in_portfolio(sentence.words, name.start)


def _is_apposed_to(name: NamedMention, sentence: Sentence, noun: int) -> bool:
    """Return whether the tree has a name as an apposition to a noun: ``the band Velvet Harbor``."""
    word = sentence.words[name.head]
    return word.deprel == "appos" and word.head == noun


def _is_firm(sentence: Sentence, position: int | None) -> bool:
    noun = "" if position is None else sentence.words[position].text.lower()
    return "company" in lexicon.related_nouns(noun)


def _is_firm_of_role(name: NamedMention, sentence: Sentence, noun: int) -> bool:
    """Return whether a firm does what a noun says: ``ferry operator Blue Line``.

    The tree modifies its name's words, where a person's are flat.
    """
    words = sentence.words[name.name_start : name.name_end]
    inner = any(w.deprel in {"amod", "compound"} and w.head == name.head for w in words)
    firm = sentence.words[noun].text.lower() in lexicon.BUSINESS_ROLES and not name.titles
    return firm and inner and not _looks_personal(name)


def _may_be_firm(name: NamedMention, sentence: Sentence, noun: int) -> bool:
    """Return whether a noun before one word says of a firm, or of somebody, what it makes.

    ``Tram maker Kolvia``, but ``filmmaker Lund`` and ``the operator, Lund``.
    """
    what = child(sentence, noun, "compound")
    role = sentence.words[noun].text.lower() in lexicon.BUSINESS_ROLES and what is not None
    role = role or CAMEL_CASE.search(name.text) is not None
    return role and len(name.parts) == 1 and not name.titles and not _looks_personal(name)


def _described_as(name: NamedMention, sentence: Sentence) -> EntityType | None:
    """Return the type by an apposition with an article after a name: ``Coy Law, a customer``."""
    for head in appositions_to(name, sentence):
        word = sentence.words[head]
        common = word.upos == "NOUN" and word.text[:1].islower() and word.xpos == "NN"
        if head >= name.end and common and child(sentence, head, "det") is not None:
            noun_class = lexicon.common_noun_class(word.text)
            if lexicon.singular(word.text) in lexicon.BUSINESS_ROLES:
                return None
            if noun_class in {"person", "organization"} and not is_plural(sentence, head):
                return TYPE_OF_NOUN_CLASS[noun_class]
    return None


def appositions_to(name: NamedMention, sentence: Sentence) -> Iterator[int]:
    """Yield the heads of appositions behind a name, whichever of its words they depend on."""
    for position in range(name.start, name.end):
        yield from (i for i in children(sentence, position, "appos") if i >= name.end)


def relative_pronoun_of(name: NamedMention, sentence: Sentence) -> str | None:
    """Return the relative pronoun that refers back to a name: ``Norton, which declined``."""
    for clause in children(sentence, name.head, "acl:relcl"):
        for position in children(sentence, clause, "nsubj", "obj"):
            if sentence.words[position].text.lower() in {"who", "whom", "which"}:
                return sentence.words[position].text.lower()
    return None


def _is_titled(name: NamedMention) -> bool:
    if any(title in lexicon.HONORIFICS for title in name.titles):
        return True
    if name.titles[-1:] == name.parts[:1] and lexicon.noun_class(name.parts[0]) == "person":
        return True  # Juror No. 4, who has no other name
    offices = (
        title in lexicon.ABBREVIATED_TITLES or lexicon.noun_class(title) == "person"
        for title in name.titles
    )
    surname = len(name.parts) < 3 and name.parts[-1] in lexicon.SURNAMES_LIKE_ORGANIZATIONS
    surname = surname and not name.text.endswith(".") and "&" not in name.text
    return any(offices) and (surname or not is_organization(name))


def _explains_person_noun(name: NamedMention, sentence: Sentence) -> bool:
    """Return whether a name explains a noun for people: ``two voters, Zanele Xu and …``."""
    head = first_conjunct(sentence, name.head)
    word = sentence.words[head]
    unlinked = word.deprel == "nmod" and child(sentence, head, "case") is None
    behind = unlinked and is_in_portfolio(sentence.words, name.start)
    if not (word.deprel == "appos" or behind) or not 0 <= word.head < head:
        return False
    noun = sentence.words[word.head]
    if _is_firm_of_role(name, sentence, noun.index):
        return False  # her employer, Volta Haulage
    return noun.upos == "NOUN" and lexicon.common_noun_class(noun.text) == "person"


def _looks_personal(name: NamedMention) -> bool:
    first, last = name.text.split()[0], name.parts[-1]
    initials = len(first) < 5 and "." in first and first.lower() not in lexicon.PLACE_NAMES
    return lexicon.is_given_name(name.parts[0]) or initials or last in lexicon.NAME_SUFFIXES


def _is_group(name: NamedMention, sentence: Sentence) -> bool:
    last = sentence.words[name.end - 1]
    if PLURAL_ACRONYM.fullmatch(last.text):
        return True
    if not last.text.endswith(("s", "ese", "ish")) or name.text.isupper():
        return False
    if _is_body_of_members(name):
        return False
    plural_noun = lexicon.singular(last.text) != last.text.lower()
    if lexicon.noun_class(last.text) == "person" and plural_noun:
        return len(name.parts) == 1 or not lexicon.is_given_name(name.parts[0])
    plural = last.xpos == "NNPS" and len(name.parts) == 1
    return plural and (name.article or last.text.endswith(DEMONYM_ENDINGS))


def _is_body_of_members(name: NamedMention) -> bool:
    """Return whether a name is of a body, and then of whom: ``Union of Public Employees``."""
    whose = next((at for at, part in enumerate(name.parts) if part in MEMBERSHIP), 0)
    return whose > 0 and not lexicon.ORGANIZATION_WORDS.isdisjoint(name.parts[:whose])


def _is_place(name: NamedMention) -> bool:
    if set(name.titles) - NO_TITLES:
        return False
    ends = name.parts[-1] in lexicon.PLACE_NAMES and name.parts[0] in lexicon.PLACE_PREFIXES
    return ends or name.text.lower() in lexicon.PLACE_NAMES


def _is_known_organization(name: NamedMention, sentence: Sentence) -> bool:
    first = name.parts[0]
    given = len(name.parts) == 2 and lexicon.is_given_name(first)
    if first in lexicon.ORGANIZATION_NAMES and not given:
        return True
    if len(name.parts) > 1:
        return first in ORGANIZATION_OPENERS or _opens_with_acronym(name, sentence)
    if CAMEL_CASE.search(name.text) or DOMAIN.search(name.text):
        return True
    return len(name.text) > 1 and is_acronym(name.text) and not is_all_capitals(sentence)


def _opens_with_acronym(name: NamedMention, sentence: Sentence) -> bool:
    """Return whether initials modify what follows: ``NCAA Charlotte Regional``, ``WWF Kenya``.

    Not those of a person: ``KPS Gill``, ``AJ Green``.
    """
    opener = sentence.words[name.name_start]
    acronym = len(opener.text) > 2 and is_acronym(opener.text) and not name.text.isupper()
    modifies = opener.deprel == "compound" and name.start <= opener.head < name.end
    divided = sentence.words[name.name_start + 1].deprel in {"nsubj", "nsubj:pass", "obl"}
    return acronym and (modifies or divided or name.parts[-1] in lexicon.PLACE_NAMES)


def is_organization(name: NamedMention) -> bool:
    """Return whether the words of a name show that it is not a person's."""
    parts = name.parts
    if lexicon.names_institution(parts) or CAUSES & set(parts) or "&" in name.text:
        return True
    if " ".join(parts) in lexicon.PUBLIC_BODIES:
        return True
    if POSSESSIVE.search(name.text) or (len(parts) > 1 and parts[-1].isdecimal()):
        return True  # Trader Joe's, Channel 4
    if len(parts) > 2 and parts[0] in lexicon.CAUSE_VERBS:
        return True  # Save the Children
    if len(parts) == 2 and parts[0] in FIELDS_OF_BODIES and parts[1] in FIELDS_AND_PLACES:
        return True  # Police Scotland, Network Rail
    inside = any(part in lexicon.ORGANIZATION_WORDS for part in parts[1:])
    return inside and not lexicon.is_given_name(parts[0])


def noun_before(
    name: NamedMention, sentence: Sentence, noun_class: lexicon.NounClass
) -> int | None:
    """Return the singular noun of a class that stands directly before a name and belongs to it."""
    before = name.start - 1
    if before < 0:
        return None
    word = sentence.words[before]
    class_of = lexicon.common_noun_class if word.upos == "NOUN" else lexicon.noun_class
    nominal = word.upos in NOUNS and word.xpos != "NNS"
    if not nominal or class_of(word.text) != noun_class:
        return None
    top = sentence.words[name.head]
    linked = word.head == name.head or top.head in (before, word.head)
    return before if linked or word.deprel in {"nmod:desc", "compound"} else None


def age_of(name: NamedMention, sentence: Sentence) -> str | None:
    """Return the number after a name that states an age: ``Ann Lee, 43,``."""
    words = sentence.words[name.end : name.end + 3]
    fits = len(words) > 1 and words[0].text == "," and words[1].text.isdecimal()
    closed = len(words) < 3 or words[2].upos == "PUNCT"
    return words[1].text if fits and closed and len(words[1].text) < 4 else None


def is_common_noun(name: NamedMention, sentence: Sentence, truecasing: Truecasing) -> bool:
    """Return whether a capitalized noun is used as a common one: ``a super PAC``, ``Democrats``."""
    if _is_opener(name, sentence, truecasing):
        return True
    articles = {
        sentence.words[i].text.lower()
        for i in children(sentence, name.head, "det")
        if i < name.start
    }
    counted = not name.titles and bool(articles & {"a", "an"})
    if counted and _is_described(name, sentence):
        return False
    if name.article and not name.titles and _is_role(name, sentence):
        return True
    *before, last = name.text.split()
    whole = all(word.lower() in lexicon.PLACE_PREFIXES for word in before)  # the South African
    demonym = name.article and whole and lexicon.is_demonym(last)
    member = "the" in articles and name.parts[0] in lexicon.CAPITALIZED_NOUNS
    subject = sentence.words[name.head].deprel == "nsubj"  # not: told the Democrat
    common = (member and subject) or _is_group(name, sentence)
    local = name.article and subject and last.lower() in lexicon.CAPITALIZED_NOUNS
    return counted or demonym or (local if before else common)  # the Madison Democrat


def _is_opener(name: NamedMention, sentence: Sentence, truecasing: Truecasing) -> bool:
    """Return whether a word has its capital only from the sentence: ``Ferry operator BlueStrait``.

    It modifies the noun behind it, and the text has it without a capital elsewhere. Or it is a noun
    for an institution in a headline that the text has so: ``Union threatens strike``.
    """
    words, after = sentence.words, name.end
    noun = after < len(words) and words[after].upos == "NOUN" and words[name.head].head == after
    if name.start or len(name.parts) > 1:
        return False
    if words[0].deprel == "compound":
        return noun and truecasing.is_common(words[0].text)
    headed = sentence.index == 0 and words[-1].text != "."
    house = headed and lexicon.noun_class(words[0].text) == "organization"
    return house and words[0].text.istitle() and truecasing.has_lower(words[0].text)


def _is_role(name: NamedMention, sentence: Sentence) -> bool:
    """Return whether capitals end in an abbreviated office: ``the Ashby Ward Rep``, ``MP``."""
    last = sentence.words[name.end - 1]
    office = name.end > name.name_end or name.parts[-1] in lexicon.ABBREVIATED_TITLES
    person = lexicon.noun_class(last.text) == "person"
    return office and person and last.deprel != "flat" and not _looks_personal(name)


def _is_described(name: NamedMention, sentence: Sentence) -> bool:
    """Return whether an adjective describes a person by name: ``a smiling Ana Cruz``.

    A surname alone is a person's only where it speaks: ``a furious Khan said``, not ``a new Audi``.
    """
    states = [sentence.words[i] for i in children(sentence, name.head, "amod") if i < name.start]
    if not any(word.text.islower() and word.upos in {"ADJ", "VERB"} for word in states):
        return False
    if len(name.parts) > 1:
        return lexicon.is_given_name(name.parts[0])
    head = sentence.words[name.head]
    verb = sentence.words[head.head].text
    speaks = head.deprel == "nsubj" and verb in lexicon.ATTRIBUTION_VERBS
    return speaks and not lexicon.is_demonym(name.text)


def is_nickname(name: NamedMention, sentence: Sentence) -> bool:
    """Return whether marks show that somebody is only called so: known as “Papa Joe”."""
    top = sentence.words[name.head].head
    called = top >= 0 and sentence.words[top].lemma in NICKNAMING
    return called and name.start > 0 and sentence.words[name.start - 1].text in MARKS


# --- gender -------------------------------------------------------------------------------


def title_gender(name: NamedMention) -> Gender | None:
    """Return the gender that a name's titles show: ``Mrs.``, ``congresswoman``."""
    for title in name.titles:
        gender = lexicon.HONORIFICS.get(title) or lexicon.noun_gender(title)
        if gender:
            return gender
    return None


def name_gender(name: NamedMention) -> Gender | None:
    """Return the gender that a name's titles or its given name show.

    A particle shows none, though some are given names too: ``Van den Heuvel``.
    """
    if name.parts[0] in lexicon.LEADING_PARTICLES:
        return title_gender(name)
    given = len(name.parts) > 1 or (
        name.parts[0] not in lexicon.PLACE_NAMES
        and name.parts[0] not in lexicon.ORGANIZATION_NAMES
        and name.parts[0] not in lexicon.ORGANIZATION_WORDS
        and lexicon.is_given_name(name.parts[0])  # not Tokunbo-Shaw
    )
    shown = lexicon.given_name_gender(name.parts[0]) if given else None
    return title_gender(name) or shown or _surname_gender(name)


def _surname_gender(name: NamedMention) -> Gender | None:
    """Return the gender that the end of a surname shows in a full name: ``Stoyan Ivanov``.

    Outside its own countries a woman's may be like a man's, ``Tsvetana Petrov``; so it shows
    nothing behind a given name that is listed or has a form for women.
    """
    first, last = name.parts[0], name.parts[-1]
    gender = lexicon.surname_gender(last) if len(name.parts) > 1 else None
    open_form = first.endswith(("a", "e", "i", "y")) or lexicon.is_given_name(first)
    return None if gender == "male" and open_form else gender
