"""From attributions and who speaks them to the values that the caller gets."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.domain import (
    Attribution,
    Cue,
    Mention,
    NounPhrase,
    Quotation,
    QuotedSpeaker,
    Segment,
    Span,
    Speaker,
)
from extractor.speakers.identity import Identity

Named = tuple[Attribution, Identity | None]


def assemble(
    named: Sequence[Named], text: str
) -> tuple[tuple[Quotation, ...], tuple[Speaker, ...]]:
    """Number quotations in text order and speakers in the order of their first quotation."""
    ordered = sorted(named, key=lambda pair: [(s.start, s.end) for s in pair[0].segments])
    ids: dict[int, str] = {}
    for _, identity in ordered:
        if identity is not None:
            ids.setdefault(identity.number, f"s{len(ids) + 1}")
    quotes = tuple(
        _quotation(f"q{n}", attribution, identity, ids, text)
        for n, (attribution, identity) in enumerate(ordered, start=1)
    )
    who = {ids[identity.number]: identity for _, identity in ordered if identity is not None}
    own: dict[str, list[tuple[str, Mention]]] = {number: [] for number in who}
    for quote in quotes:
        if quote.speaker is not None:
            own[quote.speaker.id].append((quote.id, quote.speaker.mention))
    return quotes, tuple(_speaker(number, who[number], own[number]) for number in who)


def _quotation(
    number: str, found: Attribution, who: Identity | None, ids: dict[int, str], text: str
) -> Quotation:
    segments = tuple(Segment(s.start, s.end, s.of(text)) for s in found.segments)
    speaker = None
    if who is not None and found.mention is not None:
        mention = _mention(found.mention.span, text)
        speaker = QuotedSpeaker(ids[who.number], who.label, who.kind, mention)
    return Quotation(
        id=number,
        type=found.type,
        text=" ".join(segment.text for segment in segments),
        segments=segments,
        speaker=speaker,
        cue=_cue(found, text),
        addressee=_shown(found.addressee, text),
        rule=found.rule,
        confidence=found.confidence,
        explanation=found.steps,
    )


def _cue(found: Attribution, text: str) -> Cue | None:
    cue = found.cue
    if cue is None:
        return None
    return Cue(cue.span.start, cue.span.end, cue.span.of(text), cue.lemma, cue.cue_class)


def _shown(phrase: NounPhrase | None, text: str) -> Mention | None:
    return None if phrase is None else _mention(phrase.span, text)


def _mention(span: Span, text: str) -> Mention:
    return Mention(span.start, span.end, span.of(text))


def _speaker(number: str, who: Identity, own: Sequence[tuple[str, Mention]]) -> Speaker:
    mentions = sorted({mention for _, mention in own}, key=lambda m: (m.start, m.end))
    return Speaker(
        id=number,
        label=who.label,
        kind=who.kind,
        name=who.name,
        role=who.role,
        mentions=tuple(mentions),
        quotes=tuple(quote for quote, _ in own),
    )
