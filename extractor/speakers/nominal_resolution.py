"""Antecedents of descriptions: ordered sieves from the safest to the boldest.

Whom does ``the senator`` mean? `resolve_nominal` asks each sieve in turn; the first that finds an
entity decides, and a description that none of them links is a new entity.

    sieve                      the description             links to
    by_age                     the 43-year-old             Ann Lee, 43,
    same_noun_of_speaker       the official                an official, who has spoken
    noun_of_name               the senator                 Sen. Ann Lee
    epithet                    the real estate mogul       the named person whom the text is about
    same_noun                  the official                an official
    coordinated_pair           the couple                  Lee and Okafor
    related_noun               the report                  a study
    indefinite_person          the woman                   a woman from Leeds, a teacher
    kind_of_organization       the department              the Department of Justice
    unclear_name               the company                 Norton
    announced_name             the president               who is named only later
    announced_in_headline      Council chairman            who is named below the headline

Possessives (``his wife``) and bare plurals (``officials``) link to the same words only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final, NamedTuple

from extractor.domain import Sentence
from extractor.english import lexicon
from extractor.english.syntax import child, children, marker, subtree
from extractor.speakers.entities import Entity, EntityIndex, EntityMention
from extractor.speakers.mentions import NominalMention, describes_first_conjunct
from extractor.speakers.ranking import salience, speaker_continuity

Test = Callable[[Entity], bool]
"""Whether a description can refer to an entity."""
Sieve = Callable[[EntityIndex, NominalMention], Entity | None]

VAGUE_MODIFIERS: Final = frozenset("former current late said same senior top longtime".split())
PAIR_NOUNS: Final = frozenset("couple pair duo two".split())
NUMBERS: Final = {"two": 2, "three": 3, "four": 4, "five": 5}
PLAIN_PERSON_NOUNS: Final = frozenset("man woman person".split())
GENERAL_NOUNS: Final = frozenset(
    "official source employee worker executive expert aide insider witness resident".split()
)
"""Nouns that may refer back to an unnamed person of a more special kind."""
LONGEST_TURN_LABEL: Final = 6
MADE_BY_FIRMS: Final = frozenset({"paper"})
"""At the end of a name also what a firm makes, not what it is: ``Halden Paper``."""
KIND_LINKS: Final = frozenset({"of", "for", "on", "against"})
VAGUE_KINDS: Final = frozenset("group house service services store shop brand studio".split())
"""Words that end the names of organizations of many kinds."""
LOCATING_MODIFIERS: Final = frozenset("based headquartered listed owned".split())
OFTEN_MENTIONED: Final = 0.1
"""How much more present an organization is for each mention, up to `MOST_COUNTED`."""
MOST_COUNTED: Final = 5
KIND_CLEAR_LEAD: Final = 1.15
"""How much more present than others one must be of which nothing says the noun."""
NEAR: Final = 2
"""How many sentences back an organization may be that the description does not name."""

FAMILIAR_MODIFIERS: Final = frozenset({"born"})
"""Modifiers that tell more of somebody known: ``the Chilean-born reporter``."""
EPITHET_REACH: Final = 3
EPITHET_LEAST_SCORE: Final = 0.35
RELATED_NOUN: Final = 1.5
"""How much likelier an epithet is of somebody called by a noun of its family before."""
SAME_NATION: Final = 3.0
"""How much likelier a demonym is of somebody of whom the text says that nation."""
SHARED_LETTERS: Final = 4
"""How many letters a demonym shares with the adjective; one less in short ones: ``Dane``."""
NATIONAL_ADJECTIVES: Final = frozenset(
    """british danish dutch english finnish french irish polish scottish spanish swedish turkish
    welsh""".split()
)
"""Adjectives that are no demonyms themselves."""
EPITHET_DECAY: Final = 0.75
EPITHET_CLEAR_LEAD: Final = 1.25
NEVER_NARRATED: Final = -99
OPPOSED_PARTIES: Final = {
    "democratic": "republican",
    "republican": "democratic",
    "gop": "democratic",
}


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
    elif nominal.determiner in {"possessive", "bare"}:
        sieves = (same_phrase,)
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
            return Antecedent(entity, sieve, _probability(sieve, entity, nominal))
    return None


def _probability(sieve: Sieve, entity: Entity, nominal: NominalMention) -> float:
    """Return how likely the entity is meant that a sieve found."""
    said = _is_of_kind(entity, nominal) or _is_called_alike(entity, nominal)
    if sieve is kind_of_organization and said:
        return 1.0
    return PROBABILITIES.get(sieve, 1.0)


def is_doubtful(index: EntityIndex, nominal: NominalMention) -> bool:
    """Return whether a new description may be of somebody known: ``the Spaniard said``."""
    sentence = index.discourse.document.sentences[nominal.sentence]
    definite = nominal.determiner == "definite" and not nominal.plural
    office = nominal.noun in lexicon.OFFICE_NOUNS
    return (
        definite and not office and is_prominent(nominal) and not _is_specified(sentence, nominal)
    )


def _is_in_headline(index: EntityIndex, nominal: NominalMention) -> bool:
    """Return whether a noun without article is the subject of a headline: ``Mayor apologises``."""
    document = index.discourse.document
    words = document.sentences[nominal.sentence].words
    single = nominal.determiner == "bare" and not nominal.plural and nominal.noun_class == "person"
    subject = words[nominal.head].deprel in {"nsubj", "nsubj:pass"}
    alone = len(document.paragraphs) > 1 and words[-1].end <= document.paragraphs[0].end
    return nominal.sentence == 0 and single and subject and alone and words[-1].text != "."


def _opens_turn(index: EntityIndex, nominal: NominalMention) -> bool:
    """Return whether a description names who takes the turn: ``The Prime Minister: I will``."""
    words = index.discourse.document.sentences[nominal.sentence].words
    after = words[nominal.head + 1 : nominal.head + 2]
    return nominal.head <= LONGEST_TURN_LABEL and any(word.text == ":" for word in after)


def _latest(fits: Test | None, among: Sequence[Entity]) -> Entity | None:
    """Return the entity mentioned last of those that fit."""
    found = filter(fits, among) if fits else ()
    return max(found, key=lambda entity: entity.mentions[-1], default=None)


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
    return _latest(_same_phrase_test(index, nominal), index.called(nominal))


def _same_phrase_test(index: EntityIndex, nominal: NominalMention) -> Test | None:
    if nominal.determiner == "bare" and not nominal.plural:
        return None
    owner = index.owner(nominal)
    if nominal.determiner == "possessive" and owner is None:
        return None
    modifiers = nominal.modifiers - _possessor_names(nominal, index)
    return lambda entity: any(
        n.noun == nominal.noun
        and n.plural == nominal.plural
        and n.determiner == nominal.determiner
        and (n.after == nominal.after or owner is not None)
        and n.modifiers - _possessor_names(n, index) == modifiers
        and index.owner(n) == owner
        for n in [*entity.nominals, *entity.descriptions]
    )


def _possessor_names(nominal: NominalMention, index: EntityIndex) -> frozenset[str]:
    """Return the words of the possessor, which count by their referent, not by their form."""
    if nominal.possessor is None:
        return frozenset()
    sentence = index.discourse.document.sentences[nominal.sentence]
    return frozenset(
        word.text.lower() for word in sentence.words[: nominal.head] if word.upos == "PROPN"
    )


def same_noun_of_speaker(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """One called so before who has spoken; a prominent one may be somebody named instead."""
    same, prominent = _same_noun_test(nominal), is_prominent(nominal)
    return _latest(
        lambda entity: (entity.has_spoken or not prominent) and same(entity),
        index.called(nominal),
    )


def same_noun(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """One who was called so before, with all of these modifiers."""
    return _latest(_same_noun_test(nominal), index.called(nominal))


def _same_noun_test(nominal: NominalMention) -> Test:
    first = "first" in nominal.modifiers  # as against a second one
    modifiers = nominal.modifiers - {"first"}
    return lambda entity: any(
        n.noun == nominal.noun
        and n.plural == nominal.plural
        and modifiers <= n.modifiers
        and not (first and n.modifiers & lexicon.ORDINALS)
        for n in entity.nominals
    )


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
    """The most salient of those named of whom a title or an apposition says the noun."""
    return _most_salient(index, nominal, _noun_of_name_test(nominal))


def _noun_of_name_test(nominal: NominalMention) -> Test | None:
    if nominal.plural:
        return None
    needed = nominal.modifiers - VAGUE_MODIFIERS
    return lambda entity: (
        nominal.noun in entity.head_nouns and bool(entity.names) and needed <= _words_said(entity)
    )


def _words_said(entity: Entity) -> frozenset[str]:
    """Return the lower-case words that titles and descriptions say of an entity."""
    titles = {word.lower().strip(".") for title in entity.titles for word in title.split()}
    return frozenset(titles).union(*(each.modifiers for each in entity.descriptions))


def announced_name(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The only one of whom the noun is said further on: ``the president`` before his name."""
    fits = _noun_of_name_test(nominal)
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
    if nominal.plural or not is_prominent(nominal) or _is_specified(sentence, nominal):
        return None
    if any(_is_introduced(entity, nominal) for entity in index.called(nominal)):
        return None
    near = [
        entity
        for entity in index.recent(nominal.sentence, EPITHET_REACH)
        if _narrated_ago(index, entity, nominal) <= EPITHET_REACH
        and _may_be_epithet_of(entity, nominal)
        and not _has_the_floor(index, entity)
    ]
    compatriots = [entity for entity in near if _is_compatriot(entity, nominal.noun)]
    scored = sorted(
        ((_epithet_score(index, e, nominal), e.number) for e in compatriots or near), reverse=True
    )
    if not scored or scored[0][0] < EPITHET_LEAST_SCORE:
        return None
    if len(scored) > 1 and scored[0][0] < EPITHET_CLEAR_LEAD * scored[1][0]:
        return None
    return index.entities[scored[0][1]]


def _is_introduced(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether somebody without a name was introduced by the noun: ``a teenager``."""
    introduced = any(
        n.noun == nominal.noun and n.determiner == "indefinite" and not n.plural
        for n in entity.nominals
    )
    return introduced and not entity.names and nominal.modifiers <= VAGUE_MODIFIERS


def _epithet_score(index: EntityIndex, entity: Entity, nominal: NominalMention) -> float:
    place = (nominal.sentence, nominal.head)
    present = salience(index, entity, place)
    related = lexicon.related_nouns(nominal.noun) & entity.head_nouns
    if related and "former" not in nominal.modifiers:
        present *= RELATED_NOUN
    if _is_compatriot(entity, nominal.noun):
        present *= SAME_NATION
    faded = present * EPITHET_DECAY ** _narrated_ago(index, entity, nominal)
    return faded + speaker_continuity(index, entity, place) / 2


def _narrated_ago(index: EntityIndex, entity: Entity, nominal: NominalMention) -> int:
    """Return how many sentences of narrative ago an entity was mentioned outside quotations."""
    narrative = index.discourse.narrative
    last = narrative[entity.last_narrated] if entity.last_narrated >= 0 else NEVER_NARRATED
    return narrative[nominal.sentence] - last


def is_prominent(nominal: NominalMention) -> bool:
    """Return whether a noun denotes people whom the news describes after naming them."""
    familiar = nominal.modifiers & FAMILIAR_MODIFIERS and nominal.noun_class == "person"
    if familiar or nominal.noun == "old":
        return True
    demonym = lexicon.is_demonym(nominal.noun.capitalize())
    return demonym or nominal.noun in lexicon.PROMINENT_NOUNS


def _is_specified(sentence: Sentence, nominal: NominalMention) -> bool:
    """Return whether more follows, as in an introduction: ``the head of the agency``."""
    clause = child(sentence, nominal.head, "acl:relcl", "acl")
    if clause is not None and sentence.words[min(subtree(sentence, clause)) - 1].text != ",":
        return True  # a clause behind a comma only adds something
    conjuncts = children(sentence, nominal.head, "conj")
    if not all(describes_first_conjunct(sentence, nominal.head, other) for other in conjuncts):
        return True
    if sentence.words[nominal.head].deprel == "conj":
        return True
    after = (c for c in children(sentence, nominal.head, "nmod") if c > nominal.head)
    return any(sentence.words[c].text.lower() not in lexicon.DEPARTMENT_WORDS for c in after)


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


def _may_be_epithet_of(entity: Entity, nominal: NominalMention) -> bool:
    if not entity.names or not entity.is_person or entity.plural:
        return False
    if nominal.sentence in entity.named_in:
        return False
    gender = lexicon.noun_gender(nominal.noun)
    if gender and entity.gender and gender != entity.gender:
        return False
    said = _words_said(entity) | entity.head_nouns
    demonym = lexicon.is_demonym(nominal.noun.capitalize())
    if demonym and _nations(entity) and not _is_compatriot(entity, nominal.noun):
        return False
    if any(OPPOSED_PARTIES.get(word) in said for word in nominal.modifiers):
        return False
    held = entity.head_nouns & lexicon.OFFICE_NOUNS
    if nominal.noun not in lexicon.OFFICE_NOUNS or not held or nominal.noun in held:
        return True
    return "former" in nominal.modifiers or "former" in said


def _nations(entity: Entity) -> set[str]:
    """Return the nationalities that the text says of an entity: ``scottish``, ``spaniard``."""
    said = _words_said(entity) | entity.head_nouns
    return {w for w in said if w in NATIONAL_ADJECTIVES or lexicon.is_demonym(w.capitalize())}


def _is_compatriot(entity: Entity, noun: str) -> bool:
    """Return whether the text says of an entity the nation that a demonym names."""
    demonym = lexicon.is_demonym(noun.capitalize())
    return demonym and any(_is_same_nation(noun, nation) for nation in _nations(entity))


def _is_same_nation(noun: str, nation: str) -> bool:
    """Return whether a demonym and another, or an adjective, name one nation: ``Dane``, Danish."""
    short, long = sorted((noun, nation), key=len)
    if noun == nation or short == long.removesuffix("woman").removesuffix("man"):
        return True
    shared = SHARED_LETTERS if len(short) > SHARED_LETTERS else SHARED_LETTERS - 1
    both = noun.endswith(("an", "ese")) and nation.endswith(("an", "ese"))
    return noun[:shared] == nation[:shared] and not both


# --- related nouns ------------------------------------------------------------------------


def coordinated_pair(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """Those who were named together: ``the couple``, ``the two companies``."""
    if nominal.noun in PAIR_NOUNS and not nominal.modifiers:
        return _latest(lambda entity: len(entity.members) == 2, index.recent(nominal.sentence))
    count = next((NUMBERS[word] for word in nominal.modifiers if word in NUMBERS), 0)
    if not count or not nominal.plural or len(nominal.modifiers) > 1:
        return None
    people = nominal.noun_class == "person"
    return _latest(
        lambda entity: len(entity.members) == count and (entity.is_person or not people),
        index.recent(nominal.sentence),
    )


def related_noun(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """One of whom a noun of the same family was used before: ``the report`` for a study."""
    if nominal.noun in PLAIN_PERSON_NOUNS:
        return None
    return _latest(_related_noun_test(nominal), index.recent(nominal.sentence))


def _related_noun_test(nominal: NominalMention) -> Test | None:
    related = lexicon.related_nouns(nominal.noun)
    alike = len(related) > 1 and not nominal.modifiers - VAGUE_MODIFIERS and not nominal.plural
    if not alike and nominal.noun != "document":
        return None

    def fits(entity: Entity) -> bool:
        if nominal.noun == "document" and entity.nominals and not entity.plural:
            return entity.nominals[0].noun_class == "document"
        if not alike:
            return False
        if entity.names:
            return bool(related & entity.head_nouns)
        return any(
            n.noun in related and not n.plural and n.determiner != "bare" for n in entity.nominals
        )

    return fits


def indefinite_person(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """One unnamed person of no other gender: ``the woman``.

    A general noun links to the only unnamed person who has spoken: ``the former official`` to a
    former investigator.
    """
    if nominal.noun in GENERAL_NOUNS and not nominal.plural:
        spoke = [e for e in index.recent(nominal.sentence) if _is_unnamed_speaker(e, nominal)]
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


def _is_unnamed_speaker(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether one introduced without a name has spoken and has the same modifiers."""
    if entity.names or entity.plural or not entity.is_person or not entity.has_spoken:
        return False
    introduced = [n for n in entity.nominals if n.determiner in {"indefinite", "contrastive"}]
    vague = VAGUE_MODIFIERS - {"former"}
    return any(nominal.modifiers - vague <= n.modifiers for n in introduced)


# --- organizations ------------------------------------------------------------------------


def kind_of_organization(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The named organization that may be called so: ``the department``, ``the Bonn-based firm``.

    First one whose name says the noun, then one of which the text has said such a noun, then any
    other; of several the most salient, and those mentioned often count for more.
    """
    if nominal.plural or nominal.has_name:
        return None
    for fits in (_is_of_kind, _is_called_alike, _is_of_like_kind, _may_be_of_kind):
        found = [
            entity
            for entity in index.recent(nominal.sentence)
            if _may_be_named(entity, nominal) and fits(entity, nominal)
            if not _is_medium(index, entity)
        ]
        if found:
            ranked = sorted(((_presence(index, e, nominal), e.number) for e in found), reverse=True)
            (best, _), number = ranked[0]
            close = len(ranked) > 1 and best < KIND_CLEAR_LEAD * ranked[1][0][0]
            said = fits in (_is_of_kind, _is_called_alike)
            return None if close and not said else index.entities[number]
    return None


def _presence(
    index: EntityIndex, entity: Entity, nominal: NominalMention
) -> tuple[float, EntityMention]:
    """Return how present an organization is at a description."""
    often = OFTEN_MENTIONED * min(len(entity.mentions), MOST_COUNTED)
    present = salience(index, entity, (nominal.sentence, nominal.head))
    return present + often, entity.mentions[-1]


def _may_be_named(entity: Entity, nominal: NominalMention) -> bool:
    if not entity.names or entity.is_person or entity.plural:
        return False
    near = nominal.sentence - entity.mentions[-1].sentence <= NEAR
    return not nominal.modifiers or near or bool(nominal.modifiers & LOCATING_MODIFIERS)


def _is_medium(index: EntityIndex, entity: Entity) -> bool:
    """Return whether a name stands only where something is published: ``on Instagram``."""
    sentences = index.discourse.document.sentences
    return all(marker(sentences[m.sentence], m.word) in {"on", "via"} for m in entity.mentions)


def _kinds_of(entity: Entity) -> set[str]:
    words = {word for form in entity.name_forms for word in _kind_words(form)}
    return words.union(*map(lexicon.kinds_of_organization, words))


def _is_of_kind(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether a name says the noun: ``the agency`` for an Agency."""
    plain = nominal.modifiers <= VAGUE_MODIFIERS.union(*entity.name_forms)
    said = nominal.modifiers & frozenset().union(*entity.name_forms)
    institution = said and nominal.noun in lexicon.INSTITUTION_NOUNS  # the water company
    return plain and (nominal.noun in _kinds_of(entity) or bool(institution))


def _is_called_alike(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether the text has said a noun of the same family: ``Norda, a shipyard,``."""
    related = lexicon.related_nouns(nominal.noun)
    return nominal.noun in lexicon.INSTITUTION_NOUNS and bool(related & entity.head_nouns)


def _is_of_like_kind(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether a name says a noun of the family: ``the watchdog`` for an Agency."""
    related = lexicon.related_nouns(nominal.noun)
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
    return organization and nominal.noun in lexicon.INSTITUTION_NOUNS


def _kind_words(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of an organization's name by which the text refers back to it."""
    link = next((i for i, part in enumerate(parts) if i and part in KIND_LINKS), None)
    return parts[-1:] if link is None else (parts[-1], parts[0], parts[link - 1])


def unclear_name(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """A name just read that need not be a person's: ``the company``."""
    if nominal.modifiers or nominal.noun not in lexicon.INSTITUTION_NOUNS:
        return None
    return _latest(
        lambda entity: (
            nominal.sentence - entity.mentions[-1].sentence <= NEAR
            and bool(entity.names)
            and entity.type is None
            and not _is_medium(index, entity)
        ),
        index.recent(nominal.sentence),
    )


SIEVES: Final[tuple[Sieve, ...]] = (
    by_age,
    same_noun_of_speaker,
    noun_of_name,
    epithet,
    same_noun,
    # What is tagged as a name is linked by the same noun at most.
    coordinated_pair,
    related_noun,
    indefinite_person,
    kind_of_organization,
    unclear_name,
    announced_name,
)
"""The sieves for definite descriptions, in the order tried."""

PROBABILITIES: Final[dict[Sieve, float]] = {
    epithet: 0.85,
    announced_name: 0.9,
    kind_of_organization: 0.85,
    unclear_name: 0.8,
}
"""How likely it is the right entity where nothing in the text says so; 1 for other sieves."""
DOUBTFUL: Final = 0.75
"""How likely a description that links to nobody is of somebody who is not named."""
