"""The other forms of an answer: for people, for spreadsheets, for annotation tools.

    markup       the article as HTML, its quotations marked up
    table        one row per quotation, as CSV
    annotations  a W3C Web Annotation collection, as JSON-LD

Each takes an answer as plain values and the text, and returns bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from schemas.encoding import to_json
from schemas.forms.annotations import to_annotations
from schemas.forms.markup import to_html
from schemas.forms.table import to_csv

JSON: Final = "application/json"
HTML: Final = "text/html"
CSV: Final = "text/csv"
JSON_LD: Final = "application/ld+json"

Form = Callable[[Mapping[str, Any], str], bytes]
FORMS: Final[Mapping[str, Form]] = {
    JSON: lambda answer, text: to_json(answer),
    HTML: to_html,
    CSV: to_csv,
    JSON_LD: to_annotations,
}
"""The formats by media type, the default first."""


def best_form(accepted: Iterable[tuple[str, float]], offered: Sequence[str]) -> str | None:
    """Return the preferred media type of *offered* (ties: the first), or None.

    *accepted* are media ranges with their qualities, as an ``Accept`` header has them; no range
    at all accepts everything. Their parameters, such as a profile or a charset, do not count.
    """
    qualities: dict[str, float] = {}
    for name, quality in accepted:
        bare = name.partition(";")[0].strip().lower()
        qualities[bare] = max(quality, qualities.get(bare, 0))

    def quality_of(media_type: str) -> float:
        ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
        return next((qualities[each] for each in ranges if each in qualities), 0)

    best = max(offered, key=quality_of) if qualities else offered[0]
    return best if not qualities or quality_of(best) > 0 else None


IN_CODE_POINTS: Final = frozenset({HTML, JSON_LD})
"""Formats whose offsets always count code points."""
