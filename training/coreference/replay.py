"""Reads a document with its mentions given, and asks a resolver for each pronoun's antecedent.

Names and descriptions are linked as the corpus has it. A third-person pronoun that refers to
people is a question; it is linked to what the resolver answers (`answers`), or as the corpus has
it (`examples`). What is known of an entity is what the extractor knows: the gender of a given name,
of a noun, of pronouns so far.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from extractor import rules, selection
from extractor.domain import Document, Sentence
from extractor.english import lexicon
from extractor.speakers import pronoun_resolution, ranking
from extractor.speakers.discourse import Discourse, Place
from extractor.speakers.entities import Entity, EntityIndex
from extractor.speakers.entity_types import name_gender, title_gender
from extractor.speakers.mentions import EntityType, NamedMention, nominal_mention
from extractor.speakers.names import find_names
from training.coreference.corpora import PEOPLE, GoldDocument, GoldMention

Resolver = Callable[[EntityIndex, Place], Entity | None]

TYPES: Final[dict[str, EntityType | None]] = {
    "unclear": None,
    "person": "person",
    "PER": "person",
    "organization": "organization",
    "ORG": "organization",
    "place": "place",
    "GPE": "place",
    "LOC": "place",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a resolver said of one pronoun: ``right`` is None if it left the antecedent open."""

    form: str
    quoted: bool
    at_cue: bool
    right: bool | None


@dataclass(frozen=True, slots=True)
class Example:
    """The rows of a pronoun's candidates, and which of them is the antecedent."""

    rows: tuple[ranking.Row, ...]
    right: int


def answers(gold: GoldDocument, resolve: Resolver) -> Iterator[Answer]:
    """Yield the answer for each pronoun of a document whose antecedent was mentioned before."""
    reader = _Reader(gold)
    for mention, place in reader.questions():
        found = resolve(reader.index, place)
        expected = reader.entities.get(mention.cluster)
        form = reader.form(place)
        if expected is not None and expected.mentions:
            discourse = reader.index.discourse
            right = None if found is None else found is expected
            yield Answer(form, place in discourse.quoted, place in discourse.cue_mentions, right)
        if found is not None:
            reader.link_pronoun(found, place)


def examples(gold: GoldDocument) -> Iterator[Example]:
    """Yield the pronouns of a document that have candidates."""
    reader = _Reader(gold)
    for mention, place in reader.questions():
        expected = reader.entity(mention)
        agreeing = pronoun_resolution.agreeing(reader.index, place)
        rows = ranking.rows(reader.index, place, agreeing)
        yield from example(reader.index, place, rows, expected)
        reader.link_pronoun(expected, place)


def example(
    index: EntityIndex,
    place: Place,
    found: Sequence[ranking.Candidate],
    expected: Entity | None,
) -> Iterator[Example]:
    """Yield the example that a pronoun makes, if there is a choice; its last row is nobody."""
    rows, none = [row for _, row, _ in found], ranking.nobody(index, place, found)
    right = next((i for i, (entity, *_) in enumerate(found) if entity is expected), len(rows))
    rows += [] if none is None else [none]
    if found and len(rows) > 1 and right < len(rows):
        yield Example(tuple(rows), right)


class _Reader:
    """One pass over a document that fills an index with the given mentions."""

    def __init__(self, gold: GoldDocument) -> None:
        document = gold.document
        chosen = selection.choose(rules.propose(document), document, "quotations")
        spoken = [found.mention for found in chosen if found.mention is not None]
        self.gold = gold
        self.index = EntityIndex(Discourse.of(document, spoken))
        self.entities: dict[str, Entity] = {}
        self._together = set(_coordinations(gold))
        self._names = {(name.sentence, name.head): name for name in _names(document)}

    def form(self, place: Place) -> str:
        """Return a word's form in lower case."""
        return self.gold.document.sentences[place[0]].words[place[1]].text.lower()

    def entity(self, mention: GoldMention) -> Entity:
        """Return the entity of a mention, a new one at its first."""
        if mention.cluster not in self.entities:
            entity = self.entities[mention.cluster] = self.index.new()
            entity.type = TYPES.get(mention.type, "thing")
        return self.entities[mention.cluster]

    def link_pronoun(self, entity: Entity, place: Place) -> None:
        """Link a pronoun and learn its gender."""
        self.index.add_pronoun(entity, self.form(place))
        self.index.record(entity, place)

    def questions(self) -> Iterator[tuple[GoldMention, Place]]:
        """Yield the pronouns in question, when all mentions before them are linked."""
        mentions = iter([*self.gold.mentions, None])
        mention = next(mentions)
        for sentence in self.gold.document.sentences:
            while mention is not None and mention.sentence == sentence.index:
                place = (sentence.index, mention.head)
                pronoun = lexicon.PRONOUN_SET_OF.get(self.form(place))
                if pronoun is not None and pronoun.person == 3 and mention.first == mention.last:
                    if mention.type in PEOPLE and pronoun.gender != "neuter":
                        yield mention, place
                    else:
                        self.index.record(self.entity(mention), place)
                else:
                    self._link(mention, sentence)
                mention = next(mentions)
            heads = [
                head
                for number, head in self.index.discourse.cue_mentions
                if number == sentence.index
            ]
            self.index.remember_speakers(sentence.index, sorted(heads))

    def _link(self, mention: GoldMention, sentence: Sentence) -> None:
        """Link a name, a description, or a pronoun of the first or second person."""
        entity, place = self.entity(mention), (sentence.index, mention.head)
        known_type = entity.type
        word, name = sentence.words[mention.head], self._names.get(place)
        if (place, mention.cluster) in self._together:
            entity.plural = True
        elif name is not None:
            self._add_name(entity, name)
        elif word.upos in {"NOUN", "PROPN", "NUM", "ADJ"}:
            self.index.add_nominal(entity, nominal_mention(sentence, mention.head))
        elif word.text.lower() in {"we", "us", "our"}:
            entity.plural = True
        entity.type = known_type
        self.index.record(entity, place)

    def _add_name(self, entity: Entity, name: NamedMention) -> None:
        self.index.add_name(entity, name, entity.type)
        if entity.type == "person" and entity.gender is None:
            said = title_gender(name) is not None
            self.index.set_gender(entity, name_gender(name), said=said)


def _names(document: Document) -> Iterator[NamedMention]:
    for of_sentence in find_names(document).values():
        yield from of_sentence


def _coordinations(gold: GoldDocument) -> Iterator[tuple[Place, str]]:
    """Yield the heads and clusters of mentions that join others, the first of them at their head.

    ``A and B`` are two where A is mentioned by itself; ``a lawyer and author`` is one.
    """
    for longer, shorter in pairwise(gold.mentions):
        same = (longer.sentence, longer.head) == (shorter.sentence, shorter.head)
        sentence = gold.document.sentences[longer.sentence]
        if (
            same
            and longer.cluster != shorter.cluster
            and any(
                shorter.last < child <= longer.last and sentence.words[child].deprel == "conj"
                for child in sentence.children[longer.head]
            )
        ):
            yield (longer.sentence, longer.head), longer.cluster
