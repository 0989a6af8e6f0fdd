"""Entities, whom and what a text refers to, and the index of them that grows while it is read.

`Entity` is a record that only `EntityIndex` changes; every other module of the stage reads it.
The index finds entities by a word (`at`), by recency (`recent`), by the words of their names
(`sharing_name`) and by the nouns they were called (`called`), so that no lookup asks all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from extractor.english import inflection, lexicon
from extractor.english.lexicon import fold
from extractor.english.name_matching import NameIndex, Parts
from extractor.english.name_runs import nickname_in
from extractor.english.noun_phrases import named_place, place_before
from extractor.english.syntax import child
from extractor.speakers.discourse import (
    WINDOW,
    Discourse,
    EntityMention,
    Place,
    prominence,
    salience,
)
from extractor.speakers.mentions import (
    TYPE_OF_NOUN_CLASS,
    VAGUE_MODIFIERS,
    EntityType,
    NamedMention,
    NameProfile,
    NominalMention,
    complement_of,
    is_of_another,
    is_of_other_field,
    is_of_other_side,
)

AT_CUE: Final = 1.25
"""How much more prominent a mention is whose referent speaks there."""
LAST_SPEAKER: Final = 0.3
LAST_SPEAKER_DECAY: Final = 0.5
NEVER_NARRATED: Final = -99
MOST_SAID: Final = 20
"""How many descriptions of somebody are asked for a place or field."""


@dataclass(slots=True)
class Entity:
    """Somebody or something that the text refers to.

    ``type`` is None while nothing shows it. ``names`` and ``nominals`` are the mentions by name
    and by description, each wording once; ``descriptions`` are what appositions and predicates
    say of it, ``head_nouns`` the nouns said of it in any way, ``titles`` what stands before its
    names, as printed; ``called`` are the heads of ``nominals`` and ``descriptions``.

    Of its names, ``spellings`` counts the printed forms, ``name_forms`` are the different folded
    ones, ``nicknames`` those inside marks, ``name_titles`` the titles, ``named_in`` the sentences,
    ``full_names`` the number of names of two words or more.

    ``members`` are the numbers of those whom a coordination joins. ``literal_label`` is set where
    nothing but the words of one mention say who it is: a pronoun, an unknown noun.
    ``gender_is_said`` is false where only a given name shows the gender.
    ``is_called_they`` says whether the text states ``they`` as the pronoun of this one person.
    ``last_narrated`` is the last sentence that mentions it outside quotation marks, or -1;
    ``has_spoken`` says whether it has stood at a cue.
    """

    number: int
    type: EntityType | None = None
    plural: bool = False
    gender: lexicon.Gender | None = None
    gender_is_said: bool = False
    names: list[NamedMention] = field(default_factory=list)
    nominals: list[NominalMention] = field(default_factory=list)
    descriptions: list[NominalMention] = field(default_factory=list)
    head_nouns: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    titles: list[str] = field(default_factory=list)
    homes: frozenset[str] = frozenset()
    age: str | None = None
    spellings: dict[str, int] = field(default_factory=dict)
    name_forms: dict[Parts, None] = field(default_factory=dict)
    nicknames: set[Parts] = field(default_factory=set)
    name_titles: set[str] = field(default_factory=set)
    named_in: set[int] = field(default_factory=set)
    full_names: int = 0
    members: tuple[int, ...] = ()
    literal_label: str | None = None
    mentions: list[EntityMention] = field(default_factory=list)
    is_called_they: bool = False
    last_narrated: int = -1
    has_spoken: bool = False
    wordings: set[tuple[object, ...]] = field(default_factory=set)

    @property
    def is_person(self) -> bool:
        """Whether it is known to be a person, or several."""
        return self.type == "person"

    @property
    def is_impersonal(self) -> bool:
        """Whether it is known to be no person."""
        return self.type not in {None, "person"}

    @property
    def may_be_one_person(self) -> bool:
        """Whether nothing shows that it is anything but one person."""
        return self.type in {None, "person"} and not self.plural

    @property
    def words_said(self) -> frozenset[str]:
        """The lower-case words that titles and descriptions say of it, and where it is from."""
        titles = {word.lower().strip(".") for title in self.titles for word in title.split()}
        return self.homes.union(titles, *(each.modifiers for each in self.descriptions))

    def words_before(self, noun: str) -> list[frozenset[str]]:
        """Return the lower-case words before a noun in each title or description that ends so."""
        titles = [title.lower().replace("-", " ").split() for title in self.titles]
        said = [frozenset(words[:-1]) for words in titles if words[-1:] == [noun]]
        return said + [d.modifiers for d in self.descriptions if d.noun == noun]

    def is_of_house(self, nominal: NominalMention) -> bool:
        """Return whether the text says of it the house that a description names."""
        house = {word.partition(".")[0] for word in nominal.modifiers - VAGUE_MODIFIERS}
        return bool(house) and house <= {word.partition(".")[0] for word in self.words_said}


Test = Callable[[Entity], bool]
"""Whether a description can refer to an entity."""


class EntityIndex:
    """The entities of a document, filled in reading order; the one object here that changes."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self.entities: list[Entity] = []
        self.last_speaker: tuple[Entity, int] | None = None
        """Who spoke last, and in which sentence."""
        self.last_turn: Place | None = None
        """The mention at the last cue of the sentences before."""
        self.deceased: Entity | None = None
        """Who has died by the first sentences: an obituary returns to them."""
        self.names_alone: frozenset[str] = frozenset()
        """The names of one word that may be given names, folded, outside quotation marks."""
        self.first_person: dict[str, Entity] = {}
        """Who says ``I`` and ``we`` outside quotation marks."""
        self.turn_labels: dict[str, Entity] = {}
        """Those of whom the text only has the label of their turns: ``BW:``."""
        self.unresolved: list[Place] = []
        """Pronouns that nothing before them explains."""
        self.probabilities: dict[Place, float] = {}
        """How likely the antecedents of pronouns are, 0 to 1."""
        self._at: dict[Place, int] = {}
        self._of_name: dict[Place, Entity] = {}
        self._by_name = NameIndex()
        self._by_noun: dict[str, dict[int, Entity]] = {}
        self._announced: dict[str, list[Entity]] = {}
        self._coordinations: dict[tuple[int, ...], Entity] = {}
        self._recent: dict[int, Entity] = {}
        self._near: dict[tuple[int, int], Sequence[Entity]] = {}

    # --- lookups ---

    def at(self, place: Place) -> Entity | None:
        """Return the entity that a word refers to, None where that is unknown."""
        number = self._at.get(place)
        return None if number is None else self.entities[number]

    def of_name(self, name: NamedMention) -> Entity | None:
        """Return the entity that a name was linked to ahead of reading, by its full form."""
        return self._of_name.get(name.place)

    def owner(self, nominal: NominalMention) -> int | None:
        """Return the number of the entity that a description's possessor refers to, if known."""
        if nominal.possessor is None:
            return None
        return self._at.get((nominal.sentence, nominal.possessor))

    def sharing_name(self, keys: Iterable[str]) -> list[Entity]:
        """Return those who bear one of *keys*, a word of a name or initials, oldest first."""
        return [self.entities[number] for number in self._by_name.sharing(keys)]

    def misspelt(self, surname: str) -> list[Entity]:
        """Return those whose surname may be this one but for one letter, not the first."""
        return [self.entities[number] for number in self._by_name.misspelt(surname)]

    def announced(self, noun: str) -> Iterator[Entity]:
        """Yield those not mentioned yet of whom the text will say *noun* beside their full name."""
        return (entity for entity in self._announced.get(noun, ()) if not entity.mentions)

    def called(self, nominal: NominalMention) -> Sequence[Entity]:
        """Return those of `recent` who were called by this noun before, in no order."""
        known, far = self._by_noun.get(nominal.noun, {}), nominal.sentence - WINDOW
        for number in [n for n, e in known.items() if e.mentions[-1].sentence < far]:
            del known[number]  # until it is mentioned again
        return list(known.values())

    def recent(self, sentence: int, reach: int = WINDOW) -> Sequence[Entity]:
        """Return those mentioned in the last `WINDOW` sentences before *sentence*, latest first.

        Of these no more than the last *reach* sentences that are not all quotation count.
        """
        key = sentence, reach
        if key not in self._near:
            self._near[key] = self._look_back(sentence, reach)
        return self._near[key]

    def _look_back(self, sentence: int, reach: int) -> list[Entity]:
        narrative = self.discourse.narrative
        earliest, line = sentence - WINDOW, narrative[sentence] - reach
        found: list[Entity] = []
        for entity in reversed(self._recent.values()):
            last = entity.mentions[-1].sentence
            if last < earliest or narrative[last] < line:
                break
            found.append(entity)
        return found

    def salience(self, entity: Entity, place: Place) -> float:
        """Return how salient *entity* is for the word at *place*, 0 where it cannot be meant."""
        return salience(self.discourse, entity.mentions, place)

    def speaker_continuity(self, entity: Entity, place: Place) -> float:
        """Return what speaks for the last speaker as the speaker at the cue mention at *place*."""
        if self.last_speaker is None or not self.spoke_last(entity):
            return 0.0
        if place not in self.discourse.cue_mentions:
            return 0.0
        narrative = self.discourse.narrative
        distance = narrative[place[0]] - narrative[self.last_speaker[1]]
        return LAST_SPEAKER * LAST_SPEAKER_DECAY ** max(distance - 1, 0)

    def spoke_last(self, entity: Entity) -> bool:
        """Return whether *entity* is who spoke last."""
        return self.last_speaker is not None and self.last_speaker[0] is entity

    def narrated_ago(self, entity: Entity, sentence: int) -> int:
        """Return how many sentences of narrative ago it was mentioned outside quotations."""
        narrative = self.discourse.narrative
        last = narrative[entity.last_narrated] if entity.last_narrated >= 0 else NEVER_NARRATED
        return narrative[sentence] - last

    def most_salient(self, fits: Test, place: Place) -> Entity | None:
        """Return the most salient of the recent entities that fit."""
        found = filter(fits, self.recent(place[0]))
        return max(found, key=lambda e: (self.salience(e, place), e.mentions[-1]), default=None)

    def is_told_apart(self, entity: Entity, nominal: NominalMention) -> bool:
        """Return whether a description is of another place, field or house than *entity* is.

        ``Health Minister Ida Moe``: not the minister *of finance*, nor the *prime* minister.
        ``Mayor Ida Moe of Bath``: not the mayor *of Leeds*, nor the *Leeds* mayor.
        """
        sentences = self.discourse.document.sentences
        sentence, of = sentences[nominal.sentence], complement_of(nominal, sentences)
        said = [*entity.nominals[:MOST_SAID], *entity.descriptions[:MOST_SAID]]
        said = [n for n in said if n.noun == nominal.noun]
        if of and is_of_another(of, said, sentences):
            return True
        if not entity.names or not entity.may_be_one_person:
            return False
        before = entity.words_before(nominal.noun)
        other = is_of_other_field(nominal, said, before, sentences)
        other |= is_of_other_side(nominal, entity.words_said | entity.head_nouns)
        if other or self._is_of_other_nation(entity, nominal):
            return True
        known = {complement_of(n, sentences) for n in said}
        part = child(sentence, nominal.head, "nmod")
        if of and of not in known and part is not None and sentence.words[part].text.istitle():
            return not self._is_linked_to(entity, named_place(sentence, part))
        own, place = entity.homes.union(*known), place_before(sentence, nominal.head)
        located = bool(own) or any(words & lexicon.PLACE_NAMES for words in before)
        return place is not None and located and place not in own.union(*before)

    def _is_of_other_nation(self, entity: Entity, nominal: NominalMention) -> bool:
        """Return whether an adjective is of another nation, or somebody's: her *Thai* guest."""
        nations = set(filter(lexicon.is_national, nominal.modifiers))
        if not nations or nations & entity.words_said:
            return False
        return any(map(lexicon.is_national, entity.words_said)) or any(
            nations <= n.modifiers
            for other in self.recent(nominal.sentence)
            if other.is_person and not (other.names or other.plural)
            for n in other.nominals[:MOST_SAID]
        )

    def _is_linked_to(self, entity: Entity, of: Sequence[str]) -> bool:
        """Return whether somebody is from where an office is, or its house was told of before."""
        said = entity.words_said | entity.head_nouns
        nouns = inflection.nationals("-".join(of)).union(*map(inflection.nationals, of))
        same = any(inflection.is_same_nation(noun, word) for noun in nouns for word in said)
        house = [e for e in self.sharing_name(map(fold, of)) if e.mentions and e.type != "place"]
        return same or bool(said & {*of}) or (bool(house) and lexicon.PLACE_NAMES.isdisjoint(of))

    # --- entities and what is known of them ---

    def new(self) -> Entity:
        """Add an empty entity."""
        self.entities.append(Entity(len(self.entities)))
        return self.entities[-1]

    def new_named(self, entity_type: EntityType | None, gender: lexicon.Gender | None) -> Entity:
        """Add an entity of which only the type of its name is known."""
        entity = self.new()
        entity.type, entity.plural, entity.gender = entity_type, entity_type == "group", gender
        return entity

    def new_literal(self, label: str) -> Entity:
        """Add an entity that only the words of one mention describe."""
        entity = self.new()
        entity.literal_label = label
        return entity

    def add_name(self, entity: Entity, name: NamedMention, entity_type: EntityType | None) -> None:
        """Give an entity a name, and keep the entity where that name is looked for."""
        if name.parts not in entity.name_forms:
            self._by_name.add(entity.number, name.parts)
            nickname = tuple(map(fold, nickname_in(name.text).split()))
            if nickname:
                entity.nicknames.add(nickname)
                self._by_name.add(entity.number, nickname)
        entity.names.append(name)
        entity.spellings[name.text] = entity.spellings.get(name.text, 0) + 1
        entity.name_forms[name.parts] = None
        entity.name_titles.update(t for t in name.titles if t not in lexicon.HONORIFICS)
        entity.named_in.add(name.sentence)
        entity.full_names += len(name.parts) > 1
        if entity_type == "person":
            entity.type = "person"

    def set_gender(
        self, entity: Entity, gender: lexicon.Gender | None, *, said: bool = True
    ) -> None:
        """Set the gender of an entity, *said* or shown by a given name; None changes nothing."""
        if gender is not None:
            entity.gender, entity.gender_is_said = gender, said

    def link_ahead(self, name: NamedMention, entity: Entity) -> None:
        """Link a full name to its entity ahead of reading."""
        self._of_name[name.place] = entity

    def named_behind(self, name: NamedMention) -> list[Entity]:
        """Return whom the sentence of *name* names in full behind it."""
        end = len(self.discourse.document.sentences[name.sentence].words)
        places = ((name.sentence, position) for position in range(name.end, end))
        return [self._of_name[place] for place in places if place in self._of_name]

    def announce(self) -> None:
        """Remember what is said of the entities so far, all still to be mentioned."""
        for entity in self.entities:
            for noun in entity.head_nouns:
                self._announced.setdefault(noun, []).append(entity)

    def add_profile(self, entity: Entity, profile: NameProfile) -> None:
        """Add what the words around one of its names say of an entity."""
        if not entity.is_impersonal:
            if profile.title and _is_new(entity, ("title", profile.title)):
                entity.titles.append(profile.title)
            entity.head_nouns |= profile.title_nouns | profile.nationals
            entity.homes |= profile.homes
        entity.age = entity.age or profile.age
        self._learn_gender(entity, profile.gender)
        for description in profile.descriptions:
            self.add_description(entity, description, owner=None)
            self._learn_gender(entity, lexicon.noun_gender(description.noun))
            if entity.type is None and description.noun not in lexicon.BUSINESS_ROLES:
                entity.type = TYPE_OF_NOUN_CLASS[description.noun_class]

    def _learn_gender(self, entity: Entity, said: lexicon.Gender | None) -> None:
        """Learn the gender of a noun said of an entity; one against the given name's opens it."""
        if said is None or (said == entity.gender and entity.gender_is_said):
            return
        titled = any(lexicon.HONORIFICS.get(title) for n in entity.names for title in n.titles)
        if not (titled and entity.gender):
            entity.gender = said if entity.gender in {None, said} else None
            entity.gender_is_said = entity.gender is not None

    def add_description(
        self, entity: Entity, description: NominalMention, owner: int | None
    ) -> None:
        """Add what is said of an entity, unless just that, of this *owner*, was said before."""
        if _is_new(entity, ("described", description.wording, owner)):
            entity.descriptions.append(description)
        entity.called.add(description.noun)
        entity.head_nouns |= {description.noun, description.noun.removeprefix("co-")}

    def add_head_noun(self, entity: Entity, noun: str) -> None:
        """Add a noun that a predicate or a conjunct says of an entity."""
        entity.head_nouns.add(noun)

    def add_nominal(self, entity: Entity, nominal: NominalMention) -> None:
        """Add a description that mentions an entity; the first one says what it is."""
        if not entity.nominals and not entity.names:
            entity.type = TYPE_OF_NOUN_CLASS[nominal.noun_class]
            entity.plural = nominal.plural
            self.set_gender(entity, nominal.gender)
        if entity.names and entity.type is None:
            entity.type = TYPE_OF_NOUN_CLASS[nominal.noun_class]
        if entity.is_person and not entity.names and entity.gender is None:
            self.set_gender(entity, nominal.gender)
        if _is_new(entity, ("called", nominal.wording, self.owner(nominal))):
            entity.nominals.append(nominal)
        entity.called.add(nominal.noun)

    def add_pronoun(self, entity: Entity, form: str) -> None:
        """Learn what a lower-case pronoun shows of the entity that it was found to refer to."""
        pronoun = lexicon.PRONOUN_SET_OF.get(form)
        if pronoun is not None and (pronoun.gender == "male" or pronoun.gender == "female"):
            if not entity.gender_is_said:
                self.set_gender(entity, pronoun.gender)
            entity.type = "person"
        elif entity.type is None:
            if form == "who":
                entity.type = "person"
            elif form == "which" or (pronoun is not None and pronoun.gender == "neuter"):
                entity.type = "thing"

    def mark_called_they(self, entity: Entity) -> None:
        """Note that the text calls one person ``they``, whatever gender the name suggests."""
        entity.is_called_they, entity.gender = True, None

    def mark_plural(self, entity: Entity) -> None:
        """Note that an entity is several."""
        entity.plural = True

    def coordination(self, members: Sequence[Entity]) -> Entity:
        """Return the entity that several make together, a new one where it is not known yet."""
        numbers = tuple(dict.fromkeys(member.number for member in members))
        if len(numbers) == 1:
            return members[0]
        if numbers not in self._coordinations:
            group = self._coordinations[numbers] = self.new()
            group.members, group.plural, group.type = numbers, True, members[0].type
        return self._coordinations[numbers]

    # --- mentions ---

    def record(self, entity: Entity, place: Place, words: Iterable[int] = ()) -> None:
        """Record a mention of *entity* at *place*; *words* are the phrase's other words."""
        sentence, head = place
        for word in (head, *words):
            self._at[sentence, word] = entity.number
        weight = prominence(self.discourse.document.sentences[sentence], head)
        if place in self.discourse.cue_mentions:
            weight *= AT_CUE
            entity.has_spoken = True
        mention = EntityMention(sentence, head, weight, place in self.discourse.quoted)
        self.record_mention(entity, mention)

    def record_mention(self, entity: Entity, mention: EntityMention) -> None:
        """Record a mention whose prominence is known."""
        entity.mentions.append(mention)
        if not mention.quoted:
            entity.last_narrated = mention.sentence
        self._recent.pop(entity.number, None)
        self._recent[entity.number] = entity
        self._near.clear()
        for noun in entity.called:
            self._by_noun.setdefault(noun, {})[entity.number] = entity

    def refer(self, place: Place, entity: Entity) -> None:
        """Let a word refer to an entity without counting as a mention of it."""
        self._at[place] = entity.number

    def identify(self, unnamed: Entity, named: Entity, likely: float = 1.0) -> None:
        """Let all that mentioned somebody *unnamed* mention who bears the name, *likely* so."""
        named.type = "person"
        self._learn_gender(named, unnamed.gender)
        named.has_spoken |= unnamed.has_spoken
        for place in [place for place, number in self._at.items() if number == unnamed.number]:
            self._at[place] = named.number
            self.probabilities[place] = likely * self.probabilities.get(place, 1.0)
        for mention in unnamed.mentions:
            self.record_mention(named, mention)
        self._recent.pop(unnamed.number, None)
        self._near.clear()

    def refer_ahead(self, place: Place, entity: Entity) -> None:
        """Let an earlier pronoun refer to an entity that is named only after it."""
        self._at[place] = entity.number
        if place in self.discourse.cue_mentions:
            entity.has_spoken = True
            self.last_speaker = self.last_speaker or (entity, place[0])

    def remember_speakers(self, sentence: int, heads: Iterable[int]) -> None:
        """Note who speaks at the cues of a sentence; *heads* are the mentions' heads in order."""
        for head in heads:
            self.last_turn = sentence, head
            speaker = self.at((sentence, head))
            if speaker is not None:
                self.last_speaker = speaker, sentence


def _is_new(entity: Entity, wording: tuple[object, ...]) -> bool:
    known = wording in entity.wordings
    entity.wordings.add(wording)
    return not known
