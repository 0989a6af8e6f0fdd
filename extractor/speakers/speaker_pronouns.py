"""The pronouns by which a text refers to its speakers, never guessed from a name.

The resolver's answer counts in narration. Inside a reported clause a pronoun is the speaker's only
where nobody else whom it fits stands before it:

    The playwright said she had written it.          she: the playwright
    A witness said the driver left when he saw it.   he: the driver as well as the witness
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from extractor.domain import Attribution, Sentence, Word, value
from extractor.english import lexicon
from extractor.english.syntax import subtree
from extractor.speakers.entities import Entity, EntityIndex
from extractor.speakers.mentions import is_plural

ANYBODY: Final = frozenset(
    "nobody anybody everybody somebody anyone everyone someone those one none each".split()
)
"""Pronouns that ``they`` may refer to."""
OBJECTS: Final = frozenset({"obj", "iobj", "obl"})
NOMINATIVE_ROLES: Final = frozenset({"nsubj", "nsubj:pass", "nmod:poss"})

Spoken = tuple[Attribution, Entity | None]


@value()
class Report:
    """A report in one sentence: its speaker, and the words of the reported clause, if any."""

    speaker: Entity
    mention: int
    content: frozenset[int]
    words: frozenset[int]


def pronouns_of(index: EntityIndex, spoken: Sequence[Spoken]) -> Mapping[int, tuple[str, ...]]:
    """Return the nominatives of the pronouns of each entity, in order of first use."""
    reports = _reports(index, spoken)
    found: dict[int, dict[str, None]] = {}
    for sentence in index.discourse.document.sentences:
        for word in sentence.words:
            form = word.text.lower()
            if form not in lexicon.THIRD_PERSON or word.upos not in {"PRON", "DET"}:
                continue
            if (sentence.index, word.index) in index.discourse.quoted:
                continue
            entity = _referent(index, sentence, word, reports.get(sentence.index, ()))
            if entity is not None:
                nominative = lexicon.PRONOUN_SET_OF[form].forms[0]
                found.setdefault(entity.number, {})[nominative] = None
    return {number: tuple(forms) for number, forms in found.items()}


def _reports(index: EntityIndex, spoken: Sequence[Spoken]) -> Mapping[int, Sequence[Report]]:
    """Return the reports of each sentence, the inner ones first."""
    sentences = index.discourse.document.sentences
    found: dict[int, list[Report]] = {}
    for attribution, speaker in spoken:
        mention = attribution.mention
        if mention is None or speaker is None:
            continue
        sentence = sentences[mention.sentence]
        indirect = attribution.type != "direct"
        content = frozenset(
            i for s in attribution.segments for i in _inside(sentence, s.start, s.end) if indirect
        )
        clause = _clause_of_cue(sentence, attribution, mention.head)
        report = Report(speaker, mention.head, content, frozenset(clause))
        found.setdefault(sentence.index, []).append(report)
    for reports in found.values():
        reports.sort(key=lambda report: len(report.words))
    return found


def _inside(sentence: Sentence, start: int, end: int) -> Iterator[int]:
    return (w.index for w in sentence.words if start <= w.start < end)


def _clause_of_cue(sentence: Sentence, attribution: Attribution, mention: int) -> list[int]:
    cue = attribution.cue
    words = list(_inside(sentence, cue.span.start, cue.span.end)) if cue else []
    return subtree(sentence, words[0]) if words else subtree(sentence, mention)


# --- whom a pronoun refers to -------------------------------------------------------------


def _referent(
    index: EntityIndex, sentence: Sentence, word: Word, reports: Sequence[Report]
) -> Entity | None:
    """Return the speaker or other entity that a pronoun surely refers to."""
    place = (sentence.index, word.index)
    known = index.at(place)
    if place in index.discourse.cue_mentions:
        return known
    report = next((r for r in reports if word.index in r.content), None)
    if report is None:
        report = next((r for r in reports if word.index in r.words), None)
    if report is None:
        return known if known is not None and _fits(word, known, index, place[0]) else None
    if known is not None and known is not report.speaker and (known.names or known.members):
        later = known.mentions and known.mentions[0].sentence > sentence.index
        return None if later or _rivals(index, sentence, word, report) else known
    if _precedes_name(sentence, word, report):
        return None
    if not _may_be(word, report, sentence) or _rivals(index, sentence, word, report):
        return None
    return report.speaker


def _fits(word: Word, entity: Entity, index: EntityIndex, sentence: int) -> bool:
    """Return whether a pronoun in narration may stand for an entity that it was linked to."""
    nominative = lexicon.PRONOUN_SET_OF[word.text.lower()].forms[0]
    if not entity.mentions or entity.mentions[0].sentence > sentence:
        return False
    if nominative == "it":
        return word.deprel in NOMINATIVE_ROLES and not entity.is_person
    return nominative != "they" or entity.plural or entity.is_called_they or not entity.type


def _may_be(word: Word, report: Report, sentence: Sentence) -> bool:
    """Return whether a pronoun agrees with the speaker of the report in which it stands."""
    speaker = report.speaker
    pronoun = lexicon.PRONOUN_SET_OF[word.text.lower()]
    nominative = pronoun.forms[0]
    if nominative == "they":
        unnamed = not speaker.names and _may_be_person(speaker) and word.index not in report.content
        return speaker.plural or bool(speaker.members) or speaker.is_called_they or unnamed
    if nominative == "it":
        impersonal = speaker.is_impersonal and not speaker.plural
        return impersonal and word.deprel in NOMINATIVE_ROLES
    if not _may_be_person(speaker) or speaker.plural or speaker.members or speaker.is_called_they:
        return False
    return speaker.gender in {None, pronoun.gender}


def _may_be_person(speaker: Entity) -> bool:
    """Return whether a speaker may be a person; nouns that are not known are ``thing``."""
    return speaker.type in {None, "person", "thing"}


def _precedes_name(sentence: Sentence, word: Word, report: Report) -> bool:
    """Return whether a pronoun stands in what is said before its speaker is named."""
    named = sentence.words[report.mention].upos == "PROPN"
    return named and word.index in report.content and word.index < report.mention


def _rivals(index: EntityIndex, sentence: Sentence, word: Word, report: Report) -> bool:
    """Return whether somebody else stands before a pronoun, in the report, whom it fits."""
    pronoun = lexicon.PRONOUN_SET_OF[word.text.lower()]
    nominative = pronoun.forms[0]
    inside = report.content if word.index in report.content else report.words
    first = min(inside, default=0) if word.index in report.content else min(report.words)
    own = {word.head} if word.deprel == "nmod:poss" else set()
    for other in sentence.words[: word.index]:
        told = other.deprel in OBJECTS
        if other.index < first and not told:
            continue
        if other.index in own or _is_same_clause(word, other):
            continue
        entity = index.at((sentence.index, other.index))
        if entity is report.speaker or other.index == report.mention:
            continue
        if (sentence.index, other.index) in index.discourse.quoted:
            continue
        if _could_be(sentence, other, nominative, pronoun.gender, entity):
            return True
    return False


def _is_named_person(other: Word, entity: Entity) -> bool:
    """Return whether a name is a person's; one of which nothing is known only in a core role."""
    core = other.deprel in {"nsubj", "nsubj:pass", "obj", "iobj"}
    return entity.is_person or (entity.type is None and core)


def _is_same_clause(word: Word, other: Word) -> bool:
    """Return whether a pronoun is the object of the verb whose subject another word is."""
    return (
        word.deprel.partition(":")[0] in OBJECTS
        and other.deprel.startswith("nsubj")
        and other.head == word.head
    )


def _could_be(
    sentence: Sentence, other: Word, nominative: str, gender: str | None, entity: Entity | None
) -> bool:
    """Return whether a pronoun may refer to a noun before it."""
    if other.deprel in {"flat", "compound", "nmod:desc", "amod"}:
        return False
    lower = other.text.lower()
    if nominative == "they" and lower in ANYBODY:
        return True
    stands_alone = other.upos == "ADJ" and other.deprel in {"nsubj", "nsubj:pass", *OBJECTS}
    if other.upos not in {"NOUN", "PROPN"} and not stands_alone:
        return False
    plural = is_plural(sentence, other.index) or lexicon.noun_class(lower) == "crowd"
    if nominative == "it":
        return False
    if plural != (nominative == "they"):
        return False
    if stands_alone:
        person = True  # the deceased
    elif other.upos == "PROPN":
        person = entity is not None and _is_named_person(other, entity)
    else:
        person = lexicon.noun_class(lower) in {"person", "crowd"} or (
            nominative == "they" and entity is not None
        )
    theirs = lexicon.noun_gender(lower) or (entity.gender if entity else None)
    return person and (gender is None or theirs in {None, gender})
