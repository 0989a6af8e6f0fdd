"""Strict fields for JSON strings, numbers, booleans and arrays.

marshmallow's own also accept ``"0.5"`` for a number and ``1`` for true. In a query everything is
text; ``from_query`` reads it, and leaves what it cannot read for the check to refuse. Messages
name the type of a wrong value, never the value, which may be part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from marshmallow import ValidationError, fields, validate

LANGUAGES: Final = ("en",)
MOST_GUESSES: Final = 10
FIELD_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{,39}")
"""Unknown fields of this form are named; anything else might be text in the wrong place."""
ENGLISH: Final = re.compile(r"^[Ee][Nn]([-_][A-Za-z0-9]{1,8})*$")
"""A language tag, perhaps with a region and the like."""
DECIMAL_COMMA: Final = re.compile(r"\d*,\d+")
KINDS: Final[Mapping[type, str]] = {
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "text",
    list: "an array",
    tuple: "several values",
    dict: "an object",
    type(None): "null",
}


def refusal(wanted: str, value: Any) -> ValidationError:
    """Return the error that names the expected and the actual type."""
    return ValidationError(f"It must be {wanted}, not {KINDS.get(type(value), 'this')}.")


def messages(wanted: str) -> dict[str, Any]:
    """Return marshmallow's messages for a field of this type."""
    return {"required": "The field is missing.", "null": f"It must be {wanted}, not null."}


class Text(fields.String):
    """A JSON string of at most *longest* code points."""

    default_error_messages = messages("text")

    def __init__(self, longest: int | None = None, **options: Any) -> None:
        error = f"It is longer than {longest} characters."
        limit = validate.Length(max=longest, error=error) if longest else None
        super().__init__(validate=limit, **options)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if not isinstance(value, str):
            raise refusal("text", value)
        return value


class Choice(Text):
    """One of *choices*."""

    def __init__(self, choices: Sequence[str], **options: Any) -> None:
        super().__init__(**options)
        error = f"It must be one of {', '.join(choices)}."
        self.validators = [validate.OneOf(choices, error=error)]


class Language(Text):
    """A language tag; of ``en-US`` and similar tags only the language counts."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        error = "Only English (en, or with a region, such as en-US) is supported."
        self.validators = [validate.Regexp(ENGLISH, error=error)]

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> Any:
        tag = super()._deserialize(value, *rest, **more)
        return "en" if ENGLISH.fullmatch(tag) else tag


class Number(fields.Float):
    """A JSON number from 0 to 1."""

    default_error_messages = messages("a number") | {
        "special": "It must be a number from 0 to 1.",
        "too_large": "It must be a number from 0 to 1.",
    }

    def __init__(self, **options: Any) -> None:
        share = validate.Range(0, 1, error="It must be a number from 0 to 1.")
        super().__init__(validate=share, **options)

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> Any:
        if isinstance(value, str) and DECIMAL_COMMA.fullmatch(value):
            raise ValidationError("Write the number with a point, such as 0.5.")
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise refusal("a number", value)
        return super()._deserialize(value, *rest, **more)

    def from_query(self, words: Sequence[str]) -> object:
        """Return the number in a query parameter, or the parameter itself."""
        try:
            return float(words[0]) if len(words) == 1 else tuple(words)
        except ValueError:
            return words[0]


class Flag(fields.Boolean):
    """A JSON boolean."""

    default_error_messages = messages("true or false")

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> Any:
        if not isinstance(value, bool):
            raise refusal("true or false", value)
        return value

    def from_query(self, words: Sequence[str]) -> object:
        """Return the boolean in a query parameter, or the parameter itself."""
        spelt = {"true": True, "1": True, "false": False, "0": False}
        return spelt.get(words[0], words[0]) if len(words) == 1 else tuple(words)


class Words(fields.List[str]):
    """A JSON array of some of *choices*, at least one; loads as a frozenset.

    Where null is allowed, it is an empty parameter in a query.
    """

    default_error_messages = messages("an array")

    def __init__(self, choices: Sequence[str], **options: Any) -> None:
        some = validate.Length(min=1, error="It must not be empty.")
        super().__init__(Choice(choices), validate=some, **options)

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> Any:
        if not isinstance(value, list):
            raise refusal("an array", value)
        return frozenset(super()._deserialize(value, *rest, **more))

    def from_query(self, words: Sequence[str]) -> object:
        """Return the values of a query parameter, split at commas and stripped."""
        if self.allow_none and list(words) == [""]:
            return None
        return [part.strip() for word in words for part in word.split(",")]


class Unchecked(fields.List[Any]):
    """A JSON array whose members are checked later, one by one; loads as a tuple."""

    default_error_messages = messages("an array")

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> Any:
        if not isinstance(value, list):
            raise refusal("an array", value)
        return tuple(value)


def refuse_unknown(
    messages: Any, known: Mapping[str, Any], beside: Sequence[str] = (), noun: str = "field"
) -> Any:
    """Return marshmallow's *messages* with what may be sent instead of each unknown field.

    The names in *beside* are those of fields that belong beside the object; *noun* is what a
    field is called.

    Only some are reported. A name that does not look like one of a field may be part of the text:
    it is not repeated, and the error is reported for the whole object.
    """
    if not isinstance(messages, dict):
        return messages
    kept = {name: below for name, below in messages.items() if name in {*known, "_schema"}}
    unknown = [name for name in messages if name not in kept]
    if not unknown:
        return kept
    guesses = {name: _guess(name, known, beside, noun) for name in sorted(unknown)[:MOST_GUESSES]}
    named = {name: [guess] for name, guess in guesses.items() if FIELD_NAME.fullmatch(name)}
    unnamed = sorted({guess for name, guess in guesses.items() if name not in named})
    whole = [*kept.pop("_schema", []), *unnamed]
    return kept | named | ({"_schema": whole} if whole else {})


def _guess(name: str, known: Mapping[str, Any], beside: Sequence[str], noun: str) -> str:
    if name in beside:
        return (
            "Put options beside the documents: they apply to all. In NDJSON, put them in the query."
        )
    meant = get_close_matches(name[:40], known, n=1)
    hint = f"did you mean {meant[0]}?" if meant else f"the {noun}s are {', '.join(known)}."
    return f"Unknown {noun}; {hint}"
