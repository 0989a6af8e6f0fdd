"""An answer as a W3C Web Annotation collection (JSON-LD): one annotation per quotation.

A text is identified by its hash (RFC 6920), so that annotations of the same text share an
identifier. Each segment has two selectors: its position in code points, the unit of the standard,
and its words.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from schemas.encoding import to_json

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
AROUND: Final = 32
"""Code points of context before and after the words."""


def to_annotations(answer: Mapping[str, Any], text: str) -> bytes:
    """Return the collection, all of it on one page; *answer* counts in code points."""
    source = _name(text)
    about = {speaker["id"]: _about(speaker) for speaker in answer["speakers"]}
    items = [_annotation(quote, about, text, source) for quote in answer["quotes"]]
    software = answer["software"]
    collection = {
        "@context": CONTEXT,
        "id": _id(source, "collection", software),
        "type": "AnnotationCollection",
        "label": "Quotations",
        "generator": {"type": "Software", "name": f"{software['name']} {software['version']}"},
        "total": len(items),
    }
    page = {"id": _id(source, "page", software), "type": "AnnotationPage", "startIndex": 0}
    return to_json(collection | {"first": page | {"items": items}})


def _annotation(
    quote: Mapping[str, Any], about: Mapping[str, Sequence[str]], text: str, source: str
) -> dict[str, Any]:
    spans = [(segment["start"], segment["end"]) for segment in quote["segments"]]
    bodies = [_body("tagging", quote["type"])]
    if quote["speaker"]:
        bodies.append(_body("identifying", quote["speaker"]["label"]))
    described = [*_way(quote), *(about[quote["speaker"]["id"]] if quote["speaker"] else ())]
    bodies += [_body("describing", value) for value in described]
    return {
        "id": _id(source, quote["type"], spans),
        "type": "Annotation",
        "motivation": "identifying",
        "body": bodies,
        "target": [_target(start, end, text, source) for start, end in spans],
    }


def _way(quote: Mapping[str, Any]) -> Iterator[str]:
    """Yield a description of the quotation's channel."""
    if channel := quote["channel"]:
        yield f"channel ({channel['kind']}): {channel['text']}"
    if relay := quote["relayed_by"]:
        yield f"relayed by: {relay['text']}"


def _about(speaker: Mapping[str, Any]) -> list[str]:
    """Return a description of a speaker from the text."""
    said = [f"described as: {each['text']}" for each in speaker["descriptions"]]
    if speaker["pronouns"]:
        said.insert(0, f"pronouns: {', '.join(speaker['pronouns'])}")
    if anonymity := speaker["anonymity"]:
        said.append(f"anonymity: {anonymity['text']}")
        if anonymity["reason"]:
            said.append(f"reason of anonymity: {anonymity['reason']['text']}")
    return said


def _body(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _target(start: int, end: int, text: str, source: str) -> dict[str, Any]:
    words = {
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": [position, {"type": "TextQuoteSelector", **words}],
    }


def _name(text: str) -> str:
    digest = sha256(text.encode("utf-8", "surrogatepass")).digest()
    return f"ni:///sha-256;{urlsafe_b64encode(digest).decode().rstrip('=')}"


def _id(*parts: Any) -> str:
    """Return an IRI that is the same for the same parts."""
    return uuid5(NAMESPACE_URL, repr(parts)).urn
