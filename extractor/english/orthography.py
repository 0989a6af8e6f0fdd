"""Glyphs by function; capitalization: names, acronyms, headlines; repair of wrongly decoded text.

Quotation marks and other glyphs are defined only here. A *family* contains marks that pair with
each other, straight and curly.

A capital marks a name only if the word would otherwise be in lower case: not at the start of a
sentence, in a headline, or in a text in capitals. `Truecasing` records how a text writes its words
where capitals are optional.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final, Literal

from extractor.domain import Document, Sentence, Word, remembered
from extractor.english import lexicon
from extractor.english.inflection import VOWELS

# --- quotation marks and other glyphs --------------------------------------------------------

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
HYPHENS: Final = frozenset("-‐‑")
"""Hyphens without dashes."""
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

# --- capitals ---------------------------------------------------------------------------------

NAME_TAGS: Final = frozenset("PROPN NOUN ADJ X".split())
OPENING_MARKS: Final = frozenset("\" “ ‘ '' `` « „ ( [ - – — -- • * · :".split())
CAPITALS: Final = "A-Z" + "".join(
    chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isupper()
)
"""Latin capitals, with accents or without, for a set in a regular expression."""
LONGEST_ACRONYM: Final = 5
PIECE: Final = re.compile(r"\b(MC(?=\w{3})|)(\w+)")
TEASER: Final = re.compile(
    r"(?:related|read|see|watch|listen|more|also|recommended|don['’]t miss)(?: [\w'’]+){0,3}:", re.I
)
"""The head of a line that leads to another text: ``Related article:``, ``Read next:``."""
NUMERALS: Final = frozenset("II III IV".split())
SMALL_IN_TITLES: Final = frozenset(
    """a an and as at but by de del der di du for from in into la le n nor of on onto or over
    per the to up upon via vs with""".split()
)
OPENS_JOINED_TITLE: Final = r"(?:[A-Z]{1,2}/|[A-Z][a-z]{1,4}\.-)(?=[A-Z])"
"""A pattern for what opens a title of two parts in one word: ``S/Sgt.``, ``Maj.-Gen.``."""
JOINED_TITLE: Final = re.compile(f"^{OPENS_JOINED_TITLE}")
DOTTED_TITLE: Final = re.compile(r"[A-Z][A-Za-z]{1,7}\.")
CAPITAL_TITLE: Final = re.compile(r"[A-Z]{3,5}|[A-Z]{2,4}\d")
FAMILIAR_TITLES: Final = frozenset("gen sen sens rep reps gov lt col sgt capt rev".split()).union(
    lexicon.HONORIFICS, lexicon.CALENDAR
)
"""Abbreviated titles that news often has before a name, and days and months, which may look so."""
LISTED_TITLES: Final = lexicon.ABBREVIATED_TITLES.union(
    lexicon.TITLE_INITIALS, lexicon.DOUBTFUL_TITLES, lexicon.HONORIFICS
)
LATE_CAPITAL: Final = re.compile(r"[a-z][A-Z]")
MOJIBAKE: Final = frozenset("ÃÂÅÄ")
"""First bytes of two-byte letters if UTF-8 was read as Latin-1: FranÃ§ois."""


def is_teaser(text: str, position: int) -> bool:
    """Return whether the line that holds a code point leads to another text."""
    return TEASER.match(text, text.rfind("\n", 0, position) + 1) is not None


class Truecasing:
    """How one document capitalizes its words inside sentences."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _lower(self) -> frozenset[str]:
        return frozenset(
            word.text
            for sentence in self._document.sentences
            for word in sentence.words
            if word.text[:1].islower()
        )

    @cached_property
    def _capital(self) -> frozenset[str]:
        return frozenset(
            word.text.lower()
            for sentence in self._document.sentences
            if not is_headline(sentence)
            for word in sentence.words
            if word.text[:1].isupper()
            and not opens_sentence(sentence, word.index, self._document.text)
        )

    def is_common(self, printed: str) -> bool:
        """Return whether a capitalized word is a common noun, lower case elsewhere."""
        if self.is_capitalized(printed):
            return False
        return lexicon.noun_class(printed) is not None or printed.lower() in self._lower

    def has_lower(self, printed: str) -> bool:
        """Return whether the text has a word without its capital somewhere."""
        return printed.lower() in self._lower

    def is_capitalized(self, printed: str) -> bool:
        """Return whether a word is always capitalized, in this text or in any."""
        lower = printed.lower()
        if lower in self._capital or lower in lexicon.ORGANIZATION_NAMES:
            return True
        return (
            lexicon.singular(printed) in lexicon.CAPITALIZED_NOUNS
            or lexicon.is_demonym(printed)
            or lexicon.is_given_name(printed)
        )


def opens_sentence(sentence: Sentence, position: int, text: str) -> bool:
    """Return whether a word opens a sentence, a line, or what follows a mark or a colon."""
    if position == 0:
        return True
    before = sentence.words[position - 1]
    if before.text in OPENING_MARKS:
        joins = before.text in {"-", "–"} and text[before.start - 1 : before.start].isalnum()
        return not joins or before.end < sentence.words[position].start
    return "\n" in text[sentence.words[position - 1].end : sentence.words[position].start]


def is_name_like(word: Word) -> bool:
    """Return whether a word is capitalized and tagged as part of a name: ``Dee``, ``eLZee``."""
    first = word.text[:1]
    if first.isupper() and first.isalpha() and word.upos in NAME_TAGS:
        return True
    if word.text == "WHO":
        return True  # the World Health Organization's initials are tagged as a pronoun
    return word.upos == "PROPN" and LATE_CAPITAL.match(word.text) is not None


@remembered
def is_headline(sentence: Sentence) -> bool:
    """Return whether most words of a sentence are capitalized, as in a headline.

    A lower-case verb shows an ordinary sentence with many names.
    """
    if any(word.upos == "VERB" and word.text.islower() for word in sentence.words):
        return False
    long = [word.text for word in sentence.words if len(word.text) > 3 and word.text.isalpha()]
    return 2 * sum(text[0].isupper() for text in long) > len(long)


def is_all_capitals(sentence: Sentence) -> bool:
    """Return whether a sentence is printed in capitals."""
    letters = [word.text for word in sentence.words if word.text.isalpha() and len(word.text) > 1]
    return sum(text.isupper() for text in letters) > 0.6 * len(letters)


def is_acronym(printed: str) -> bool:
    """Return whether capitals are initials (``FBI``), not a name in capitals (``OKAFOR``)."""
    letters = re.sub(r"[.&]", "", printed)
    return letters.isupper() and (is_sure_acronym(letters) or len(letters) <= LONGEST_ACRONYM)


def is_sure_acronym(printed: str) -> bool:
    """Return whether capitals cannot be a person's name: a listed organization, or no vowel."""
    lower = printed.lower()
    return lower in lexicon.ORGANIZATION_NAMES or not has_vowel(lower)


def has_vowel(word: str) -> bool:
    """Return whether a word can be spoken: it has a vowel or a *y*."""
    return any(letter in VOWELS or letter == "y" for letter in word.lower())


def in_name_case(printed: str, others: Iterable[str]) -> str:
    """Return a name in capitals in title case, following its spelling in *others* if it occurs."""
    mixed = {word.upper(): word for other in others for word in other.split() if not word.isupper()}
    return " ".join(
        mixed.get(word) or _name_case(word, number) for number, word in enumerate(printed.split())
    )


def _name_case(word: str, number: int) -> str:
    initials = not number and len(word) <= 3 and not has_vowel(word)
    if initials or "." in word[:-1] or word in NUMERALS:
        return word
    if number and word.lower() in lexicon.NAME_PARTICLES:
        return word.lower()
    return PIECE.sub(lambda piece: piece[1].replace("C", "c") + piece[2].capitalize(), word)


def ends_in_mojibake(text: str, word: Word, following: Word) -> bool:
    """Return whether the tokenizer split a word inside a letter that was decoded wrongly."""
    end = unicodedata.normalize("NFC", text[max(word.end - 2, word.start - 1, 0) : word.end])[-1:]
    return end in MOJIBAKE or bool(unicodedata.combining(following.text[0]))


def repair_encoding(text: str) -> str:
    """Return *text* with UTF-8 that was read as Latin-1, once or twice, decoded: François."""
    if text.isascii():
        return text
    for encoding in ("latin-1", "cp1252"):
        try:
            return repair_encoding(
                unicodedata.normalize("NFC", text).encode(encoding).decode("utf-8")
            )
        except UnicodeError:
            continue
    return text


def is_in_title_case(words: Sequence[str]) -> bool:
    """Return whether words are capitalized as in a title: all but articles and the like.

    ``The Lord of the Rings``; not ``What can you do?``.
    """
    return bool(words) and all(
        word[:1].isupper() or word.lower().strip(".,!?;:") in SMALL_IN_TITLES for word in words
    )


# --- abbreviated titles -------------------------------------------------------------------


def is_abbreviated_title(printed: str, following: Sequence[str]) -> bool:
    """Return whether a word before the words *following* abbreviates a title: ``Cllr``, ``C/Supt``.

    One that is not listed does if a full name follows: ``Tpl. Ada Eze``, ``XQTR Joko Santoso``.
    """
    title = JOINED_TITLE.sub("", printed)
    token, capitals = title.lower().rstrip(".'’"), title.rstrip(".").isupper()
    if token in lexicon.HONORIFICS or token in lexicon.ABBREVIATED_TITLES:
        letters = title.isupper() and len(title) == 2  # MS Dhoni, DR Congo, the DR anchor
        shouted = following[0].isupper() if following else False
        return not letters or shouted or _opens_with_full_name(following)
    listed = token in lexicon.TITLE_INITIALS or printed.lower() in lexicon.TITLE_INITIALS
    return (capitals and listed) or _abbreviates_unknown_title(printed, following)


def is_unlisted_in_capitals(printed: str) -> bool:
    """Return whether capitals before a full name are a rank or an organization: the tree decides.

    ``OCPD Peter Kamau``, ``NCAA Charlotte Regional``.
    """
    return CAPITAL_TITLE.fullmatch(printed) is not None and printed.lower() not in LISTED_TITLES


def _abbreviates_unknown_title(printed: str, following: Sequence[str]) -> bool:
    """Return whether letters before a full name must be a title: nobody's name is cut so short."""
    token = printed.lower().rstrip(".")
    dotted = DOTTED_TITLE.fullmatch(printed) is not None
    doubtful = printed.isupper() and token in lexicon.DOUBTFUL_TITLES
    if not (dotted or doubtful or CAPITAL_TITLE.fullmatch(printed)):
        return False
    calendar = token in lexicon.CALENDAR or token in lexicon.ORGANIZATION_WORDS
    if calendar or not _opens_with_full_name(following):
        return False
    if dotted:
        return token not in lexicon.SHORT_GIVEN_NAMES and not lexicon.is_given_name(token)
    return token not in lexicon.ORGANIZATION_NAMES and token not in lexicon.SHIP_PREFIXES


def _opens_with_full_name(words: Sequence[str]) -> bool:
    """Return whether *words* start with a person's full name, a bracket before it left out."""
    first, second, third = (*_without_bracket(words)[:3], "", "", "")[:3]
    if not first.istitle():
        return False
    given = lexicon.is_given_name(first)
    given = given or (first.lower() in lexicon.FAMILY_NAMES and third.istitle())  # Tan Wei Ling
    goes_on = second.istitle() or second == "-" or second.lower() in lexicon.NAME_PARTICLES
    institution = any(w.lower() in lexicon.ORGANIZATION_WORDS for w in (first, second))
    return given and goes_on and not institution


def _without_bracket(words: Sequence[str]) -> list[str]:
    """Return *words* without the bracket that opens them: ``COP (Mrs)`` Ama Addo."""
    name = list(words)
    return name[name.index(")") + 1 :] if name[:1] == ["("] and ")" in name[:3] else name


def unfamiliar_titles(words: Sequence[str]) -> list[int]:
    """Return the positions of abbreviated titles before full names that news seldom has.

    ``Det Supt Ada Kerr``; of those that it has often, such as ``Lt. Col.``, none, and none behind
    what may be the end of a sentence.
    """
    return [
        at
        for at, word in enumerate(words)
        if word[:1].isupper()
        and not is_unlisted_in_capitals(word)
        and word.lower().rstrip(".") not in FAMILIAR_TITLES
        and _leads_to_full_name(words, at)
        and not (at and _may_end_sentence(words[at - 1], words[at:]))
    ]


def _may_end_sentence(last: str, following: Sequence[str]) -> bool:
    """Return whether the full stop of the word *last* may be the end of a sentence: ``Oda.``."""
    abbreviation = is_abbreviated_title(last, following)
    return last.endswith(".") and last[-3:-1].islower() and not abbreviation


def _leads_to_full_name(words: Sequence[str], at: int) -> bool:
    """Return whether the word at *at* and those right behind it are titles, then a full name."""
    end = at
    while end < len(words) and is_abbreviated_title(words[end], words[end + 1 : end + 7]):
        end += 1
    if end == at:
        return False
    name = _without_bracket(words[end : end + 6])
    first, second = (*name[:2], "", "")[:2]
    office = lexicon.noun_class(first) is not None or first.lower() in lexicon.TITLE_WORDS
    named = first.istitle() and second[:1].isupper() and not second.isupper()
    return named and not office


POINTED: Final = frozenset("Bros Co Corp Inc Jr Ltd Sr".split())


def lost_its_point(sentence: Sentence, end: int, text: str) -> bool:
    """Return whether the full stop of a sentence belongs to a name too: ``said Alan Price Jr.``.

    It does not where the text writes the abbreviation without one.
    """
    last, after = sentence.words[end - 1], sentence.words[end : end + 1]
    if last.text not in POINTED or not after or after[0].text != "." or after[0].start != last.end:
        return False
    # Its letters come first, or the whole text is tried place by place: eight times as slow.
    return re.search(rf"{last.text}(?<=\b{last.text})\b(?!\.)", text) is None
