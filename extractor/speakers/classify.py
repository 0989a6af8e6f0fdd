"""What a name stands for, as far as its own words and its neighbours tell."""

from __future__ import annotations

import re
from typing import Final, Literal

from extractor.domain import Sentence
from extractor.english import lexicon
from extractor.english.orthography import is_acronym, is_all_capitals
from extractor.english.syntax import children
from extractor.speakers.names import Name
from extractor.speakers.salience import first_conjunct
from extractor.speakers.titles import is_institution

NameClass = Literal["person", "organization", "place", "group"]
ACRONYMS: Final = re.compile(r"[A-Z]{2,}[’']?s")
DEMONYM_ENDINGS: Final = ("ans", "ians", "ese", "ists", "ites", "is")


def name_class(name: Name, sentence: Sentence) -> NameClass | None:
    """Return the class of a name, None where nothing tells."""
    if _is_group(name, sentence):
        return "group"
    if _is_place(name):
        return "place"
    if _is_titled(name) or person_noun_before(name, sentence) is not None:
        return "person"
    named = len(name.parts) > 1 and not _looks_personal(name)
    if named and noun_before(name, sentence, "organization") is not None:
        return "organization"
    relative = relative_of(name, sentence)
    if relative is not None:
        return "person" if relative in {"who", "whom"} else "organization"
    if is_organization(name) or _is_known_organization(name, sentence):
        return "organization"
    if len(name.parts) > 1 and (_looks_personal(name) or _is_explained(name, sentence)):
        return "person"
    return "organization" if name.article else None


def relative_of(name: Name, sentence: Sentence) -> str | None:
    """Return the relative pronoun that goes on from a name: ``Norton, which declined``."""
    for clause in children(sentence, name.head, "acl:relcl"):
        for position in children(sentence, clause, "nsubj", "obj"):
            if sentence.words[position].text.lower() in {"who", "whom", "which"}:
                return sentence.words[position].text.lower()
    return None


def _is_titled(name: Name) -> bool:
    if any(title in lexicon.HONORIFICS for title in name.titles):
        return True
    return any(
        title in lexicon.ABBREVIATED_TITLES or lexicon.noun_class(title) == "person"
        for title in name.titles
    ) and not is_organization(name)


def _is_explained(name: Name, sentence: Sentence) -> bool:
    """Return whether a name explains a noun for people: ``two voters, Zanele Xu and …``."""
    head = first_conjunct(sentence, name.head)
    word = sentence.words[head]
    if word.deprel != "appos" or not 0 <= word.head < head:
        return False
    noun = sentence.words[word.head]
    return noun.upos == "NOUN" and lexicon.noun_class(noun.text) == "person"


def _looks_personal(name: Name) -> bool:
    first, last = name.text.split()[0], name.parts[-1]
    initials = len(first) < 5 and "." in first
    return lexicon.is_given_name(name.parts[0]) or initials or last in lexicon.NAME_SUFFIXES


def _is_group(name: Name, sentence: Sentence) -> bool:
    last = sentence.words[name.end - 1]
    if ACRONYMS.fullmatch(last.text):
        return True
    if not last.text.endswith(("s", "ese", "ish")) or name.text.isupper():
        return False
    if (
        lexicon.noun_class(last.text) == "person"
        and lexicon.singular(last.text) != last.text.lower()
    ):
        return len(name.parts) == 1 or not lexicon.is_given_name(name.parts[0])
    plural = last.xpos == "NNPS" and len(name.parts) == 1
    return plural and (name.article or last.text.endswith(DEMONYM_ENDINGS))


def _is_place(name: Name) -> bool:
    places = lexicon.PLACE_NAMES
    if name.titles:
        return False
    joined = name.text.lower()
    return joined in places or (
        name.parts[-1] in places and name.parts[0] in lexicon.PLACE_PREFIXES
    )


def _is_known_organization(name: Name, sentence: Sentence) -> bool:
    known = lexicon.ORGANIZATION_NAMES
    if name.parts[0] in known and not (
        len(name.parts) == 2 and lexicon.is_given_name(name.parts[0])
    ):
        return True
    short = len(name.parts) == 1 and len(name.text) > 1 and is_acronym(name.text)
    return short and not is_all_capitals(sentence)


def is_organization(name: Name) -> bool:
    """Return whether the words of a name show that nobody is called so."""
    known = lexicon.ORGANIZATION_WORDS
    parts = name.parts
    if is_institution(parts) or {"of", "for", "&"} & set(parts):
        return True
    return not lexicon.is_given_name(parts[0]) and any(part in known for part in parts[1:])


def person_noun_before(name: Name, sentence: Sentence) -> int | None:
    """Return the noun for a person that stands directly before a name, as its title."""
    return noun_before(name, sentence, "person")


def noun_before(name: Name, sentence: Sentence, stands_for: lexicon.NounClass) -> int | None:
    """Return the singular noun of a class that stands directly before a name and belongs to it."""
    before = name.first - 1
    if before < 0:
        return None
    word = sentence.words[before]
    if (
        word.upos not in {"NOUN", "PROPN"}
        or lexicon.noun_class(word.text) != stands_for
        or word.xpos == "NNS"
    ):
        return None
    top = sentence.words[name.head]
    linked = word.head == name.head or top.head in (before, word.head)
    return before if linked or word.deprel in {"nmod:desc", "compound"} else None


def is_common(name: Name, sentence: Sentence) -> bool:
    """Return whether a capitalized noun is used as a common one: ``a super PAC``, ``Democrats``."""
    articles = (sentence.words[i].text.lower() for i in children(sentence, name.head, "det"))
    counted = not name.titles and any(article in {"a", "an"} for article in articles)
    demonym = name.article and lexicon.is_demonym(name.text)
    return counted or (len(name.parts) == 1 and (demonym or _is_group(name, sentence)))
