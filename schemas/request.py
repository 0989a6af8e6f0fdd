"""Schemas of requests. They are strict: every error is reported, nothing is ignored.

The documents of a batch are checked one by one, so that an invalid one does not affect the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from marshmallow import RAISE, Schema, fields as wire

from schemas.fields import Choice, Flag, Language, Number, Text, Unchecked, Words, refuse_unknown
from schemas.offsets import UNITS

Scope = Literal["quotations", "attributions"]

TYPES: Final = ("direct", "mixed", "indirect")
SCOPES: Final[tuple[Scope, ...]] = ("quotations", "attributions")
CUE_CLASSES: Final = tuple("speech writing thought demand denial stance evidence layout".split())
LONGEST_ID: Final = 1000


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a request. ``cue_classes`` None: all, and quotations without a cue."""

    language: str = "en"
    types: frozenset[str] = frozenset(TYPES)
    min_confidence: float = 0.0
    cue_classes: frozenset[str] | None = None
    offsets: str = "codepoint"
    explain: bool = False
    scope: Scope = "quotations"


@dataclass(frozen=True, slots=True)
class QuoteRequest:
    """A request for one text, exactly as sent."""

    text: str
    id: str | None = None
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """A request for many texts; ``from_document`` checks each."""

    documents: tuple[Any, ...]
    options: Options = Options()


class StrictSchema(Schema):
    """A schema that rejects unknown fields."""

    error_messages = {"type": "It must be an object."}  # noqa: RUF012  as marshmallow has it
    options_in_it = True
    noun = "field"

    class Meta:
        """The same, for the OpenAPI document."""

        unknown = RAISE

    def handle_error(self, error: Any, data: Any, **rest: Any) -> None:
        """Describe what may be sent, without repeating the input."""
        beside = [] if self.options_in_it else list(Options.__dataclass_fields__)
        error.messages = refuse_unknown(error.messages, self.fields, beside, self.noun)
        raise error


class OptionsSchema(StrictSchema):
    """The options of a single text and of a batch."""

    language = Language(
        metadata={
            "description": "Language of the text: `en`; regional forms such as `en-US` count "
            "as `en`.",
            "default": "en",
        },
    )
    types = Words(
        TYPES, metadata={"description": "Return quotations of these types only.", "default": TYPES}
    )
    min_confidence = Number(
        metadata={"description": "Leave out quotations below this confidence.", "default": 0.0},
    )
    cue_classes = Words(
        CUE_CLASSES,
        allow_none=True,
        metadata={
            "description": "Return quotations with a cue of these classes only; null, in a query "
            "an empty value: all, and those without a cue.",
            "default": None,
        },
    )
    offsets = Choice(
        UNITS,
        metadata={"description": "The unit of every start and end.", "default": "codepoint"},
    )
    scope = Choice(
        SCOPES,
        metadata={
            "description": "What counts: what somebody said or wrote, denials in a clause included "
            "(quotations), or also what they thought, wanted or felt, and what they denied or did "
            "by a noun phrase (attributions).",
            "default": "quotations",
        },
    )
    explain = Flag(
        metadata={
            "description": "Add the dependency path that the rule matched to each quotation.",
            "default": False,
        }
    )


class DocumentSchema(StrictSchema):
    """A text with an optional id."""

    options_in_it = False

    text = Text(
        required=True, metadata={"description": "The article. Offsets refer to it exactly as sent."}
    )
    id = Text(
        LONGEST_ID, allow_none=True, metadata={"description": "Returned unchanged in the answer."}
    )


class QuoteRequestSchema(DocumentSchema, OptionsSchema):
    """The body of ``POST /v1/quotes``."""

    options_in_it = True


class BatchRequestSchema(OptionsSchema):
    """The body of ``POST /v1/quotes/batch``."""

    documents = Unchecked(
        wire.Nested(DocumentSchema),
        required=True,
        metadata={"description": "The texts. Each gets its own answer, in this order."},
    )
