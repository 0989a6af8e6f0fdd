"""Schemas compared: a request must not be asked for more, an answer must not hold less.

What is asked may grow wider (more values, a longer limit), what is answered may grow richer
(another field); everything else breaks somebody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

Schema = Mapping[str, Any]

# Limits of what is asked: whether the newer one, None for none, is stricter than the older.
UPPER: Final = ("maxLength", "maxItems", "maximum", "exclusiveMaximum", "maxProperties")
LOWER: Final = ("minLength", "minItems", "minimum", "exclusiveMinimum", "minProperties")
EXACT: Final = ("pattern", "format", "default", "const")


@dataclass(frozen=True, slots=True)
class Shapes:
    """Compares schemas of two documents, whose references each looks up in its own."""

    before: Callable[[Schema], Schema]
    after: Callable[[Schema], Schema]
    asked: bool

    def breaks(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        """Yield what breaks, each with its place."""
        old, new = self.before(old), self.after(new)
        yield from self._choices(old, new, place)
        if self.asked:
            yield from _limits(old, new, place)
        yield from self._fields(old, new, place)
        if "items" in old:
            yield from self.breaks(old["items"], new.get("items", {}), f"{place}[]")
        yield from self._alternatives(old, new, place)

    def _choices(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        for name, known in (("type", _types(old)), ("enum", _values(old))):
            now = _types(new) if name == "type" else _values(new)
            narrow, wide = (known, now) if self.asked else (now, known)
            # None stands for anything at all.
            if wide is not None and (narrow is None or not narrow <= wide):
                yield f"{place}: {name} was {_shown(known)}, is {_shown(now)}"

    def _fields(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        for name, schema in before.items():
            if name in after:
                yield from self.breaks(schema, after[name], f"{place}.{name}")
            else:
                yield f"{place}.{name}: is gone"
        always, now = set(old.get("required", ())), set(new.get("required", ()))
        changed = now - always if self.asked else (always - now) & set(after)
        for name in sorted(changed):
            yield f"{place}.{name}: " + ("has to be given" if self.asked else "may be missing")
        closed, open_before = new.get("additionalProperties"), old.get("additionalProperties")
        if self.asked and closed is False and open_before is not False:
            yield f"{place}: takes no other fields any more"

    def _alternatives(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        before, after = old.get("anyOf", []), new.get("anyOf", [])
        for n, (one, other) in enumerate(zip(before, after, strict=False)):
            yield from self.breaks(one, other, f"{place}({n + 1})")
        lost = len(after) < len(before) if self.asked else len(after) > len(before)
        if lost:
            yield f"{place}: had {len(before)} alternatives, has {len(after)}"


def _limits(old: Schema, new: Schema, place: str) -> Iterator[str]:
    for name in (*UPPER, *LOWER, *EXACT):
        before, now = old.get(name), new.get(name)
        if name == "pattern" and now is not None and _takes_all(now, _values(old)):
            stricter = False
        elif name in EXACT:
            stricter = before != now and (now is not None or name == "default")
        elif now is None:
            stricter = False
        else:
            stricter = before is None or (now < before if name in UPPER else now > before)
        if stricter:
            yield f"{place}: {name} was {_shown(before)}, is {_shown(now)}"


def _takes_all(pattern: str, listed: frozenset[Any] | None) -> bool:
    """Return whether a pattern takes every value of an older list."""
    return listed is not None and all(re.search(pattern, str(value)) for value in listed)


def _types(schema: Schema) -> frozenset[str] | None:
    types = schema.get("type")
    return None if types is None else frozenset([types] if isinstance(types, str) else types)


def _values(schema: Schema) -> frozenset[Any] | None:
    return frozenset(schema["enum"]) if "enum" in schema else None


def _shown(value: Any) -> str:
    if value is None:
        return "not said"
    return ", ".join(sorted(map(str, value))) if isinstance(value, frozenset) else str(value)
