"""The other forms of an answer: for people, for spreadsheets, for annotation tools.

    markup       the article as HTML, its quotations marked up
    table        a row a quotation, as CSV
    annotations  a W3C Web Annotation collection, as JSON-LD

Each takes an answer as plain values and the text, and returns bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
"""By media type, the default first."""

IN_CODE_POINTS: Final = frozenset({HTML, JSON_LD})
"""These need an answer whose offsets count code points, whatever the caller counts."""
