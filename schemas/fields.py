"""Fields that take what JSON calls a number, a boolean and a list, and nothing like it.

marshmallow's own also take ``"0.5"`` for a number and ``1`` for true. In a query everything is
a string; ``from_query`` reads it, and what it cannot read it leaves for the check to refuse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from marshmallow import fields, validate

MOST_GUESSES: Final = 10


class Number(fields.Float):
    """A JSON number."""

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.make_error("invalid")
        return super()._deserialize(value, *rest, **more)

    def from_query(self, words: Sequence[str]) -> object:
        """Return the number that a query parameter spells, else its words."""
        try:
            (word,) = words
            return float(word)
        except ValueError:
            return list(words)


class Flag(fields.Boolean):
    """A JSON boolean."""

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> Any:
        if not isinstance(value, bool):
            raise self.make_error("invalid")
        return value

    def from_query(self, words: Sequence[str]) -> object:
        """Return the boolean that a query parameter spells, else its words."""
        spelt = {"true": True, "1": True, "false": False, "0": False}
        return spelt.get(words[0], words[0]) if len(words) == 1 else list(words)


class Words(fields.List[str]):
    """A JSON list of some of *choices*, at least one; loads as a frozenset."""

    def __init__(self, choices: Sequence[str], **options: Any) -> None:
        inner = fields.String(validate=validate.OneOf(choices))
        super().__init__(inner, validate=validate.Length(min=1), **options)

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> Any:
        if not isinstance(value, list):
            raise self.make_error("invalid")
        return frozenset(super()._deserialize(value, *rest, **more))

    def from_query(self, words: Sequence[str]) -> object:
        """Return the words of a query parameter, split at commas."""
        return [part for word in words for part in word.split(",")]


class Unchecked(fields.List[Any]):
    """A JSON list whose members are checked later, one by one; loads as a tuple."""

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> Any:
        if not isinstance(value, list):
            raise self.make_error("invalid")
        return tuple(value)


def refuse_unknown(messages: Any, known: Mapping[str, Any]) -> Any:
    """Return marshmallow's *messages* with unknown fields counted among the whole's.

    What the caller called such a field may be part of the text, so it is not repeated; the known
    field that was probably meant is named instead.
    """
    if not isinstance(messages, dict):
        return messages
    kept = {name: below for name, below in messages.items() if name in {*known, "_schema"}}
    unknown = [name for name in messages if name not in kept]
    if not unknown:
        return kept
    guesses = {_guess(name, known) for name in sorted(unknown)[:MOST_GUESSES]}
    return kept | {"_schema": [*kept.get("_schema", []), *sorted(guesses)]}


def _guess(name: str, known: Mapping[str, Any]) -> str:
    meant = get_close_matches(name[:40], known, n=1)
    hint = f"did you mean {meant[0]}?" if meant else f"there are {', '.join(known)}."
    return f"Unknown field; {hint}"
