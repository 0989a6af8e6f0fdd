"""Single characters that stand in a word's way: notes, trade marks, handles, missing spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.cleaning.alignment import Edit

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
    """Yield the edits that take out or replace single characters."""
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
