"""Routes compared: each has to be there, take what it took, and answer as it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from deploy.upgrades.schemas import Shapes

Document = Mapping[str, Any]
Found = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def breaks(old: Document, new: Document) -> Iterator[str]:
    """Yield what a client of the *old* document would break on, each with its place."""
    before, after = _finder(old), _finder(new)
    for path, item in old["paths"].items():
        for method, operation in item.items():
            place = f"{method.upper()} {path}"
            now = new["paths"].get(path, {}).get(method)
            if now is None:
                yield f"{place}: is gone"
            else:
                yield from _operation(operation, now, place, before, after)


def _operation(old: Any, new: Any, place: str, before: Found, after: Found) -> Iterator[str]:
    asked, answered = Shapes(before, after, asked=True), Shapes(before, after, asked=False)
    if _open(old) and not _open(new):
        yield f"{place}: wants a key"
    yield from _parameters(old, new, place, asked)
    body, now = before(old.get("requestBody", {})), after(new.get("requestBody", {}))
    if now.get("required") and not body.get("required"):
        yield f"{place}: wants a body"
    yield from _content(body, now, f"{place} body", asked)
    for status, response in old["responses"].items():
        if status not in new["responses"]:
            yield f"{place} {status}: is gone"
        else:
            other = after(new["responses"][status])
            yield from _content(before(response), other, f"{place} {status}", answered)


def _parameters(old: Any, new: Any, place: str, asked: Shapes) -> Iterator[str]:
    known, now = _by_name(old, asked.before), _by_name(new, asked.after)
    for key, parameter in known.items():
        where = f"{place} ?{key[1]}"
        if key not in now:
            yield f"{where}: is gone"
        else:
            yield from asked.breaks(parameter["schema"], now[key]["schema"], where)
    for key, parameter in now.items():
        if parameter.get("required") and not known.get(key, {}).get("required"):
            yield f"{place} ?{key[1]}: has to be given"


def _content(old: Any, new: Any, place: str, shapes: Shapes) -> Iterator[str]:
    for kind, body in old.get("content", {}).items():
        if kind not in new.get("content", {}):
            yield f"{place} {kind}: is gone"
        else:
            after = new["content"][kind].get("schema", {})
            yield from shapes.breaks(body.get("schema", {}), after, f"{place} {kind} ")


def _by_name(operation: Any, found: Found) -> dict[tuple[str, str], Mapping[str, Any]]:
    parameters = map(found, operation.get("parameters", ()))
    return {(each["in"], each["name"]): each for each in parameters}


def _open(operation: Any) -> bool:
    security = operation.get("security", [])
    return not security or {} in security


def _finder(document: Document) -> Found:
    """Return what follows a reference within the document; what stands beside it counts too."""

    def found(value: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" not in value:
            return value
        target: Any = document
        for name in value["$ref"].removeprefix("#/").split("/"):
            target = target[name]
        return found({**target, **{name: each for name, each in value.items() if name != "$ref"}})

    return found
