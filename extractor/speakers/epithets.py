"""Descriptions of people who have names, by what the text says or tells of them.

    noun_of_name               the senator                 Sen. Ann Lee
    one_of_house               the Bugle reporter          Ann Lee, who writes for the Bugle
    maker_of_work              the director                Ann Lee, whose film the text told of
    doer                       the photographer            Ann Lee, who films whales
    epithet                    the real estate mogul       the named person whom the text is about

Each is a sieve of `nominal_resolution`. Said of somebody is what stands in titles and appositions,
told what the verbs say; an epithet need be neither, if nothing speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from extractor.domain import Sentence
from extractor.english import inflection, lexicon
from extractor.english.syntax import child, children, is_behind_comma
from extractor.speakers.discourse import (
    REACH,
    deeds_of,
    gender_of_report,
    headline,
    is_named_in_report,
)
from extractor.speakers.entities import Entity, EntityIndex, Test
from extractor.speakers.mentions import (
    GENERAL_NOUNS,
    STANDING_IN,
    VAGUE_MODIFIERS,
    NominalMention,
    complement_of,
    describes_first_conjunct,
    nominal_mention,
)

FAMILIAR_MODIFIERS: Final = frozenset({"born", "retired", "old", "taught", "based"})
"""Modifiers that tell more of somebody known: ``the Chilean-born reporter``, self-taught."""
PLAIN_NOUNS: Final = lexicon.RELATIONAL_NOUNS | lexicon.OFFICE_NOUNS | GENERAL_NOUNS
"""Nouns behind *former* that may as well be of somebody who has no name."""
MOST_DEEDS: Final = 12
"""How many of somebody's last mentions are asked what he or she does."""
MOST_WORKS: Final = 5
"""How many are asked for works."""
CONTESTS: Final = frozenset("election presidency nomination race primary contest vote".split())
"""For what a candidate runs of whom the text need not say more."""
CABINET: Final = frozenset({"minister", "secretary"})
"""What one office is called: *the minister* may be a Foreign Secretary."""
SHARED_OFFICES: Final = frozenset("senator representative congressman congresswoman".split())
"""Offices that many hold at a time."""
OPPOSED_PARTIES: Final = {
    "democratic": "republican",
    "republican": "democratic",
    "gop": "democratic",
}
COLLEAGUES: Final = frozenset(
    """employee staffer worker writer reporter journalist editor columnist correspondent executive
    spokesman spokeswoman spokesperson analyst engineer""".split()
)
"""Whom a house employs; its name before one of these tells who is meant."""
HEADS_OF_EXPERTS: Final = frozenset(
    "author co-author director head leader fellow lecturer chair founder student candidate".split()
)
"""What experts may be called as well."""
SHORTEST_SECOND_HALF: Final = 6
"""How long the second half of a noun must be to stand for it: the *keeper*, of a zookeeper."""
CLEARLY_LESS: Final = 0.6
"""How present another who holds the office may be, beside whom a description is taken to mean."""
HELD_BY_OTHERS: Final = 0.7
"""How likely it means that one where another is as present."""
LONGEST_TURN_LABEL: Final = 6
EPITHET_REACH: Final = 3
EPITHET_LEAST_SCORE: Final = 0.35
RELATED_NOUN: Final = 1.5
"""How much likelier an epithet is of somebody called by a noun of its family before."""
SAME_NATION: Final = 3.0
"""How much likelier a demonym is of somebody of whom the text says that nation."""
HEADLINED: Final = 1.25
"""How much likelier an epithet is of somebody whom the headline names."""
EPITHET_DECAY: Final = 0.75
EPITHET_CLEAR_LEAD: Final = 1.25
NEVER_NARRATED: Final = -99


# --- said of somebody ---------------------------------------------------------------------


def noun_of_name(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The most salient of those named of whom a title or an apposition says the noun.

    Not one of whom the text has not told for long, while it tells of somebody else who may be
    called so: ``the actress`` after the star Ida Moe.
    """
    found = _most_salient(index, nominal, noun_of_name_test(index, nominal))
    return found and unless_out_of_focus(index, found, nominal)


def only_holder(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The only holder of an office who may be of a nation: *the German minister*, Minister Vogel.

    Nobody of whom the text says another nation.
    """
    office = nominal.noun in lexicon.OFFICE_NOUNS and not nominal.plural
    if not office or not (nominal.modifiers and all(map(lexicon.is_national, nominal.modifiers))):
        return None
    fits = noun_of_name_test(index, replace(nominal, modifiers=frozenset()))
    holders = [e for e in index.recent(nominal.sentence) if fits is not None and fits(e)]
    found = [e for e in holders if not index.is_told_apart(e, nominal)]
    return found[0] if len(found) == 1 else None


def noun_of_name_test(index: EntityIndex, nominal: NominalMention) -> Test | None:
    """Return the test for a name of which the noun is said, None for a plural."""
    if nominal.plural:
        return None
    needed, sentences = nominal.modifiers - VAGUE_MODIFIERS, index.discourse.document.sentences
    shorter = not needed and len(nominal.noun) >= SHORTEST_SECOND_HALF
    shorter = shorter and nominal.noun not in PLAIN_NOUNS
    return lambda entity: (
        (
            nominal.noun in entity.head_nouns
            or (shorter and any(noun.endswith(nominal.noun) for noun in entity.head_nouns))
        )
        and bool(entity.names)
        and needed
        <= entity.words_said.union(*(complement_of(n, sentences) for n in entity.descriptions))
        and not _stands_in(entity, nominal)
        and not index.is_told_apart(entity, nominal)
    )


def _stands_in(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether all that says the noun is that somebody stands in: ``Vice President``."""
    if nominal.modifiers & STANDING_IN:
        return False
    said = entity.words_before(nominal.noun)
    return bool(said) and all(words & STANDING_IN for words in said)


def surely_holds(index: EntityIndex, found: Entity, nominal: NominalMention) -> float:
    """Return how likely somebody is meant of whom the noun is said, as it may be of others near.

    ``The mayor of Arden, Kim Boyle, met the mayor of Penton, Lou Hart. … the mayor said``.
    """
    fits, place = noun_of_name_test(index, nominal), (nominal.sentence, nominal.head)
    own = index.salience(found, place) + index.speaker_continuity(found, place)
    others = (e for e in index.recent(nominal.sentence, REACH) if e is not found and e.is_person)
    rivals = [index.salience(e, place) for e in others if fits is not None and fits(e)]
    return HELD_BY_OTHERS if own and max(rivals, default=0.0) > CLEARLY_LESS * own else 1.0


def unless_out_of_focus(index: EntityIndex, found: Entity, nominal: NominalMention) -> Entity:
    """Return *found*, or who is in focus by now where the text left somebody named long ago."""
    office = nominal.noun in lexicon.OFFICE_NOUNS
    if office or not found.names or _narrated_ago(index, found, nominal) <= EPITHET_REACH:
        return found
    other = epithet(index, nominal)
    if other is None or other.head_nouns & lexicon.OFFICE_NOUNS:
        return found  # the lawmaker, of whom the text says so, no minister
    return other


def one_of_house(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The one named just before of whom the text says the house: ``the Daily Bugle writer``."""
    if not nominal.has_name or nominal.plural or nominal.noun not in COLLEAGUES:
        return None
    return _most_salient(
        index,
        nominal,
        lambda entity: (
            bool(entity.names)
            and entity.is_person
            and not entity.plural
            and nominal.sentence not in entity.named_in
            and _narrated_ago(index, entity, nominal) <= EPITHET_REACH
            and entity.is_of_house(nominal)
        ),
    )


def _most_salient(index: EntityIndex, nominal: NominalMention, fits: Test | None) -> Entity | None:
    """Return the most salient of the recent entities that fit."""
    place = (nominal.sentence, nominal.head)
    found = filter(fits, index.recent(nominal.sentence)) if fits else ()
    return max(
        found,
        key=lambda entity: (index.salience(entity, place), entity.mentions[-1]),
        default=None,
    )


# --- told of somebody ---------------------------------------------------------------------


def doer(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The only one named lately of whom the text tells what the noun says: ``films whales``."""
    sentence = index.discourse.document.sentences[nominal.sentence]
    single = nominal.noun_class == "person" and not nominal.plural
    if not single or is_specified(sentence, nominal) or _is_of_unnamed(index, nominal):
        return None
    found = [
        entity
        for entity in index.recent(nominal.sentence, REACH)
        if _may_be_epithet_of(index, entity, nominal) and _is_told_to_be(index, entity, nominal)
    ]
    another = len(found) == 1 and _has_another_come_up(index, found[0], nominal)
    return found[0] if len(found) == 1 and not another else None


def _is_of_unnamed(index: EntityIndex, nominal: NominalMention) -> bool:
    """Return whether somebody without a name was called so, or by a noun of the same family."""
    related = lexicon.related_nouns(nominal.noun)
    unnamed = (e for e in index.recent(nominal.sentence) if not (e.names or e.plural))
    return any(e.is_person and related & e.called for e in unnamed)


def maker_of_work(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The only one of whose work the text has just told: *the director*, after *Ida Moe's film*."""
    sentences, works = index.discourse.document.sentences, lexicon.WORKS.get(nominal.noun)
    if works is None or nominal.plural or is_specified(sentences[nominal.sentence], nominal):
        return None
    found = [
        entity
        for entity in index.recent(nominal.sentence, EPITHET_REACH)
        if entity.names and entity.is_person and not entity.plural
        for mention in entity.mentions[-MOST_WORKS:]
        for word in (sentences[mention.sentence].words[mention.word],)
        if word.deprel == "nmod:poss" and not mention.quoted
        if lexicon.singular(sentences[mention.sentence].words[word.head].text.lower()) in works
    ]
    return found[0] if len({entity.number for entity in found}) == 1 else None


def _is_told_to_be(index: EntityIndex, entity: Entity, nominal: NominalMention) -> bool:
    """Return whether what somebody does shows the noun: ``films whales``, a photographer.

    By the verb itself (``bakes``, a baker), by what it is done to (``keeps bees``, a beekeeper), or
    by the deeds that are listed for a noun. Other words before the noun must be told as well.
    """
    deeds = list(deeds_of(index.discourse, entity.mentions[-MOST_DEEDS:]))
    modifiers = {w for w in nominal.modifiers if w.rpartition("-")[2] not in FAMILIAR_MODIFIERS}
    told = entity.words_said.union(*deeds)
    return modifiers - VAGUE_MODIFIERS <= told and any(
        inflection.is_doer(nominal.noun, *d) for d in deeds
    )


def _has_another_come_up(index: EntityIndex, entity: Entity, nominal: NominalMention) -> bool:
    """Return whether a new thing came up since that has such a person too: ``A bus hit a wall``."""
    things, sentences = lexicon.DEEDS.get(nominal.noun, ()), index.discourse.document.sentences
    return any(
        word.lemma in things and nominal_mention(sentence, word.index).determiner == "indefinite"
        for sentence in sentences[entity.mentions[-1].sentence + 1 : nominal.sentence]
        for word in sentence.words
        if word.upos == "NOUN"
    )


# --- in focus -----------------------------------------------------------------------------


def epithet(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The named person whom the sentences just before are about, if that is clear.

    Nothing in the text need say that he is a ``real estate mogul``: a definite description of
    somebody prominent who was never introduced varies the name of the person in focus.
    """
    sentence = index.discourse.document.sentences[nominal.sentence]
    prominent = is_prominent(nominal) or _is_coordinated(sentence, nominal)
    family = nominal.modifiers and len(lexicon.related_nouns(nominal.noun)) > 1
    expert = not prominent and (bool(family) or inflection.is_expert(nominal.noun))
    clear = (prominent or expert) and not is_specified(sentence, nominal)
    if nominal.plural or not (clear or _is_parent(sentence, nominal)):
        return None
    if any(_is_introduced(entity, nominal) for entity in index.called(nominal)):
        return None
    near = list(in_focus(index, nominal))
    compatriots = [entity for entity in near if _is_compatriot(entity, nominal.noun)]
    if not compatriots and (far := list(_compatriots(index, nominal))):
        return far[0] if len(far) == 1 else None
    alone = [e for e in near if _is_told_of_alone(index, e, nominal)]
    if expert:
        near = [e for e in alone if _may_be_expert(index, e, nominal.noun)]
    elif lexicon.is_demonym(nominal.noun.capitalize()) and len(near) > 1:
        near = alone
    elif "former" in nominal.modifiers:
        near = alone or near
    elif nominal.noun in CABINET:
        holders = [e for e in near if _family(nominal) & e.head_nouns]
        near = holders or [e for e in near if not e.head_nouns]  # no novelist
    scored = sorted(
        ((_epithet_score(index, e, nominal), e.number) for e in compatriots or near), reverse=True
    )
    if not scored or scored[0][0] < EPITHET_LEAST_SCORE / (1 + _is_parent(sentence, nominal)):
        return None
    if len(scored) > 1 and scored[0][0] < EPITHET_CLEAR_LEAD * scored[1][0]:
        return None
    return index.entities[scored[0][1]]


def _may_be_expert(index: EntityIndex, entity: Entity, noun: str) -> bool:
    """Return whether who spoke last is of the noun's family, or an expert by nothing else said."""
    if index.last_speaker is None or index.last_speaker[0] is not entity:
        return False
    jobs = {n for n in entity.head_nouns - lexicon.RELATIONAL_NOUNS if not inflection.is_expert(n)}
    expert = inflection.is_expert(noun) and jobs <= HEADS_OF_EXPERTS
    return expert or bool(lexicon.related_nouns(noun) & entity.head_nouns)


def _compatriots(index: EntityIndex, nominal: NominalMention) -> Iterator[Entity]:
    """Yield the people of whom the text says, however long ago, the nation of a demonym."""
    for entity in index.recent(nominal.sentence):
        from_there = entity.is_person and _is_compatriot(entity, nominal.noun)
        if from_there and _may_be_epithet_of(index, entity, nominal):
            yield entity


def _is_told_of_alone(index: EntityIndex, entity: Entity, nominal: NominalMention) -> bool:
    """Return whether the sentence before names one person, in marks or not, and no other."""
    narrative = index.discourse.narrative
    named = {
        other.number
        for other in index.recent(nominal.sentence, 1)
        if other.is_person and _may_be_epithet_of(index, other, nominal)
        if not is_named_in_report(
            index.discourse, (nominal.sentence, nominal.head), other.name_forms
        )
        for mention in other.mentions[-MOST_WORKS:]
        if narrative[nominal.sentence] - narrative[mention.sentence] <= 1
        if mention.sentence in other.named_in
    }
    return named == {entity.number}


def in_focus(index: EntityIndex, nominal: NominalMention) -> Iterator[Entity]:
    """Yield the named people told of just before against whom a description says nothing."""
    for entity in index.recent(nominal.sentence, EPITHET_REACH):
        near = _narrated_ago(index, entity, nominal) <= EPITHET_REACH
        fits = entity.is_person and near and _may_be_epithet_of(index, entity, nominal)
        if fits and not _has_the_floor(index, entity):
            yield entity


def _epithet_score(index: EntityIndex, entity: Entity, nominal: NominalMention) -> float:
    place = (nominal.sentence, nominal.head)
    present = index.salience(entity, place)
    if _family(nominal) & entity.head_nouns and "former" not in nominal.modifiers:
        present *= RELATED_NOUN
    if _is_compatriot(entity, nominal.noun):
        present *= SAME_NATION
    if 0 in entity.named_in and headline(index.discourse.document) is not None:
        present *= HEADLINED
    faded = present * EPITHET_DECAY ** _narrated_ago(index, entity, nominal)
    return faded + index.speaker_continuity(entity, place) / 2


def _family(nominal: NominalMention) -> frozenset[str]:
    """Return the nouns that somebody may be called as well: a minister may be a *secretary*."""
    return CABINET if nominal.noun == "minister" else lexicon.related_nouns(nominal.noun)


def _narrated_ago(index: EntityIndex, entity: Entity, nominal: NominalMention) -> int:
    """Return how many sentences of narrative ago an entity was mentioned outside quotations."""
    narrative = index.discourse.narrative
    last = narrative[entity.last_narrated] if entity.last_narrated >= 0 else NEVER_NARRATED
    return narrative[nominal.sentence] - last


def _has_the_floor(index: EntityIndex, entity: Entity) -> bool:
    """Return whether somebody's turn in a transcript is being read: they name somebody else."""
    if index.last_speaker is None or index.last_speaker[0] is not entity:
        return False
    words = index.discourse.document.sentences[index.last_speaker[1]].words
    depth, label = 0, 0
    for word in words:  # a seat and a party may stand in brackets: Ann Lee (Ashby) (Con):
        depth += (word.text == "(") - (word.text == ")")
        label += depth == 0 and word.text != ")"
    return words[-1].text == ":" and label <= LONGEST_TURN_LABEL


# --- who may be called so -----------------------------------------------------------------


def is_prominent(nominal: NominalMention) -> bool:
    """Return whether a noun denotes people whom the news describes after naming them."""
    familiar = bool(nominal.modifiers & FAMILIAR_MODIFIERS)
    no_longer = "former" in nominal.modifiers and nominal.noun not in PLAIN_NOUNS
    if (nominal.noun_class == "person" and (familiar or no_longer)) or nominal.noun == "old":
        return True
    demonym = lexicon.is_demonym(nominal.noun.capitalize())
    return demonym or nominal.noun in lexicon.PROMINENT_NOUNS


def _is_parent(sentence: Sentence, nominal: NominalMention) -> bool:
    """Return whether a phrase counts somebody's children: ``the mother of two``."""
    after = [c for c in children(sentence, nominal.head, "nmod") if c > nominal.head]
    counted = len(after) == 1 and sentence.words[after[0]].upos == "NUM"
    return counted and nominal.noun in lexicon.KIN_NOUNS and nominal.determiner == "definite"


def is_specified(sentence: Sentence, nominal: NominalMention) -> bool:
    """Return whether more follows, as in an introduction: ``the head of the agency``."""
    clause = child(sentence, nominal.head, "acl:relcl", "acl")
    if clause is not None and not is_behind_comma(sentence, clause):
        return True  # a clause behind a comma only adds something
    conjuncts = children(sentence, nominal.head, "conj")
    if not all(describes_first_conjunct(sentence, nominal.head, other) for other in conjuncts):
        return True
    if sentence.words[nominal.head].deprel == "conj":
        return True
    after = (c for c in children(sentence, nominal.head, "nmod") if c > nominal.head)
    runs = nominal.noun in lexicon.related_nouns("candidate")
    known = lexicon.DEPARTMENT_WORDS | (CONTESTS if runs else frozenset())
    return any(sentence.words[c].text.lower() not in known for c in after)


def _is_coordinated(sentence: Sentence, nominal: NominalMention) -> bool:
    """Return whether two nouns with one article are of one person: ``the poet and activist``."""
    conjuncts = list(children(sentence, nominal.head, "conj"))
    person = nominal.noun_class == "person" and nominal.determiner == "definite"
    both = (describes_first_conjunct(sentence, nominal.head, other) for other in conjuncts)
    return person and len(conjuncts) == 1 and all(both)


def _is_introduced(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether somebody without a name was introduced by the noun: ``a teenager``."""
    introduced = any(
        n.noun == nominal.noun and n.determiner == "indefinite" and not n.plural
        for n in entity.nominals
    )
    return introduced and not entity.names and nominal.modifiers <= VAGUE_MODIFIERS


def _may_be_epithet_of(index: EntityIndex, entity: Entity, nominal: NominalMention) -> bool:
    """Return whether nothing said of somebody named speaks against the description."""
    if not entity.names or not entity.may_be_one_person:
        return False
    if nominal.sentence in entity.named_in:
        return False
    place, invariable = (nominal.sentence, nominal.head), nominal.noun.endswith(("ese", "ss"))
    genders = {
        lexicon.noun_gender(nominal.noun),
        gender_of_report(index.discourse, place, plural=invariable),
    } - {None}
    if entity.gender and genders - {entity.gender}:
        return False
    said = entity.words_said | entity.head_nouns
    demonym = lexicon.is_demonym(nominal.noun.capitalize())
    if demonym and _nations(entity) and not _is_compatriot(entity, nominal.noun):
        return False
    if any(OPPOSED_PARTIES.get(word) in said for word in nominal.modifiers):
        return False
    if _stands_in(entity, nominal) or index.is_told_apart(entity, nominal):
        return False
    held = entity.head_nouns & lexicon.OFFICE_NOUNS
    held |= CABINET if held & CABINET else frozenset()
    if nominal.noun not in lexicon.OFFICE_NOUNS or nominal.noun in held:
        return True
    if "former" in nominal.modifiers and nominal.noun not in SHARED_OFFICES:
        # Only a text that says so makes somebody a former president, and no former first lady.
        return "former" in said and not lexicon.related_nouns(nominal.noun).isdisjoint(said)
    return not held or "former" in nominal.modifiers | said


def _nations(entity: Entity) -> set[str]:
    """Return the nationalities that the text says of an entity: ``scottish``, ``spaniard``."""
    said = entity.words_said | entity.head_nouns
    return set(filter(lexicon.is_national, said))


def _is_compatriot(entity: Entity, noun: str) -> bool:
    """Return whether the text says of an entity the nation, or the place, that a demonym names."""
    demonym = lexicon.is_demonym(noun.capitalize())
    home = any(noun in inflection.nationals(place) for place in entity.words_said)
    return demonym and (home or any(inflection.is_same_nation(noun, n) for n in _nations(entity)))
