"""What Stanza's tokenizer knows of characters by rule: features, and what is kept in one piece.

Copied from Stanza 1.15 (Apache-2.0; ``stanza/models/tokenization/data.py`` and ``utils.py``), since
importing any of it imports all of Stanza and transformers: half of the time to the first answer. A
test compares both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

CHARACTER_FEATURES: Final[Mapping[str, Callable[[str], int]]] = {
    "space_before": lambda char: int(char == " "),
    "capitalized": lambda char: int(char.isupper()),
    "numeric": lambda char: int(char.isdecimal()),
}
"""Features of one character."""

_EMAIL = (
    r"(?:[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r'|"(?:[\x01-\x08\x0b\x0c\x0e-\x1f\x21\x23-\x5b\x5d-\x7f]|\\[\x01-\x09\x0b\x0c\x0e-\x7f])*")'
    r"@(?:(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
    r"|\[(?:(?:(?:2(?:5[0-5]|[0-4][0-9])|1[0-9][0-9]|[1-9]?[0-9]))\.){3}"
    r"(?:(?:2(?:5[0-5]|[0-4][0-9])|1[0-9][0-9]|[1-9]?[0-9])"
    r"|[a-z0-9-]*[a-z0-9]:"
    r"(?:[\x01-\x08\x0b\x0c\x0e-\x1f\x21-\x5a\x53-\x7f]|\\[\x01-\x09\x0b\x0c\x0e-\x7f])+)\])"
)
_URL = (
    r'(?:https?:\/\/(?:www\.|(?!www))[a-zA-Z0-9][a-zA-Z0-9-]+[a-zA-Z0-9]\.[^\s"]{2,}'
    r'|www\.[a-zA-Z0-9][a-zA-Z0-9-]+[a-zA-Z0-9]\.[^\s"]{2,}'
    r'|https?:\/\/(?:www\.|(?!www))[a-zA-Z0-9]+\.[^\s"]{2,}'
    r'|www\.[a-zA-Z0-9]+\.[^\s"]{2,})'
    r'|[a-zA-Z0-9]+\.(?:gov|org|edu|net|com|co)(?:\.[^\s"]{2,})'
)
KEPT_WHOLE: Final = re.compile(f"(?:{_EMAIL}|{_URL})")
"""Addresses of mail and of pages."""
