"""Descriptions of people who have names, by what the text says or tells of them.

    noun_of_name               the senator                 Sen. Ann Lee
    only_holder                the Labour councillor       Coun Ann Lee, of whom no party is told
    maker_of_work              the director                Ann Lee, whose film the text told of
    doer                       the photographer            Ann Lee, who films whales
    epithet                    the real estate mogul       the named person whom the text is about
    job_of_speaker             the geography teacher       Ann Lee, who spoke last

Each is a sieve of `nominal_resolution`. Said of somebody is what stands in titles and appositions,
told what the verbs say; an epithet need be neither, if nothing speaks against it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from extractor.domain import Sentence
from extractor.english import inflection, lexicon
from extractor.english.noun_phrases import place_before
from extractor.english.syntax import child, children, is_behind_comma
from extractor.speakers.discourse import (
    LONGEST_TURN_LABEL,
    REACH,
    WINDOW,
    deeds_of,
    gender_of_report,
    headline,
    is_named_in_report,
    stand_together,
)
from extractor.speakers.entities import MOST_SAID, Entity, EntityIndex, Test
from extractor.speakers.mentions import (
    FAMILIAR_MODIFIERS,
    PLAIN_NOUNS,
    STANDING_IN,
    VAGUE_MODIFIERS,
    NominalMention,
    complement_of,
    is_coordinated,
    is_parent,
    is_prominent,
    is_specified,
    nominal_mention,
)
from extractor.speakers.titles import SEATED

TELLING_APART: Final = (
    STANDING_IN
    | lexicon.CONTRASTIVE_MODIFIERS
    | frozenset("former first last next new then incoming rival opposing fellow visiting".split())
)
"""Modifiers by which somebody else than the known holder of a title may be meant."""
NO_JOBS: Final = frozenset("leader member man woman native star".split())
"""Nouns that leave open what somebody does."""
COME_UP_UNNAMED: Final = frozenset().union(
    *map(lexicon.related_nouns, "lawyer officer policeman soldier medic".split()),
    "agent buyer commander defendant driver examiner killer owner suspect witness".split(),
)
"""Nouns for people whom reports of courts, crashes and wars quote without a name."""
RANKS_ON_DUTY: Final = frozenset("chief duty head junior lead night on-call".split())
"""Modifiers that tell one of a staff: ``the head teacher``."""
MOST_WORKS: Final = 5
"""How many are asked for works."""
CABINET: Final = frozenset({"minister", "secretary"})
"""What one office is called: *the minister* may be a Foreign Secretary."""
SHARED_OFFICES: Final = frozenset(
    "senator representative congressman congresswoman judge justice minister ambassador".split()
)
"""Offices that many hold at a time."""
HEADS_OF_EXPERTS: Final = frozenset(
    "author co-author director head leader fellow lecturer chair founder student candidate".split()
)
"""What experts may be called as well."""
INVARIABLE_ENDINGS: Final = ("ese", "ss")
"""Endings of demonyms that are the same for one and several: the *Portuguese*, the *Swiss*."""
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
MOST_DEEDS: Final = 12
"""How many of somebody's last mentions are asked what he or she does."""
SHORTEST_SECOND_HALF: Final = 6
"""How long the second half of a noun must be to stand for it: the *keeper*, of a zookeeper."""
CLEARLY_LESS: Final = 0.6
"""How present another who holds the office may be, beside whom a description is taken to mean."""
HELD_BY_OTHERS: Final = 0.7
"""How likely it means that one where another is as present."""


# --- said of somebody ---------------------------------------------------------------------


def noun_of_name(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The most salient of those named of whom a title or an apposition says the noun.

    Not one of whom the text has not told for long, while it tells of somebody else who may be
    called so: ``the actress`` after the star Ida Moe.
    """
    fits = noun_of_name_test(index, nominal)
    place = (nominal.sentence, nominal.head)
    found = index.most_salient(fits, place) if fits else None
    if found is None and nominal.noun not in lexicon.OFFICES_IN_TWO_WORDS:
        return None
    if found is None:
        return index.most_salient(lambda e: _is_said_in_two_words(index, e, nominal), place)
    return _more_special(index, found, nominal) or unless_out_of_focus(index, found, nominal)


def _more_special(index: EntityIndex, found: Entity, nominal: NominalMention) -> Entity | None:
    """Return who spoke since and may be called so by what is said: *the executive*, its CFO."""
    special = lexicon.special_nouns(nominal.noun)
    speaker = index.last_speaker[0] if index.last_speaker else None
    if speaker is None or speaker is found or nominal.modifiers:
        return None
    said = bool(special & speaker.head_nouns) or _is_said_in_two_words(index, speaker, nominal)
    since = said and speaker.is_person and speaker.last_narrated > found.last_narrated
    return speaker if since and _may_be_epithet_of(index, speaker, nominal) else None


def only_holder(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The only one of whom the noun is said, by a nation, party or age that the text has not said.

    *The German minister*, Minister Vogel; *the Labour councillor*, Coun Moe. Nobody of whom the
    text says another nation, field or place; beside an unnamed one only the holder of an office.
    """
    sentence = index.discourse.document.sentences[nominal.sentence]
    person = nominal.noun_class == "person" and not nominal.plural
    single = bool(nominal.modifiers) and person and not is_specified(sentence, nominal)
    sides = children(sentence, nominal.head, "amod", "compound", "nmod:desc")
    sided = all(sentence.words[c].text[:1].isupper() for c in sides)  # Labour, German
    if not single or not sided or nominal.modifiers & TELLING_APART:
        return None
    if place_before(sentence, nominal.head):
        return None
    fits = noun_of_name_test(index, replace(nominal, modifiers=frozenset()))
    holders = [e for e in index.recent(nominal.sentence) if fits is not None and fits(e)]
    found = [e for e in holders if _may_be_epithet_of(index, e, nominal)]
    found = [e for e in found if not _has_side(index, e, nominal)]
    office = nominal.noun in lexicon.OFFICE_NOUNS or not _is_of_unnamed(index, nominal)
    return found[0] if len(found) == 1 and office else None


def _has_side(index: EntityIndex, entity: Entity, nominal: NominalMention) -> bool:
    """Return whether the text says a party or a side of somebody: ``Moe (Ind)``, the *Tory* MP."""
    words = index.discourse.document.sentences
    bracketed = any(
        word.text == "("
        for name in entity.names[:MOST_WORKS]
        for word in words[name.sentence].words[name.end : name.end + 1]
    )
    called = (n.modifiers for n in entity.nominals[:MOST_SAID] if n.noun == nominal.noun)
    return bracketed or any(said - VAGUE_MODIFIERS - nominal.modifiers for said in called)


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
        and entity.gender in {None, nominal.gender or entity.gender}
        and not _stands_in(entity, nominal)
        and not index.is_told_apart(entity, nominal)
    )


def _is_said_in_two_words(index: EntityIndex, entity: Entity, nominal: NominalMention) -> bool:
    """Return whether two words say the noun of somebody: *the premier*, Prime Minister Moe."""
    if nominal.noun not in lexicon.OFFICES_IN_TWO_WORDS:
        return False
    first, second = lexicon.OFFICES_IN_TWO_WORDS[nominal.noun]
    said = any(first in words for words in entity.words_before(second))
    named = bool(entity.names) and entity.may_be_one_person and not nominal.plural
    return said and named and not index.is_told_apart(entity, nominal)


def _stands_in(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether all that says the noun is that somebody stands in: ``Vice President``.

    Or was so once: ``the mayor`` is no *former* mayor.
    """
    if nominal.modifiers & STANDING_IN:
        return False
    past = {"former"} if nominal.noun in lexicon.OFFICE_NOUNS else set[str]()
    other, said = STANDING_IN | (past - nominal.modifiers), entity.words_before(nominal.noun)
    return bool(said) and all(words & other for words in said)


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
    if office or not found.names or index.narrated_ago(found, nominal.sentence) <= EPITHET_REACH:
        return found
    other = epithet(index, nominal)
    if other is None or other.head_nouns & lexicon.OFFICE_NOUNS:
        return found  # the lawmaker, of whom the text says so, no minister
    return other


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
    prominent = is_prominent(nominal) or is_coordinated(sentence, nominal)
    family = nominal.modifiers and len(lexicon.related_nouns(nominal.noun)) > 1
    expert = not prominent and (bool(family) or inflection.is_expert(nominal.noun))
    clear = (prominent or expert) and not is_specified(sentence, nominal)
    if _denotes_several(index, nominal) or not (clear or is_parent(sentence, nominal)):
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
    if not scored or scored[0][0] < EPITHET_LEAST_SCORE / (1 + is_parent(sentence, nominal)):
        return None
    if len(scored) > 1 and scored[0][0] < EPITHET_CLEAR_LEAD * scored[1][0]:
        return None
    return index.entities[scored[0][1]]


def _denotes_several(index: EntityIndex, nominal: NominalMention) -> bool:
    """Return whether a description is of several; one that has no plural is if no *he* follows."""
    if not nominal.plural or not nominal.noun.endswith(INVARIABLE_ENDINGS):
        return nominal.plural
    place = (nominal.sentence, nominal.head)
    return gender_of_report(index.discourse, place, plural=True) in {None, "several"}


def job_of_speaker(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The only one told of just before, who spoke last and of whom no job is known.

    ``The geography teacher said``, ``The chef, who left Rome, said``, ``the former judge said``,
    ``the Leeds North MP said``.
    Not who comes up in any report of a court, a crash or a war, nor whose thing or house the text
    has told of: no *defence lawyer*, no *shop owner* where a shop was, no *family doctor*.
    """
    sentence = index.discourse.document.sentences[nominal.sentence]
    past = nominal.modifiers & {"former"}
    known = PLAIN_NOUNS - (SHARED_OFFICES if past else frozenset()) | COME_UP_UNNAMED
    if nominal.noun_class != "person" or nominal.plural or nominal.noun in known:
        return None
    seated = nominal.noun in SEATED and nominal.has_name  # the Leeds North MP
    if (nominal.has_name and not seated) or is_specified(sentence, nominal):
        return None
    if _is_one_of_several(sentence, nominal):
        return None
    telling = (nominal.modifiers - VAGUE_MODIFIERS) | past
    of_house = any(lexicon.noun_class(word) in {"organization", "crowd"} for word in telling)
    telling |= {nominal.noun} if _is_told_more_of(sentence, nominal) else set()
    if not telling or (telling - past) & TELLING_APART or of_house:
        return None
    for entity in in_focus(index, nominal):
        if index.spoke_last(entity) and _is_told_of_alone(index, entity, nominal):
            other = entity.head_nouns - NO_JOBS or (seated and entity.homes - telling)
            new = not other and (seated or not _has_come_up(index, telling, nominal))
            return entity if new else None
    return None


def _is_one_of_several(sentence: Sentence, nominal: NominalMention) -> bool:
    """Return whether a modifier tells one of a side or a staff: ``arresting``, ``French``."""
    words = (sentence.words[c] for c in children(sentence, nominal.head, "amod", "compound"))
    return any(
        word.xpos in {"VBG", "VBN"}
        or word.text.lower() in RANKS_ON_DUTY
        or lexicon.is_national(word.text.lower())
        for word in words
    )


def _is_told_more_of(sentence: Sentence, nominal: NominalMention) -> bool:
    """Return whether a clause between commas tells more: ``The chef, who left Rome, said``."""
    clause = child(sentence, nominal.head, "acl:relcl")
    return clause is not None and is_behind_comma(sentence, clause)


def _has_come_up(index: EntityIndex, words: Collection[str], nominal: NominalMention) -> bool:
    """Return whether one of *words*, lower case, stands in the sentences before a description."""
    last = nominal.sentence
    near = index.discourse.document.sentences[max(last - WINDOW, 0) : last]
    return any({w.text.lower(), w.lemma} & set(words) for s in near for w in s.words)


def _may_be_expert(index: EntityIndex, entity: Entity, noun: str) -> bool:
    """Return whether who spoke last is of the noun's family, or an expert by nothing else said."""
    if not index.spoke_last(entity):
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
        near = index.narrated_ago(entity, nominal.sentence) <= EPITHET_REACH
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
    faded = present * EPITHET_DECAY ** index.narrated_ago(entity, nominal.sentence)
    return faded + index.speaker_continuity(entity, place) / 2


def _family(nominal: NominalMention) -> frozenset[str]:
    """Return the nouns that somebody may be called as well: a minister may be a *secretary*."""
    return CABINET if nominal.noun == "minister" else lexicon.related_nouns(nominal.noun)


def _has_the_floor(index: EntityIndex, entity: Entity) -> bool:
    """Return whether somebody's turn in a transcript is being read: they name somebody else."""
    if index.last_speaker is None or not index.spoke_last(entity):
        return False
    words = index.discourse.document.sentences[index.last_speaker[1]].words
    if any(word.xpos == "POS" for word in words):
        return False  # a headline: Ann's *grief*:
    depth, label = 0, 0
    for word in words:  # a seat and a party may stand in brackets: Ann Lee (Ashby) (Con):
        depth += (word.text == "(") - (word.text == ")")
        label += depth == 0 and word.text != ")"
    return words[-1].text == ":" and label <= LONGEST_TURN_LABEL


# --- who may be called so -----------------------------------------------------------------


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
    if nominal.sentence in entity.named_in or _is_of_another_age(entity, nominal):
        return False
    place, invariable = (nominal.sentence, nominal.head), nominal.noun.endswith(INVARIABLE_ENDINGS)
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
    if _stands_in(entity, nominal) or index.is_told_apart(entity, nominal):
        return False
    unnamed = (e for e in index.called(nominal) if not e.names)
    if any(stand_together(index.discourse, e.mentions, entity.mentions) for e in unnamed):
        return False  # Coach Lee praised the young keeper. *The keeper* …
    held = entity.head_nouns & lexicon.OFFICE_NOUNS
    held |= CABINET if held & CABINET else frozenset()
    if nominal.noun not in lexicon.OFFICE_NOUNS or nominal.noun in held:
        return True
    if "former" in nominal.modifiers and nominal.noun not in SHARED_OFFICES:
        # Only a text that says so makes somebody a former president, and no former first lady.
        return "former" in said and not lexicon.related_nouns(nominal.noun).isdisjoint(said)
    return not held or "former" in nominal.modifiers | said


def _is_of_another_age(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether the text gives an age that is not the description's: ``the 22-year-old``."""
    said = (*entity.nominals[:MOST_SAID], *entity.descriptions[:MOST_SAID])
    known = {entity.age or ""}.union(*(_ages(each) for each in said)) - {""}
    return bool(known) and not _ages(nominal) <= known


def _ages(nominal: NominalMention) -> frozenset[str]:
    """Return the ages among the words of a description: ``22``."""
    first = (word.partition("-")[0] for word in nominal.modifiers)
    return frozenset(filter(str.isdecimal, first))


def _nations(entity: Entity) -> set[str]:
    """Return the nationalities that the text says of an entity: ``scottish``, ``spaniard``."""
    said = entity.words_said | entity.head_nouns
    return set(filter(lexicon.is_national, said))


def _is_compatriot(entity: Entity, noun: str) -> bool:
    """Return whether the text says of an entity the nation, or the place, that a demonym names."""
    if not lexicon.is_demonym(noun.capitalize()):
        return False
    home = any(noun in inflection.nationals(place) for place in entity.words_said)
    return home or any(inflection.is_same_nation(noun, n) for n in _nations(entity))
