"""Descriptions that take up an earlier noun: the same, a related one, or one left out.

    same_phrase                his wife, officials         the same words, of the same man
    other_relative             her father                  Lantz, whose daughter she is
    relative                   the mother                  Ruth, whose daughter was just told of
    same_noun                  the official                an official
    related_noun               the report                  a study
    latest_document            the message                 an email, in the sentence before
    indefinite_person          the woman                   a woman from Leeds, a teacher
    by_age                     the 43-year-old             Ann Lee, 43,
    coordinated_pair           the couple                  Lee and Okafor
    one_of_pair                the latter, the other       Okafor, of Lee and Okafor

Each is a sieve of `nominal_resolution`. `with_noun_left_out` finds the noun of *another* and *one*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractor.domain import Sentence
from extractor.english import inflection, lexicon
from extractor.english.noun_phrases import truecased
from extractor.english.syntax import (
    NOMINAL_SUBJECTS,
    child,
    children,
)
from extractor.speakers.discourse import NEAR
from extractor.speakers.entities import Entity, EntityIndex, Test
from extractor.speakers.entity_types import noun_before
from extractor.speakers.mentions import (
    GENERAL_NOUNS,
    STANDING_IN,
    VAGUE_MODIFIERS,
    NominalMention,
)

PAST: Final = frozenset({"former", "retired"})
"""Modifiers of who is no longer what the noun says."""
PLAIN_PERSON_NOUNS: Final = frozenset("man woman person boy girl teenager youth".split())
WHOLE_GROUPS: Final = frozenset({"both", "all"})
PAIR_NOUNS: Final = frozenset("couple pair duo two both".split())
MOST_ASKED: Final = 8
"""How many descriptions of somebody, and names, are asked whose relative he or she is."""
OF_A_PAIR: Final = frozenset({"former", "latter"})
LARGE_NUMBERS: Final = frozenset("hundred thousand million billion dozen".split())
NUMBERS: Final = {"two": 2, "three": 3, "four": 4, "five": 5}


def latest(fits: Test | None, among: Sequence[Entity]) -> Entity | None:
    """Return the entity mentioned last of those that fit."""
    found = filter(fits, among) if fits else ()
    return max(found, key=lambda entity: entity.mentions[-1], default=None)


# --- the same words -----------------------------------------------------------------------


def same_phrase(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """Bare plurals match where all their words do, possessives where the possessor does too.

    Or whom the text has named so: ``his daughter``, after his daughter Ruth.
    """
    found, owner = (
        latest(_same_phrase_test(index, nominal), index.called(nominal)),
        index.owner(nominal),
    )
    modifiers = nominal.modifiers - _possessor_names(nominal, index)
    if found is not None or owner is None or nominal.plural or modifiers:
        return found
    kin = frozenset({nominal.noun}) & lexicon.KIN_NOUNS
    named = (e for e in index.recent(nominal.sentence) if e.names and e.is_person)
    return next((e for e in named if kin and owner in _whose_relative(index, e, kin)), None)


def _same_phrase_test(index: EntityIndex, nominal: NominalMention) -> Test | None:
    """Return the test for the same words of the same possessor, None where none can be meant."""
    if nominal.determiner == "bare" and not nominal.plural:
        return None
    owner = index.owner(nominal)
    if nominal.determiner == "possessive" and owner is None:
        return None
    modifiers = nominal.modifiers - _possessor_names(nominal, index)
    return lambda entity: any(
        n.noun == nominal.noun
        and (n.plural, n.plural_form) == (nominal.plural, nominal.plural_form)
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


def other_relative(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The one whose relative the possessor is: *her father*, where Greta is Lantz's daughter."""
    owner, kin = index.owner(nominal), lexicon.relatives_of(nominal.noun)
    if owner is None or not kin or nominal.plural or nominal.modifiers:
        return None
    others = _whose_relative(index, index.entities[owner], kin)
    return _only_one(index, nominal, others - {owner})


def relative(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """The one whose relative is just told of: *the mother*, after Ruth and her daughter."""
    kin = lexicon.relatives_of(nominal.noun)
    if not kin or nominal.plural or nominal.modifiers or nominal.determiner != "definite":
        return None
    near = (e for e in _near(index, nominal) if e.is_person and not e.plural)
    return _only_one(index, nominal, {n for e in near for n in _whose_relative(index, e, kin)})


def _only_one(index: EntityIndex, nominal: NominalMention, numbers: set[int]) -> Entity | None:
    """Return the only one of several, if a noun does not show another gender."""
    found = [index.entities[number] for number in numbers]
    gender = lexicon.noun_gender(nominal.noun)
    agrees = gender is None or all(each.gender in {None, gender} for each in found)
    return found[0] if len(found) == 1 and agrees else None


def _whose_relative(index: EntityIndex, entity: Entity, kin: frozenset[str]) -> set[int]:
    """Return whose *kin* the text says that somebody is: *Lantz's daughter* Greta, her son."""
    sentences = index.discourse.document.sentences
    said = [*entity.descriptions[:MOST_ASKED], *entity.nominals[:MOST_ASKED]]
    owners = {index.owner(n) for n in said if n.noun in kin}
    for name in entity.names[:MOST_ASKED]:
        words = sentences[name.sentence].words
        noun = noun_before(name, sentences[name.sentence], "person")
        if noun is not None and lexicon.singular(words[noun].text) in kin:
            possessor = child(sentences[name.sentence], noun, "nmod:poss")
            known = None if possessor is None else index.at((name.sentence, possessor))
            owners.add(None if known is None else known.number)
    numbers = {owner for owner in owners if owner is not None}
    return numbers.union(*(index.entities[owner].members for owner in numbers))


def same_noun(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """One who was called so before, with all of these modifiers."""
    return latest(same_noun_test(index, nominal), index.called(nominal))


def same_noun_test(index: EntityIndex, nominal: NominalMention) -> Test:
    """Return the test for the same noun, with all of the description's modifiers.

    One for who is no longer what the noun says stands for another: a *retired* inspector. The owner
    *of the bar* is not the owner *of the house*; the owner without more may be either.
    """
    first = "first" in nominal.modifiers  # as against a second one
    modifiers, past = nominal.modifiers - {"first"} - PAST, nominal.modifiers & PAST
    return lambda entity: (
        any(
            n.noun == nominal.noun
            and (n.plural, n.plural_form) == (nominal.plural, nominal.plural_form)
            and modifiers <= n.modifiers
            and modifiers & STANDING_IN == n.modifiers & STANDING_IN
            and (not past or bool(n.modifiers & PAST))
            and not (first and n.modifiers & lexicon.ORDINALS)
            for n in entity.nominals
        )
        and not index.is_told_apart(entity, nominal)
    )


def by_age(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """One whose age the text gives: ``the 43-year-old``."""
    if nominal.noun != "old" or not nominal.modifiers:
        return None
    return latest(
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


# --- another noun of the family -----------------------------------------------------------


def related_noun(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """One of whom a noun of the same family was used before: ``the report`` for a study.

    Not one who does the same in the sentence: ``the firm *said*, but it rose, the bank *said*``.
    """
    if nominal.noun in PLAIN_PERSON_NOUNS:
        return None
    sentence = index.discourse.document.sentences[nominal.sentence]
    does = _verb_of_subject(sentence, nominal.head)
    others = [
        entity
        for entity in index.recent(nominal.sentence)
        if does is None
        or all(
            mention.sentence != nominal.sentence or _verb_of_subject(sentence, mention.word) != does
            for mention in entity.mentions
        )
    ]
    fits = _related_noun_test(nominal)
    return latest(fits and (lambda e: fits(e) and not index.is_told_apart(e, nominal)), others)


def _verb_of_subject(sentence: Sentence, position: int) -> str | None:
    """Return the base form of the verb of which a word is the subject."""
    word = sentence.words[position]
    return sentence.words[word.head].lemma if word.deprel == "nsubj" else None


def _related_noun_test(nominal: NominalMention) -> Test | None:
    """Return the test for a noun of the same family, None where it has none."""
    related = lexicon.related_nouns(nominal.noun)
    needed = nominal.modifiers - VAGUE_MODIFIERS
    known = len(related) > 1 and not nominal.plural
    alike = known and not needed
    house = nominal.noun in lexicon.HOUSE_NOUNS  # the club, after his team: more than one plays
    others = {"bare", "possessive"} if house else {"bare"}
    if not known and nominal.noun != "document":
        return None

    def fits(entity: Entity) -> bool:
        if nominal.noun == "document" and entity.nominals and not entity.plural:
            return entity.nominals[0].noun_class == "document"
        if entity.names and known:  # the Vale boss, of Port Vale's manager
            held = any(_holds(entity, noun) for noun in related & entity.head_nouns)
            return (held or bool(nominal.modifiers & STANDING_IN)) and needed <= entity.words_said
        if any(n.noun in related & lexicon.CROWDS for n in entity.nominals):
            return alike  # police, the force
        return alike and any(
            n.noun in related and not n.plural and n.determiner not in others
            for n in entity.nominals
        )

    return fits


def _holds(entity: Entity, noun: str) -> bool:
    """Return whether a noun is said of somebody who does not only stand in: no *vice* president."""
    said = entity.words_before(noun)
    return not said or any(words.isdisjoint(STANDING_IN) for words in said)


def latest_document(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """What was written in the sentence before, by a noun of the same family: an email, a letter."""
    if nominal.noun_class != "document" or nominal.modifiers or nominal.plural:
        return None
    related = lexicon.related_nouns(nominal.noun)
    return latest(
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


def indefinite_person(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """One unnamed person of no other gender, the most salient: ``the woman``.

    A general noun links to the only unnamed person who has spoken: ``the former official`` to a
    former investigator.
    """
    if nominal.noun in GENERAL_NOUNS and not nominal.plural:
        spoke = [e for e in index.recent(nominal.sentence) if _is_unnamed_speaker(e, nominal)]
        return spoke[0] if len(spoke) == 1 else None
    if nominal.noun == "old":
        return _only_one_of_no_age(index, nominal)
    if nominal.noun not in PLAIN_PERSON_NOUNS or nominal.modifiers:
        return None
    genders, place = {None, lexicon.noun_gender(nominal.noun)}, (nominal.sentence, nominal.head)
    found = [
        entity
        for entity in index.recent(nominal.sentence)
        if entity.is_person and entity.gender in genders and not (entity.names or entity.plural)
        if any(n.determiner in {"indefinite", "contrastive"} for n in entity.nominals)
    ]
    return max(
        found, key=lambda entity: (index.salience(entity, place), entity.mentions[-1]), default=None
    )


def _only_one_of_no_age(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """Return the only person told of just before: ``the 63-year-old``, after a woman."""
    near = [e for e in _near(index, nominal) if e.is_person and not (e.plural or e.members)]
    ages = (n for e in near for n in (*e.nominals, *e.descriptions) if "old" in n.modifiers)
    return near[0] if len(near) == 1 and not near[0].age and not any(ages) else None


def _is_unnamed_speaker(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether one introduced without a name has spoken and has the same modifiers."""
    if entity.names or entity.plural or not entity.is_person or not entity.has_spoken:
        return False
    introduced = [n for n in entity.nominals if n.determiner in {"indefinite", "contrastive"}]
    needed = nominal.modifiers - (VAGUE_MODIFIERS - PAST)
    return any(
        needed <= n.modifiers or (n.modifiers & PAST and needed <= n.modifiers | PAST)
        for n in introduced
    )


# --- two together -------------------------------------------------------------------------


def coordinated_pair(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """Those who were named together: ``the couple``, ``the two companies``; two who met."""
    if nominal.noun in PAIR_NOUNS and not nominal.modifiers:
        pair = _pair(index, nominal)
        return index.coordination(pair) if pair else None
    if nominal.plural and nominal.noun_class == "person" and not nominal.modifiers:
        return latest(lambda entity: _are_all(index, entity, nominal.noun), _near(index, nominal))
    if nominal.plural and nominal.noun in lexicon.FIRMS and not nominal.modifiers:
        return latest(lambda entity: _are_firms(index, entity), _near(index, nominal))
    count = next((NUMBERS[word] for word in nominal.modifiers if word in NUMBERS), 0)
    count = count if nominal.determiner == "definite" else 2  # both senators
    if not count or not nominal.plural or len(nominal.modifiers) > 1:
        return None
    people = nominal.noun_class == "person"
    return latest(
        lambda entity: len(entity.members) == count and (entity.is_person or not people),
        index.recent(nominal.sentence),
    )


def counted_group(index: EntityIndex, nominal: NominalMention) -> Entity | None:
    """Those whose number the text told just before: ``both`` after two cooks, ``all`` after three.

    They did something (not: fans *booed two cooks*), and nobody has done anything since.
    """
    number = NUMBERS.get(nominal.noun, 2 if nominal.noun == "both" else 0)
    whole = nominal.noun in WHOLE_GROUPS
    if not (whole or (number and nominal.determiner == "definite")) or nominal.modifiers:
        return None
    near = _near(index, nominal)
    found = latest(lambda entity: _is_counted(entity, number), near)
    if found is None:
        return None
    others = (e for e in near if e is not found and e.is_person and e.number not in found.members)
    if any(e.mentions[-1] > found.mentions[-1] for e in others):
        return None
    last = found.mentions[-1]
    word = index.discourse.document.sentences[last.sentence].words[last.word]
    return found if not whole or word.deprel in NOMINAL_SUBJECTS else None


def _is_counted(entity: Entity, number: int) -> bool:
    """Return whether a description says how many they are: *number*, or more than two for 0."""
    if not entity.plural or entity.type not in {"person", "group", "organization"}:
        return False
    said = (each.modifiers for each in entity.nominals if not each.modifiers & LARGE_NUMBERS)
    counts = {NUMBERS[word] for words in said for word in words & NUMBERS.keys()}
    return number in counts if number else any(count > 2 for count in counts)


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


def _are_firms(index: EntityIndex, entity: Entity) -> bool:
    """Return whether those who were named together may all be firms: ``Norda and Falke``."""
    members = [index.entities[number] for number in entity.members]
    named = all(e.names and not e.plural and e.type in {None, "organization"} for e in members)
    return len(members) > 1 and named


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
    named = latest(lambda entity: len(entity.members) == 2, recent)
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


# --- a noun left out ----------------------------------------------------------------------


def with_noun_left_out(index: EntityIndex, nominal: NominalMention) -> NominalMention | None:
    """Return ``another`` with the noun for which it stands, None where the text has none near.

    People before things, and of several the most salient.
    """
    place = (nominal.sentence, nominal.head)
    found = [
        (entity.is_person, index.salience(entity, place), entity.number)
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
    sentence, head = document.sentences[said.sentence], said.head
    if said.noun in lexicon.QUANTITY_NOUNS:  # a third *of the teachers*
        head = next((c for c in children(sentence, head, "nmod") if c > head), head)
    if said.left_out:
        words = said.left_out.split()
    else:
        inside = [*children(sentence, head, "compound"), head]
        near = [i for i in inside if i <= head and head - i < len(inside)]
        near = near if sentence.words[near[0] - 1].text != "-" else near[-1:]  # Clinton-era figures
        cased = index.discourse.truecasing
        words = [truecased(sentence, i, document.text, cased) for i in near]
    noun = lexicon.singular(words[-1])
    noun = inflection.plural(noun) if plural else noun
    return " ".join([*words[:-1], noun.capitalize() if _keeps_capital(words[-1]) else noun])


def _keeps_capital(printed: str) -> bool:
    """Return whether a noun for people is capitalized inside sentences: ``Democrats``."""
    listed = lexicon.singular(printed) in lexicon.CAPITALIZED_NOUNS
    return printed[:1].isupper() and (listed or lexicon.is_demonym(printed))
