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
    if shown == "I":
        for referent in _bylines(cast):
            return referent
    known = next((r for r in cast.referents if r.pronoun == shown), None)
    if known is None:
        known = cast.new()
        known.pronoun = shown
    return known


def _bylines(cast: Cast) -> list[Referent]:
    text = cast.document.text
    lines = [span.of(text) for span in cast.document.paragraphs[:FIRST_PARAGRAPHS]]
    names = {match.group(1).lower() for match in map(BYLINE.fullmatch, lines) if match}
    return [r for r in cast.referents if any(n.text.lower() in names for n in r.names)]
