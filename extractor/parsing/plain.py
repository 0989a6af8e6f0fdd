"""The text as the models know it: typography made plain, one code point for one."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = {
    '"': "“”„‟«»″〝〞〟＂❝❞",
    "'": "‘’‚‛‹›′`´ʼ＇❛❜",
    "-": "‐‑‒−﹣－",
    "–": "―",
}
_TABLE = {ord(odd): plain for plain, odds in _PLAIN.items() for odd in odds}
_BLANK = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})

_CLOSING_PAIR = re.compile(r"''(?=[\s.,;:?!)\]-]|$)")
_OPENING_PAIR = re.compile(r"''(?=\S)")


class _Plain(dict[int, str]):
    """A table for ``str.translate`` that works out each code point once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        blank = unicodedata.category(char) in _BLANK
        self[code] = " " if blank else _TABLE.get(code, char)
        return self[code]


_plain = _Plain()


def plain(text: str) -> str:
    """Return *text* with plain marks and spaces, as long as it was, code point for code point.

    Curly marks and guillemets become straight ones; line breaks, controls, invisible and
    unpaired code points become spaces. Two single marks become a double one, with a space at
    the side that faces away from the quotation.
    """
    marked = _CLOSING_PAIR.sub('" ', text.translate(_plain))
    return _OPENING_PAIR.sub(' "', marked)
