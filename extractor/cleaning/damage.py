"""Damage that a text took on its way: wrong decoding, and traces of pages and recordings.

UTF-8 read as Windows-1252, lost quotation marks; hyphens at line ends, page headers and timestamps;
note marks, trade marks and handles after a word; missing spaces.

Only sequences that do not occur in any living language are decoded again. They are the ones that
ftfy (https://ftfy.readthedocs.io) knows; ftfy itself does not say where each character comes from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from extractor.cleaning.alignment import Edit

# --- decoding ------------------------------------------------------------------------------

_UNDEFINED: Final = "\x81\x8d\x8f\x90\x9d"
"""Bytes undefined in Windows-1252; software keeps them as control characters or drops them."""


def _read_as(encoding: str, low: int, high: int) -> str:
    """Return, for a character class, how these bytes look when read in *encoding*."""
    found = (bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in range(low, high))
    return re.escape("".join(found)) + "".join(chr(byte) for byte in range(low, high))


_CONTINUATION: Final = _read_as("cp1252", 0x80, 0xC0)
_LETTER_BYTES: Final = _read_as("cp1252", 0xA0, 0xC0) + "€ƒˆŠ‹ŒŽšœžŸ˜\x81\x8d\x8f\x90\x9d"
"""Second bytes of accented letters, except quotation marks and dashes: ``CAFÉ”`` is right."""
_WINDOWS = re.compile(
    rf"""[ÃÂÄÅ][{_LETTER_BYTES}]
       | Ã[“”‘’–—…‚„†‡•™] | Å“
       | â[€„†‚][{_CONTINUATION}]
       | ï»¿ | ï¿½ | ðŸ[{_CONTINUATION}]{{2}}""",
    re.VERBOSE,
)
_MAC = re.compile("‚Ä[îìúùòôö¢¶†]|√[©®†ß°≠≥∂ºúñ]")
_LOST_BLANK = re.compile(r"(?<![^\s.,;:”\"'])Â(?=\s)")
_CUT_OFF = re.compile('â€(?P<dash>")|â€[?\ufffd]?')
"""The last byte of a closing mark is undefined, and often lost; that of a dash becomes a mark."""
_LOST_OPENING = re.compile(r"(?<![^\s(\[—–-])[?\ufffd](?=[A-Za-z])")
_LOST_CLOSING = re.compile(r"(?<=[.,!?])[?\ufffd](?=[\s)\]—–-]|$)|(?<=[A-Za-z])\ufffd(?=[\s.,])")
_LOST_APOSTROPHE = re.compile(r"(?<=[A-Za-z])[?\ufffd](?=(?:s|t|re|ve|ll|d|m)\b)")


def mis_decoded(text: str) -> Iterator[Edit]:
    """Yield the edits that repair wrong decoding."""
    if text.isascii():
        return
    edits = [*_decoded(text, _WINDOWS, "cp1252"), *_decoded(text, _MAC, "mac_roman")]
    taken = {edit.start for edit in edits}
    for found in _CUT_OFF.finditer(text):
        if found.start() not in taken:
            edits.append(Edit(*found.span(), "–" if found["dash"] else "”"))
    edits += (Edit(*found.span()) for found in _LOST_BLANK.finditer(text))
    yield from edits


def _decoded(text: str, pattern: re.Pattern[str], encoding: str) -> Iterator[Edit]:
    for found in pattern.finditer(text):
        try:
            read = b"".join(_byte(char, encoding) for char in found[0]).decode()
        except UnicodeError:
            continue
        yield Edit(*found.span(), read.replace("\ufeff", " "))


def _byte(char: str, encoding: str) -> bytes:
    return bytes([ord(char)]) if 0x80 <= ord(char) < 0xA0 else char.encode(encoding)


def lost_marks(text: str) -> Iterator[Edit]:
    """Yield the edits that restore quotation marks that a converter replaced by ``?`` or U+FFFD.

    A question mark counts only where some stand as opening marks would, glued to the word behind,
    and others as closing ones.
    """
    opening = [*_LOST_OPENING.finditer(text)]
    closing = [*_LOST_CLOSING.finditer(text)] if opening else []
    if not closing:
        return
    edits = [Edit(*found.span(), "“") for found in opening]
    edits += (Edit(*found.span(), "”") for found in closing)
    edits += (Edit(*found.span(), "’") for found in _LOST_APOSTROPHE.finditer(text))
    yield from edits


# --- pages and recordings ------------------------------------------------------------------

_HYPHEN = re.compile(r"(?<=[^\W\d_])(?:-|\u00ad|\u2010)[^\S\n]*\n[^\S\n]*(?=[a-zà-ÿ])")
_WORD_BEFORE = re.compile(r"[\w-]*$")
_WORD_AFTER = re.compile(r"\w+")
_LONGEST_WORD = 40
_TIMESTAMP = re.compile(
    r"""^[^\S\n]* (?: \[ \d{1,2}:\d\d (?::\d\d)? (?:[.,]\d{1,3})? \]
                    | \(? \d{1,2}:\d\d (?::\d\d)? (?:[.,]\d{1,3})? \)? (?=\s+[A-Z][^\n:]{0,60}:) )
        [^\S\n]* [-–—]? [^\S\n]*""",
    re.VERBOSE | re.MULTILINE,
)
_LINE = re.compile(r"[^\n]+")
_PAGE_NUMBER = re.compile(
    r"""(?:page\s+)? \d+ \s+ of \s+ \d+ | page\s+\d+ | p\.\s?\d+
      | [-–—] \s? \d{1,4} \s? [-–—] | [A-Z]?\d{1,4}""",
    re.VERBOSE | re.IGNORECASE,
)
_FIELDS = re.compile(r"\s*[|•·]\s*|\s{3,}|\t")
_LONGEST_HEADER = 100
_SMALL_WORDS = frozenset("a and at by for from in of on page the to".split())


def hyphens(text: str) -> Iterator[Edit]:
    """Yield the edits that join words divided at the end of a line: ``compa-`` ``ny``.

    The hyphen stays where the text writes the word with it elsewhere.
    """
    for found in _HYPHEN.finditer(text):
        before = _WORD_BEFORE.search(text, max(0, found.start() - _LONGEST_WORD), found.start())
        after = _WORD_AFTER.match(text, found.end(), found.end() + _LONGEST_WORD)
        hyphened = f"{before[0] if before else ''}-{after[0] if after else ''}"
        yield Edit(*found.span(), "-" if hyphened in text else "")


def timestamps(text: str) -> Iterator[Edit]:
    """Yield the edits that remove timestamps before the turns of a recording."""
    for found in _TIMESTAMP.finditer(text):
        yield Edit(*found.span(), foreign=True)


def page_headers(text: str) -> Iterator[Edit]:
    """Yield the edits that remove page headers and footers inside a sentence.

    A header is a short line that holds a page number, fields or capitals alone, or comes again;
    before it a sentence is open, and behind it one continues in lower case.
    """
    lines = [line for line in _LINE.finditer(text) if line[0].strip()]
    counts = Counter(_pattern(line[0]) for line in lines)
    for count in (1, 2):
        for first in range(len(lines) - count - 1):
            edit = _header(lines[first : first + count + 2], counts)
            if edit:
                yield edit


def _header(lines: Sequence[re.Match[str]], counts: Counter[str]) -> Edit | None:
    """Return the edit that removes the lines between first and last, if they are headers."""
    before, *headers, after = lines
    tail, head = before[0].rstrip(), after[0].lstrip()
    if not (tail[-1].isalnum() or tail[-1] in ",-–") or not head[0].islower():
        return None
    shown = [line[0].strip() for line in headers]
    apart = "\n\n" in before.string[before.end() - 1 : headers[0].start()]
    is_header = any(_is_header(each, counts, apart) for each in shown)
    if not is_header or not all(map(_may_be_header, shown)):
        return None
    start, end = before.start() + len(tail), after.end() - len(head)
    return Edit(start, end, "\n", foreign=True)


def _may_be_header(line: str) -> bool:
    """Return whether a line is short and hardly has a word in lower case."""
    words = [word for word in line.split() if word[0].isalpha() and word not in _SMALL_WORDS]
    lower = sum(word[0].islower() for word in words)
    return len(line) <= _LONGEST_HEADER and line[-1] not in '.,;:”"' and lower <= len(words) / 4


def _is_header(line: str, counts: Counter[str], apart: bool) -> bool:
    """Return whether a line looks like a header; *apart*: a blank line stands before it."""
    parts, words = _FIELDS.split(line), line.split()
    if len(parts) > 1 or line.isupper() or counts[_pattern(line)] > 1:
        return True
    ends = (line, *((words[0], words[-1]) if apart else ()))
    return any(_PAGE_NUMBER.fullmatch(each) for each in ends)


def _pattern(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


_SOFT_HYPHEN = re.compile("\u00ad+")
_TRADE_MARK = re.compile(r"(?<=\w)[™®℠]+")
_NOTE_MARK = re.compile(
    r"""(?=[†‡¹²³⁴-⁹⁰*])                              # quickly passes all other characters
        (?<=[\w.,;:!?”’"')]) (?: [†‡¹²³⁴-⁹⁰]+ | (?<=\w\w\w)\*(?![\w*]) )""",
    re.VERBOSE,
)
_ASIDE_OF_LINK = re.compile(r"[^\S\n]\((?:@\w{1,30}|(?:https?://|www\.)[^\s()]{1,2000})\)")
_ANGLES = re.compile(r"<<(?=\s?[^\W\d_])|(?<=[^\s<])\s?>>(?!>)")
_LOW_COMMAS = re.compile(r"(?<![^\s(])(?:,,|‚‚)(?=\w)")
_RUN_TOGETHER = re.compile(
    r"""(?=[,;.!?:"”»“«]) (?:                            # quickly passes all other characters
        (?<=[^\W\d_]{2})[,;](?=[^\W\d_]{2})              # Krogh,head
      | (?<=[a-zà-ÿ]{2})[.!?](?=[“‘«]?[A-Z][a-zà-ÿ])     # lab.“We
      | (?<=[a-z]):(?=[“‘«"][A-Z])                       # said:“We
      | (?<=[.,!?])"(?=[a-z]{2})                         # failed,"said
      | (?<=[\w.,;:!?…])[”»](?=\w) | (?<=\w)[“«](?=\w)                   # ”said, said“We
      | (?<=[”’])[,;](?=\w)                              # ”,said
      | [”»](?=[“«]) )                                   # ”“""",
    re.VERBOSE,
)
_ADDRESS = re.compile(r"://|www\.|@|\.(?:com|org|net|gov|edu|co|io)\b", re.IGNORECASE)
_LONGEST_PART = 80
"""Characters of an address that are looked at on either side."""


def odd_characters(text: str) -> Iterator[Edit]:
    """Yield the edits that remove or replace single characters."""
    edits = [
        Edit(*found.span())
        for pattern in (_SOFT_HYPHEN, _TRADE_MARK, _NOTE_MARK)
        for found in pattern.finditer(text)
    ]
    edits += (Edit(*found.span(), foreign=True) for found in _ASIDE_OF_LINK.finditer(text))
    edits += _angles(text)
    edits += (Edit(*found.span(), "„") for found in _LOW_COMMAS.finditer(text))
    yield from edits


def missing_spaces(text: str) -> Iterator[Edit]:
    """Yield the edits that insert a space where two sentences or clauses run together."""
    for found in _RUN_TOGETHER.finditer(text):
        if not _is_in_address(text, found.start()):
            place = found.start() if found[0] in "“«" else found.end()
            yield Edit(place, place, " ")


def _is_in_address(text: str, place: int) -> bool:
    before = text[max(0, place - _LONGEST_PART) : place].rpartition(" ")[2]
    after = text[place : place + _LONGEST_PART].partition(" ")[0]
    return bool(_ADDRESS.search(before + after))


def _angles(text: str) -> Iterator[Edit]:
    opening = False
    for found in _ANGLES.finditer(text):
        if found[0] == "<<":
            opening = True
        elif not opening:
            continue
        yield Edit(*found.span(), "«" if found[0] == "<<" else "»")
