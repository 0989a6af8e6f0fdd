"""The characters that can be quotation marks, as data.

A *family* holds the marks that pair with one another, straight and curly alike. ``lean`` says
which way a glyph is meant to face: 1 opens, -1 closes, 0 either.
"""

from __future__ import annotations

from typing import Literal

Family = Literal["double", "single", "angle", "single-angle", "corner", "white-corner"]

# U+0091..U+0094 are the curly marks of Windows-1252 read as Latin-1, still met in old copy.
_FACES: dict[Family, tuple[str, str, str]] = {
    "double": ("\u201c\u201e\u201f\u275d\u301d\x93", "\u201d\u275e\u301e\x94", '"\uff02'),
    "single": ("\u2018\u201a\u201b\u275b`\x91", "\u2019\u275c\u00b4\x92", "'\uff07"),
    "angle": ("\u00ab", "\u00bb", ""),
    "single-angle": ("\u2039", "\u203a", ""),
    "corner": ("\u300c", "\u300d", ""),
    "white-corner": ("\u300e", "\u300f", ""),
}

FAMILY: dict[str, Family] = {
    glyph: family for family, faces in _FACES.items() for glyph in "".join(faces)
}
LEAN: dict[str, int] = {
    glyph: lean
    for opening, closing, either in _FACES.values()
    for lean, glyphs in ((1, opening), (-1, closing), (0, either))
    for glyph in glyphs
}

# Guillemets are set with a space inside, which belongs to the mark and not to the words.
SPACED: frozenset[Family] = frozenset(("angle", "single-angle"))

INVISIBLE = "".join(
    map(chr, (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF))
)
"""Characters without width: soft hyphen, joiners, signs of direction, byte order mark."""

BLANK = "".join(filter(str.isspace, map(chr, range(0x3001)))) + INVISIBLE
"""Everything that a text can hold without showing anything."""

ELISIONS = frozenset(
    """
    tis twas twere twill twould em til till cause cos cuz coz bout round neath gainst fraid
    ere im er ello ave n nuff sup kay tude scuse pon tween mongst specially
    """.split()
)
"""Words that are written with an apostrophe in front, in lower case."""
