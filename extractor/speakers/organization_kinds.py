"""Descriptions of organizations: by the kind that a name says, or by what the text tells of a firm.

    kind_of_organization       the department              the Department of Justice
    firm_of_nation             the German firm             Norton, a German rival
    firm_told_of               the company                 Norton, whose sales just fell
    unclear_name               the company                 Norton

Each is a sieve of `nominal_resolution`. A name says a kind itself (*Justice Department*) or by its
family (*the watchdog* for an Agency); of a name that says none, *the company* may be said. Last,
which organization an *its* takes up.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice
from typing import Final

from extractor.domain import Sentence
from extractor.english import lexicon
from extractor.english.orthography import DASHES
from extractor.english.syntax import (
    NOMINAL_SUBJECTS,
    child,
    marker,
    preposition,
)
from extractor.speakers.discourse import NEAR, EntityMention, Place, opens_narration
from extractor.speakers.entities import Entity, EntityIndex
from extractor.speakers.mentions import (
    VAGUE_MODIFIERS,
    NominalMention,
    complement_of,
    nominal_mention,
)

MADE_BY_FIRMS: Final = frozenset({"paper"})
"""At the end of a name also what a firm makes, not what it is: ``Halden Paper``."""
KIND_LINKS: Final = frozenset({"of", "for", "on", "against"})
VAGUE_KINDS: Final = frozenset(
    "group house lab labs service services store shop brand studio".split()
)
"""Words that end the names of organizations of many kinds."""
EMPLOYED: Final = frozenset("at for of with".split())
"""Prepositions between somebody and who employs them."""
COLLEAGUES: Final = frozenset(
    """employee staffer worker writer reporter journalist editor columnist correspondent executive
    spokesman spokeswoman spokesperson analyst engineer""".split()
)
"""Whom a house employs; its name before one of these tells who is meant."""
NEAR_COLLEAGUE: Final = 3
"""How many sentences ago a colleague who is called by the house was mentioned."""
EXPERTS: Final = lexicon.related_nouns("expert")
"""People whom the news asks about others than their employers."""
LOCATING_MODIFIERS: Final = frozenset("based headquartered listed owned".split())
POLITIES: Final = frozenset(
    """u.n. un u.s. us u.k. uk e.u. eu central federal global international national public
    state""".split()
)
"""Modifiers that say whose an institution is: the *U.N.* agency, for the World Health Agency."""
OFTEN_MENTIONED: Final = 0.1
"""How much more present an organization is for each mention, up to `MOST_COUNTED`."""
MOST_COUNTED: Final = 5
KIND_CLEAR_LEAD: Final = 1.15
"""How much more present than others one must be of which nothing says the noun."""
TIED: Final = 0.5
"""How likely one is meant where another may as well be."""
UNCLEAR: Final = 0.75
"""The same where a name that may be a firm's came up since."""


# --- which one is meant -------------------------------------------------------------------


def kind_of_organization(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The named organization that may be called so: ``the department``, ``the Bonn-based firm``.

    First one whose name says the noun, then one of which the text has said such a noun, then any
    other; of several the most salient, and those mentioned often count for more.
    """
    named = nominal.has_name and nominal.modifiers.isdisjoint(POLITIES)
    if nominal.plural or named or _is_one_of_nations(index, nominal):
        return None
    where = complement_of(nominal, index.discourse.document.sentences)
    near = [
        entity
        for entity in index.recent(nominal.sentence)
        if _may_be_named(entity, nominal) and not _is_elsewhere(entity, where)
    ]
    for fits in KINDS:
        said = fits in (_is_of_kind, _is_called_alike)
        found = [
            entity
            for entity in near
            if fits(entity, nominal)
            and not _is_medium(index, entity)
            and (said or not _is_named_in_passing(index, entity))
        ]
        if found:
            ranked = sorted(((_presence(index, e, nominal), e.number) for e in found), reverse=True)
            (best, _), number = ranked[0]
            close = len(ranked) > 1 and best < KIND_CLEAR_LEAD * ranked[1][0][0]
            only = len(found) == 1 and len(houses_near(index, nominal)) < 2
            only = only or nominal.noun not in lexicon.HOUSE_NOUNS
            return index.entities[number] if said or (only and not close) else None
    return None


def _is_one_of_nations(index: EntityIndex, nominal: NominalMention) -> bool:
    """Return whether a nation tells one of several from the others: ``the German firm``."""
    if not _says_nation(nominal):
        return False
    named = (
        entity
        for entity in index.recent(nominal.sentence)
        if entity.names and entity.is_impersonal and entity.type != "place" and not entity.plural
        if not _is_of_other_kind(entity, nominal)
    )
    return len(list(islice(named, 2))) > 1


def _presence(
    index: EntityIndex, entity: Entity, nominal: NominalMention
) -> tuple[float, EntityMention]:
    """Return how present an organization is at a description."""
    often = OFTEN_MENTIONED * min(len(entity.mentions), MOST_COUNTED)
    present = index.salience(entity, (nominal.sentence, nominal.head))
    return present + often, entity.mentions[-1]


def firm_of_nation(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The only one of which the text says the nation: *the German firm*, its German rival."""
    if nominal.plural or nominal.noun not in lexicon.FIRMS or not _says_nation(nominal):
        return None
    found = [
        entity
        for entity in index.recent(nominal.sentence)
        if entity.names and entity.is_of_house(nominal)
        if entity.is_impersonal or entity.head_nouns & lexicon.BUSINESS_ROLES
    ]
    return found[0] if len(found) == 1 else None


def _says_nation(nominal: NominalMention) -> bool:
    return bool(nominal.modifiers) and all(map(lexicon.is_national, nominal.modifiers))


def firm_told_of(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The one firm that the sentence before is about: *the company*, after *Norda's sales fell*."""
    if nominal.plural or nominal.has_name or nominal.noun not in lexicon.FIRMS:
        return None
    narrative, sentences = index.discourse.narrative, index.discourse.document.sentences
    found = {
        entity.number
        for entity in index.recent(nominal.sentence, 1)
        if _may_be_named(entity, nominal)
        if any(fits(entity, nominal) for fits in KINDS)
        for mention in entity.mentions[-MOST_COUNTED:]
        if narrative[nominal.sentence] - narrative[mention.sentence] == 1 and not mention.quoted
        if _is_about(sentences[mention.sentence], mention.word)
    }
    return index.entities[found.pop()] if len(found) == 1 else None


def _is_about(sentence: Sentence, position: int) -> bool:
    """Return whether a word alone is a main clause's subject, or whose the subject is."""
    word = sentence.words[position]
    if word.deprel == "nmod:poss":
        word = sentence.words[word.head]
    subject = word.deprel in NOMINAL_SUBJECTS
    subject = subject and child(sentence, word.index, "conj") is None
    return subject and sentence.words[word.head].deprel in {"root", "conj", "parataxis"}


def named_paper(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The newspaper named last: ``the paper``, if no study was told of since."""
    if nominal.noun not in lexicon.PRESS_NOUNS or nominal.plural or nominal.modifiers:
        return None
    called = [e.mentions[-1] for e in index.called(nominal) if not e.names]
    found = [
        entity
        for entity in index.recent(nominal.sentence)
        if entity.names and entity.is_impersonal and not entity.plural
        if entity.head_nouns & lexicon.PRESS_NOUNS
    ]
    latest = max(found, key=lambda entity: entity.mentions[-1], default=None)
    called += [
        e.mentions[-1] for e in index.recent(nominal.sentence) if _is_paper_told_of(index, e)
    ]
    return latest if latest and all(m < latest.mentions[-1] for m in called) else None


def one_of_house(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The one named just before of whom the text says the house: ``the Daily Bugle writer``."""
    if not nominal.has_name or nominal.plural or nominal.noun not in COLLEAGUES:
        return None

    def works_there(entity: Entity) -> bool:
        near = index.narrated_ago(entity, nominal.sentence) <= NEAR_COLLEAGUE
        person = bool(entity.names) and entity.is_person and not entity.plural
        new = nominal.sentence not in entity.named_in
        return person and new and near and entity.is_of_house(nominal)

    return index.most_salient(works_there, (nominal.sentence, nominal.head))


def _is_paper_told_of(index: EntityIndex, entity: Entity) -> bool:
    """Return whether a document could be called a paper and is what its sentence is about.

    ``*A study* came out``, but not ``The Post published *a report*``.
    """
    mention = entity.mentions[-1]
    word = index.discourse.document.sentences[mention.sentence].words[mention.word]
    related = lexicon.related_nouns("paper")
    written = any(n.noun_class == "document" and n.noun in related for n in entity.nominals)
    return written and not entity.names and word.deprel in NOMINAL_SUBJECTS


def unclear_name(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """A name just read that need not be a person's: ``the company``."""
    house = nominal.noun in lexicon.HOUSE_NOUNS
    named = nominal.noun in lexicon.INSTITUTION_NOUNS - lexicon.NEVER_FIRMS
    where = complement_of(nominal, index.discourse.document.sentences)
    if nominal.modifiers or nominal.plural or where or not (house or named):
        return None
    near = houses_near(index, nominal)
    near = [e for e in near if not _is_employer_of_expert(index, e)]
    unclear = (e for e in near if e.type is None and not _is_of_other_kind(e, nominal))
    unclear = (e for e in unclear if not _ends_in_given_name(e))
    if house and len(near) > 1:
        return None
    return max(unclear, key=lambda entity: entity.mentions[-1], default=None)


def _ends_in_given_name(entity: Entity) -> bool:
    """Return whether who spoke may be somebody whose family name stands first: ``Szabó Anna``."""
    given = (len(form) > 1 and lexicon.is_given_name(form[-1]) for form in entity.name_forms)
    return entity.has_spoken and any(given)


def houses_near(index: EntityIndex, nominal: NominalMention) -> list[Entity]:
    """Return the named ones just read that are no people: ``Leeds`` signed him from ``Ajax``."""
    return [
        entity
        for entity in index.recent(nominal.sentence)
        if nominal.sentence - entity.mentions[-1].sentence <= NEAR
        and entity.names
        and entity.type != "person"
        and not _is_medium(index, entity)
        and not _is_beside(index, entity, nominal)
    ]


def _is_named_in_passing(index: EntityIndex, entity: Entity) -> bool:
    """Return whether nothing is told of what a name means: a place, or whom an expert is from."""
    return _is_where(index, entity) or _is_employer_of_expert(index, entity)


def _is_employer_of_expert(index: EntityIndex, entity: Entity) -> bool:
    """Return whether a name only says who employs an expert: an analyst *at Fitch*."""
    for mention in entity.mentions:
        sentence = index.discourse.document.sentences[mention.sentence]
        case, head = preposition(sentence, mention.word), sentence.words[mention.word].head
        if case is None or sentence.words[case].text.lower() not in EMPLOYED:
            return False
        if head < 0 or sentence.words[head].lemma.lower() not in EXPERTS:
            return False
    return True


def _is_where(index: EntityIndex, entity: Entity) -> bool:
    """Return whether a name only says where something is: farmers *in the Wairarapa*."""
    for mention in entity.mentions:
        sentence = index.discourse.document.sentences[mention.sentence]
        case = preposition(sentence, mention.word)
        if case is None or sentence.words[case].text.lower() != "in":
            return False
    return True


def _is_beside(index: EntityIndex, entity: Entity, nominal: NominalMention) -> bool:
    """Return whether both depend on one verb: ``*Hartley* told *the newspaper*``."""
    words = index.discourse.document.sentences[nominal.sentence].words
    verb = words[nominal.head].head
    mentioned = (m.word for m in entity.mentions[-MOST_COUNTED:] if m.sentence == nominal.sentence)
    return verb >= 0 and any(words[word].head == verb for word in mentioned)


def probability_of_kind(index: EntityIndex, found: Entity, nominal: NominalMention) -> float:
    """Return how likely an organization is meant of which the text says the noun.

    Less where a name that may be a firm's came up since, and where another is as present of which
    the text says it too: ``the University of Leeds and the University of York``.
    """
    own, _ = _presence(index, found, nominal)
    rivals = (
        entity
        for entity in index.recent(nominal.sentence)
        if entity is not found and _may_be_named(entity, nominal)
        if is_said_of(entity, nominal)
    )
    if any(own < KIND_CLEAR_LEAD * _presence(index, rival, nominal)[0] for rival in rivals):
        return TIED
    firm, last = nominal.noun in lexicon.FIRMS, found.mentions[-1].sentence
    unclear = any(
        entity.type is None and entity.mentions[-1].sentence > last
        for entity in houses_near(index, nominal)
    )
    return UNCLEAR if firm and unclear else 1.0


# --- the kind that a name says ------------------------------------------------------------


def _may_be_named(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether an organization is near enough for a description that need not name it."""
    if not entity.names or entity.is_person or entity.plural:
        return False
    near = nominal.sentence - entity.mentions[-1].sentence <= NEAR
    located = nominal.modifiers & LOCATING_MODIFIERS
    return near or bool(located) or all(map(lexicon.is_national, nominal.modifiers))


def _is_elsewhere(entity: Entity, where: Collection[str]) -> bool:
    """Return whether a description's place or house is none that is said of an organization.

    ``The museum in Hull`` is no rail company that was told of.
    """
    said = entity.words_said.union(*entity.name_forms)
    return bool(where) and said.isdisjoint(where)


def _is_medium(index: EntityIndex, entity: Entity) -> bool:
    """Return whether a name stands only where something is published: ``on Instagram``.

    Or only in a dateline: ``LIMA (Andes News) -``.
    """
    sentences = index.discourse.document.sentences
    behind = [[w.text for w in sentences[n.sentence].words[n.end :][:2]] for n in entity.names]
    if behind and all(two[:1] == [")"] and two[-1] in DASHES for two in behind):
        return True
    return all(marker(sentences[m.sentence], m.word) in {"on", "via"} for m in entity.mentions)


def is_said_of(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether the text says the noun of an organization, in its name or of it."""
    return _is_of_kind(entity, nominal) or _is_called_alike(entity, nominal)


def _is_of_kind(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether a name says the noun: ``the agency`` for an Agency."""
    plain = nominal.modifiers <= VAGUE_MODIFIERS.union(POLITIES, *entity.name_forms)
    said = nominal.modifiers & frozenset().union(*entity.name_forms)
    institution = said and nominal.noun in lexicon.INSTITUTION_NOUNS  # the water company
    return plain and (nominal.noun in _kinds_of(entity) or bool(institution))


def _is_called_alike(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether the text has said a noun of the same family: ``Norda, a shipyard,``."""
    related = lexicon.related_nouns(nominal.noun)
    house = nominal.noun in lexicon.INSTITUTION_NOUNS | lexicon.HOUSE_NOUNS
    same = nominal.noun in entity.head_nouns and nominal.modifiers <= VAGUE_MODIFIERS
    return same or (house and bool(related & entity.head_nouns))


def _is_of_like_kind(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether a name says a noun of the family: ``the watchdog`` for an Agency."""
    related = lexicon.related_nouns(nominal.noun)
    if _is_of_other_kind(entity, nominal):
        return False
    return len(related) > 1 and bool(related & _kinds_of(entity)) and entity.is_impersonal


def _may_be_of_kind(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether an organization may be called so, though nothing says it."""
    kinds = _kinds_of(entity) - MADE_BY_FIRMS - VAGUE_KINDS
    institutional = {
        kind
        for kind in kinds
        if kind in lexicon.COMPANY_SUFFIXES
        or kind in lexicon.INSTITUTION_NOUNS
        or lexicon.noun_class(kind) == "organization"
    }
    firm = nominal.noun in lexicon.related_nouns("company") | {"group"}
    if institutional and not (firm and institutional <= lexicon.COMPANY_SUFFIXES):
        return False  # the army is no ministry, Norda Ltd no regulator
    organization = entity.is_impersonal and entity.type != "place"
    if _is_of_other_kind(entity, nominal):
        return False
    house = nominal.noun in lexicon.HOUSE_NOUNS and not nominal.modifiers
    named = nominal.noun in lexicon.INSTITUTION_NOUNS - lexicon.NEVER_FIRMS
    return organization and (house or named)


def _is_of_other_kind(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether a name is known to be of no such kind: no firm, or nothing but a firm."""
    if any(" ".join(form) in lexicon.PUBLIC_BODIES for form in entity.name_forms):
        return nominal.noun in lexicon.FIRMS | lexicon.PRESS_NOUNS
    said = entity.head_nouns & (lexicon.INSTITUTION_NOUNS | lexicon.PRESS_NOUNS)
    if said and nominal.modifiers and said.isdisjoint(lexicon.related_nouns(nominal.noun)):
        return True  # the port authority is not a union
    if said <= lexicon.PRESS_NOUNS and said and nominal.noun in lexicon.HOUSE_NOUNS:
        return True
    firm = "company" in _kinds_of(entity) or bool(lexicon.FIRMS & entity.head_nouns)
    return firm and nominal.noun in lexicon.PUBLIC_NOUNS | lexicon.PRESS_NOUNS | lexicon.HOUSE_NOUNS


def _kinds_of(entity: Entity) -> set[str]:
    words = {word for form in entity.name_forms for word in _kind_words(form)}
    return words.union(*map(lexicon.kinds_of_organization, words))


def _kind_words(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of an organization's name by which the text refers back to it."""
    link = next((i for i, part in enumerate(parts) if i and part in KIND_LINKS), None)
    return parts[-1:] if link is None else (parts[-1], parts[0], parts[link - 1])


KINDS: Final = (_is_of_kind, _is_called_alike, _is_of_like_kind, _may_be_of_kind)
"""Tests whether a noun is an organization's, the surest first."""


# --- its -----------------------------------------------------------------------------


def organization_just_told_of(index: EntityIndex, place: Place) -> Entity | None:
    """Return the organization that the sentence before is about, for an *its* that opens one.

    ``Blue Line may use the pier. *Its* director, Carla Moe``: not who was told of before that. An
    *it* that speaks may be a document as well, if the sentence before has a new one.
    """
    if place[0] == 0 or not opens_narration(index.discourse, place):
        return None
    sentences = index.discourse.document.sentences
    word, before = sentences[place[0]].words[place[1]], sentences[place[0] - 1]
    root = next((w.index for w in before.words if w.head < 0), None)
    subject = None if root is None else child(before, root, "nsubj", "nsubj:pass")
    speaks = place in index.discourse.cue_mentions and not _introduces_document(before)
    if subject is None or not (word.deprel == "nmod:poss" or speaks):
        return None
    found = index.at((before.index, subject))
    if found is None or found.type not in {None, "organization"} or found.plural:
        return None
    known = found.names or (found.type == "organization" and word.deprel == "nsubj")
    return found if known and (before.index, subject) not in index.discourse.quoted else None


def _introduces_document(sentence: Sentence) -> bool:
    """Return whether a sentence has a document that is not known yet: ``published a report``."""
    return any(
        lexicon.common_noun_class(word.text) == "document"
        and nominal_mention(sentence, word.index).determiner in {"indefinite", "possessive"}
        for word in sentence.words
        if word.upos == "NOUN"
    )
