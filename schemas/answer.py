"""From an extraction to the plain values of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from schemas.offsets import offsets, relocate
from schemas.request import Options
from schemas.response import AnswerSchema

DEFAULTS: Final = Options()
_EXPLAINED: Final = AnswerSchema()
_PLAIN: Final = AnswerSchema(exclude=["quotes.explanation"])


@dataclass(frozen=True, slots=True)
class Software:
    """The software and models that made an answer."""

    version: str
    model: str
    name: str = "quote-extractor"


def dump(
    extraction: Any,
    text: str,
    software: Software,
    id: str | None = None,
    options: Options = DEFAULTS,
) -> dict[str, Any]:
    """Return an extraction of *text* as plain values, with offsets in the requested unit."""
    found = {name: getattr(extraction, name) for name in ("quotes", "speakers", "warnings")}
    rest = {"offsets": options.offsets, "language": options.language, "software": software}
    answer = (_EXPLAINED if options.explain else _PLAIN).dump({"id": id, **found, **rest})
    for quote in answer["quotes"]:
        for step in quote.get("explanation", ()):
            for span in (step["source"], step["target"]):
                span["text"] = text[span["start"] : span["end"]]
    relocated: dict[str, Any] = relocate(answer, offsets(text, options.offsets))
    return relocated
