"""Schemas of the answer: the names and the order of the fields in the wire format."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import Schema, fields

from schemas.fields import LANGUAGES
from schemas.offsets import UNITS
from schemas.request import CUE_CLASSES, TYPES

KINDS: Final = tuple("person anonymous group organization document unknown".split())

CHANNELS: Final = tuple(
    "statement interview speech post letter document testimony call broadcast outlet other".split()
)
"""How a quotation was delivered."""

WARNINGS: Final = tuple(
    """unclosed-quotation-mark stray-quotation-mark markup mis-decoded not-english
    too-many-words""".split()
)
"""The codes of warnings; not an enum of the wire, where more may be added."""


def _about(description: str, **more: Any) -> dict[str, Any]:
    return {"metadata": {"description": description, **more}}


def _code(word: str) -> str:
    return f"`{word}`"


class RangeSchema(Schema):
    """A half-open range of the text as it was sent."""

    start = fields.Integer(**_about("First position, in the requested unit."))
    end = fields.Integer(**_about("One past the last position."))


class SpanSchema(RangeSchema):
    """A range of the text with its words: ``text`` is the text from ``start`` to ``end``."""

    text = fields.String(**_about("The words, verbatim."))


class CueSchema(SpanSchema):
    """The words that introduce the quotation, usually a verb."""

    lemma = fields.String(**_about("The cue in its dictionary form."))
    cue_class = fields.String(
        data_key="class",
        **_about("Class of the cue: what kind of reporting it expresses.", enum=CUE_CLASSES),
    )


class ChannelSchema(SpanSchema):
    """The phrase that says how a quotation was delivered."""

    kind = fields.String(**_about("Kind of channel.", enum=CHANNELS))


class AnonymitySchema(SpanSchema):
    """The phrase that grants a speaker anonymity."""

    reason = fields.Nested(
        SpanSchema, allow_none=True, **_about("The reason given for it; null if none is given.")
    )


class StepSchema(Schema):
    """One step of the dependency path that the rule matched."""

    relation = fields.String(**_about("Name of the relation."))
    source = fields.Nested(SpanSchema, **_about("Word or phrase at the start of the step."))
    target = fields.Nested(SpanSchema, **_about("Word or phrase at the end of the step."))


class QuotedSpeakerSchema(Schema):
    """The speaker of this quotation."""

    id = fields.String(**_about("The speaker's id, the same throughout the response."))
    label = fields.String(**_about("The speaker as an editor would write it."))
    kind = fields.String(**_about("Kind of speaker.", enum=KINDS))
    mention = fields.Nested(SpanSchema, **_about("The words that name the speaker at this cue."))


class QuotationSchema(Schema):
    """A quotation: what somebody said or wrote, verbatim or reported."""

    id = fields.String(**_about("Unique in the response."))
    type = fields.String(
        **_about(
            "Whether the words are in quotation marks (direct), partly (mixed) or not (indirect).",
            enum=TYPES,
        )
    )
    text = fields.String(**_about("The segments joined by one space."))
    segments = fields.List(fields.Nested(SpanSchema), **_about("The pieces, in text order."))
    speaker = fields.Nested(
        QuotedSpeakerSchema, allow_none=True, **_about("null if no speaker was found.")
    )
    cue = fields.Nested(CueSchema, allow_none=True, **_about("null if there is none."))
    addressee = fields.Nested(
        SpanSchema, allow_none=True, **_about("The person or group that was told or asked.")
    )
    channel = fields.Nested(
        ChannelSchema,
        allow_none=True,
        **_about("How the words were delivered, such as in a statement; null if not given."),
    )
    relayed_by = fields.Nested(
        SpanSchema,
        allow_none=True,
        **_about("A second source that passes the quotation on; null if there is none."),
    )
    rule = fields.String(**_about("Name of the rule that found the quotation."))
    confidence = fields.Float(**_about("Probability that content and speaker are right, 0 to 1."))
    explanation = fields.List(
        fields.Nested(StepSchema),
        **_about("The dependency path that the rule matched; only with `explain`."),
    )


class SpeakerSchema(Schema):
    """One speaker of the text."""

    id = fields.String(**_about("Unique in the response."))
    label = fields.String(**_about("The speaker as an editor would write it."))
    kind = fields.String(**_about("Kind of speaker.", enum=KINDS))
    name = fields.String(
        allow_none=True,
        **_about("The fullest name the text gives a person; null for all other kinds."),
    )
    role = fields.String(allow_none=True, **_about("Title or description; null if none is given."))
    pronouns = fields.List(
        fields.String(),
        **_about("Pronouns the text uses for the speaker (nominative), in order of first use."),
    )
    descriptions = fields.List(
        fields.Nested(SpanSchema),
        **_about("Phrases that describe the speaker: titles, appositions, relative clauses."),
    )
    anonymity = fields.Nested(
        AnonymitySchema,
        allow_none=True,
        **_about("Words that grant anonymity; null if there are none."),
    )
    mentions = fields.List(fields.Nested(SpanSchema), **_about("Where the text names the speaker."))
    quotes = fields.List(fields.String(), **_about("The ids of the quotations."))


class WarningSchema(RangeSchema):
    """Something odd that was seen and handled."""

    code = fields.String(
        **_about(f"A stable name, one of {', '.join(map(_code, WARNINGS))}; more may be added.")
    )
    message = fields.String(**_about("One sentence; never contains words of the text."))

    class Meta:
        """The order of the fields."""

        fields = ("code", "start", "end", "message")


class SoftwareSchema(Schema):
    """The software and models that made this answer."""

    name = fields.String(**_about("The program."))
    version = fields.String(**_about("Its version."))
    model = fields.String(**_about("The models it used."))


class AnswerSchema(Schema):
    """The answer to one text."""

    id = fields.String(allow_none=True, **_about("The `id` of the request."))
    quotes = fields.List(fields.Nested(QuotationSchema), **_about("In text order."))
    speakers = fields.List(
        fields.Nested(SpeakerSchema), **_about("The speakers of these quotations.")
    )
    warnings = fields.List(fields.Nested(WarningSchema), **_about("Problems found in the text."))
    offsets = fields.String(**_about("The unit of every start and end.", enum=UNITS))
    language = fields.String(**_about("The assumed language.", enum=LANGUAGES))
    software = fields.Nested(
        SoftwareSchema, **_about("The software and models that made this answer.")
    )
