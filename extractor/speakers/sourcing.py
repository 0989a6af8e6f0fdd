"""What the text says of its speakers besides their names: pronouns, descriptions, anonymity.

All of it stands outside quotations: a quotation tells what somebody says, not who says it.
Nothing is inferred from a name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from extractor.domain import Anonymity, Attribution, Mention, Sentence, Span, value
from extractor.english import anonymity
from extractor.english.anonymity import Grant
from extractor.english.syntax import ancestors, children, span
from extractor.speakers.descriptions import Stretches, descriptions_of
from extractor.speakers.entities import Entity, EntityIndex
from extractor.speakers.speaker_pronouns import pronouns_of

Spoken = tuple[Attribution, Entity | None]
CLAUSES: Final = frozenset({"acl", "acl:relcl"})


@value()
class Sourcing:
    """What a text says of one speaker."""

    pronouns: tuple[str, ...] = ()
    descriptions: tuple[Mention, ...] = ()
    anonymity: Anonymity | None = None


def sourcing_of(index: EntityIndex, spoken: Sequence[Spoken]) -> Mapping[int, Sourcing]:
    """Return what the text says of each speaker, by the number of the entity."""
    pronouns = pronouns_of(index, spoken)
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
    for position in grant.whose or _around(sentence, grant.top):
        if position < 0:
            continue
        entity = index.at((sentence.index, position))
        if entity is not None and entity.number in speakers:
            return entity.number
        if entity is not None and grant.whose and not entity.is_impersonal:
            return None
    return None


def _around(sentence: Sentence, top: int) -> Iterator[int]:
    """Yield the subjects and antecedents of a verb or noun and of what is above it."""
    for position in (top, *ancestors(sentence, top)):
        word = sentence.words[position]
        yield from children(sentence, position, "nsubj")
        if word.deprel in CLAUSES or word.deprel == "appos":
            yield word.head
        if position == top and word.upos in {"NOUN", "PROPN", "ADJ"}:
            yield position
