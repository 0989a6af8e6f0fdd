"""Antecedents of descriptions: ordered sieves from the safest to the boldest.

Whom does ``the senator`` mean? `resolve_nominal` asks each sieve in turn; the first that finds an
entity decides, and a description that none of them links is a new entity.

    sieve                      the description             links to
    by_age                     the 43-year-old             Ann Lee, 43,
    latest_document            the message                 an email, in the sentence before
    same_noun_of_speaker       the official                an official, who has spoken
    noun_of_name               the senator                 Sen. Ann Lee
    one_of_house               the Bugle reporter          Ann Lee, who writes for the Bugle
    maker_of_work              the director                Ann Lee, whose film the text told of
    doer                       the photographer            Ann Lee, who films whales
    epithet                    the real estate mogul       the named person whom the text is about
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
father* also to the one whose daughter she is. Whether a
description may refer to an entity at all is the matter of `nominal_agreement`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final, NamedTuple

from extractor.domain import Document, Sentence
from extractor.english import lexicon
from extractor.english.noun_phrases import truecased
from extractor.english.orthography import is_headline
from extractor.english.syntax import child, children
from extractor.speakers.entities import Entity, EntityIndex, EntityMention
from extractor.speakers.entity_types import noun_before
from extractor.speakers.mentions import NominalMention
from extractor.speakers.nominal_agreement import (
    NEAR,
    Test,
    has_another_come_up,
    is_called_alike,
    is_compatriot,
    is_coordinated,
    is_introduced,
    is_medium,
    is_national,
    is_of_kind,
    is_of_like_kind,
    is_of_other_kind,
    is_parent,
    is_prominent,
    is_specified,
    is_told_to_be,
    is_unnamed_speaker,
    may_be_epithet_of,
    may_be_named,
    may_be_of_kind,
    noun_of_name_test,
    related_noun_test,
    same_noun_test,
    same_phrase_test,
    says_house,
)
from extractor.speakers.ranking import REACH, salience, speaker_continuity

Sieve = Callable[[EntityIndex, NominalMention], Entity | None]

KINDS: Final = (is_of_kind, is_called_alike, is_of_like_kind, may_be_of_kind)
"""Tests whether a noun is an organization's, the surest first."""
PAIR_NOUNS: Final = frozenset("couple pair duo two both".split())
OF_A_PAIR: Final = frozenset({"former", "latter"})
NUMBERS: Final = {"two": 2, "three": 3, "four": 4, "five": 5}
PLAIN_PERSON_NOUNS: Final = frozenset("man woman person boy girl teenager youth".split())
GENERAL_NOUNS: Final = frozenset(
    "official officer source employee worker executive expert aide insider witness resident".split()
)
"""Nouns that may refer back to an unnamed person of a more special kind."""
COLLEAGUES: Final = frozenset(
    """employee staffer worker writer reporter journalist editor columnist correspondent executive
    spokesman spokeswoman spokesperson analyst engineer""".split()
)
"""Whom a house employs; its name before one of these tells who is meant."""
LONGEST_TURN_LABEL: Final = 6
OFTEN_MENTIONED: Final = 0.1
"""How much more present an organization is for each mention, up to `MOST_COUNTED`."""
MOST_COUNTED: Final = 5
KIND_CLEAR_LEAD: Final = 1.15
"""How much more present than others one must be of which nothing says the noun."""
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


class Antecedent(NamedTuple):
    """The entity that a description refers to, the sieve that found it and how sure that is."""

    entity: Entity
    sieve: Sieve
    probability: float


def resolve_nominal(index: EntityIndex, nominal: NominalMention) -> Antecedent | None:
    """Return the earlier entity that a description refers to, None where it is new."""
    sieves: Sequence[Sieve]
    if _is_in_headline(index, nominal):
        sieves = (announced_in_headline,)
    elif nominal.noun == "both":
        sieves = (coordinated_pair,)
    elif nominal.noun == "other" and _is_definite(index, nominal):
        sieves = (one_of_pair,)
    elif nominal.determiner in {"possessive", "bare"}:
        sieves = (same_phrase, other_relative)
    elif nominal.determiner != "definite":
        sieves = ()
    elif _opens_turn(index, nominal):
        sieves = (noun_of_name, same_noun)
    elif index.discourse.document.sentences[nominal.sentence].words[nominal.head].upos == "PROPN":
        sieves = SIEVES[: SIEVES.index(same_noun) + 1]
    else:
        sieves = SIEVES
    for sieve in sieves:
        entity = sieve(index, nominal)
        if entity is not None:
            return Antecedent(entity, sieve, _probability(index, sieve, entity, nominal))
    return None


def _is_definite(index: EntityIndex, nominal: NominalMention) -> bool:
    sentence = index.discourse.document.sentences[nominal.sentence]
    articles = children(sentence, nominal.head, "det")
    return any(sentence.words[article].text.lower() == "the" for article in articles)


def _probability(
    index: EntityIndex, sieve: Sieve, entity: Entity, nominal: NominalMention
) -> float:
    """Return how likely the entity is meant that a sieve found.

    A noun of its family is doubtful where another is near that may be called so.
    """
    house = nominal.noun in lexicon.HOUSE_NOUNS | lexicon.INSTITUTION_NOUNS
    others = (e for e in _houses_near(index, nominal) if e is not entity and e.type != "place")
    if sieve is related_noun and house and any(others):
        return DOUBTFUL
    said = is_of_kind(entity, nominal) or is_called_alike(entity, nominal)
    if sieve in {kind_of_organization, firm_told_of} and said:
        return _probability_of_kind(index, entity, nominal)
    return PROBABILITIES.get(sieve, 1.0)


def probability_of_new(index: EntityIndex, nominal: NominalMention) -> float:
    """Return how likely a description that links to nobody is of somebody who has no name.

    It may be of somebody known: ``the Spaniard said``; less so by a noun for anybody's job, with
    somebody named in focus: ``Ann Lee fell ill. … the doctor said``.
    """
    sentence = index.discourse.document.sentences[nominal.sentence]
    single = nominal.determiner == "definite" and not nominal.plural
    if not single or nominal.noun in lexicon.OFFICE_NOUNS or is_specified(sentence, nominal):
        return 1.0
    if is_prominent(nominal):
        return DOUBTFUL
    person = nominal.noun_class == "person" and nominal.noun not in lexicon.RELATIONAL_NOUNS
    return ANYBODY if person and any(_in_focus(index, nominal)) else 1.0


def _headline(document: Document) -> Sentence | None:
    """Return the sentence that is the first of several paragraphs by itself, None if none is."""
    first = document.sentences[0]
    alone = len(document.paragraphs) > 1 and first.words[-1].end >= document.paragraphs[0].end - 1
    return first if alone and document.paragraphs[0].start <= first.words[0].start else None


def _is_in_headline(index: EntityIndex, nominal: NominalMention) -> bool:
    """Return whether a noun without article is the subject of a headline: ``Mayor apologises``."""
    document = index.discourse.document
    words = document.sentences[nominal.sentence].words
    single = nominal.determiner == "bare" and not nominal.plural and nominal.noun_class == "person"
    subject = words[nominal.head].deprel in {"nsubj", "nsubj:pass"}
    alone = len(document.paragraphs) > 1 and words[-1].end <= document.paragraphs[0].end
    headed = words[-1].text != "." or is_headline(document.sentences[nominal.sentence])
    return nominal.sentence == 0 and single and subject and alone and headed


def _opens_turn(index: EntityIndex, nominal: NominalMention) -> bool:
    """Return whether a description names who takes the turn: ``The Prime Minister: I will``."""
    words = index.discourse.document.sentences[nominal.sentence].words
    after = words[nominal.head + 1 : nominal.head + 2]
    return nominal.head <= LONGEST_TURN_LABEL and any(word.text == ":" for word in after)


def _latest(fits: Test | None, among: Sequence[Entity]) -> Entity | None:
    """Return the entity mentioned last of those that fit."""
    found = filter(fits, among) if fits else ()
    return max(found, key=_last_mention, default=None)


def _last_mention(entity: Entity) -> EntityMention:
    return entity.mentions[-1]


def _most_salient(index: EntityIndex, nominal: NominalMention, fits: Test | None) -> Entity | None:
    """Return the most salient of the recent entities that fit."""
    place = (nominal.sentence, nominal.head)
    found = filter(fits, index.recent(nominal.sentence)) if fits else ()
    return max(
        found,
        key=lambda entity: (salience(index, entity, place), entity.mentions[-1]),
        default=None,
    )


# --- the same words -----------------------------------------------------------------------


def same_phrase(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """Bare plurals match where all their words do, possessives where the possessor does too."""
    return _latest(same_phrase_test(index, nominal), index.called(nominal))


def other_relative(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The one whose relative the possessor is: *her father*, where Greta is Lantz's daughter."""
    owner, kin = index.owner(nominal), lexicon.relatives_of(nominal.noun)
    if owner is None or not kin or nominal.plural or nominal.modifiers:
        return None
    sentences, others = index.discourse.document.sentences, set[int]()
    for said in index.entities[owner].descriptions:
        number = index.owner(said)
        if said.noun in kin and number is not None:
            others.add(number)
    for name in index.entities[owner].names:
        words = sentences[name.sentence].words
        noun = noun_before(name, sentences[name.sentence], "person")
        if noun is not None and lexicon.singular(words[noun].text) in kin:
            possessor = child(sentences[name.sentence], noun, "nmod:poss")
            known = None if possessor is None else index.at((name.sentence, possessor))
            others.update([] if known is None else [known.number])
    found = [index.entities[number] for number in others - {owner}]
    genders = {None, lexicon.noun_gender(nominal.noun)}
    return found[0] if len(found) == 1 and found[0].gender in genders else None


def same_noun_of_speaker(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """One called so before who has spoken; a prominent one may be somebody named instead."""
    same, prominent = same_noun_test(nominal), is_prominent(nominal)
    found = _latest(
        lambda entity: (entity.has_spoken or not prominent) and same(entity),
        index.called(nominal),
    )
    if found is None or _was_named_since(index, found, nominal):
        return None
    return _unless_out_of_focus(index, found, nominal)


def _was_named_since(index: EntityIndex, found: Entity, nominal: NominalMention) -> bool:
    """Return whether a holder of the office was first named after the last mention of one unnamed.

    ``A judge barred it. … Judge Ann Lee wrote … The judge said``: the judge has a name by now.
    """
    fits = noun_of_name_test(nominal)
    if fits is None or found.names or nominal.noun not in lexicon.OFFICE_NOUNS:
        return False
    return any(
        fits(entity) and entity.is_person and entity.mentions[0] > found.mentions[-1]
        for entity in index.recent(nominal.sentence)
    )


def same_noun(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """One who was called so before, with all of these modifiers."""
    return _latest(same_noun_test(nominal), index.called(nominal))


# --- what was said of somebody ------------------------------------------------------------


def by_age(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """One whose age the text gives: ``the 43-year-old``."""
    if nominal.noun != "old":
        return None
    return _latest(
        lambda entity: (
            not entity.plural
            and (
                entity.age in nominal.modifiers
                or any(
                    nominal.modifiers <= n.modifiers
                    for n in [*entity.nominals, *entity.descriptions]
                )
            )
        ),
        index.recent(nominal.sentence),
    )


def noun_of_name(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The most salient of those named of whom a title or an apposition says the noun.

    Not one of whom the text has not told for long, while it tells of somebody else who may be
    called so: ``the actress`` after the star Ida Moe.
    """
    found = _most_salient(index, nominal, noun_of_name_test(nominal))
    return found and _unless_out_of_focus(index, found, nominal)


def _unless_out_of_focus(index: EntityIndex, found: Entity, nominal: NominalMention) -> Entity:
    """Return *found*, or who is in focus by now where the text left somebody named long ago."""
    office = nominal.noun in lexicon.OFFICE_NOUNS
    if office or not found.names or _narrated_ago(index, found, nominal) <= EPITHET_REACH:
        return found
    return epithet(index, nominal) or found


def doer(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The only one named lately of whom the text tells what the noun says: ``films whales``."""
    sentence = index.discourse.document.sentences[nominal.sentence]
    single = nominal.noun_class == "person" and not nominal.plural
    if not single or is_specified(sentence, nominal) or _is_of_unnamed(index, nominal):
        return None
    found = [
        entity
        for entity in index.recent(nominal.sentence, REACH)
        if may_be_epithet_of(entity, nominal) and is_told_to_be(index, entity, nominal)
    ]
    another = len(found) == 1 and has_another_come_up(index, found[0], nominal)
    return found[0] if len(found) == 1 and not another else None


def _is_of_unnamed(index: EntityIndex, nominal: NominalMention) -> bool:
    """Return whether somebody without a name was called so, or by a noun of the same family."""
    related = lexicon.related_nouns(nominal.noun)
    unnamed = (e for e in index.recent(nominal.sentence) if not (e.names or e.plural))
    return any(e.is_person and related & e.called for e in unnamed)


def latest_document(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """What was written in the sentence before, by a noun of the same family: an email, a letter."""
    if nominal.noun_class != "document" or nominal.modifiers or nominal.plural:
        return None
    related = lexicon.related_nouns(nominal.noun)
    return _latest(
        lambda entity: (
            not entity.names
            and len(entity.nominals) == 1
            and entity.nominals[0].noun in related
            and entity.nominals[0].determiner == "indefinite"
            and not entity.plural
            and nominal.sentence - entity.mentions[-1].sentence == 1
        ),
        index.recent(nominal.sentence),
    )


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
            and says_house(entity, nominal)
        ),
    )


def maker_of_work(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The only one of whose work the text has just told: *the director*, after *Ida Moe's film*."""
    sentences, works = index.discourse.document.sentences, lexicon.WORKS.get(nominal.noun)
    if works is None or nominal.plural or is_specified(sentences[nominal.sentence], nominal):
        return None
    found = [
        entity
        for entity in index.recent(nominal.sentence, EPITHET_REACH)
        if entity.names and entity.is_person and not entity.plural
        for mention in entity.mentions[-MOST_COUNTED:]
        for word in (sentences[mention.sentence].words[mention.word],)
        if word.deprel == "nmod:poss" and not mention.quoted
        if lexicon.singular(sentences[mention.sentence].words[word.head].text.lower()) in works
    ]
    return found[0] if len({entity.number for entity in found}) == 1 else None


def announced_name(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The only one of whom the noun is said further on: ``the president`` before his name."""
    fits = noun_of_name_test(nominal)
    found = list(islice(filter(fits, index.announced(nominal.noun)), 2)) if fits else []
    return found[0] if len(found) == 1 else None


def announced_in_headline(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The only one of whom the text below says the noun: ``Council chairman holds firm``."""
    if nominal.modifiers & lexicon.CONTRASTIVE_MODIFIERS or "former" in nominal.modifiers:
        return None
    named = (e for e in index.announced(nominal.noun) if e.names and e.is_person)
    found = list(islice(named, 2))
    return found[0] if len(found) == 1 else None


def epithet(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The named person whom the sentences just before are about, if that is clear.

    Nothing in the text need say that he is a ``real estate mogul``: a definite description of
    somebody prominent who was never introduced varies the name of the person in focus.
    """
    sentence = index.discourse.document.sentences[nominal.sentence]
    prominent = is_prominent(nominal) or is_coordinated(sentence, nominal)
    clear = prominent and not is_specified(sentence, nominal)
    if nominal.plural or not (clear or is_parent(sentence, nominal)):
        return None
    if any(is_introduced(entity, nominal) for entity in index.called(nominal)):
        return None
    near = list(_in_focus(index, nominal))
    compatriots = [entity for entity in near if is_compatriot(entity, nominal.noun)]
    if not compatriots and (far := list(_compatriots(index, nominal))):
        return far[0] if len(far) == 1 else None
    if lexicon.is_demonym(nominal.noun.capitalize()) and not compatriots and len(near) > 1:
        near = [e for e in near if _speaks_in_paragraph(index, e, nominal)]
    scored = sorted(
        ((_epithet_score(index, e, nominal), e.number) for e in compatriots or near), reverse=True
    )
    if not scored or scored[0][0] < EPITHET_LEAST_SCORE:
        return None
    if len(scored) > 1 and scored[0][0] < EPITHET_CLEAR_LEAD * scored[1][0]:
        return None
    return index.entities[scored[0][1]]


def _compatriots(index: EntityIndex, nominal: NominalMention) -> Iterator[Entity]:
    """Yield the people of whom the text says, however long ago, the nation of a demonym."""
    for entity in index.recent(nominal.sentence):
        from_there = entity.is_person and is_compatriot(entity, nominal.noun)
        if from_there and may_be_epithet_of(entity, nominal):
            yield entity


def _speaks_in_paragraph(index: EntityIndex, entity: Entity, nominal: NominalMention) -> bool:
    """Return whether somebody was the last to speak, in the paragraph of a description."""
    if index.last_speaker is None or index.last_speaker[0] is not entity:
        return False
    sentences = index.discourse.document.sentences
    return sentences[index.last_speaker[1]].paragraph == sentences[nominal.sentence].paragraph


def _in_focus(index: EntityIndex, nominal: NominalMention) -> Iterator[Entity]:
    """Yield the named people told of just before against whom a description says nothing."""
    for entity in index.recent(nominal.sentence, EPITHET_REACH):
        near = _narrated_ago(index, entity, nominal) <= EPITHET_REACH
        fits = entity.is_person and near and may_be_epithet_of(entity, nominal)
        if fits and not _has_the_floor(index, entity):
            yield entity


def _epithet_score(index: EntityIndex, entity: Entity, nominal: NominalMention) -> float:
    place = (nominal.sentence, nominal.head)
    present = salience(index, entity, place)
    related = lexicon.related_nouns(nominal.noun) & entity.head_nouns
    if related and "former" not in nominal.modifiers:
        present *= RELATED_NOUN
    if is_compatriot(entity, nominal.noun):
        present *= SAME_NATION
    if 0 in entity.named_in and _headline(index.discourse.document) is not None:
        present *= HEADLINED
    faded = present * EPITHET_DECAY ** _narrated_ago(index, entity, nominal)
    return faded + speaker_continuity(index, entity, place) / 2


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


# --- a noun left out ----------------------------------------------------------------------


def with_noun_left_out(index: EntityIndex, nominal: NominalMention) -> NominalMention | None:
    """Return ``another`` with the noun for which it stands, None where the text has none near.

    People before things, and of several the most salient.
    """
    place = (nominal.sentence, nominal.head)
    found = [
        (entity.is_person, salience(index, entity, place), entity.number)
        for entity in index.recent(nominal.sentence, NEAR)
        if not entity.names and entity.nominals and nominal.noun not in OF_A_PAIR
        if entity.is_person or entity.has_spoken
        if _may_be_counted(index, entity.nominals[-1], nominal)
    ]
    if not found:
        return None
    said = index.entities[max(found)[-1]].nominals[-1]
    return replace(
        nominal,
        noun=said.noun,
        noun_class=said.noun_class,
        determiner="contrastive",
        left_out=_noun_of(index, said, plural=nominal.plural),
    )


def _may_be_counted(index: EntityIndex, said: NominalMention, nominal: NominalMention) -> bool:
    """Return whether a noun may be left out of a phrase: ``one``, where several were named."""
    words = index.discourse.document.sentences[said.sentence].words
    if said.left_out:
        return True
    if said.noun_class is None or (
        words[said.head].upos != "NOUN" and not _keeps_capital(words[said.head].text)
    ):
        return False
    contrasts = nominal.noun in lexicon.CONTRASTIVE_MODIFIERS
    return said.plural or (contrasts and said.determiner in {"indefinite", "contrastive"})


def _noun_of(index: EntityIndex, said: NominalMention, *, plural: bool) -> str:
    """Return the noun of a phrase with what is compounded with it: ``police officers``."""
    document = index.discourse.document
    sentence = document.sentences[said.sentence]
    if said.left_out:
        words = said.left_out.split()
    else:
        inside = [*children(sentence, said.head, "compound"), said.head]
        near = [i for i in inside if i <= said.head and said.head - i < len(inside)]
        near = near if sentence.words[near[0] - 1].text != "-" else near[-1:]  # Clinton-era figures
        cased = index.discourse.truecasing
        words = [truecased(sentence, i, document.text, cased) for i in near]
    head = lexicon.singular(words[-1])
    head = lexicon.plural(head) if plural else head
    return " ".join([*words[:-1], head.capitalize() if _keeps_capital(words[-1]) else head])


def _keeps_capital(printed: str) -> bool:
    """Return whether a noun for people is capitalized inside sentences: ``Democrats``."""
    listed = lexicon.singular(printed) in lexicon.CAPITALIZED_NOUNS
    return printed[:1].isupper() and (listed or lexicon.is_demonym(printed))


# --- related nouns ------------------------------------------------------------------------


def coordinated_pair(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """Those who were named together: ``the couple``, ``the two companies``; two who met."""
    if nominal.noun in PAIR_NOUNS and not nominal.modifiers:
        pair = _pair(index, nominal)
        return index.coordination(pair) if pair else None
    if nominal.plural and nominal.noun_class == "person" and not nominal.modifiers:
        return _latest(lambda entity: _are_all(index, entity, nominal.noun), _near(index, nominal))
    count = next((NUMBERS[word] for word in nominal.modifiers if word in NUMBERS), 0)
    if not count or not nominal.plural or len(nominal.modifiers) > 1:
        return None
    people = nominal.noun_class == "person"
    return _latest(
        lambda entity: len(entity.members) == count and (entity.is_person or not people),
        index.recent(nominal.sentence),
    )


def _near(index: EntityIndex, nominal: NominalMention) -> Sequence[Entity]:
    return index.recent(nominal.sentence, NEAR)


def _are_all(index: EntityIndex, entity: Entity, noun: str) -> bool:
    """Return whether the text says a noun of each that was named together: two senators."""
    members = [index.entities[number] for number in entity.members]
    if not members or not all(member.names and member.is_person for member in members):
        return False
    shared = members[0].titles[-1:]  # Sens. Ida Moe and Tom Fox
    several = any(title.rstrip(".").endswith("s") for title in shared)
    return all(noun in member.head_nouns for member in members[: 1 if several else None])


def one_of_pair(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The first or second of two who were named together: ``the former``, ``the latter``.

    And who did not speak last of the two: ``the other``.
    """
    if nominal.modifiers or nominal.noun not in OF_A_PAIR | {"other"}:
        return None
    pair = _pair(index, nominal)
    if nominal.noun != "other":
        return pair[nominal.noun == "latter"] if pair else None
    silent = [e for e in pair if index.last_speaker is None or e is not index.last_speaker[0]]
    return silent[0] if len(silent) == 1 else None


def _pair(index: EntityIndex, nominal: NominalMention) -> Sequence[Entity]:
    """Return two who were named together, or the only two of one kind in the sentence before.

    In the order of the text: ``Lee wrote to Okafor``; people before others.
    """
    recent, narrative = index.recent(nominal.sentence), index.discourse.narrative
    before = narrative[nominal.sentence] - 1
    named = _latest(lambda entity: len(entity.members) == 2, recent)
    together = [] if named is None else [index.entities[number] for number in named.members]
    if named is not None and narrative[named.mentions[-1].sentence] >= before:
        return together
    told = {
        mention.word: entity
        for entity in recent
        if not (entity.plural or entity.literal_label) and (entity.names or entity.is_person)
        for mention in reversed(entity.mentions)
        if narrative[mention.sentence] == before and not mention.quoted
    }
    ordered = list(dict.fromkeys(told[word].number for word in sorted(told)))
    people = [number for number in ordered if index.entities[number].is_person]
    others = [number for number in ordered if number not in people]
    two = next((found for found in (people, others) if len(found) == 2), [])
    return [index.entities[number] for number in two] or together


def related_noun(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """One of whom a noun of the same family was used before: ``the report`` for a study."""
    if nominal.noun in PLAIN_PERSON_NOUNS:
        return None
    return _latest(related_noun_test(nominal), index.recent(nominal.sentence))


def indefinite_person(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """One unnamed person of no other gender: ``the woman``.

    A general noun links to the only unnamed person who has spoken: ``the former official`` to a
    former investigator.
    """
    if nominal.noun in GENERAL_NOUNS and not nominal.plural:
        spoke = [e for e in index.recent(nominal.sentence) if is_unnamed_speaker(e, nominal)]
        return spoke[0] if len(spoke) == 1 else None
    if nominal.noun not in PLAIN_PERSON_NOUNS or nominal.modifiers:
        return None
    genders = {None, lexicon.noun_gender(nominal.noun)}
    return _latest(
        lambda entity: (
            not (entity.names or entity.plural)
            and any(n.determiner in {"indefinite", "contrastive"} for n in entity.nominals)
            and entity.is_person
            and entity.gender in genders
        ),
        index.recent(nominal.sentence),
    )


# --- organizations ------------------------------------------------------------------------


def kind_of_organization(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The named organization that may be called so: ``the department``, ``the Bonn-based firm``.

    First one whose name says the noun, then one of which the text has said such a noun, then any
    other; of several the most salient, and those mentioned often count for more.
    """
    if nominal.plural or nominal.has_name or _is_one_of_nations(index, nominal):
        return None
    for fits in KINDS:
        found = [
            entity
            for entity in index.recent(nominal.sentence)
            if may_be_named(entity, nominal) and fits(entity, nominal)
            if not is_medium(index, entity)
        ]
        if found:
            ranked = sorted(((_presence(index, e, nominal), e.number) for e in found), reverse=True)
            (best, _), number = ranked[0]
            close = len(ranked) > 1 and best < KIND_CLEAR_LEAD * ranked[1][0][0]
            said = fits in (is_of_kind, is_called_alike)
            only = len(found) == 1 and len(_houses_near(index, nominal)) < 2
            only = only or nominal.noun not in lexicon.HOUSE_NOUNS
            return index.entities[number] if said or (only and not close) else None
    return None


def firm_of_nation(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The only one of which the text says the nation: *the German firm*, its German rival."""
    if nominal.plural or nominal.noun not in lexicon.FIRMS or not _says_nation(nominal):
        return None
    found = [
        entity
        for entity in index.recent(nominal.sentence)
        if entity.names and says_house(entity, nominal)
        if entity.is_impersonal or entity.head_nouns & lexicon.BUSINESS_ROLES
    ]
    return found[0] if len(found) == 1 else None


def _says_nation(nominal: NominalMention) -> bool:
    return bool(nominal.modifiers) and all(map(is_national, nominal.modifiers))


def _is_one_of_nations(index: EntityIndex, nominal: NominalMention) -> bool:
    """Return whether a nation tells one of several from the others: ``the German firm``."""
    if not _says_nation(nominal):
        return False
    named = (
        entity
        for entity in index.recent(nominal.sentence)
        if entity.names and entity.is_impersonal and entity.type != "place" and not entity.plural
        if not is_of_other_kind(entity, nominal)
    )
    return len(list(islice(named, 2))) > 1


def firm_told_of(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The one firm that the sentence before is about: *the company*, after *Norda's sales fell*."""
    if nominal.plural or nominal.has_name or nominal.noun not in lexicon.FIRMS:
        return None
    narrative, sentences = index.discourse.narrative, index.discourse.document.sentences
    found = {
        entity.number
        for entity in index.recent(nominal.sentence, 1)
        if may_be_named(entity, nominal)
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
    subject = word.deprel in {"nsubj", "nsubj:pass"}
    subject = subject and child(sentence, word.index, "conj") is None
    return subject and sentence.words[word.head].deprel in {"root", "conj", "parataxis"}


def _presence(
    index: EntityIndex, entity: Entity, nominal: NominalMention
) -> tuple[float, EntityMention]:
    """Return how present an organization is at a description."""
    often = OFTEN_MENTIONED * min(len(entity.mentions), MOST_COUNTED)
    present = salience(index, entity, (nominal.sentence, nominal.head))
    return present + often, entity.mentions[-1]


def unclear_name(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """A name just read that need not be a person's: ``the company``."""
    house = nominal.noun in lexicon.HOUSE_NOUNS
    named = nominal.noun in lexicon.INSTITUTION_NOUNS - lexicon.NEVER_FIRMS
    if nominal.modifiers or not (house or named):
        return None
    near = _houses_near(index, nominal)
    unclear = (e for e in near if e.type is None and not is_of_other_kind(e, nominal))
    return None if house and len(near) > 1 else max(unclear, key=_last_mention, default=None)


def _houses_near(index: EntityIndex, nominal: NominalMention) -> list[Entity]:
    """Return the named ones just read that are no people: ``Leeds`` signed him from ``Ajax``."""
    return [
        entity
        for entity in index.recent(nominal.sentence)
        if nominal.sentence - entity.mentions[-1].sentence <= NEAR
        and entity.names
        and entity.type != "person"
        and not is_medium(index, entity)
        and not _is_beside(index, entity, nominal)
    ]


def _probability_of_kind(index: EntityIndex, found: Entity, nominal: NominalMention) -> float:
    """Return how likely an organization is meant of which the text says the noun.

    Less where a name that may be a firm's came up since, and where another is as present of which
    the text says it too: ``the University of Leeds and the University of York``.
    """
    own, _ = _presence(index, found, nominal)
    rivals = (
        entity
        for entity in index.recent(nominal.sentence)
        if entity is not found and may_be_named(entity, nominal)
        if is_of_kind(entity, nominal) or is_called_alike(entity, nominal)
    )
    if any(own < KIND_CLEAR_LEAD * _presence(index, rival, nominal)[0] for rival in rivals):
        return TIED
    firm, last = nominal.noun in lexicon.FIRMS, found.mentions[-1].sentence
    unclear = any(
        entity.type is None and entity.mentions[-1].sentence > last
        for entity in _houses_near(index, nominal)
    )
    return DOUBTFUL if firm and unclear else 1.0


def _is_beside(index: EntityIndex, entity: Entity, nominal: NominalMention) -> bool:
    """Return whether both depend on one verb: ``*Hartley* told *the newspaper*``."""
    words = index.discourse.document.sentences[nominal.sentence].words
    verb = words[nominal.head].head
    mentioned = (m.word for m in entity.mentions[-MOST_COUNTED:] if m.sentence == nominal.sentence)
    return verb >= 0 and any(words[word].head == verb for word in mentioned)


SIEVES: Final[tuple[Sieve, ...]] = (
    by_age,
    latest_document,
    same_noun_of_speaker,
    noun_of_name,
    one_of_house,
    maker_of_work,
    doer,
    epithet,
    same_noun,
    # What is tagged as a name is linked by the same noun at most.
    coordinated_pair,
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

PROBABILITIES: Final[dict[Sieve, float]] = {
    doer: 0.9,
    epithet: 0.85,
    announced_name: 0.9,
    other_relative: 0.95,
    firm_of_nation: 0.9,
    firm_told_of: 0.9,
    kind_of_organization: 0.85,
    maker_of_work: 0.9,
    one_of_house: 0.9,
    one_of_pair: 0.9,
    unclear_name: 0.8,
}
"""How likely it is the right entity where nothing in the text says so; 1 for other sieves."""
LEFT_OUT: Final = 0.85
"""How likely it is that a word stands for the noun that was found: ``another said``."""
TIED: Final = 0.5
"""The same where another organization may as well be meant."""
DOUBTFUL: Final = 0.75
"""How likely a description that links to nobody is of somebody who is not named."""
ANYBODY: Final = 0.85
"""The same of a noun that does not mostly describe somebody named, where somebody is."""
