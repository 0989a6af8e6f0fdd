"""Quotation marks and other glyphs by function; each is defined only here.

A *family* contains marks that pair with each other, straight and curly.
"""

from __future__ import annotations

from typing import Final, Literal

Family = Literal["double", "single", "angle", "single-angle", "corner", "white-corner"]

# Opening glyphs, closing glyphs, glyphs that face neither way.
# Primes (U+2032, U+2033) mean feet and inches, but are also used as quotation marks.
# U+0091..U+0094 are the curly marks of Windows-1252 read as Latin-1, still found in old copy.
_FACES: Final[dict[Family, tuple[str, str, str]]] = {
    "double": ("\u201c\u201e\u201f\u275d\u301d\x93", "\u201d\u275e\u301e\x94", '"\uff02\u2033'),
    "single": ("\u2018\u201a\u201b\u275b`\x91", "\u2019\u275c\u00b4\x92", "'\uff07\u2032"),
    "angle": ("\u00ab", "\u00bb", ""),
    "single-angle": ("\u2039", "\u203a", ""),
    "corner": ("\u300c", "\u300d", ""),
    "white-corner": ("\u300e", "\u300f", ""),
}

FAMILY_OF: Final[dict[str, Family]] = {
    glyph: family for family, faces in _FACES.items() for glyph in "".join(faces)
}
"""Every character that can be a quotation mark, with its family."""

DIRECTION: Final[dict[str, int]] = {
    glyph: direction
    for opening, closing, either in _FACES.values()
    for direction, glyphs in ((1, opening), (-1, closing), (0, either))
    for glyph in glyphs
}
"""The direction of a glyph: 1 opens, -1 closes, 0 either."""

SPACED: Final[frozenset[Family]] = frozenset(("angle", "single-angle"))
"""Guillemets, which may have a space inside that belongs to the mark."""

OPENING: Final = "".join(glyph for glyph, direction in DIRECTION.items() if direction >= 0)
"""All glyphs that may open a quotation, straight ones included."""
CLOSING: Final = "".join(glyph for glyph, direction in DIRECTION.items() if direction <= 0)
"""All glyphs that may close one, straight ones included."""
CLOSING_DOUBLES: Final = "".join(glyph for glyph in CLOSING if FAMILY_OF[glyph] != "single")
"""Closing glyphs that are not apostrophes."""

APOSTROPHES: Final = "'\u2019"
OPENING_BRACKETS: Final = "([{"
CLOSING_BRACKETS: Final = ")]}"
ELLIPSIS: Final = "\u2026"
PERIOD_LIKE: Final = ".!?\u2026\u3002\uff01\uff1f"
"""Characters that end a sentence, those of Chinese and Japanese included."""
DASHES: Final = ("-", "--", "\u2013", "\u2014", "\u2015")

INVISIBLE: Final = "".join(
    map(chr, (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF))
)
"""Characters without width: soft hyphen, joiners, signs of direction, byte order mark."""

BLANK: Final = "".join(filter(str.isspace, map(chr, range(0x3001)))) + INVISIBLE
"""All invisible characters."""

_LOOKALIKES: Final = {'"': "\u301f", "'": "\u02bc"}
"""A low double prime and the modifier apostrophe, also used as quotation marks."""

ASCII: Final[dict[str, str]] = {
    **{g: '"' for g, family in FAMILY_OF.items() if family in ("double", "angle", "corner")},
    **{
        g: "'"
        for g, family in FAMILY_OF.items()
        if family in ("single", "single-angle", "white-corner")
    },
    **{glyph: plain for plain, glyphs in _LOOKALIKES.items() for glyph in glyphs},
    **dict.fromkeys("\u2010\u2011\u2012\u2212\ufe63\uff0d", "-"),
    "\u2015": "\u2013",
}
"""The plain glyph for a parser trained on plain typography."""
