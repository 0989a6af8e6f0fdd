"""What the text says of its speakers besides their names: pronouns, descriptions, anonymity.

All of it stands outside quotations: a quotation tells what somebody says, not who says it.
Nothing is inferred from a name.

The resolver's answer to a pronoun counts in narration. Inside a reported clause a pronoun is the
speaker's only where nobody else whom it fits stands before it:

    The playwright said she had written it.          she: the playwright
    A witness said the driver left when he saw it.   he: the driver as well as the witness
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from extractor.domain import Anonymity, Attribution, Mention, Sentence, Span, Word, value
from extractor.english import anonymity, lexicon
from extractor.english.anonymity import Grant
from extractor.english.syntax import (
    NOUNS,
    ancestors,
    children,
    is_relation,
    marker,
    span,
    subtree,
)
from extractor.speakers.descriptions import Stretches, descriptions_of
from extractor.speakers.entities import Entity, EntityIndex
from extractor.speakers.mentions import is_plural

Spoken = tuple[Attribution, Entity | None]
ANYBODY: Final = frozenset(
    "nobody anybody everybody somebody anyone everyone someone those one none each".split()
)
"""Pronouns that ``they`` may refer to."""
ALL_OF_THEM: Final = frozenset("both neither all none each".split())
OBJECTS: Final = frozenset({"obj", "iobj", "obl"})
NOMINATIVE_ROLES: Final = frozenset({"nsubj", "nsubj:pass", "nmod:poss"})


@value()
class Sourcing:
    """What a text says of one speaker."""

    pronouns: tuple[str, ...] = ()
    descriptions: tuple[Mention, ...] = ()
    anonymity: Anonymity | None = None


def sourcing_of(index: EntityIndex, spoken: Sequence[Spoken]) -> Mapping[int, Sourcing]:
    """Return what the text says of each speaker, by the number of the entity."""
    pronouns = _pronouns_of(index, spoken)
    speakers = {entity.number: entity for _, entity in spoken if entity is not None}
    grants = _anonymity_of(index, spoken)
    told = _told(spoken, grants.values())
    return {
        number: Sourcing(
            pronouns.get(number, ()),
            descriptions_of(index, entity, told),
            grants.get(number),
        )
        for number, entity in speakers.items()
    }


def _told(spoken: Sequence[Spoken], grants: Iterable[Anonymity]) -> Stretches:
    """Return what is no description: quotations, their cues and ways, and grants of anonymity."""
    spans = _said(spoken)
    for attribution, _ in spoken:
        spans += [] if attribution.cue is None else [attribution.cue.span]
        spans += [] if attribution.channel is None else [attribution.channel.span]
        spans += [] if attribution.relayed_by is None else [attribution.relayed_by]
    for grant in grants:
        spans.append(Span(grant.start, grant.end))
        if grant.reason is not None:
            spans.append(Span(grant.reason.start, grant.reason.end))
    return Stretches(spans)


# --- anonymity ----------------------------------------------------------------------------


def _anonymity_of(index: EntityIndex, spoken: Sequence[Spoken]) -> Mapping[int, Anonymity]:
    """Return what grants anonymity to each speaker, by the number of the entity."""
    document = index.discourse.document
    speakers = {entity.number for _, entity in spoken if entity is not None}
    said = Stretches(_said(spoken))
    found: dict[int, Anonymity] = {}
    for sentence in document.sentences:
        for grant in anonymity.grants_in(sentence):
            words = span(sentence, (grant.first, grant.last))
            if document.passages_over(words) or said.meet(words):
                continue
            number = _granted_to(index, sentence, grant, speakers)
            if number is not None and number not in found:
                why = anonymity.reason_of(sentence, grant)
                reason = None if why is None else _mention(why, document.text)
                grants = words.of(document.text)
                found[number] = Anonymity(words.start, words.end, grants, reason)
    return found


def _said(spoken: Sequence[Spoken]) -> list[Span]:
    return [segment for attribution, _ in spoken for segment in attribution.segments]


def _mention(words: Span, text: str) -> Mention:
    return Mention(words.start, words.end, words.of(text))


def _granted_to(
    index: EntityIndex, sentence: Sentence, grant: Grant, speakers: Collection[int]
) -> int | None:
    """Return the number of the speaker to whom anonymity is granted, None for anybody else."""
    namer = index.at((sentence.index, grant.namer))
    if namer is not None and namer.is_person:
        return None  # Smith would not name the buyer
    for position in grant.whose or (*_of_source(sentence, grant), *_around(sentence, grant.top)):
        if position < 0:
            continue
        entity = index.at((sentence.index, position))
        if entity is None and sentence.words[position].text.lower() in ALL_OF_THEM:
            entity = _several(index, sentence.index, speakers)
        if entity is not None and entity.number in speakers:
            return entity.number
        if sentence.words[position].text.lower() in lexicon.RELATIVE_PRONOUNS:
            continue
        whole = None if entity is None else _whole(index, sentence, position, speakers)
        if whole is not None:
            return whole
        stops = entity is not None and bool(grant.whose) and not entity.is_impersonal
        if stops or (entity is not None and entity.is_person):
            return None
    return None


def _several(index: EntityIndex, sentence: int, speakers: Collection[int]) -> Entity | None:
    """Return the several speakers mentioned last, whom ``both`` and ``neither`` mean."""
    recent = index.recent(sentence, reach=2)
    return next((e for e in recent if e.number in speakers and (e.plural or e.members)), None)


def _whole(
    index: EntityIndex, sentence: Sentence, position: int, speakers: Collection[int]
) -> int | None:
    """Return the speaker of whose phrase somebody else is a part: *two* of the advisers, who.

    None where that is somebody else: a lawyer for *a woman* who asked not to be named.
    """
    while sentence.words[position].deprel == "nmod" and marker(sentence, position) != "for":
        position = sentence.words[position].head
        entity = index.at((sentence.index, position))
        if entity is not None and entity.number in speakers:
            return entity.number
    return None


def _of_source(sentence: Sentence, grant: Grant) -> Iterator[int]:
    """Yield the source right before a participle: ``according to *an aide*, speaking …``."""
    words, before = sentence.words, grant.first - 1
    if words[grant.first].xpos != "VBG" or before < 1 or words[before].text != ",":
        return
    for noun in (before - 1, *ancestors(sentence, before - 1)):
        if noun >= before or words[noun].upos not in NOUNS:
            return
        if marker(sentence, noun) == "according":
            yield noun


def _around(sentence: Sentence, top: int) -> Iterator[int]:
    """Yield the subjects and antecedents of a verb or noun and of what is above it."""
    for position in (top, *ancestors(sentence, top)):
        word = sentence.words[position]
        subjects = list(children(sentence, position, "nsubj"))
        yield from subjects
        if position != top and not subjects:  # said *people* familiar with it, asking not to be
            yield from children(sentence, position, "iobj", "obj")
        joined = word.deprel == "conj" and sentence.words[word.head].upos in NOUNS
        modified = is_relation(word.deprel, ("acl", "appos"))
        if modified or (joined and word.upos == "VERB"):
            yield word.head
        if position == top and word.upos in {"NOUN", "PROPN", "ADJ"}:
            yield position


# --- pronouns -----------------------------------------------------------------------------


@value()
class _Report:
    """A report in one sentence: its speaker, and the words of the reported clause, if any."""

    speaker: Entity
    mention: int
    content: frozenset[int]
    words: frozenset[int]


def _pronouns_of(index: EntityIndex, spoken: Sequence[Spoken]) -> Mapping[int, tuple[str, ...]]:
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


def _reports(index: EntityIndex, spoken: Sequence[Spoken]) -> Mapping[int, Sequence[_Report]]:
    """Return the reports of each sentence, the inner ones first."""
    sentences = index.discourse.document.sentences
    found: dict[int, list[_Report]] = {}
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
        report = _Report(speaker, mention.head, content, frozenset(clause))
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


def _referent(
    index: EntityIndex, sentence: Sentence, word: Word, reports: Sequence[_Report]
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


def _may_be(word: Word, report: _Report, sentence: Sentence) -> bool:
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


def _precedes_name(sentence: Sentence, word: Word, report: _Report) -> bool:
    """Return whether a pronoun stands in what is said before its speaker is named."""
    named = sentence.words[report.mention].upos == "PROPN"
    return named and word.index in report.content and word.index < report.mention


def _rivals(index: EntityIndex, sentence: Sentence, word: Word, report: _Report) -> bool:
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
    if other.upos not in NOUNS and not stands_alone:
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
        person = lexicon.noun_class(lower) in lexicon.PEOPLE or (
            nominative == "they" and entity is not None
        )
    theirs = lexicon.noun_gender(lower) or (entity.gender if entity else None)
    return person and (gender is None or theirs in {None, gender})
