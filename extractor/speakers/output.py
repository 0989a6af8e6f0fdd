"""The caller's values, from attributions and the labels of their speakers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from extractor.domain import (
    Attribution,
    Channel,
    Cue,
    Mention,
    Quotation,
    QuotedSpeaker,
    Segment,
    Span,
    Speaker,
)
from extractor.speakers.labels import SpeakerLabel
from extractor.speakers.sourcing import Sourcing

Labelled = tuple[Attribution, SpeakerLabel | None]
NOTHING: Final = Sourcing()
NONE: Final[Mapping[int, Sourcing]] = {}


def assemble(
    labelled: Sequence[Labelled], text: str, sourcing: Mapping[int, Sourcing] = NONE
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
