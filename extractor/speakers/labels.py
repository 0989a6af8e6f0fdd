"""Labels: the label, kind, name and role of an entity for the caller.

A named entity is written by its fullest name, anything else by the fullest description that the
text gives with the same noun. Possessors inside a description are replaced by their labels:
``his wife`` becomes ``Hassan Ali's wife``, but stays ``his wife`` where he has no name. Words that
the text does not explain, and the label of a turn (``BW:``), are a label as they stand
(`literal_speaker`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from extractor.domain import Kind, NounPhrase, Sentence, Span
from extractor.english import lexicon, noun_phrases
from extractor.english.orthography import (
    in_name_case,
    is_headline,
    is_sure_acronym,
    repair_encoding,
)
from extractor.english.syntax import (
    NOMINAL_SUBJECTS,
    ancestors,
    child,
    children,
    subtree,
)
from extractor.speakers.entities import Entity, EntityIndex
from extractor.speakers.mentions import NominalMention, denoted_class

NAMED_DOCUMENTS: Final = frozenset(
    """act agreement amendment bill charter code constitution declaration poll study survey
    treaty""".split()
)
"""Documents that have names of their own; no papers, whose names end so too: ``report``."""
KIND_OF_NOUN_CLASS: Final[dict[lexicon.NounClass | None, Kind]] = {
    "person": "anonymous",
    "crowd": "group",
    "document": "document",
    "organization": "organization",
    None: "unknown",
}
MOST_DESCRIPTIONS: Final = 30
"""How many descriptions of an entity are compared."""
LONGEST_OWNER: Final = 3
"""Words of the description of somebody unnamed that replaces *his* or *its*."""
POSSESSIVE: Final = re.compile(r"['’](s\b|(?= ))")
LONGEST_ROLE: Final = 8
"""From how many words on a longer role is no better."""
UNSPOKEN: Final = (
    lexicon.NEGATIVE_PRONOUNS
    | lexicon.INTERROGATIVE_PRONOUNS
    | lexicon.POSSESSIVE_DETERMINERS
    | lexicon.STAND_INS
)
"""Words besides personal pronouns that never are a label."""

QUESTION: Final = "Q"
ANSWER: Final = "A"
POSSESSIVES: Final[dict[lexicon.Gender | None, str]] = {"female": "her", "male": "his"}

Ancestors = frozenset[int]
"""The numbers of the entities inside whose labels a label is written: his wife, her husband."""


@dataclass(frozen=True, slots=True)
class SpeakerLabel:
    """A speaker as the caller sees it.

    ``number`` is the entity's: two women both called only ``resident`` share a label, not a
    number.
    """

    number: int
    label: str
    kind: Kind
    name: str | None
    role: str | None


def label_speaker(index: EntityIndex, entity: Entity) -> SpeakerLabel:
    """Return how an entity is written, from all that the text says of it."""
    label = _label(index, entity)
    return SpeakerLabel(
        number=entity.number,
        label=label,
        kind=_kind(index, entity),
        name=full_name(entity) if entity.names and entity.may_be_one_person else None,
        role=_role(index, entity, label),
    )


# --- names --------------------------------------------------------------------------------


def full_name(entity: Entity) -> str:
    """Return the longest printed form; among equals one not in capitals, then the commonest.

    A person's name that is printed in capitals only is written as names are.
    """
    spellings: Counter[str] = Counter()
    for printed, times in entity.spellings.items():
        spellings[repair_encoding(printed)] += times
    best = max(spellings, key=lambda s: (len(s.split()), not s.isupper(), spellings[s]))
    if best.isupper() and _is_name_in_capitals(entity, best):
        return in_name_case(best, spellings)
    return best


def _is_name_in_capitals(entity: Entity, printed: str) -> bool:
    """Return whether capitals are a person's name, not the initials of an organization."""
    if " " in printed:
        return entity.may_be_one_person
    return entity.is_person and not is_sure_acronym(printed)


# --- labels -------------------------------------------------------------------------------


def _label(
    index: EntityIndex, entity: Entity, within: Ancestors = frozenset(), conjuncts: bool = True
) -> str:
    """Return the full name or the fullest description, with its *conjuncts* or without."""
    if entity.names:
        return full_name(entity)
    if entity.members:
        first, *others = (index.entities[number] for number in entity.members)
        if len(others) == 1 and _shares_surname(index, first, others[0]):
            return f"{full_name(first).split()[0]} and {full_name(others[0])}"
        inside = within.union(entity.members)  # Lee and her husband

        def member(each: Entity) -> str:
            return _label(index, each, inside - {each.number}, conjuncts=False)

        *middle, last = (f"{_article(index, other)}{member(other)}" for other in others)
        return f"{', '.join([member(first), *middle])} and {last}"
    if entity.nominals and entity.number not in within:
        inside = within | {entity.number}
        same = [n for n in entity.nominals if n.noun == entity.nominals[0].noun]
        plain = [n for n in same if not _is_headlined(index, n)] or same
        described = (_described(index, n, inside, conjuncts) for n in plain[:MOST_DESCRIPTIONS])
        return max(described, key=_word_count)
    return entity.literal_label or ""


def _is_headlined(index: EntityIndex, nominal: NominalMention) -> bool:
    """Return whether a description has the capitals of a headline: ``New Ashby Email Released``."""
    sentence = index.discourse.document.sentences[nominal.sentence]
    return nominal.determiner == "bare" and is_headline(sentence)


def is_in_headline(index: EntityIndex, nominal: NominalMention) -> bool:
    """Return whether a noun without article is the subject of a headline: ``Mayor apologises``."""
    document = index.discourse.document
    words = document.sentences[nominal.sentence].words
    single = nominal.determiner == "bare" and not nominal.plural
    single = single and nominal.noun_class in {"person", "organization"}
    subject = words[nominal.head].deprel in NOMINAL_SUBJECTS
    alone = len(document.paragraphs) > 1 and words[-1].end <= document.paragraphs[0].end
    headed = words[-1].text != "." or is_headline(document.sentences[nominal.sentence])
    return nominal.sentence == 0 and single and subject and alone and headed


def _shares_surname(index: EntityIndex, first: Entity, other: Entity) -> bool:
    """Return whether the text prints two people with one surname: ``Tom and Sue Barker``."""
    if not (first.names and other.names):
        return False
    given, *surname = full_name(first).split()
    same = (
        first.names[0].parts[-1] == other.names[0].parts[-1]
        or surname == full_name(other).split()[-1:]
    )
    printed = f"{given} and {full_name(other)}"
    return same and len(surname) == 1 and printed in index.discourse.document.text


def _article(index: EntityIndex, entity: Entity) -> str:
    """Return the article that stays before a label inside another, with a blank."""
    if entity.names:
        return "the " if entity.is_impersonal and entity.names[0].article else ""
    for nominal in entity.nominals[:1]:
        sentence = index.discourse.document.sentences[nominal.sentence]
        forms = (sentence.words[i].text.lower() for i in children(sentence, nominal.head, "det"))
        return next((f"{form} " for form in forms if form in lexicon.ARTICLES), "")
    return ""


def _word_count(label: str) -> int:
    return len(label.split())


def _described(
    index: EntityIndex,
    nominal: NominalMention,
    within: Ancestors = frozenset(),
    conjuncts: bool = True,
) -> str:
    sentence = index.discourse.document.sentences[nominal.sentence]
    place = (nominal.sentence, nominal.head)
    keep = index.discourse.cue_mentions.get(place) if conjuncts else None
    conj = list(children(sentence, nominal.head, "conj"))
    if any(denoted_class(sentence, c) != nominal.noun_class for c in conj):
        keep = None  # the employees of ``four employees and some documents``
    written = describe(index, sentence, nominal.head, keep, within)
    if not nominal.left_out:
        return written
    return f"{'other' if written == 'others' else written} {nominal.left_out}"


def describe(
    index: EntityIndex,
    sentence: Sentence,
    head: int,
    keep: Span | None = None,
    within: Ancestors = frozenset(),
) -> str:
    """Return the phrase at *head* as a label: no article, possessors by their names.

    Conjuncts inside the span *keep* stay.
    """
    discourse = index.discourse
    owners: set[int] = set()

    def genitive(where: Sentence, position: int) -> str | None:
        owner = index.at((where.index, position))
        if owner is not None and owner.number in owners:
            return None  # Ali's letter to *his* wife
        owners.update([] if owner is None else [owner.number])
        between = list(takewhile(lambda above: above != head, ancestors(where, position)))
        if where.words[position].upos == "PRON":
            nested = bool(between) and where.words[position].deprel != "nmod:poss"
            if nested:
                return None  # a man with two of *them*
        elif any(where.words[above].upos == "VERB" for above in between):
            return None  # a source involved in the company's move
        return _genitive(index, where, position, within)

    return noun_phrases.render(
        sentence,
        noun_phrases.label_words(sentence, head, keep),
        discourse.document.text,
        genitive,
        discourse.truecasing,
    )


def _genitive(
    index: EntityIndex, sentence: Sentence, position: int, within: Ancestors
) -> str | None:
    owner = index.at((sentence.index, position))
    pronoun = sentence.words[position].upos == "PRON"
    if owner is None or owner.literal_label:
        return "" if pronoun and sentence.words[position].deprel == "nmod:poss" else None
    if owner.number in within:
        relative = sentence.words[position].text.lower() == "whose"
        return POSSESSIVES.get(owner.gender, "their") if relative else None
    if sentence.words[position].deprel != "nmod:poss":
        return f"the {_label(index, owner, within)}" if owner.plural else None
    if not owner.names and not pronoun:
        return None
    printed = sentence.words[position].text.lower()
    if printed in POSSESSIVES.values() and not (owner.names or _is_the_holder(owner)):
        return None  # her agent, whoever she is
    if _is_inside_name(owner, sentence, position):
        return None
    if pronoun and _is_thing_of_nobody(owner, sentence, position):
        return ""
    label = _label(index, owner, within)
    if not label or (pronoun and not owner.names and _is_long(label)):
        return ""
    if label.endswith(("'s", "’s")):
        return label
    several = owner.plural or owner.is_impersonal
    return f"{label}'" if several and label.endswith("s") else f"{label}'s"


def _is_the_holder(owner: Entity) -> bool:
    """Return whether a text calls somebody by an office that one person holds: ``the premier``."""
    return any(
        n.determiner == "definite" and n.noun in lexicon.OFFICE_NOUNS for n in owner.nominals
    )


def _is_inside_name(owner: Entity, sentence: Sentence, position: int) -> bool:
    """Return whether a possessor is a part of its owner's name: ``Our PAC``, ``Drivers' Club``."""
    pronoun = sentence.words[position].upos == "PRON"
    for name in owner.names:
        if name.sentence == sentence.index and name.start <= position < name.end:
            behind = sentence.words[position + 1 : name.end]
            return pronoun or any(word.xpos == "POS" for word in behind)
    return False


def _is_thing_of_nobody(owner: Entity, sentence: Sentence, position: int) -> bool:
    """Return whether ``its`` was taken for a thing's, which employs nobody: a picture's manager."""
    noun = sentence.words[sentence.words[position].head].text
    thing = not owner.names and any(n.noun_class is None for n in owner.nominals[:1])
    its = sentence.words[position].text.lower() == "its"
    return its and thing and lexicon.common_noun_class(noun) == "person"


def _is_long(description: str) -> bool:
    """Return whether a description is too long to stand as a possessor: ``man's book's``."""
    return _word_count(description) > LONGEST_OWNER or bool(POSSESSIVE.search(description))


# --- kind and role ------------------------------------------------------------------------


def _kind(index: EntityIndex, entity: Entity) -> Kind:
    if entity.members:
        members = [index.entities[number] for number in entity.members]
        people = any(member.may_be_one_person for member in members)
        return "group" if people else _kind(index, members[0])
    if entity.names:
        if entity.plural:
            return "group"
        if entity.may_be_one_person:
            return "person"
        return "document" if all(map(_is_of_document, entity.name_forms)) else "organization"
    if not entity.nominals:
        return "unknown"
    first = entity.nominals[0]
    if first.noun_class is None and _is_share(first.noun):
        return "group"
    found = KIND_OF_NOUN_CLASS[first.noun_class]
    return "group" if found == "anonymous" and entity.plural else found


def _is_of_document(parts: tuple[str, ...]) -> bool:
    """Return whether a name is a document's: ``Clean Rivers Act``, ``Treaty of Arden``."""
    of = parts.index("of") if "of" in parts else len(parts)
    return parts[max(of - 1, 0)] in NAMED_DOCUMENTS


def _is_share(noun: str) -> bool:
    """Return whether a noun counts people: ``21 percent``, ``six in 10``."""
    listed = noun in lexicon.QUANTITY_NOUNS or noun in lexicon.QUANTIFIERS
    return noun != "one" and (listed or noun.rstrip("%").isdecimal())


def _role(index: EntityIndex, entity: Entity, label: str) -> str | None:
    """Return the fullest of the first titles and descriptions; of the unnamed, their *label*."""
    if not entity.names:
        return label if _kind(index, entity) == "anonymous" else None
    if not entity.may_be_one_person:
        return None
    described = [_role_of(index, d) for d in entity.descriptions if d.noun_class == "person"]
    return max([*entity.titles, *described], key=_informativeness, default=None)


def _role_of(index: EntityIndex, description: NominalMention) -> str:
    """Return a description with what it is coordinated with: ``co-founder and head of sales``."""
    sentence = index.discourse.document.sentences[description.sentence]
    head, words = description.head, sentence.words
    offices = [
        c
        for c in children(sentence, head, "conj")
        if lexicon.common_noun_class(words[c].text) == "person"
        and child(sentence, c, "det", "nmod:poss", "appos", "flat") is None
    ]
    if not offices:
        return _described(index, description)
    keep = Span(words[head].start, words[subtree(sentence, offices[-1])[-1]].end)
    return describe(index, sentence, head, keep)


def _informativeness(role: str) -> tuple[bool, int]:
    """Rank roles: offices and professions before ``rival``, then the fuller, up to a length."""
    heads = map(lexicon.singular, role.split())
    office = any(
        lexicon.common_noun_class(head) == "person" and head not in lexicon.RELATIONAL_NOUNS
        for head in heads
    )
    return office, min(_word_count(role), LONGEST_ROLE)


# --- words that the text does not explain, and labels of turns --------------------------------


def literal_speaker(index: EntityIndex, mention: NounPhrase) -> Entity | None:
    """Return an entity of its own for words that the text does not explain, None for a pronoun."""
    sentence = index.discourse.document.sentences[mention.sentence]
    form = sentence.words[mention.head].text.lower()
    denied = child(sentence, mention.head, "det")
    if denied is not None and sentence.words[denied].text.lower() == "no" and form == "one":
        return None
    if form in lexicon.PRONOUNS or form in UNSPOKEN:
        return None
    label = describe(index, sentence, mention.head, mention.span)
    turn = _is_label_of_turn(sentence, mention)
    known = index.turn_labels.get(label) or _who_answers(index, mention, label) if turn else None
    entity = known or index.new_literal(label)
    if turn:
        index.turn_labels[label] = entity
    index.refer((mention.sentence, mention.head), entity)
    return entity


def _who_answers(index: EntityIndex, mention: NounPhrase, label: str) -> Entity | None:
    """Return the only person whom the text named before the answers of an interview: ``A:``."""
    if label != ANSWER or QUESTION not in index.turn_labels:
        return None
    named = (e for e in index.entities if e.names and e.is_person and not e.plural)
    found = [e for e in named if e.mentions and e.mentions[0].sentence < mention.sentence]
    return found[0] if len(found) == 1 else None


def who_takes_turns(index: EntityIndex, mention: NounPhrase, entity: Entity) -> Entity:
    """Return who took the first turn under the same label, *entity* if this is it: ``MAYOR:``."""
    sentence = index.discourse.document.sentences[mention.sentence]
    if not _is_label_of_turn(sentence, mention):
        return entity
    return index.turn_labels.setdefault(mention.span.of(index.discourse.document.text), entity)


def is_label_alone(index: EntityIndex, mention: NounPhrase, entity: Entity) -> bool:
    """Return whether a turn's label is all that the text says of somebody: ``BW:``."""
    sentence = index.discourse.document.sentences[mention.sentence]
    return is_empty_description(entity) and _is_label_of_turn(sentence, mention)


def _is_label_of_turn(sentence: Sentence, mention: NounPhrase) -> bool:
    """Return whether a mention opens its sentence and a colon follows it: ``BW: Thank you``."""
    words = sentence.words
    after = next((word for word in words if word.start >= mention.span.end), None)
    return words[0].start == mention.span.start and after is not None and after.text == ":"


def is_empty_description(entity: Entity) -> bool:
    """Return whether all that is known of somebody is a noun of no class."""
    return bool(entity.nominals) and not entity.names and entity.nominals[0].noun_class is None
