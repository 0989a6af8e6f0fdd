"""Traces of page layout, recordings and converters.

Hyphens at line ends, page headers and timestamps; note marks, trade marks and handles after a
word; missing spaces.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.cleaning.alignment import Edit

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
_NOTE_MARK = re.compile(r"(?<=[\w.,;:!?”’\"')])(?:[†‡¹²³⁴-⁹⁰]+|(?<=\w\w\w)\*(?![\w*]))")
_ASIDE_OF_LINK = re.compile(r"[^\S\n]\((?:@\w{1,30}|(?:https?://|www\.)[^\s()]{1,2000})\)")
_ANGLES = re.compile(r"<<(?=\s?[^\W\d_])|(?<=[^\s<])\s?>>(?!>)")
_LOW_COMMAS = re.compile(r"(?<![^\s(])(?:,,|‚‚)(?=\w)")
_RUN_TOGETHER = re.compile(
    r"""(?<=[^\W\d_]{2})[,;](?=[^\W\d_]{2})              # Krogh,head
      | (?<=[a-zà-ÿ]{2})[.!?](?=[“‘«]?[A-Z][a-zà-ÿ])     # lab.“We
      | (?<=[a-z]):(?=[“‘«"][A-Z])                       # said:“We
      | (?<=[.,!?])"(?=[a-z]{2})                         # failed,"said
      | (?<=[\w.,;:!?…])[”»](?=\w) | (?<=\w)[“«](?=\w)                   # ”said, said“We
      | (?<=[”’])[,;](?=\w)                              # ”,said
      | [”»](?=[“«])                                     # ”“""",
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
