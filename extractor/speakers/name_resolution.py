"""Linking of names that refer to the same entity: full names first, then short ones.

Full names of people become entities before the text is read (`link_full_names`), so that a short
name finds a full one that is printed only later. Every other name is resolved where it stands
(`resolve_name`): a person's by surname, given name or a misspelt surname, anything else's by the
same name, an acronym or a shortened form. Last, who is named inside the mention at a cue, where
the mention's own head is not the name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractor.domain import NounPhrase, Sentence, Word
from extractor.english import lexicon
from extractor.english.lexicon import fold
from extractor.english.name_matching import (
    SHORTEST_MISSPELT,
    acronym,
    acronyms,
    is_acronym_of,
    is_shortened,
    one_letter_off,
    same_person,
    short_for,
    split_suffix,
)
from extractor.english.syntax import child, preposition
from extractor.speakers.discourse import Discourse
from extractor.speakers.entities import Entity, EntityIndex
from extractor.speakers.entity_types import is_nickname, name_gender, title_gender
from extractor.speakers.mentions import EntityType, NamedMention
from extractor.speakers.name_types import PLACE_PREPOSITIONS, NameTypes

DESCRIBED_REACH: Final = 8
"""How many sentences back a given name may find somebody who was only described."""
LONGEST_INITIALS: Final = 4
KINDS_LEFT_OUT: Final = lexicon.BUSINESS_WORDS | {"group", "international", "worldwide"}
"""Last words that the name of a firm may lack: ``Norda`` for Norda Foods."""
PROGRAMMES: Final = frozenset("show podcast hour report".split())
"""What a programme is called that has the name of who presents it."""
GENERATIONS: Final = {"younger": min, "elder": max, "older": max}
"""What tells two of one surname apart: whose age it is, of both."""
FARTHEST: Final = 99
OWNED: Final = frozenset({"nmod:poss", "conj", "nmod"})
"""Relations of a name to whose it is, or who is beside it."""
COUNTED: Final = 8
"""The last mentions of somebody that show how much the text is about them."""
CLEAR_LEAD: Final = 0.5
"""By how much more a bare surname is somebody's than that of others who share it."""
KNOWN_GENDER: Final = 0.75
"""How much more ``Mrs Hanratty`` is a woman's than of one whose name shows no gender."""
CALLED_OTHERWISE: Final = 2.0
"""How much less a surname is theirs whom the text calls by the given name, or as a relative."""
GROWN_UP: Final = 13
"""From what age the news calls people by their surnames."""
NAMESAKE: Final = 0.7
"""How likely the right one of several bears a surname where none leads."""


def link_full_names(
    index: EntityIndex, names: Sequence[NamedMention], types: NameTypes
) -> list[NamedMention]:
    """Make entities of the full names of people, and return these names in text order."""
    linked = []
    for name in names:
        bare, _ = split_suffix(name.parts)
        if len(bare) > 1 and types[name.place] in {"person", None}:
            known = (
                entity
                for entity in index.sharing_name((bare[0], bare[-1]))
                if any(
                    form == name.parts or same_person(form, name.parts)
                    for form in entity.name_forms
                )
            )
            entity = next(known, None) or index.new()
            _add_name(index, entity, name, types[name.place])
            if entity.gender is None:
                index.set_gender(entity, name_gender(name), said=False)
            index.link_ahead(name, entity)
            linked.append(name)
    return linked


def resolve_name(index: EntityIndex, name: NamedMention, entity_type: EntityType | None) -> Entity:
    """Return the entity of a name at the present place of reading, a new one where none fits."""
    linked = index.of_name(name)
    if linked is not None:
        return linked
    bearer = None
    if entity_type in {"person", None}:
        bearer = bearer_of_initials(index, name.text) or _person_of_short_name(index, name)
        name = name if bearer else _with_name_of_programme(index, name)
    entity = bearer or _bearer_of_other_name(index, name, entity_type)
    if entity is None:
        gender = name_gender(name) if entity_type in {"person", None} else None
        entity = index.new_named(entity_type, gender)
    _add_name(index, entity, name, entity_type)
    return entity


def _with_name_of_programme(index: EntityIndex, name: NamedMention) -> NamedMention:
    """Return a surname with the given name that only a programme shows: ``The Ida Moe Show``."""
    for entity in index.sharing_name(name.parts):
        for programme in entity.names:
            parts = programme.parts
            shown = len(parts) == 3 and parts[-1] in PROGRAMMES and parts[1:2] == name.parts
            if shown and lexicon.is_given_name(parts[0]):
                given = programme.text.split()[0]
                return replace(name, text=f"{given} {name.text}", parts=parts[:2])
    return name


def _add_name(
    index: EntityIndex, entity: Entity, name: NamedMention, entity_type: EntityType | None
) -> None:
    index.add_name(entity, name, entity_type)
    index.set_gender(entity, title_gender(name))


def bearer_of_initials(index: EntityIndex, printed: str) -> Entity | None:
    """Return the one person whose initials are printed, as in transcripts: ``MLT``."""
    if not (printed.isupper() and printed.isalpha() and 1 < len(printed) <= LONGEST_INITIALS):
        return None
    initials = fold(printed)
    found = [
        entity
        for entity in index.sharing_name([initials])
        if entity.may_be_one_person
        and any(len(form) > 1 and acronym(form) == initials for form in entity.name_forms)
    ]
    return found[0] if len(found) == 1 else None


def bearer_in_capitals(index: EntityIndex, printed: str) -> Entity | None:
    """Return the one person whose surname opens a turn in capitals: ``LOWE:`` for Ann Lowe."""
    if not (printed.isupper() and len(printed) > 1):
        return None
    surname = fold(printed)
    found = [
        entity
        for entity in index.sharing_name([surname])
        if entity.is_person and any(len(f) > 1 and f[-1] == surname for f in entity.name_forms)
    ]
    return found[0] if len(found) == 1 else None


# --- people -------------------------------------------------------------------------------


def has_namesake(index: EntityIndex, name: NamedMention, entity: Entity) -> bool:
    """Return whether a short name may as well be of another one already mentioned.

    By what name the text calls them does not count here: that alone makes no one sure.
    """
    bearers = _bearers(index, name)
    if _of_generation(index, name, bearers) is entity:
        return False
    own = _nearness(entity, name)
    others = [other for other in bearers if other is not entity and other.mentions]
    if any(own - _nearness(other, name) < CLEAR_LEAD for other in others):
        return True
    if any(_is_child(e) and not _is_called_by_given_name(index, e) for e in others):
        return True
    formal = (other for other in others if not _goes_by_given_name(index, other))
    return any(entity.mentions and other.mentions[-1] > entity.mentions[-1] for other in formal)


def was_namesake(index: EntityIndex, name: NamedMention, entity: Entity) -> bool:
    """Return whether the mention before this one was the same short name, and somebody's guess."""
    if not entity.mentions:
        return False
    before = entity.mentions[-1]
    printed = index.discourse.document.sentences[before.sentence].words[before.word].text
    doubtful = index.probabilities.get((before.sentence, before.word)) == NAMESAKE
    return doubtful and fold(printed) == name.parts[-1]


def given_names_alone(
    names: Sequence[NamedMention], types: NameTypes, discourse: Discourse
) -> frozenset[str]:
    """Return the single words by which the narrator may call people by their given names.

    No word is among them for what only stands where something is: the museum *in Austin*.
    """
    return frozenset(
        name.parts[0]
        for name in names
        if len(name.parts) == 1 and types[name.place] in {"person", None}
        if (name.sentence, name.head) not in discourse.quoted
        if not _is_location(discourse.document.sentences[name.sentence], name)
    )


def _is_location(sentence: Sentence, name: NamedMention) -> bool:
    """Return whether a name stands where places do: ``in Austin``, ``the Austin museum``."""
    before = preposition(sentence, name.head)
    located = before is not None and sentence.words[before].text.lower() in PLACE_PREPOSITIONS
    return located or sentence.words[name.head].deprel == "compound"


def _person_of_short_name(index: EntityIndex, name: NamedMention) -> Entity | None:
    """Return the person of whom *name* is a short form, None if there is none."""
    likely = _bearers(index, name)
    told_apart = _of_generation(index, name, likely)
    if told_apart is not None:
        return told_apart
    found = max(
        likely, key=lambda e: (_preference(index, e, name, likely), -e.number), default=None
    )
    if found is None or not (found.full_names or found.has_spoken):
        return _described_before(index, name) or found
    return found


def _bearers(index: EntityIndex, name: NamedMention) -> list[Entity]:
    """Return the people of whom *name* may equally be a short form."""
    gender = title_gender(name)
    scored = [
        (_short_for(name, entity), entity)
        for entity in index.sharing_name(name.parts[:1])
        if entity.may_be_one_person and not _is_relative_to_come(entity, name)
    ]
    agreeing = [
        (score, e)
        for score, e in scored
        if not gender or e.gender in {None, gender} or _shows_no_gender(e)
    ]
    best = max((score for score, _ in agreeing), default=0)
    likely = [e for score, e in agreeing if score and score == best] or _misspelt(index, name)
    if len(likely) > 1:  # *Moe* spoke of Ida Moe
        behind = index.named_behind(name)
        likely = [e for e in likely if e not in behind] or likely
    # Mr. Lou is Lou Jiwei, whatever gender others have whose given name is Lou.
    return likely or [entity for score, entity in scored if gender and score == 1]


def _of_generation(
    index: EntityIndex, name: NamedMention, bearers: Sequence[Entity]
) -> Entity | None:
    """Return the one of two whom an adjective tells from the other: the *younger* Moe, a son."""
    sentence = index.discourse.document.sentences[name.sentence]
    word = sentence.words[name.start - 1].text.lower() if name.start else ""
    bearers = [entity for entity in bearers if entity.mentions]
    if word not in GENERATIONS or len(bearers) != 2:
        return None
    younger = [e for e in bearers if e.head_nouns & lexicon.YOUNGER_KIN]
    older = [e for e in bearers if e.head_nouns & lexicon.OLDER_KIN]
    if len(younger) + len(older) != 1:
        ages = {int(e.age): e for e in bearers if e.age and e.age.isdecimal()}
        return ages[GENERATIONS[word](ages)] if len(ages) == 2 else None
    (told,) = younger or older
    (other,) = (e for e in bearers if e is not told)
    return told if bool(younger) == (GENERATIONS[word] is min) else other


def _short_for(name: NamedMention, entity: Entity) -> int:
    """Return how well a name stands for the fullest of somebody's, a nickname as a given name."""
    called = name.parts in entity.nicknames
    return max(short_for(name.parts, max(entity.name_forms, key=len)), int(called))


def _shows_no_gender(entity: Entity) -> bool:
    """Return whether only a pronoun tells somebody's gender, which may be another's: no name does.

    ``Ploy Rattana said he was late. … Ms Rattana``: *he* was somebody else.
    """
    named = any(lexicon.given_name_gender(form[0]) for form in entity.name_forms if len(form) > 1)
    return not named and not any(map(title_gender, entity.names))


def _is_relative_to_come(entity: Entity, name: NamedMention) -> bool:
    """Return whether somebody is first named later, as another one of a family.

    ``Jr.`` shows it, or ``his son, Sean Duffy``.
    """
    if entity.mentions or split_suffix(name.parts)[1]:
        return False
    return _is_relative(entity) or all(split_suffix(form)[1] for form in entity.name_forms)


def _is_relative(entity: Entity) -> bool:
    """Return whether the text names somebody as a relative of another: ``his son, Sean Duffy``."""
    own = (d.noun for d in entity.descriptions if d.determiner == "possessive")
    titled = (title.lower() for title in entity.titles)
    return any(noun in lexicon.KIN_NOUNS for noun in (*own, *titled))


def _misspelt(index: EntityIndex, name: NamedMention) -> list[Entity]:
    """Find those whose surname is a letter off, for a surname that has no full form."""
    surname = name.parts[0]
    if len(name.parts) != 1 or len(surname) < SHORTEST_MISSPELT or name.article:
        return []
    return [
        entity
        for entity in index.misspelt(surname)
        if entity.is_person and any(one_letter_off(form[-1], surname) for form in entity.name_forms)
    ]


def _described_before(index: EntityIndex, name: NamedMention) -> Entity | None:
    """Find the woman whom the text described before it has her speak by her given name alone."""
    place = (name.sentence, name.head)
    if place not in index.discourse.cue_mentions:
        return None
    if len(name.parts) > 1 or name.titles or not lexicon.is_given_name(name.parts[0]):
        return None
    gender = lexicon.given_name_gender(name.parts[0])
    found = [
        entity
        for entity in index.recent(name.sentence)
        if entity.is_person
        and entity.nominals
        and not entity.names
        and not entity.plural
        and gender
        and entity.gender == gender
        and name.sentence - entity.mentions[-1].sentence <= DESCRIBED_REACH
    ]
    return max(found, key=lambda entity: index.salience(entity, place), default=None)


def _preference(
    index: EntityIndex, entity: Entity, name: NamedMention, bearers: Sequence[Entity]
) -> float:
    """Return the score by which one of *bearers* is chosen: `_standing`, and kinship.

    A bare surname is rather that of whom the text names first than of a relative, *his wife, Ida
    Moe*; at a cue it is the relative's who spoke last, or alone of that name.
    """
    standing = _standing(index, entity, name, bearers)
    others = [e for e in bearers if e is not entity and e.mentions]
    relative = _is_relative(entity) and not all(map(_is_relative, others))
    if name.titles or len(name.parts) > 1 or not relative:
        return standing
    speaks = (name.sentence, name.head) in index.discourse.cue_mentions
    last = index.last_speaker is not None and index.last_speaker[0] is entity
    alone = last or (entity.has_spoken and not any(e.has_spoken for e in others))
    alone = speaks and alone and not _goes_by_given_name(index, entity)
    return standing + (CALLED_OTHERWISE / 2 if alone else -CALLED_OTHERWISE)


def _standing(
    index: EntityIndex, entity: Entity, name: NamedMention, bearers: Sequence[Entity]
) -> float:
    """Return `_nearness`, less for one whom the text calls by the given name alone, or a child.

    Only where another bearer of the surname is called by it.
    """
    near = _nearness(entity, name)
    others = [e for e in bearers if e is not entity and e.mentions]
    if name.titles or not _goes_by_given_name(index, entity):
        return near
    formal = any(e.is_person and not _goes_by_given_name(index, e) for e in others)
    return near - CALLED_OTHERWISE * formal


def _goes_by_given_name(index: EntityIndex, entity: Entity) -> bool:
    """Return whether the narrator calls somebody by the given name alone, or would a child."""
    return _is_child(entity) or _is_called_by_given_name(index, entity)


def _is_child(entity: Entity) -> bool:
    """Return whether the text gives an age at which the news does not use the surname."""
    return entity.age is not None and entity.age.isdecimal() and int(entity.age) < GROWN_UP


def _is_called_by_given_name(index: EntityIndex, entity: Entity) -> bool:
    """Return whether a given name of somebody stands alone anywhere in the text."""
    given = {form[0] for form in entity.name_forms if len(form) > 1}
    return not given.isdisjoint(index.names_alone)


def _nearness(entity: Entity, name: NamedMention) -> float:
    """Return how near and how present *entity* is where a surname stands, however called."""
    away = name.sentence - entity.last_narrated if entity.last_narrated >= 0 else FARTHEST
    score = min(entity.full_names, 6) / 3 + {0: 2.0, 1: 1.5, 2: 0.5}.get(away, 0.0)
    score += sum(mention.prominence for mention in entity.mentions[-COUNTED:]) / 4
    score += entity.mentions[-1].prominence / 2 if entity.mentions else 0.0
    gender = title_gender(name)
    score += KNOWN_GENDER * (gender is not None and entity.gender == gender)
    return score + 2.0 * bool(set(name.titles) & entity.name_titles)


# --- organizations, places, groups --------------------------------------------------------


def _bearer_of_other_name(
    index: EntityIndex, name: NamedMention, entity_type: EntityType | None
) -> Entity | None:
    """Find the organization, place, group or unknown that bears this name or a longer one."""
    keys = (name.parts[0], *sorted(acronyms(name.parts)))
    found = [e for e in index.sharing_name(keys) if _shares_name(e, name, entity_type)]
    return max(found, key=lambda e: e.mentions[-1].sentence if e.mentions else -1, default=None)


def _shares_name(entity: Entity, name: NamedMention, entity_type: EntityType | None) -> bool:
    if entity.is_person:
        return False
    parts = name.parts
    if any(is_acronym_of(parts, o) or is_acronym_of(o, parts) for o in entity.name_forms):
        return True
    if entity.plural != (entity_type == "group"):
        return False
    for other in entity.name_forms:
        if parts == other:
            return True
        if entity_type == "organization" and entity.mentions and is_shortened(parts, other):
            return True
        suffixed = other[: len(parts)] == parts and len(other) > len(parts)
        if entity_type is None and suffixed and set(other[len(parts) :]) <= KINDS_LEFT_OUT:
            return True
    return False


# --- names inside a mention at a cue -------------------------------------------------------


def named_inside(index: EntityIndex, mention: NounPhrase) -> Entity | None:
    """Return who is named inside a mention whose own head says nothing; a paper right behind it.

    ``Ida Moe's hometown *Ashby Gazette* wrote``.
    """
    sentence = index.discourse.document.sentences[mention.sentence]
    for word in sentence.words:
        beside = word.deprel in {"appos", "flat", "nmod:desc"} and word.head == mention.head
        beside = beside and (sentence.index, word.index) not in index.discourse.quoted
        if beside and word.upos == "PROPN" and mention.span.covers(word.span):
            entity = index.at((mention.sentence, word.index))
            if entity is None or not entity.names:
                continue
            joined = entity.names[-1].start == mention.head + 1
            paper = joined and entity.type == "organization"
            before = sentence.words[entity.names[-1].start - 1].text
            apposed = word.deprel == "appos" and before == "," and entity.type != "place"
            if entity.is_person or paper or apposed:
                return entity
    return None


def person_named_at_end(index: EntityIndex, mention: NounPhrase) -> Entity | None:
    """Return the person whose name ends a mention and depends on nothing in it."""
    sentence = index.discourse.document.sentences[mention.sentence]
    inside = [x for x in sentence.words if mention.span.covers(x.span) and x.upos != "PUNCT"]
    if not inside or inside[-1].upos != "PROPN" or any(x.upos == "VERB" for x in inside):
        return None
    entity = index.at((mention.sentence, inside[-1].index))
    if entity is None or not entity.is_person:
        return None
    for name in entity.names:
        if name.sentence == mention.sentence and name.end == inside[-1].index + 1:
            if is_nickname(name, sentence):
                return None
            top = inside[-1]
            while top.deprel == "flat" and top.head >= name.name_start:
                top = sentence.words[top.head]
            inner = top.deprel in {"nmod:poss", "conj", "compound"}
            house = name.article and lexicon.ORGANIZATION_WORDS.intersection(name.titles)
            linked = inner or (child(sentence, top.index, "case") is not None and not house)
            return None if linked else entity
    return None


def person_titled_at_end(index: EntityIndex, mention: NounPhrase) -> Entity | None:
    """Return the person whose title and name end a mention that a house or a place opens.

    ``CBS News anchor Ida Moe``, ``ASHBY, Ohio — Gov. Ida Moe``, where the tree is wrong.
    """
    words = index.discourse.document.sentences[mention.sentence].words
    last = max(x.index for x in words if mention.span.covers(x.span))
    entity = index.at((mention.sentence, last))
    if entity is None or not entity.is_person or words[last].upos != "PROPN":
        return None
    for name in entity.names:
        if name.sentence == mention.sentence and name.end == last + 1 and entity.titles:
            owned = words[name.head].deprel in OWNED and not _is_titled_by_house(words, name)
            return entity if mention.head < name.start and not owned else None
    return None


def _is_titled_by_house(words: Sequence[Word], name: NamedMention) -> bool:
    """Return whether a title modifies a name, and what stands before it modifies the title.

    ``Bank of *Ashby governor* Ida Moe``: the bank's governor, no bank of hers.
    """
    title = words[name.start - 1]
    before = words[name.start - 2 : name.start - 1]
    titled = title.upos == "NOUN" and title.deprel == "nmod:desc" and title.head == name.head
    return titled and any(w.upos == "PROPN" and w.head == title.index for w in before)
