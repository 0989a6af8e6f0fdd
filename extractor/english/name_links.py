"""What links the words of a name: particles, hyphens, ``&``, ``of``, nicknames, ``'s``.

    Ministry *of* Health *and* Social Care     Carlos *“El Toro”* Ruiz     McDonald*'s*

If the words alone do not decide, the tree does: ``and`` belongs to ``Food and Drug Agency``, not to
``Lee and Okafor``. `name_runs` walks over these links.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import takewhile
from typing import Final

from extractor.domain import Sentence, Word
from extractor.english import lexicon
from extractor.english.lexicon import fold
from extractor.english.orthography import HYPHENS, is_headline, is_name_like
from extractor.english.syntax import NOUNS

JOINING: Final = HYPHENS | {"–"}
"""Hyphens, and the dash that joins words of some names."""
POSSESSIVES: Final = ("'s", "’s")
CLOSING: Final = {"“": "”", "‘": "’", '"': '"', "'": "'", "(": ")", "``": "''"}
LINKS: Final = (
    JOINING
    | set(CLOSING)
    | lexicon.NAME_PARTICLES
    | {"&", "of", "for", ",", "and", "to", "on", "in"}
)
INSTITUTION_LINKS: Final = frozenset({"of", "for"})
PURPOSE_LINKS: Final = INSTITUTION_LINKS | {"on"}
INSIDE_TITLES: Final = frozenset("in at of de d".split())
"""What hyphens join to a title: ``Editor-in-Chief``, ``Aide-de-camp``."""
INSIDE_PLACES: Final = INSIDE_TITLES | frozenset("on upon under by sur la le les".split())
"""What hyphens join to a place: ``Southend-on-Sea``."""
INNER_RELATIONS: Final = frozenset("compound amod nmod:desc nmod conj".split())
BEFORE_GIVEN_NAMES: Final = lexicon.ABBREVIATED_TITLES.union(
    lexicon.HONORIFICS, lexicon.COURTESY_TITLES
)
"""Titles that stand before given names: ``Dr. Robert``."""
CLOSERS: Final = frozenset(',:;)"”’')
"""What may follow a name without a blank, besides a full stop."""
LONGEST_NICKNAME: Final = 4
LONGEST_SYLLABLE: Final = 6


def is_letter_behind_noun(words: Sequence[Word], at: int) -> bool:
    """Return whether a capital, however tagged, tells unnamed people apart: ``Witness A said``.

    It stands behind a capitalized noun for somebody, and no noun phrase starts with it.
    """
    if not 0 < at < len(words) or len(words[at].text) > 1 or not words[at].text.isupper():
        return False
    letter, noun, after = words[at], words[at - 1], words[at + 1 : at + 2]
    opens = any(w.upos in NOUNS | {"ADJ", "NUM"} or w.start == letter.end for w in after)
    opens = (opens and after[0].text not in CLOSERS) or _opens_phrase(words, at)
    self = letter.text == "I" and letter.upos != "PROPN"
    person = lexicon.common_noun_class(noun.text) == "person" and noun.text.istitle()
    return person and not (opens or self)


def _opens_phrase(words: Sequence[Word], at: int) -> bool:
    """Return whether ``A`` is an article before an adverb in a title: ``Driver *A* Very Wise Man``.

    Not before one that goes with a verb: ``Witness A Later Spoke``.
    """
    after = words[at + 1 : at + 3]
    adverb = len(after) > 1 and after[0].upos == "ADV" and after[0].text.istitle()
    return words[at].text == "A" and adverb and after[1].upos in NOUNS | {"ADJ"}


def step_over_link(words: Sequence[Word], first: int, at: int, text: str) -> int:
    """Return how many words belong to the run if one of `LINKS` is at *at*."""
    token, lower = words[at], words[at].text.lower()
    coming = [is_name_like(x) for x in words[at + 1 : at + 4]] + [False] * 3
    following = words[at + 1].text.lower() if at + 1 < len(words) else ""
    glued = words[at - 1].end == token.start and text[token.end : token.end + 1].isalpha()
    if lower == "in":
        return 2 * (following == "charge" and coming[0])  # Special Agent in Charge
    if lower in JOINING and glued:
        named = following != words[at + 1].text or is_of_two_syllables(words, first, at)
        named = named or words[at + 1].upos == "PROPN"
        return 2 if named else hyphenated_title(words, at)
    if lower in lexicon.NAME_PARTICLES:
        joined = following in JOINING or following in lexicon.NAME_PARTICLES
        return 2 if coming[0] else 3 if joined and coming[1] else 0
    if (coming[0] or (coming[1] and following == "the")) and _is_purpose(words, first, at):
        return 2 if coming[0] else 3
    if lower == "to" and coming[1] and words[at + 1].xpos == "VB" and words[at + 1].text.istitle():
        return 3 * (words[at - 1].text.lower() in lexicon.ORGANIZATION_WORDS)  # to Protect Birds
    purpose = lower in INSTITUTION_LINKS and not _serves_somebody(words, at)
    firm = lower == "&" and not _is_couple(words, first, at)
    if firm or (purpose and _takes_of(words[first:at], lower)):
        return 2 if coming[0] else 3 if coming[1] and following == "the" else 0
    if lower in CLOSING:
        return _nickname_length(words, first, at)
    if lower in {"and", ","} and (listed := _department_list(words, first, at)):
        return listed
    if lower == "and":
        joined = words[at - 1].text.lower() == following  # Johnson and Johnson
        joined = joined or _is_one_institution(words, first, at)
        return 2 if coming[0] and (joined or _is_inner_coordination(words, first, at)) else 0
    if lower == ",":
        suffix = following.rstrip(".") in lexicon.NAME_SUFFIXES | lexicon.COMPANY_SUFFIXES
        suffix = suffix or _is_post_nominal(words, first, at + 1)
        campus = coming[0] and _is_campus(words, first, at)
        inner = campus or (
            coming[0]
            and (_ampersand_follows(words, at) or _is_inner_coordination(words, first, at))
        )
        return 2 if suffix or inner else 0
    return 0


def hyphenated_title(words: Sequence[Word], at: int) -> int:
    """Return how many words belong to a title from its hyphen on: ``Editor-in-Chief``."""
    chain = words[at + 1 : at + 4]
    if len(chain) < 2 or words[at].text not in JOINING:
        return 0
    if words[at].end == chain[0].start and chain[0].text.istitle():
        return 2 * is_name_like(chain[0])  # Director-General
    linked = len(chain) == 3 and chain[0].text in INSIDE_PLACES
    if linked and chain[1].text[:1] in JOINING and chain[1].text[1:].istitle():
        return 3  # one token: -Avon
    return 4 if linked and chain[1].text in JOINING and is_name_like(chain[2]) else 0


def is_of_two_syllables(words: Sequence[Word], first: int, at: int) -> bool:
    """Return whether a hyphen joins a given name after a family name: ``Min Hae-won``."""
    family = at - first > 1 and words[at - 2].text.lower() in lexicon.FAMILY_NAMES
    syllables = (words[at - 1].text, words[at + 1].text)
    return family and all(text.isalpha() and len(text) <= LONGEST_SYLLABLE for text in syllables)


def _is_post_nominal(words: Sequence[Word], first: int, at: int) -> bool:
    """Return whether capitals after the comma behind a person's name are a title: ``Sy, SJ,``."""
    person = at - first > 2 and any(lexicon.is_given_name(w.text) for w in words[first : at - 1])
    listed = any(w.text.replace(".", "") in lexicon.POST_NOMINALS for w in words[at : at + 1])
    closed = not words[at + 1 : at + 2] or words[at + 1].upos not in NOUNS
    return person and listed and closed


def _nickname_length(words: Sequence[Word], first: int, at: int) -> int:
    """Return the number of words of a nickname in marks or brackets, marks included."""
    closing, bracket = CLOSING[words[at].text.lower()], words[at].text == "("
    for end in range(at + 2, min(at + 2 + LONGEST_NICKNAME, len(words) - 1)):
        if words[end].text == closing:
            inner = words[at + 1 : end]
            named = any(word.text[:1].isupper() for word in inner)
            short = len(inner) == 1 and inner[0].text.isalpha() and _is_given_part(words[first:at])
            after = next(
                (w for w in words[end + 1 :] if w.text not in lexicon.NAME_PARTICLES), words[end]
            )
            given = lexicon.is_given_name(words[at - 1].text)  # Ruth “Tilly” *Page*, a noun
            surname = after.upos == "PROPN" or (given and after.upos == "NOUN")
            goes_on = is_name_like(after) and surname
            return end - at + 1 if named and goes_on and (short or not bracket) else 0
        if words[end - 1].upos == "PUNCT":
            return 0
    return 0


def _is_given_part(run: Sequence[Word]) -> bool:
    """Return whether a run is given names, or one word behind titles: ``Dr. Ida``."""
    forms = [word.text.lower().rstrip(".") for word in run]
    bare = [
        f for f in forms[:-1] if f not in BEFORE_GIVEN_NAMES and lexicon.noun_class(f) != "person"
    ]
    return not bare or all(map(lexicon.is_given_name, [*bare, forms[-1]]))


def _is_couple(words: Sequence[Word], first: int, at: int) -> bool:
    """Return whether two given names share a surname, and are no firm: ``Tom & Sue Barker``."""
    other, surname, after = ([*words[at + 1 : at + 4], None, None, None])[:3]
    if other is None or surname is None or not is_name_like(surname):
        return False
    alone = at - 1 == first or lexicon.common_noun_class(words[at - 2].text) == "person"
    firm = surname.text.lower() in lexicon.ORGANIZATION_WORDS | lexicon.COMPANY_SUFFIXES
    firm = firm or (after is not None and is_name_like(after))
    given = lexicon.is_given_name(words[at - 1].text) and lexicon.is_given_name(other.text)
    return alone and given and not firm


def _ampersand_follows(words: Sequence[Word], at: int) -> bool:
    """Return whether a comma separates the names of one firm: ``Merck, Sharp & Dohme``."""
    for position in range(at + 1, len(words) - 1, 2):
        if not is_name_like(words[position]):
            return False
        if words[position + 1].text == "&":
            return any(map(is_name_like, words[position + 2 : position + 3]))
        if words[position + 1].text != ",":
            return False
    return False


def is_capitalized_link(sentence: Sentence, at: int) -> bool:
    """Return whether a capitalized word inside a name is part of it.

    So in ``Doctors Without Borders`` and, where the tree says so, in ``America Rising PAC``.
    """
    words = sentence.words
    token, following = words[at], words[at + 1 : at + 2]
    if not token.text[:1].isupper() or words[at - 1].text.endswith("."):
        return False
    inner = token.upos == "VERB" and token.deprel in {"amod", "compound"} and token.head > at
    if token.upos not in {"ADP", "DET"} and not inner:
        return False
    return any(map(is_name_like, following)) and not is_headline(sentence)


# --- institutions -------------------------------------------------------------------------


def _takes_of(run: Sequence[Word], link: str) -> bool:
    """Return whether a name continues with ``of`` after *run*: not in Stacy Baker of Columbia."""
    lower = run[-1].text.lower()
    if lower in POSSESSIVES:
        return True  # Lloyd's of London
    if link == "for" and len(run) == 1 and lower in lexicon.DEPARTMENT_WORDS | lexicon.CAUSE_NOUNS:
        return True  # Transport for London, Justice for Myanmar
    is_person_noun = lexicon.noun_class(lower) == "person"
    if is_person_noun and any(lexicon.is_given_name(word.text) for word in run[:-1]):
        return False
    return lower in lexicon.ORGANIZATION_WORDS or lexicon.noun_class(lower) is not None


def _serves_somebody(words: Sequence[Word], at: int) -> bool:
    """Return whether a form of address follows *for*, no department: ``Counsel for Ms Tuilagi``."""
    following = words[at + 1 : at + 2]
    addressed = any(w.text.lower().rstrip(".") in lexicon.HONORIFICS for w in following)
    return addressed and lexicon.noun_class(words[at - 1].text) == "person"


def _is_purpose(words: Sequence[Word], first: int, at: int) -> bool:
    """Return whether the link at *at* leads to what an institution is for.

    So *of* in ``Society for the Protection of Birds``, *to* in ``Prevention of Cruelty to Animals``
    and *on* in ``Committee on Health``.
    """
    run, top = words[first:at], words[at + 1]
    while top.head > top.index:
        top = words[top.head]  # Committee on Foreign Relations
    calendar = words[at + 1].text.lower().rstrip(".") in lexicon.CALENDAR
    if calendar or top.deprel != "nmod" or not first <= top.head < at:
        return False
    if words[at].text == "on" and run[-1].text.lower() in lexicon.ORGANIZATION_WORDS:
        return top.head == at - 1
    linked = any(word.text in INSTITUTION_LINKS for word in run[1:])
    institution = any(word.text.lower() in lexicon.ORGANIZATION_WORDS for word in run[:3])
    return linked and institution and run[-1].text.lower() not in lexicon.PLACE_NAMES


def _department_list(words: Sequence[Word], first: int, at: int) -> int:
    """Return how many words from the comma or ``and`` at *at* on list what an institution is for.

    ``Ministry of Micro, Small and Medium Enterprises``, ``Lagos Chamber of Commerce and Industry``;
    not ``of Health, the army and``.
    """
    if not INSTITUTION_LINKS & {word.text.lower() for word in words[first + 1 : at]}:
        return 0
    end, joined = at, False
    while end < len(words) and (
        words[end].text in {",", "and", "&"}
        or (words[end].text[:1].isupper() and words[end].text.lower() in lexicon.DEPARTMENT_WORDS)
    ):
        joined = joined or words[end].text in {"and", "&"}
        end += 1
    before = words[at - 1].text.lower() in lexicon.DEPARTMENT_WORDS
    return end - at if before and joined and words[end - 1].text[:1].isupper() else 0


def _is_campus(words: Sequence[Word], first: int, at: int) -> bool:
    """Return whether a place after a comma is part of a university's name.

    ``University of California, Berkeley said``, where no other comma closes an apposition.
    """
    university = words[first].text == "University" and words[first + 1].text == "of"
    after = words[at + 2 : at + 3]
    return university and any(word.upos in {"VERB", "AUX", "NOUN", "PART"} for word in after)


def _is_one_institution(words: Sequence[Word], first: int, at: int) -> bool:
    """Return whether the ``and`` at *at* is inside one name: ``the Kenya Plant and Animal Board``.

    Only the second half ends like an institution, and the article stands before the first alone.
    """
    one = [word.text.lower() for word in words[first:at]]
    other = list(takewhile(is_name_like, words[at + 1 :]))
    article = first > 0 and words[first - 1].text.lower() == "the"
    institution = len(other) > 1 and lexicon.names_institution([w.text.lower() for w in other])
    named = any(w in lexicon.ORGANIZATION_WORDS or w in lexicon.ORGANIZATION_NAMES for w in one)
    personal = any(map(lexicon.is_given_name, one)) or lexicon.noun_class(one[-1]) is not None
    place = one[-1] in lexicon.PLACE_NAMES or words[at - 1].xpos == "NNPS"
    return article and institution and len(one) > 1 and not (named or personal or place)


def _is_inner_coordination(words: Sequence[Word], first: int, at: int) -> bool:
    """Return whether ``and`` or a comma coordinates words inside one name.

    They are inside if they modify a following head (``Food and Drug Agency``) or come after
    ``of`` or ``for`` (``Ministry of Health and Social Care``).
    """
    conjunct = next(
        (w for w in words[at + 1 : at + 4] if w.deprel == "conj" and first <= w.head < at), None
    )
    if conjunct is None or conjunct.text.lower() in lexicon.ORGANIZATION_NAMES:
        return False
    one = words[conjunct.head]
    if one.deprel in INNER_RELATIONS and one.head > conjunct.index:
        return all(is_name_like(w) for w in words[conjunct.index + 1 : one.head + 1])
    run = [word.text.lower() for word in words[first:at]]
    linked = any(word in PURPOSE_LINKS for word in run[1:])
    whose = takewhile(lambda word: word not in PURPOSE_LINKS, run)
    institution = any(word in lexicon.ORGANIZATION_WORDS for word in whose) or (
        lexicon.noun_class(run[0]) in {"person", "organization"}
    )
    return linked and institution and one.deprel == "nmod" and not conjunct.text.isupper()


# --- possessives --------------------------------------------------------------------------

SAINTS: Final = frozenset({"St", "Saint"})
AFTER_BRAND: Final = frozenset("VERB AUX ADP PUNCT CCONJ SCONJ PART ADV".split())
HELD_HOUSES: Final = frozenset("office court bureau department".split())
"""What is named for who heads it: the ``Coroner's Court``."""
KINDS_OF_PEOPLE: Final = frozenset("children people men women".split())


def belongs_to_brand(words: Sequence[Word], first: int, at: int, bare: Collection[str]) -> bool:
    """Return whether a possessive ending is part of a name: ``McDonald's said``.

    It is where nothing is possessed and the text never has the name without it; where something
    is, see `_is_named_for`.
    """
    token, following = words[at], words[at + 1 : at + 2]
    if is_held_office(words, at):
        return True
    if _is_read_as_has(words, at):
        return fold(words[at - 1].text) not in bare and at == first + 1  # Halloran's said
    if token.deprel != "case" or not first <= token.head < at:
        return False
    owned = words[token.head].deprel == "nmod:poss"
    if owned and any(map(is_name_like, following)):
        return _is_named_for(words, first, at, bare)
    firm = any(word.text == "&" for word in words[first:at])
    person = at - first > 1 and lexicon.is_given_name(words[first].text) and not firm
    nothing_owned = not owned and all(w.upos in AFTER_BRAND for w in following)
    return nothing_owned and not person and fold(words[at - 1].text) not in bare


def is_held_office(words: Sequence[Word], at: int) -> bool:
    """Return whether a possessive joins an office and its house: the ``Governor's Office``."""
    if not 0 < at < len(words) - 1 or words[at].text not in POSSESSIVES:
        return False
    holder, house = words[at - 1].text, words[at + 1].text
    office = lexicon.noun_class(holder) == "person" or holder.lower() in lexicon.TITLE_WORDS
    return office and holder.istitle() and house.istitle() and house.lower() in HELD_HOUSES


def _is_read_as_has(words: Sequence[Word], at: int) -> bool:
    """Return whether the tree has a firm's ending for *has* before a verb of saying."""
    token, following = words[at], words[at + 1 : at + 2]
    auxiliary = token.deprel == "aux" and token.head == at + 1
    return auxiliary and any(word.text in lexicon.ATTRIBUTION_VERBS for word in following)


def _is_named_for(words: Sequence[Word], first: int, at: int, bare: Collection[str]) -> bool:
    """Return whether what is possessed makes one name with its owner.

    So after ``St``, for a kind of people (``Boston Children's Hospital``, ``King's College``), and
    for a given name that the text has nowhere else (``Dick's Sporting Goods``).
    """
    noun, owned = words[at - 1].text, words[at + 1]
    if owned.text.lower().rstrip(".") in lexicon.COMPANY_SUFFIXES:
        return True  # McDonald's Corp.
    office = any(lexicon.noun_class(w.text) == "person" for w in words[at + 1 : at + 4])
    if at == first + 1 and noun.lower() in KINDS_OF_PEOPLE and not office:
        return True  # Women's Aid
    if lexicon.noun_class(owned.text) == "person" or words[first].text.rstrip(".") in SAINTS:
        return lexicon.noun_class(owned.text) != "person"
    if noun.endswith("men") and owned.text.lower() in lexicon.ORGANIZATION_WORDS and not office:
        return True  # Nordic Fishermen's Union
    titled = noun.lower() in KINDS_OF_PEOPLE | lexicon.TITLE_WORDS
    if titled or lexicon.noun_class(noun) == "person":
        if _is_full_name(words, at + 1):
            return False  # The Guardian's Ann Roe
        linked = (w.upos == "PROPN" or w.text in INSTITUTION_LINKS for w in words[first:at])
        return all(linked)
    given = lexicon.is_given_name(noun) and noun.lower() not in lexicon.PLACE_NAMES
    return given and at - 1 == first and fold(noun) not in bare


def _is_full_name(words: Sequence[Word], start: int) -> bool:
    """Return whether a given name stands there with a surname, which is no house: King's Lynn."""
    surname = words[start + 1 : start + 2]
    flat = any((word.deprel, word.head) == ("flat", start) for word in surname)
    house = any(word.text.lower() in lexicon.ORGANIZATION_WORDS for word in surname)
    return lexicon.is_given_name(words[start].text) and flat and not house


def belongs_to_association(words: Sequence[Word], at: int) -> bool:
    """Return whether an apostrophe stands inside a name: ``Catholic Bishops' Conference``.

    It does after people of a profession, before a word for what they join in; and after a saint:
    ``St Thomas' Hospital``.
    """
    owner, following = words[at - 1].text, words[at + 1 : at + 2]
    member = lexicon.common_noun_class(owner) == "person" and owner.endswith("s")
    member = member and lexicon.singular(owner) not in lexicon.CAPITALIZED_NOUNS
    saint = at > 1 and words[at - 2].text.rstrip(".") in SAINTS
    return (member or saint) and any(
        word.text[:1].isupper() and word.text.lower() in lexicon.ORGANIZATION_WORDS
        for word in following
    )
