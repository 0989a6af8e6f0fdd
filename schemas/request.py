"""What a request may hold: strict, each wrong thing named, nothing silently ignored.

The documents of a batch are checked one by one, so that a bad one does the others no harm.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from marshmallow import RAISE, Schema
from marshmallow import fields as wire

from schemas.fields import Choice, Flag, Language, Number, Text, Unchecked, Words, refuse_unknown
from schemas.offsets import UNITS

Scope = Literal["quotations", "attributions"]

TYPES: Final = ("direct", "mixed", "indirect")
SCOPES: Final[tuple[Scope, ...]] = ("quotations", "attributions")
CUE_CLASSES: Final = tuple("speech writing thought demand denial stance evidence layout".split())
LANGUAGES: Final = ("en",)
LONGEST_ID: Final = 1000


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller wants to see. ``cue_classes`` None: all, and those without a cue."""

    language: str = "en"
    types: frozenset[str] = frozenset(TYPES)
    min_confidence: float = 0.0
    cue_classes: frozenset[str] | None = None
    offsets: str = "codepoint"
    explain: bool = False
    scope: Scope = "quotations"


@dataclass(frozen=True, slots=True)
class QuoteRequest:
    """One text to look at, exactly as the caller sent it."""

    text: str
    id: str | None = None
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """Many texts to look at, as they came: ``from_document`` checks each."""

    documents: tuple[Any, ...]
    options: Options = Options()


class StrictSchema(Schema):
    """Whatever has a field that is not known is refused."""

    error_messages = {"type": "It must be an object."}  # noqa: RUF012  as marshmallow has it

    class Meta:
        """Said once more for the OpenAPI document."""

        unknown = RAISE

    def handle_error(self, error: Any, data: Any, **rest: Any) -> None:
        """Say what may be sent, without repeating what was."""
        error.messages = refuse_unknown(error.messages, self.fields)
        raise error


class OptionsSchema(StrictSchema):
    """The options, which one text and a batch of them share."""

    language = Language(
        LANGUAGES,
        metadata={
            "description": "Language of the text; regional forms such as `en-US` count as `en`.",
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
        metadata={"description": "Return quotations with a cue of these classes only."},
    )
    offsets = Choice(
        UNITS,
        metadata={"description": "The unit of every start and end.", "default": "codepoint"},
    )
    scope = Choice(
        SCOPES,
        metadata={
            "description": "What counts: what somebody said or wrote (quotations), or also what "
            "they thought, wanted, felt, denied or did (attributions).",
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
    """A text, and what the caller calls it."""

    text = Text(
        required=True, metadata={"description": "The article. Offsets refer to it exactly as sent."}
    )
    id = Text(
        LONGEST_ID, allow_none=True, metadata={"description": "Returned unchanged in the answer."}
    )


class QuoteRequestSchema(DocumentSchema, OptionsSchema):
    """The body of ``POST /v1/quotes``."""


class BatchRequestSchema(OptionsSchema):
    """The body of ``POST /v1/quotes/batch``."""

    documents = Unchecked(
        wire.Nested(DocumentSchema),
        required=True,
        metadata={"description": "The texts. Each gets its own answer, in this order."},
    )
