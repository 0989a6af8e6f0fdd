"""How an extraction is written down: names and order of the contract."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import Schema, fields

from schemas.offsets import UNITS
from schemas.request import CUE_CLASSES, LANGUAGES, TYPES

KINDS: Final = tuple("person anonymous group organization document unknown".split())

CHANNELS: Final = tuple(
    "statement interview speech post letter document testimony call broadcast outlet other".split()
)
"""By what way the words of a quotation came."""


def _about(description: str, **more: Any) -> dict[str, Any]:
    return {"metadata": {"description": description, **more}}


class RangeSchema(Schema):
    """A half-open range of the text as it was sent."""

    start = fields.Integer(**_about("First position, in the unit asked for."))
    end = fields.Integer(**_about("One past the last position."))


class SpanSchema(RangeSchema):
    """A piece of the text: ``text`` is what stands from ``start`` to ``end``, verbatim."""

    text = fields.String(**_about("The words, verbatim."))


class CueSchema(SpanSchema):
    """The words that report."""

    lemma = fields.String(**_about("The cue in its dictionary form."))
    cue_class = fields.String(
        data_key="class", **_about("What the cue says about the reporting.", enum=CUE_CLASSES)
    )


class ChannelSchema(SpanSchema):
    """The words that say by what way a quotation came."""

    kind = fields.String(**_about("Which sort of way that is.", enum=CHANNELS))


class AnonymitySchema(SpanSchema):
    """The words that keep a speaker's name from the text."""

    reason = fields.Nested(
        SpanSchema, allow_none=True, **_about("The words that say why; null where none do.")
    )


class StepSchema(Schema):
    """One step that the rule took from word to word."""

    relation = fields.String(**_about("The relation's name."))
    source = fields.Nested(SpanSchema, **_about("Where the step begins."))
    target = fields.Nested(SpanSchema, **_about("Where it leads."))


class QuotedSpeakerSchema(Schema):
    """Who says this quotation."""

    id = fields.String(**_about("The speaker's id, the same throughout the response."))
    label = fields.String(**_about("The speaker as an editor would write it."))
    kind = fields.String(**_about("What sort of speaker it is.", enum=KINDS))
    mention = fields.Nested(SpanSchema, **_about("The words that name the speaker at this cue."))


class QuotationSchema(Schema):
    """A stretch of the text that reports what somebody said or wrote."""

    id = fields.String(**_about("Unique in the response."))
    type = fields.String(**_about("How the words are quoted.", enum=TYPES))
    text = fields.String(**_about("The segments joined by one space."))
    segments = fields.List(fields.Nested(SpanSchema), **_about("The pieces, in text order."))
    speaker = fields.Nested(
        QuotedSpeakerSchema, allow_none=True, **_about("null where the text does not say.")
    )
    cue = fields.Nested(CueSchema, allow_none=True, **_about("null where there is none."))
    addressee = fields.Nested(SpanSchema, allow_none=True, **_about("Who was told or asked."))
    channel = fields.Nested(
        ChannelSchema, allow_none=True, **_about("By what way it came: in a statement.")
    )
    relayed_by = fields.Nested(
        SpanSchema,
        allow_none=True,
        **_about("A second source that passes it on; the speaker is who said it."),
    )
    rule = fields.String(**_about("The construction that made the pairing."))
    confidence = fields.Float(**_about("The probability that the pairing is right, 0 to 1."))
    explanation = fields.List(
        fields.Nested(StepSchema), **_about("What the rule walked; only with explain.")
    )


class SpeakerSchema(Schema):
    """One speaker of the text."""

    id = fields.String(**_about("Unique in the response."))
    label = fields.String(**_about("The speaker as an editor would write it."))
    kind = fields.String(**_about("What sort of speaker it is.", enum=KINDS))
    name = fields.String(allow_none=True, **_about("The fullest name the text gives."))
    role = fields.String(allow_none=True, **_about("Title or description."))
    pronouns = fields.List(
        fields.String(),
        **_about("The pronouns that the text uses, nominative, in order of first use."),
    )
    descriptions = fields.List(
        fields.Nested(SpanSchema),
        **_about("The words that say who this is and how they know: title, apposition, clause."),
    )
    anonymity = fields.Nested(
        AnonymitySchema, allow_none=True, **_about("null where nothing keeps the name back.")
    )
    mentions = fields.List(fields.Nested(SpanSchema), **_about("Where the text names the speaker."))
    quotes = fields.List(fields.String(), **_about("The ids of the quotations."))


class WarningSchema(RangeSchema):
    """Something odd that was seen and worked around."""

    code = fields.String(**_about("A stable name."))
    message = fields.String(**_about("A sentence; never holds the text."))

    class Meta:
        """The contract's order."""

        fields = ("code", "start", "end", "message")


class SoftwareSchema(Schema):
    """What made this answer."""

    name = fields.String(**_about("The program."))
    version = fields.String(**_about("Its version."))
    model = fields.String(**_about("The models it used."))


class AnswerSchema(Schema):
    """The answer to one text."""

    id = fields.String(allow_none=True, **_about("What the caller sent as id."))
    quotes = fields.List(fields.Nested(QuotationSchema), **_about("In text order."))
    speakers = fields.List(fields.Nested(SpeakerSchema), **_about("Who speaks in these quotes."))
    warnings = fields.List(fields.Nested(WarningSchema), **_about("What was worked around."))
    offsets = fields.String(**_about("The unit of every start and end.", enum=UNITS))
    language = fields.String(**_about("The language that was assumed.", enum=LANGUAGES))
    software = fields.Nested(SoftwareSchema, **_about("What made this answer."))
