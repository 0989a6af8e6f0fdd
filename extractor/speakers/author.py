"""Who says ``I`` outside quotation marks: the author, by the byline where there is one."""

from __future__ import annotations

import re
from typing import Final

from extractor.speakers.cast import Cast
from extractor.speakers.referents import Referent

FIRST_PARAGRAPHS: Final = 4
BYLINE: Final = re.compile(
    r"\s*by[ \t]+((?:[A-Z][\w.'’-]+[ \t]+){1,3}[A-Z][\w'’-]+)[ \t]*(?:[,|].*)?", re.I
)
SINGULAR: Final = frozenset("i me my mine myself".split())
PLURAL: Final = frozenset("we us our ours ourselves".split())


def speaker(cast: Cast, form: str) -> Referent | None:
    """Return the referent of a first-person pronoun, one for *I* and one for *we*."""
    if form not in SINGULAR | PLURAL:
        return None
    shown = "I" if form in SINGULAR else "we"
    if shown not in cast.first:
        cast.first[shown] = (_by_line(cast) if shown == "I" else None) or _unnamed(cast, shown)
    return cast.first[shown]


def _unnamed(cast: Cast, shown: str) -> Referent:
    referent = cast.new()
    referent.pronoun = shown
    return referent


def _by_line(cast: Cast) -> Referent | None:
    text = cast.document.text
    lines = [span.of(text) for span in cast.document.paragraphs[:FIRST_PARAGRAPHS]]
    names = {match.group(1).lower() for match in map(BYLINE.fullmatch, lines) if match}
    found = (r for r in cast.referents if any(text.lower() in names for text in r.printed))
    return next(found, None)
