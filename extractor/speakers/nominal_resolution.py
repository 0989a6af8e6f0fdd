"""Antecedents of descriptions: ordered sieves from the safest to the boldest.

Whom does ``the senator`` mean? `link_noun` links the noun phrase at a word, unless a clause says it
of somebody (``she is a lawyer``). `resolve_nominal` asks each sieve in turn; the first that finds
an entity decides, and a description that none of them links is a new entity.

    sieve                      the description             links to
    by_age                     the 43-year-old             Ann Lee, 43,
    latest_document            the message                 an email, in the sentence before
    same_noun_of_speaker       the official                an official, who has spoken
    noun_of_name               the senator                 Sen. Ann Lee
    relative                   the mother                  Ann Lee, whose daughter is told of
    one_of_house               the Bugle reporter          Ann Lee, who writes for the Bugle
    maker_of_work              the director                Ann Lee, whose film the text told of
    doer                       the photographer            Ann Lee, who films whales
    only_holder                the German minister         Minister Ann Lee
    epithet                    the real estate mogul       the named person whom the text is about
    job_of_speaker             the geography teacher       Ann Lee, who spoke last
    same_noun                  the official                an official
    coordinated_pair           the couple                  Lee and Okafor
    one_of_pair                the latter, the other       Okafor, of Lee and Okafor
    related_noun               the report                  a study
    indefinite_person          the woman                   a woman from Leeds, a teacher
    firm_of_nation             the German firm             Norton, a German rival
    firm_told_of               the company                 Norton, whose sales just fell
    kind_of_organization       the department              the Department of Justice
    unclear_name               the company                 Norton
    announced_name             the president               who is named only later
    announced_in_headline      Council chairman            who is named below the headline

Possessives (``his wife``) and bare plurals (``officials``) link to the same words only; *her
father* also to the one whose daughter she is.

The sieves are in three modules, by what they go by: `earlier_nouns`, what the text says or tells of
people who have names (`epithets`), and `organization_kinds`. Those are here that need two of these,
or the text ahead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from extractor.domain import Sentence
from extractor.english import inflection, lexicon
from extractor.english.noun_phrases import stands_for_noun
from extractor.english.syntax import child, children, marker, subtree
from extractor.speakers.discourse import first_conjunct, is_named_in_report, opens_turn
from extractor.speakers.earlier_nouns import (
    PAST,
    by_age,
    coordinated_pair,
    counted_group,
    indefinite_person,
    latest,
    latest_document,
    one_of_pair,
    other_relative,
    related_noun,
    relative,
    same_noun,
    same_noun_test,
    same_phrase,
    with_noun_left_out,
)
from extractor.speakers.entities import Entity, EntityIndex
from extractor.speakers.epithets import (
    doer,
    epithet,
    in_focus,
    job_of_speaker,
    maker_of_work,
    noun_of_name,
    noun_of_name_test,
    only_holder,
    surely_holds,
    unless_out_of_focus,
)
from extractor.speakers.labels import is_in_headline
from extractor.speakers.mentions import (
    NominalMention,
    apposition_of_one,
    denoted_class,
    describes_first_conjunct,
    holder_of_role,
    is_prominent,
    is_specified,
    nominal_mention,
    nominal_mention_of_class,
)
from extractor.speakers.organization_kinds import (
    firm_of_nation,
    firm_told_of,
    houses_near,
    is_said_of,
    kind_of_organization,
    named_paper,
    one_of_house,
    probability_of_kind,
    unclear_name,
)

Sieve = Callable[[EntityIndex, NominalMention], Entity | None]

NAME_INTERNAL: Final = frozenset("compound flat fixed nmod:desc".split())


class Antecedent(NamedTuple):
    """The entity that a description refers to, the sieve that found it and how sure that is."""

    entity: Entity
    sieve: Sieve
    probability: float


# --- the noun phrase at a word ------------------------------------------------------------


def link_noun(index: EntityIndex, sentence: Sentence, position: int, needed: bool = False) -> None:
    """Link the noun phrase at *position*.

    One that denotes no possible speaker is passed over, unless it is at a cue or *needed*.
    """
    place = (sentence.index, position)
    needed = needed or place in index.discourse.cue_mentions
    inside = sentence.words[position].deprel in NAME_INTERNAL
    noun_class = None if inside and not needed else denoted_class(sentence, position)
    if not needed and noun_class is None:
        return
    nominal = nominal_mention_of_class(sentence, position, noun_class)
    apposed = apposition_of_one(sentence, nominal)
    nominal = nominal if apposed is None else nominal_mention(sentence, apposed)
    if not needed and _names_nobody(index, nominal):
        return
    described = _described_entity(index, sentence, nominal)
    if described is not None:
        index.refer(place, described)
        index.add_head_noun(described, nominal.noun)
        if described.members:
            index.add_nominal(described, nominal)
        return
    whole = _partitive_whole(index, sentence, nominal)
    if whole is not None:
        index.record(whole, place)
        return
    antecedent = resolve_nominal(index, nominal)
    if antecedent is None and stands_for_noun(sentence, nominal.head):
        found = with_noun_left_out(index, nominal)
        if found is None and not nominal.plural:
            return
        nominal = found or nominal
        index.probabilities[place] = DOUBTFUL if found is None else LEFT_OUT
    entity = antecedent.entity if antecedent else index.new()
    if antecedent:
        index.probabilities[place] = antecedent.probability
    else:
        index.probabilities.setdefault(place, probability_of_new(index, nominal))
    if antecedent and antecedent.sieve is epithet and place in index.discourse.cue_mentions:
        # Elsewhere a guess tells nothing of somebody: the star who was injured is another.
        index.add_description(entity, nominal, index.owner(nominal))
    index.add_nominal(entity, nominal)
    index.record(entity, place)


def entity_of_noun(index: EntityIndex, sentence: Sentence, position: int) -> Entity | None:
    """Return the entity of a noun, which is linked now if it was passed over so far."""
    if index.at((sentence.index, position)) is None:
        link_noun(index, sentence, position, needed=True)
    return index.at((sentence.index, position))


def _names_nobody(index: EntityIndex, nominal: NominalMention) -> bool:
    """Return whether a phrase means nothing that is there, or stands in a headline.

    ``no bank``, ``every bank``.
    """
    headed = nominal.noun_class == "organization" and is_in_headline(index, nominal)
    return headed or _is_determined_by(index, nominal, "no", "every", "each")


def _titled(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """Return the most salient of those to whom a title is due: ``His Majesty`` to a king."""
    due = lexicon.special_nouns(nominal.noun)
    place = (nominal.sentence, nominal.head)
    return index.most_salient(
        lambda e: e.is_person and bool(due & (e.head_nouns | e.called | e.name_titles)), place
    )


def _described_entity(
    index: EntityIndex, sentence: Sentence, nominal: NominalMention
) -> Entity | None:
    """Return whom a noun is said of: ``she is a lawyer``, ``the secretary and candidate``.

    And who holds a role: ``she served as the mayor``.
    """
    word = sentence.words[nominal.head]
    if nominal.noun in lexicon.POSSESSED_TITLES and word.text.istitle():
        return _titled(index, nominal)
    if nominal.noun_class == "person" and nominal.plural and word.deprel == "appos":
        return _several_described(index, sentence, word.head)
    if nominal.noun_class != "person" or nominal.plural:
        return None
    joined = word.deprel == "conj"
    joined = joined and describes_first_conjunct(sentence, word.head, nominal.head)
    if joined or word.deprel == "appos":
        return index.at((sentence.index, word.head))
    holder = holder_of_role(sentence, nominal.head)
    if holder is None:
        holder = _name_beside(index, sentence, nominal.head)
    if holder is not None:
        return index.at((sentence.index, holder))
    subject = child(sentence, nominal.head, "nsubj")
    if subject is None or child(sentence, nominal.head, "cop") is None:
        return None
    found = index.at((sentence.index, subject))
    return found if found is not None and found.is_person and not found.plural else None


def _several_described(index: EntityIndex, sentence: Sentence, name: int) -> Entity | None:
    """Return those with names of whom a plural is said: ``Ann Lee and Tom Fox, the authors``."""
    first = first_conjunct(sentence, name)
    places = [first, *children(sentence, first, "conj")]
    found = [e for e in (index.at((sentence.index, place)) for place in places) if e is not None]
    people = all(e.names and e.is_person and not e.plural for e in found)
    return index.coordination(found) if people and len(found) == len(places) > 1 else None


def _name_beside(index: EntityIndex, sentence: Sentence, noun: int) -> int | None:
    """Return the name that a noun between commas describes, read as a second subject of its verb.

    ``*Huda*, now a dentist, said``.
    """
    words = sentence.words
    inside = [p for p in subtree(sentence, noun) if words[p].text != ","]
    first = inside[0]
    closed = first > 1 and any(word.text == "," for word in words[inside[-1] + 1 :][:1])
    if not closed or words[first - 1].text != "," or words[noun].deprel != "nsubj":
        return None
    for subject in children(sentence, words[noun].head, "nsubj"):
        entity = index.at((sentence.index, subject)) if subject < first else None
        if entity is not None and entity.names and entity.may_be_one_person:
            return subject
    return None


def _partitive_whole(
    index: EntityIndex, sentence: Sentence, nominal: NominalMention
) -> Entity | None:
    """Return the earlier group of which a part speaks: ``some of the workers``."""
    noun = sentence.words[nominal.head].text.lower()
    counts = noun in lexicon.QUANTIFIERS or nominal.noun in lexicon.QUANTITY_NOUNS
    counts = counts and noun != "one"  # one of the officials is somebody among them
    for position in children(sentence, nominal.head, "nmod") if counts else ():
        part = nominal_mention(sentence, position)
        counted = position > nominal.head and marker(sentence, position) == "of"
        if counted and part.plural and part.determiner == "definite":
            antecedent = resolve_nominal(index, part)
            if antecedent is not None and antecedent.entity.plural:
                return antecedent.entity
    return None


# --- whom a description refers to ---------------------------------------------------------


def resolve_nominal(index: EntityIndex, nominal: NominalMention) -> Antecedent | None:
    """Return the earlier entity that a description refers to, None where it is new."""
    sieves: Sequence[Sieve]
    if is_in_headline(index, nominal):
        sieves = (announced_in_headline,)
    elif nominal.noun == "both" or (nominal.plural and _is_determined_by(index, nominal, "both")):
        sieves = (coordinated_pair, counted_group, same_phrase)
    elif nominal.noun == "all":
        sieves = (counted_group,)
    elif nominal.noun == "other" and _is_determined_by(index, nominal, "the"):
        sieves = (one_of_pair,)
    elif nominal.determiner in {"possessive", "bare"}:
        sieves = (same_phrase, other_relative)
    elif nominal.determiner != "definite":
        return None
    elif opens_turn(index.discourse.document.sentences[nominal.sentence], nominal.head):
        sieves = (noun_of_name, same_noun)
    elif _is_capitalized(index, nominal):
        sieves = SIEVES[: SIEVES.index(same_noun) + 1]
    else:
        sieves = SIEVES
    place = (nominal.sentence, nominal.head)
    for sieve in sieves:
        entity = sieve(index, nominal)
        forms = entity.name_forms if entity and entity.is_person else ()
        told = entity is not None and nominal.noun in entity.head_nouns
        if entity and entity.is_person and not told and _has_its(index, nominal):
            continue
        if entity and not is_named_in_report(index.discourse, place, forms):
            return Antecedent(entity, sieve, _probability(index, sieve, entity, nominal))
    return None


def _has_its(index: EntityIndex, nominal: NominalMention) -> bool:
    """Return whether a subject says something in its own: ``The firm said in *its* plan``."""
    sentence = index.discourse.document.sentences[nominal.sentence]
    word = sentence.words[nominal.head]
    if word.deprel != "nsubj" or word.head < nominal.head:
        return False
    parts = children(sentence, word.head, "obl")
    owners = (child(sentence, part, "nmod:poss") for part in parts if part > word.head)
    return any(owner is not None and sentence.words[owner].text == "its" for owner in owners)


def _is_capitalized(index: EntityIndex, nominal: NominalMention) -> bool:
    """Return whether a noun is tagged as a name and printed so: no central *bank*, no *MP*."""
    word = index.discourse.document.sentences[nominal.sentence].words[nominal.head]
    return word.upos == "PROPN" and word.text[:1].isupper() and not word.text.isupper()


def _is_determined_by(index: EntityIndex, nominal: NominalMention, *words: str) -> bool:
    """Return whether a phrase has one of *words* for an article: ``both`` senators, ``no`` bank."""
    sentence = index.discourse.document.sentences[nominal.sentence]
    articles = children(sentence, nominal.head, "det", "cc:preconj")
    return any(sentence.words[article].text.lower() in words for article in articles)


def _probability(
    index: EntityIndex, sieve: Sieve, entity: Entity, nominal: NominalMention
) -> float:
    """Return how likely the entity is meant that a sieve found.

    A noun of its family is doubtful where another is near that may be called so.
    """
    house = nominal.noun in lexicon.HOUSE_NOUNS | lexicon.INSTITUTION_NOUNS
    others = (e for e in houses_near(index, nominal) if e is not entity and e.type != "place")
    if sieve is related_noun and house and any(others):
        return DOUBTFUL
    if sieve in {kind_of_organization, firm_told_of} and is_said_of(entity, nominal):
        return probability_of_kind(index, entity, nominal)
    if sieve in AGAIN:
        before = _probability_before(index, entity, nominal)
        return min(before, surely_holds(index, entity, nominal)) if entity.names else before
    if sieve is epithet and inflection.is_expert(nominal.noun) and not entity.head_nouns:
        return GUESSED  # nothing says that somebody is an expert
    if sieve is noun_of_name:
        return surely_holds(index, entity, nominal)
    return PROBABILITIES.get(sieve, 1.0)


def _probability_before(index: EntityIndex, entity: Entity, nominal: NominalMention) -> float:
    """Return how sure it was when the same noun last was found to mean the entity."""
    sentences = index.discourse.document.sentences
    for mention in reversed(entity.mentions[-MOST_ASKED:]):
        word = sentences[mention.sentence].words[mention.word]
        if lexicon.singular(word.text) == nominal.noun:
            return index.probabilities.get((mention.sentence, mention.word), 1.0)
    return 1.0


def probability_of_new(index: EntityIndex, nominal: NominalMention) -> float:
    """Return how likely a description that links to nobody is of somebody who has no name.

    It may be of somebody known: ``the Spaniard``, ``the former president said``; less so by a noun
    for anybody's job, with somebody named in focus: ``Ann Lee fell ill. … the doctor said``.
    """
    sentence = index.discourse.document.sentences[nominal.sentence]
    single = nominal.determiner == "definite" and not nominal.plural
    in_office = nominal.noun in lexicon.OFFICE_NOUNS and not nominal.modifiers & PAST
    if not single or in_office or is_specified(sentence, nominal):
        return 1.0
    if is_prominent(nominal):
        return DOUBTFUL
    person = nominal.noun_class == "person" and nominal.noun not in lexicon.RELATIONAL_NOUNS
    return ANYBODY if person and any(in_focus(index, nominal)) else 1.0


# --- sieves by more than one kind, and ahead ----------------------------------------------


def same_noun_of_speaker(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """One called so before who has spoken; a prominent one may be somebody named instead."""
    same, prominent = same_noun_test(index, nominal), is_prominent(nominal)
    found = latest(
        lambda entity: (entity.has_spoken or not prominent) and same(entity),
        index.called(nominal),
    )
    if found is None or _was_named_since(index, found, nominal):
        return None
    return _told_of_since(index, found, nominal) or unless_out_of_focus(index, found, nominal)


def _was_named_since(index: EntityIndex, found: Entity, nominal: NominalMention) -> bool:
    """Return whether a holder of the office was first named after the last mention of one unnamed.

    ``A judge barred it. … Judge Ann Lee wrote … The judge said``: the judge has a name by now. Any
    other noun must be the title of a single one, where who has no name has said nothing.
    """
    fits = noun_of_name_test(index, nominal)
    if fits is None or found.names:
        return False
    since = [
        entity
        for entity in index.recent(nominal.sentence)
        if fits(entity) and entity.is_person and entity.mentions[0] > found.mentions[-1]
    ]
    if nominal.noun in lexicon.OFFICE_NOUNS:
        return bool(since)
    return len(since) == 1 and not found.has_spoken and nominal.noun in since[0].name_titles


def _told_of_since(index: EntityIndex, found: Entity, nominal: NominalMention) -> Entity | None:
    """Return another of whom the noun is said, if the sentence before is about him or her.

    ``… the senator said. *Sen. Fox* disagreed. … the senator said``.
    """
    fits, narrative = noun_of_name_test(index, nominal), index.discourse.narrative
    sentences = index.discourse.document.sentences
    others = (
        entity
        for entity in index.recent(nominal.sentence, 1)
        if entity.is_person and entity is not found and fits is not None and fits(entity)
        if found.names and entity.last_narrated > found.last_narrated
        for mention in entity.mentions[-1:]
        if narrative[nominal.sentence] - narrative[mention.sentence] == 1
        if sentences[mention.sentence].words[mention.word].deprel == "nsubj"
    )
    return next(others, None)


def announced_name(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The only one of whom the noun is said further on: ``the president`` before his name."""
    fits = noun_of_name_test(index, nominal)
    found = list(filter(fits, index.announced(nominal.noun))) if fits else []
    return found[0] if len(found) == 1 else None


def announced_in_headline(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The only one of whom the text below says the noun: ``Council chairman holds firm``."""
    if nominal.modifiers & lexicon.CONTRASTIVE_MODIFIERS or "former" in nominal.modifiers:
        return None
    found = [e for e in index.announced(nominal.noun) if e.names and e.is_person]
    return found[0] if len(found) == 1 else None


# --- the order, and how sure each is ------------------------------------------------------

SIEVES: Final[tuple[Sieve, ...]] = (
    by_age,
    named_paper,
    latest_document,
    same_noun_of_speaker,
    noun_of_name,
    relative,
    one_of_house,
    maker_of_work,
    doer,
    only_holder,
    epithet,
    job_of_speaker,
    same_noun,
    # What is tagged as a name is linked by the same noun at most.
    coordinated_pair,
    counted_group,
    one_of_pair,
    related_noun,
    indefinite_person,
    firm_of_nation,
    firm_told_of,
    kind_of_organization,
    unclear_name,
    announced_name,
)
"""The sieves for definite descriptions, in the order tried."""

AGAIN: Final = frozenset({same_noun, same_noun_of_speaker, same_phrase})
"""The sieves that find who was called by the noun before."""
MOST_ASKED: Final = 8
"""How many of the last mentions are asked when that was."""
PROBABILITIES: Final[dict[Sieve, float]] = {
    doer: 0.9,
    epithet: 0.85,
    announced_name: 0.9,
    other_relative: 0.95,
    relative: 0.9,
    firm_of_nation: 0.9,
    firm_told_of: 0.9,
    kind_of_organization: 0.85,
    job_of_speaker: 0.75,
    maker_of_work: 0.9,
    only_holder: 0.85,
    one_of_house: 0.9,
    one_of_pair: 0.9,
    unclear_name: 0.8,
}
"""How likely it is the right entity where nothing in the text says so; 1 for other sieves."""
LEFT_OUT: Final = 0.85
"""How likely it is that a word stands for the noun that was found: ``another said``."""
GUESSED: Final = 0.65
"""How likely an expert is who spoke last, of whom nothing is told: ``Lee said. The geologist``."""
DOUBTFUL: Final = 0.75
"""How likely a description that links to nobody is of somebody who is not named."""
ANYBODY: Final = 0.85
"""The same of a noun that does not mostly describe somebody named, where somebody is."""
