"""Differences between expected and actual answer; only the given fields are compared."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Final

NOTHING: Final = object()
IDENTITY: Final = ("text", "label", "code", "id", "start")
"""Items of two lists are matched by the first of these fields that all expected items have."""
KEPT: Final[Any] = {
    "quotes": [{"type": "", "text": "", "speaker": {"label": ""}, "cue": {"text": ""}}]
}
"""The fields saved by ``--update`` for a text without an expected answer."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The expected and the actual value at a place in the answer, None for nothing.

    ``of`` is the text of the item that the field belongs to.
    """

    place: str
    expected: str | None
    found: str | None
    of: str | None = None


def compare(expected: Any, found: Any, place: str = "") -> Iterator[Difference]:
    """Yield the differences, in the order of the answer."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        for name, value in expected.items():
            yield from compare(value, found.get(name, NOTHING), f"{place}.{name}".lstrip("."))
    elif isinstance(expected, list) and isinstance(found, list):
        yield from _lists(expected, found, place)
    elif not _same(expected, found):
        yield Difference(place or "answer", _shown(expected), _shown(found))


def _lists(expected: Sequence[Any], found: Sequence[Any], place: str) -> Iterator[Difference]:
    ways = SequenceMatcher(None, *_identities(expected, found), autojunk=False).get_opcodes()
    for _, i, i_end, j, j_end in ways:
        both = min(i_end - i, j_end - j)
        for n in range(both):
            differences = compare(expected[i + n], found[j + n], f"{place}[{i + n}]")
            yield from (_of(found[j + n], each) for each in differences)
        for n in range(i + both, i_end):
            yield Difference(f"{place}[{n}]", _shown(expected[n]), None)
        for n in range(j + both, j_end):
            yield Difference(f"{place}[{n}]", None, _shown(found[n]))


def _of(item: Any, difference: Difference) -> Difference:
    text = item.get("text") if isinstance(item, Mapping) else None
    if difference.of is not None or not isinstance(text, str) or difference.found == text:
        return difference
    return replace(difference, of=text)


def _identities(expected: Sequence[Any], found: Sequence[Any]) -> tuple[list[str], list[str]]:
    names = [n for n in IDENTITY if all(isinstance(e, Mapping) and n in e for e in expected)]

    def identity(item: Any) -> str:
        return repr(item.get(names[0])) if names and isinstance(item, Mapping) else repr(item)

    return [identity(item) for item in expected], [identity(item) for item in found]


def _same(one: Any, other: Any) -> bool:
    """Return whether two plain values are the same; 1 is 1.0, and not True."""
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def _shown(value: Any) -> str | None:
    if value is NOTHING:
        return None
    if isinstance(value, Mapping) and "text" in value:
        speaker = value.get("speaker")
        label = speaker.get("label", "") if isinstance(speaker, Mapping) else ""
        return " ".join(filter(None, [str(value.get("type", "")), f"“{value['text']}”", label]))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def project(shape: Any, found: Any) -> Any:
    """Return *found* reduced to the fields of *shape*."""
    if isinstance(shape, Mapping) and isinstance(found, Mapping):
        return {name: project(value, found[name]) for name, value in shape.items() if name in found}
    if isinstance(shape, list) and isinstance(found, list):
        items = [item for item in shape if isinstance(item, Mapping)]
        return [project(_merged(items), item) for item in found] if items else found
    return found


def _merged(items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the fields that any item has, a nested shape before a plain value."""
    shape: dict[str, Any] = {}
    for item in items:
        for name, value in item.items():
            known = shape.get(name)
            if isinstance(known, Mapping) and isinstance(value, Mapping):
                shape[name] = _merged([known, value])
            elif not isinstance(known, Mapping | list):
                shape[name] = value
    return shape
