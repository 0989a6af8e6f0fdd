"""Stage 5: coreference. Who the mentions at the cues are, by one label a speaker.

`label` is the entry. It knows nothing of how quotations were found: it reads the trees for names,
titles, appositions, pronouns and descriptions, and returns the values that the caller gets
(`_assemble`).

    coreference           reads in order, links each mention to an entity
      names, titles       finds names; where their titles end
      name_types          person, organization, place or group: all names together
      entity_types        and by what each shows itself; gender, age
      appositions         what the words around a name say of its bearer
      name_resolution     names: full, short, misspelt, acronyms
      later_names         whose name a text gives only after it has told of them
      pronoun_resolution  pronouns, by agreement and the ranking
      nominal_resolution  descriptions, by ordered sieves, which are in
        earlier_nouns       the noun of an earlier description, the same or a related one
        epithets            what the text says or tells of somebody who has a name
        organization_kinds  kinds of organizations
      ranking             how well each entity agrees with a pronoun, how likely it is meant
      entities            the index of entities
      mentions, discourse   what these share: phrases, and how they stand out in the document
    labels                label, kind, name and role of an entity
    sourcing              pronouns, descriptions and anonymity of an entity
      descriptions        what the text calls it besides its name
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from extractor.domain import (
    Attribution,
    Channel,
    Cue,
    Document,
    Mention,
    Quotation,
    QuotedSpeaker,
    Segment,
    Span,
    Speaker,
)
from extractor.speakers.coreference import Resolution, resolve
from extractor.speakers.entities import Entity
from extractor.speakers.labels import SpeakerLabel, label_speaker
from extractor.speakers.sourcing import Sourcing, sourcing_of

Labelled = tuple[Attribution, SpeakerLabel | None]
NOTHING: Final = Sourcing()
UNRESOLVED: Final = 0.6
"""How likely nobody is to be named where no antecedent of a cue's mention was found."""


def label(
    attributions: Sequence[Attribution], document: Document
) -> tuple[tuple[Quotation, ...], tuple[Speaker, ...]]:
    """Turn chosen attributions into quotations in text order, and list their speakers.

    Quotations are numbered ``q1``, ``q2``, ...; speakers ``s1``, ``s2``, ... in the order of
    their first quotation. A quotation has no speaker where it has no mention, or where the
    text does not say whom a pronoun refers to; its confidence counts how likely the antecedent
    of a pronoun is.
    """
    mentions = [found.mention for found in attributions if found.mention is not None]
    resolution = resolve(document, mentions)
    speakers = resolution.speakers
    spoken = [(a, None if a.mention is None else speakers[a.mention]) for a in attributions]
    known = {entity.number: entity for _, entity in spoken if entity is not None}
    labels = {number: label_speaker(resolution.index, e) for number, e in known.items()}
    labelled = [
        (_weighed(a, e, resolution), None if e is None else labels[e.number]) for a, e in spoken
    ]
    return _assemble(labelled, document.text, sourcing_of(resolution.index, spoken))


def _weighed(
    attribution: Attribution, entity: Entity | None, resolution: Resolution
) -> Attribution:
    """Return an attribution whose confidence counts how sure the antecedent of its mention is.

    Where none was found, it counts how likely a reader would find none either.
    """
    mention = attribution.mention
    if mention is None:
        return attribution
    found = resolution.index.probabilities.get((mention.sentence, mention.head), 1.0)
    probability = UNRESOLVED if entity is None else found
    return replace(attribution, confidence=round(attribution.confidence * probability, 2))


# --- the caller's values ------------------------------------------------------------------


def _assemble(
    labelled: Sequence[Labelled], text: str, sourcing: Mapping[int, Sourcing]
) -> tuple[tuple[Quotation, ...], tuple[Speaker, ...]]:
    """Number quotations in text order and speakers in the order of their first quotation."""
    ordered = sorted(labelled, key=lambda pair: [(s.start, s.end) for s in pair[0].segments])
    ids: dict[int, str] = {}
    for _, speaker in ordered:
        if speaker is not None:
            ids.setdefault(speaker.number, f"s{len(ids) + 1}")
    quotes = tuple(
        _quotation(f"q{n}", attribution, speaker, ids, text)
        for n, (attribution, speaker) in enumerate(ordered, start=1)
    )
    by_id = {ids[speaker.number]: speaker for _, speaker in ordered if speaker is not None}
    own: dict[str, list[tuple[str, Mention]]] = {number: [] for number in by_id}
    for quote in quotes:
        if quote.speaker is not None:
            own[quote.speaker.id].append((quote.id, quote.speaker.mention))
    speakers = (
        _speaker(id, speaker, own[id], sourcing.get(speaker.number, NOTHING))
        for id, speaker in by_id.items()
    )
    return quotes, tuple(speakers)


def _quotation(
    number: str,
    attribution: Attribution,
    speaker: SpeakerLabel | None,
    ids: dict[int, str],
    text: str,
) -> Quotation:
    segments = tuple(Segment(s.start, s.end, s.of(text)) for s in attribution.segments)
    quoted = None
    if speaker is not None and attribution.mention is not None:
        mention = _mention(attribution.mention.span, text)
        quoted = QuotedSpeaker(ids[speaker.number], speaker.label, speaker.kind, mention)
    return Quotation(
        id=number,
        type=attribution.type,
        text=" ".join(segment.text for segment in segments),
        segments=segments,
        speaker=quoted,
        cue=_cue(attribution, text),
        addressee=_named(attribution.addressee.span if attribution.addressee else None, text),
        rule=attribution.rule,
        confidence=attribution.confidence,
        explanation=attribution.steps,
        channel=_channel(attribution, text),
        relayed_by=_named(attribution.relayed_by, text),
    )


def _cue(attribution: Attribution, text: str) -> Cue | None:
    cue = attribution.cue
    if cue is None:
        return None
    return Cue(cue.span.start, cue.span.end, cue.span.of(text), cue.lemma, cue.cue_class)


def _channel(attribution: Attribution, text: str) -> Channel | None:
    words = attribution.channel
    if words is None:
        return None
    return Channel(words.span.start, words.span.end, words.span.of(text), words.kind)


def _named(span: Span | None, text: str) -> Mention | None:
    return None if span is None else _mention(span, text)


def _mention(span: Span, text: str) -> Mention:
    return Mention(span.start, span.end, span.of(text))


def _speaker(
    number: str, speaker: SpeakerLabel, own: Sequence[tuple[str, Mention]], sourcing: Sourcing
) -> Speaker:
    mentions = sorted({mention for _, mention in own}, key=lambda m: (m.start, m.end))
    return Speaker(
        id=number,
        label=speaker.label,
        kind=speaker.kind,
        name=speaker.name,
        role=speaker.role,
        mentions=tuple(mentions),
        quotes=tuple(quote for quote, _ in own),
        pronouns=sourcing.pronouns,
        descriptions=sourcing.descriptions,
        anonymity=sourcing.anonymity,
    )
