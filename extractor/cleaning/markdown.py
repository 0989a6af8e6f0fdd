"""Markdown and wiki markup in a text: ``**Lena Fox**``, ``[Lena Fox](…)``, ``> quoted``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.cleaning.alignment import Edit

_DELIMITERS = re.compile(
    r"(?<![\\*])\*{1,3}(?!\*)|(?<![\\_])_{1,3}(?!_)|(?<!~)~~(?!~)|(?<!')'{3}(?!')"
)
_LINK = re.compile(
    r"""(?P<image>!?)\[(?P<text>[^\[\]\n]{0,300})\]
        \( \s* <?[^()\s<>]{0,2000}(?:\([^()\s]*\)[^()\s]*)?>? (?:\s+"[^"\n]{0,300}")? \s* \)""",
    re.VERBOSE,
)
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]")
_HEADING = re.compile(r"^[^\S\n]*#{1,6}[^\S\n]+", re.MULTILINE)
_QUOTED_LINE = re.compile(r"^[^\S\n]*(?:>[^\S\n]?)+(.*)$", re.MULTILINE)
_ITEM = re.compile(r"[-*•#]\s|\d{1,3}[.)]\s|(?:[A-Z][\w.'’-]*\s?){1,4}:\s")
_NOTE = re.compile(
    r"""[^\S\n]? \[ (?:\^?\d{1,3} | note\ \d{1,3} | citation\ needed) \]
        (?= [.,;:!?)\]”’"'\[] | \s*$ | \s+[A-Z“‘"'—–-] )
      | (?<=[\w.,;:!?”’"')\]]) \[ (?:\^?\d{1,3} | note\ \d{1,3} | citation\ needed) \] (?![(\w])""",
    re.VERBOSE | re.MULTILINE,
)
_ESCAPED_DELIMITER = re.compile(r"\\([*_\[\]#>~`])")


def markdown(text: str) -> Iterator[Edit]:
    """Yield the edits that take out emphasis, links, notes and the marks of lines."""
    edits = [*_quoted_lines(text)]
    edits += (Edit(*found.span()) for found in _HEADING.finditer(text))
    if "[" in text:
        edits += _links(text)
        edits += (Edit(*found.span(), foreign=True) for found in _NOTE.finditer(text))
    edits += _emphasis(text)
    edits += (Edit(*found.span(), found[1]) for found in _ESCAPED_DELIMITER.finditer(text))
    yield from edits


def _quoted_lines(text: str) -> Iterator[Edit]:
    """Yield the marks of quoted lines (``>``); lines of one paragraph are joined."""
    before: re.Match[str] | None = None
    for found in _QUOTED_LINE.finditer(text):
        follows = before and before.end() + 1 == found.start() and before[1].strip()
        if follows and found[1].strip() and not _ITEM.match(found[1]):
            yield Edit(found.start() - 1, found.start(1), " ")
        else:
            yield Edit(found.start(), found.start(1))
        before = found


def _links(text: str) -> Iterator[Edit]:
    for found in _LINK.finditer(text):
        if found["image"]:
            yield Edit(*found.span(), foreign=True)
        else:
            yield Edit(found.start(), found.start("text"))
            yield Edit(found.end("text"), found.end(), foreign=True)
    for found in _WIKI_LINK.finditer(text):
        is_renamed = found.start(1) - found.start() > len("[[")
        yield Edit(found.start(), found.start(1), foreign=is_renamed)
        yield Edit(found.end(1), found.end(), foreign=is_renamed)


def _emphasis(text: str) -> Iterator[Edit]:
    """Yield the delimiters of emphasis: an opening and a closing run alike, in one block of text.

    As in CommonMark, one that opens stands before a character that is shown, one that closes
    behind one, and neither in the middle of a word.
    """
    opened: dict[str, re.Match[str]] = {}
    before = 0
    for found in _DELIMITERS.finditer(text):
        if opened and "\n\n" in text[before : found.start()]:
            opened.clear()
        before = found.start()
        left, right = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        opens = right.strip() and not left.isalnum()
        closes = left.strip() and not right.isalnum()
        run = found[0]
        if closes and run in opened:
            for each in (opened.pop(run), found):
                yield Edit(*each.span())
        elif opens:
            opened[run] = found
