"""Coreference: read a document in order and link each mention to an entity.

`resolve` finds the names of the document and their types, makes entities of full names, and then
reads sentence by sentence, word by word:

    a name              name_resolution.resolve_name, with what `appositions` says of it
    a pronoun           pronoun_resolution
    another noun        nominal_resolution.link_noun
    a coordination      one entity more, for ``they``

Last, each mention at a cue gets the entity that speaks there (`_speaker_of`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from extractor.domain import Document, NounPhrase, Sentence, Word
from extractor.english import lexicon
from extractor.english.syntax import (
    FINITE,
    NOMINAL,
    NOMINAL_SUBJECTS,
    child,
    children,
    conjunct_positions,
    has_plural_verb,
    relative_antecedents,
)
from extractor.speakers import pronoun_resolution as pronouns
from extractor.speakers.appositions import profile_of
from extractor.speakers.discourse import Discourse, EntityMention, Place, is_aside, prominence
from extractor.speakers.entities import Entity, EntityIndex
from extractor.speakers.entity_types import (
    is_common_noun,
    noun_before,
)
from extractor.speakers.labels import (
    is_empty_description,
    is_label_alone,
    literal_speaker,
    who_takes_turns,
)
from extractor.speakers.later_names import (
    NAMED_LATER,
    described_at_opening,
    named_by_oneself,
)
from extractor.speakers.mentions import (
    NamedMention,
    describes_first_conjunct,
    nominal_mention,
)
from extractor.speakers.name_resolution import (
    NAMESAKE,
    bearer_in_capitals,
    bearer_of_initials,
    given_names_alone,
    has_namesake,
    link_full_names,
    named_inside,
    person_named_at_end,
    person_titled_at_end,
    resolve_name,
    was_namesake,
)
from extractor.speakers.name_types import short_names_of_clubs, types_of_names
from extractor.speakers.names import find_names
from extractor.speakers.nominal_resolution import (
    entity_of_noun,
    link_noun,
    resolve_nominal,
)
from extractor.speakers.ranking import Antecedent

Resolver = Callable[[EntityIndex, Place], Antecedent | None]
"""Returns the antecedent of the pronoun at a place, None where it is open."""

NEVER_MENTIONS: Final = frozenset("PUNCT ADP CCONJ AUX VERB ADV PART NUM SYM".split())
"""Tags of words that refer to nobody, unless they are at a cue or in a name."""
THEY: Final = frozenset("they them their themselves".split())
TOGETHER: Final = 1.1
"""How much more prominent several are together than the first of them."""
OPENING_MARKS: Final = frozenset("\"'“‘")
LIKELY: Final = 0.75
ANY_FIRMS: Final = frozenset("firm company business corporation group".split())
"""Nouns before a name that say nothing by which it is known: ``law firm Ek & Moe``."""
OPENING: Final = 4
"""In how many sentences, a headline among them, a text says of whose death it tells."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities of a document, and who speaks at each mention of a cue, None if unknown."""

    index: EntityIndex
    speakers: Mapping[NounPhrase, Entity | None]


def resolve(
    document: Document,
    mentions: Sequence[NounPhrase],
    antecedent_of: Resolver = pronouns.resolve_personal_pronoun,
) -> Resolution:
    """Link the mentions of a document; *mentions* are those at cues, whose referents speak.

    *antecedent_of* resolves third-person pronouns; who learns their antecedents asks otherwise.
    """
    discourse = Discourse.of(document, mentions)
    reader = _Reader(discourse, antecedent_of)
    for sentence in document.sentences:
        reader.read(sentence)
    index = reader.index
    speakers = {mention: _speaker_of(index, mention) for mention in dict.fromkeys(mentions)}
    return Resolution(index, speakers)


class _Reader:
    """One pass over a document that fills its index of entities."""

    def __init__(self, discourse: Discourse, antecedent_of: Resolver) -> None:
        document = discourse.document
        self.discourse = discourse
        self._antecedent_of = antecedent_of
        self.index = EntityIndex(discourse)
        self._cues: dict[int, list[int]] = {}
        self._coordinated: set[Place] = set()
        for sentence, head in sorted(discourse.cue_mentions):
            self._cues.setdefault(sentence, []).append(head)
        found = find_names(document)
        clubs = short_names_of_clubs([n for of_sentence in found.values() for n in of_sentence])
        self._names = {
            s.index: [
                n
                for n in found[s.index]
                if n.parts in clubs or not is_common_noun(n, s, discourse.truecasing)
            ]
            for s in document.sentences
        }
        names = [name for of_sentence in self._names.values() for name in of_sentence]
        self._types = types_of_names(names, document)
        self.index.names_alone = given_names_alone(names, self._types, discourse)
        self._profiles = {name.place: profile_of(name, discourse) for name in names}
        for name in link_full_names(self.index, names, self._types):
            entity = self.index.of_name(name)
            if entity is not None:
                self.index.add_profile(entity, self._profiles[name.place])
        self.index.announce()

    def read(self, sentence: Sentence) -> None:
        """Link the mentions of a sentence; sentences must be read in order."""
        self._link_words(sentence)
        pronouns.note_called_they(self.index, sentence)
        if sentence.index < OPENING:
            pronouns.note_deceased(self.index, sentence)
        pronouns.resolve_cataphora(self.index, sentence)
        self._record_coordinations(sentence, len(sentence.words))
        self.index.remember_speakers(sentence.index, self._cues.get(sentence.index, ()))

    def _link_words(self, sentence: Sentence) -> None:
        names = {self._mention_start(name, sentence): name for name in self._names[sentence.index]}
        profiles = [self._profiles[name.place] for name in names.values()]
        preceding = {p.preceding_noun for p in profiles} | {
            p.governor for p in profiles if p.preceding_noun is not None
        }
        preceding.update(
            head
            for name, profile in zip(names.values(), profiles, strict=True)
            for head in profile.description_heads
            if head < name.start
        )
        at_cue = self._cues.get(sentence.index, ())
        for start, name in list(names.items()):
            noun = self._profiles[name.place].preceding_noun
            if noun is not None and child(sentence, noun, "acl:relcl") is not None:
                self._link_name(names.pop(start), start)  # the firm that runs it, Norton,
        for word in sentence.words:
            position = word.index
            if word.upos in NEVER_MENTIONS and position not in names and position not in at_cue:
                continue
            place = (sentence.index, position)
            if position in names:
                self._link_name(names[position], position)
            elif self.index.at(place) is not None or position in preceding:
                continue
            elif word.text.lower() in lexicon.PRONOUNS and word.text != "WHO":
                if word.text.lower() in THEY:
                    self._record_coordinations(sentence, position)
                _link_pronoun(self.index, sentence, position, self._antecedent_of)
            elif word.upos in NOMINAL or position in at_cue or _is_bare_subject(word):
                link_noun(self.index, sentence, position)

    def _record_coordinations(self, sentence: Sentence, end: int) -> None:
        """Record the coordinations before the word at *end*, once, so that *they* finds them."""
        for word in sentence.words[:end]:
            place = (sentence.index, word.head)
            if word.deprel == "conj" and word.head >= 0 and place not in self._coordinated:
                self._coordinated.add(place)
                _record_coordination(self.index, sentence, word.head)

    def _mention_start(self, name: NamedMention, sentence: Sentence) -> int:
        before = noun_before(name, sentence, "person")
        return name.start if before is None else before

    def _link_name(self, name: NamedMention, start: int) -> None:
        index, profile = self.index, self._profiles[name.place]
        linked_ahead = index.of_name(name) is not None
        entity = resolve_name(index, name, self._types[name.place])
        named_here = not linked_ahead and entity.is_person
        if named_here and (has_namesake(index, name, entity) or was_namesake(index, name, entity)):
            index.probabilities[name.sentence, name.head] = NAMESAKE
        self._link_self_named(name, entity)
        described = described_at_opening(index, name, entity, profile)
        if described is not None:
            index.identify(described, entity, NAMED_LATER)
        if not linked_ahead:
            index.add_profile(entity, profile)
        sentence = self.discourse.document.sentences[name.sentence]
        house = noun_before(name, sentence, "organization")
        kind = "" if house is None else sentence.words[house].text.lower()
        if kind and entity.is_impersonal and kind not in ANY_FIRMS:
            index.add_head_noun(entity, kind)  # the airline Vento
        index.record(entity, (name.sentence, name.head), range(start, name.end))
        for head in profile.description_heads:
            index.refer((name.sentence, head), entity)
        if profile.governor is not None:
            index.record(entity, (name.sentence, profile.governor))

    def _link_self_named(self, name: NamedMention, entity: Entity) -> None:
        """Link all that was told of somebody without a name who gives it as *name*."""
        subject = named_by_oneself(self.discourse.document.sentences[name.sentence], name)
        unnamed = None if subject is None else self.index.at((name.sentence, subject))
        if unnamed is None or unnamed is entity or unnamed.names or unnamed.plural:
            return
        if unnamed.is_person and not entity.is_impersonal:
            self.index.identify(unnamed, entity)


def _is_bare_subject(word: Word) -> bool:
    """Return whether an adjective stands for somebody: ``the attorney *general*``."""
    return word.upos == "ADJ" and word.deprel in NOMINAL_SUBJECTS


# --- pronouns -----------------------------------------------------------------------------


def _link_pronoun(
    index: EntityIndex, sentence: Sentence, position: int, antecedent_of: Resolver
) -> None:
    """Link the pronoun at *position*, where its antecedent is clear."""
    place = (sentence.index, position)
    form = sentence.words[position].text.lower()
    if place in index.discourse.quoted:
        return
    if form in lexicon.THIRD_PERSON:
        _link_personal_pronoun(index, place, form, antecedent_of)
        return
    if form in lexicon.RELATIVE_PRONOUNS:
        found = _relative_antecedent(index, sentence, position, form)
    else:
        found = pronouns.resolve_first_person(index, form)
    if found is not None:
        index.add_pronoun(found, form)
        index.record(found, place)
    else:
        pronouns.keep_unresolved(index, place)


def _link_personal_pronoun(
    index: EntityIndex, place: Place, form: str, antecedent_of: Resolver
) -> None:
    """Link a pronoun; only a likely antecedent is known by it to be a man or a woman."""
    antecedent = antecedent_of(index, place)
    if antecedent is None:
        pronouns.keep_unresolved(index, place)
        return
    if antecedent.probability >= LIKELY and not (
        form == "it" and is_aside(index.discourse.document.sentences[place[0]], place[1])
    ):
        index.add_pronoun(antecedent.entity, form)
    index.record(antecedent.entity, place)
    index.probabilities[place] = antecedent.probability


def _relative_antecedent(
    index: EntityIndex, sentence: Sentence, position: int, form: str
) -> Entity | None:
    """Return what a relative pronoun refers to: no thing for *who*, nobody for *which*."""
    first = _coordination_before(index, sentence, position)
    if first is not None:
        return first
    for candidate in relative_antecedents(sentence, position):
        found = entity_of_noun(index, sentence, candidate)
        if found is None:
            continue
        first = first or found
        if form == "who":
            fits = not found.is_impersonal or found.plural
        else:
            fits = form != "which" or not found.is_person
        if fits:
            return found
    return first


def _coordination_before(index: EntityIndex, sentence: Sentence, position: int) -> Entity | None:
    """Return those of whom a relative clause with a plural verb says more: ``A and B, who are``."""
    words = sentence.words
    if words[position - 1].text != "," or words[position].deprel not in NOMINAL_SUBJECTS:
        return None
    governor = words[words[position].head].head
    for last in (governor, position - 2):
        if last < 0 or words[last].deprel != "conj" or last > position:
            continue
        head = words[last].head
        several = [e for _, e in _conjuncts(index, sentence, head)]
        one = index.at((sentence.index, head))
        if one is not None and several and has_plural_verb(sentence, words[position].head):
            return index.coordination([one, *several])
    return None


# --- coordinations ------------------------------------------------------------------------


def _conjuncts(index: EntityIndex, sentence: Sentence, head: int) -> Iterator[tuple[int, Entity]]:
    """Yield the known entities that are coordinated with the one at *head*."""
    for position in conjunct_positions(sentence, head):
        other = index.at((sentence.index, position))
        if other is not None:
            yield position, other


def _entity_of_conjunct(index: EntityIndex, sentence: Sentence, position: int) -> Entity | None:
    """Return the entity of a conjunct at a cue; a noun that may be anything speaks there too."""
    noun = sentence.words[position].upos == "NOUN"
    owned = noun and child(sentence, position, "nmod:poss") is not None
    return (
        entity_of_noun(index, sentence, position) if owned else index.at((sentence.index, position))
    )


def _record_coordination(index: EntityIndex, sentence: Sentence, position: int) -> None:
    """Record those who are coordinated with the noun at *position* as one more entity."""
    first = index.at((sentence.index, position))
    if first is None or first.plural or not first.mentions:
        return
    others = [e for _, e in _conjuncts(index, sentence, position) if _same_kind(e, first)]
    linked = any(sentence.words[i].text.lower() == "or" for i in sentence.children[position])
    if not others or linked:
        return
    group = index.coordination([first, *others])
    place = (sentence.index, position)
    if group is not first and first.mentions[-1].sentence == sentence.index:
        weight = prominence(sentence, position) * TOGETHER
        quoted = place in index.discourse.quoted
        index.record_mention(group, EntityMention(*place, weight, quoted))


def _same_kind(one: Entity, other: Entity) -> bool:
    """Return whether both are people, or neither is; a partner or distributor may be a firm."""
    alike = None in (one.type, other.type) or one.is_person == other.is_person
    either = any(not e.names and e.called & lexicon.BUSINESS_ROLES for e in (one, other))
    return alike or either


# --- the speaker at a cue -----------------------------------------------------------------


def _speaker_of(index: EntityIndex, mention: NounPhrase) -> Entity | None:
    """Return the entity that a mention at a cue refers to, None if the text does not say.

    Words of which nothing is known are an entity of their own; pronouns never are.
    """
    inserted = _speaker_inserted(index, mention)
    if inserted is not None:
        return inserted
    entity = index.at((mention.sentence, mention.head))
    if entity is None or is_empty_description(entity):
        printed = index.discourse.document.sentences[mention.sentence].words[mention.head].text
        named = bearer_of_initials(index, printed) or bearer_in_capitals(index, printed)
        named = named or named_inside(index, mention)
        entity = named or entity
    if entity is not None and entity.type == "organization" and not entity.names:
        entity = named_inside(index, mention) or entity  # Chipmaker Norda
    if entity is not None and entity.is_person and not (entity.names or entity.plural):
        entity = person_named_at_end(index, mention) or entity
    if entity is not None and entity.names and (entity.is_impersonal or not entity.full_names):
        entity = person_titled_at_end(index, mention) or entity  # Hull forward Tom Gray
    if entity is None or is_label_alone(index, mention, entity):
        return literal_speaker(index, mention)
    if _is_bare_title(entity) and not entity.members:
        entity = who_takes_turns(index, mention, entity)
    if entity in index.first_person.values() and not entity.names:
        return None
    sentence = index.discourse.document.sentences[mention.sentence]
    others = [
        other
        for position in conjunct_positions(sentence, mention.head)
        if mention.span.covers(sentence.words[position].span)
        and not describes_first_conjunct(sentence, mention.head, position)
        if (other := _entity_of_conjunct(index, sentence, position)) is not None
        if not _is_inside_name(other, mention.sentence, position)
    ]
    people = [] if others else _people_named_behind(index, sentence, mention.head)
    if people and (entity is people[0] or (entity.plural and not (entity.names or entity.members))):
        return index.coordination(people)
    if len(others) == 1 and others[0].names and _is_bare_title(entity):
        return others[0]
    return _speakers_together(index, entity, others)


def _is_inside_name(entity: Entity, sentence: int, position: int) -> bool:
    """Return whether a word only stands inside a firm's name: ``Lee of Cole, *Byers* & Co``."""
    return entity.is_impersonal and any(
        name.sentence == sentence and name.start < position < name.end and name.head != position
        for name in entity.names
    )


def _speaker_inserted(index: EntityIndex, mention: NounPhrase) -> Entity | None:
    """Return who speaks where a mention holds the subject of the words in marks, and the speaker.

    ``Rivera, *an aide* said, “is very tired”``: no comma closes an apposition to Rivera.
    """
    sentence = index.discourse.document.sentences[mention.sentence]
    words, start, end = sentence.words, mention.span.start, mention.span.end
    inside = [w.index for w in words if start <= w.start and w.end <= end]
    verb = next((w for w in words if w.start >= end), None)
    comma = next((i for i in reversed(inside) if words[i].text == ","), None)
    if verb is None or comma is None or verb.xpos not in FINITE:
        return None
    predicate = False
    for mark, first in pairwise([w for w in words[verb.index + 1 :] if w.text != ","][:2]):
        marked = (mention.sentence, first.index) in index.discourse.quoted
        predicate = marked and mark.text in OPENING_MARKS and first.xpos in FINITE
    behind = [i for i in inside if i > comma]
    if not predicate or any(words[i].upos in {"CCONJ", "NUM"} for i in behind):
        return None
    head = next((i for i in behind if words[i].head not in behind), None)
    return None if head is None else _entity_inserted(index, sentence, head)


def _entity_inserted(index: EntityIndex, sentence: Sentence, head: int) -> Entity | None:
    """Return the entity of a noun phrase by itself, though the tree has it say more of another."""
    if sentence.words[head].upos == "PROPN":
        return index.at((sentence.index, head))
    nominal = nominal_mention(sentence, head)
    found = resolve_nominal(index, nominal)
    entity = found.entity if found else index.new()
    index.add_nominal(entity, nominal)
    index.record(entity, (sentence.index, head))
    return entity


def _people_named_behind(index: EntityIndex, sentence: Sentence, head: int) -> list[Entity]:
    """Return the people whose names say who several are: ``two voters, Ana Diaz and Kim Roe,``."""
    for position in children(sentence, head, "appos"):
        first = index.at((sentence.index, position))
        if first is not None and first.names and first.is_person and not first.plural:
            several = [first, *(other for _, other in _conjuncts(index, sentence, position))]
            return several if len(several) > 1 and all(e.names for e in several) else []
    return []


def _is_bare_title(entity: Entity) -> bool:
    """Return whether a noun without article is a title with the next: ``driver and father Al``."""
    bare = all(n.determiner == "bare" and not n.plural for n in entity.nominals)
    return bare and bool(entity.nominals) and entity.is_person and not entity.names


def _speakers_together(index: EntityIndex, first: Entity, others: list[Entity]) -> Entity:
    """Return the entity of several speakers at one cue; nouns together are one description."""
    if any(e.names or e.members or not e.nominals for e in (first, *others)):
        return index.coordination([first, *others])
    if any(e.nominals[0].noun_class != first.nominals[0].noun_class for e in others):
        return index.coordination([first, *others])  # four employees and internal documents
    # ``a lawyer and a doctor`` are two, ``the secretary and candidate`` is one.
    if any(n.determiner != "bare" or n.plural for other in others for n in other.nominals):
        index.mark_plural(first)
    return first
