r"""The format that a text is sent in: HTML (tags, entities), Markdown, wiki markup, JSON.

HTML's tags go or become line and paragraph breaks, its entities become their characters; of
``**Lena Fox**``, ``[Lena Fox](…)`` and ``> quoted`` the words stay. Backslash escapes (``\"``,
``\u201c``) are decoded, and of JSON only the values stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from extractor.cleaning.alignment import Edit

_INLINE: Final = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label link mark
    meta nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr
    """.split()
)
_BLOCK: Final = frozenset(
    """
    address article aside audio blockquote body button caption center dd details dialog dir div dl
    dt embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main
    map menu nav object ol option p picture pre section select source summary table tbody td
    textarea tfoot th thead title tr ul video
    """.split()
)
_WITHOUT_TEXT: Final = frozenset("head iframe noscript ref script style svg template".split())
"""Elements whose content is not visible text."""

_TAG = re.compile(
    r"""< (?: !--  |  (?P<close>/?) (?P<name>[a-z][a-z0-9]*(?:[:-][a-z0-9]+)*)
              (?P<attributes>(?:\s (?:[^<>"']|"[^"<]*"|'[^'<]*')* | /)?) > )""",
    re.VERBOSE | re.IGNORECASE,
)
_SIGNED_BLOCK = re.compile(
    r"""<blockquote\b[^<>]{0,300}>\s*(?:<p\b[^<>]{0,300}>\s*)?
        (?P<words>[^<>"“”]{3,800}) (?P<end></?[a-z][^<>]{0,300}>)
        (?:\s|</?[a-z][^<>]{0,300}>){0,6} (?:[—–―] | --? | &[mn]dash;) \s* [A-Z]""",
    re.VERBOSE,
)
"""A block quotation without marks and, behind it, a dash and a name."""
_DOCTYPE = re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?<!doctype[^<>]*>", re.IGNORECASE)
_NOTE_NUMBER = re.compile(r"\s*[\[(]?(?:\d{1,3}|[a-z*†‡§])[\])]?\s*", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_MAX_ESCAPES = 3
"""How many times a text may have been escaped: ``&amp;amp;ldquo;``."""
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def tags(text: str) -> Iterator[Edit]:
    """Yield the edits that remove HTML tags, in linear time.

    ``br`` becomes a line break, an element that is a block two; ``q`` its quotation marks, as does
    ``blockquote`` where a dash and a name sign it.
    Comments, scripts and note numbers (``sup``) are removed with their content.
    """
    if "<" not in text:
        return
    place, unclosed = 0, set[str]()
    signed = list(_SIGNED_BLOCK.finditer(text))
    opening = {text.rfind("<", 0, each.start("words")) for each in signed}
    closing = {each.start("end") for each in signed}
    if found := _DOCTYPE.match(text):
        yield Edit(0, found.end(), "", foreign=True)
        place = found.end()
    while found := _TAG.search(text, place):
        name = (found["name"] or "!--").lower()
        end = _end_of_hidden(text, found, name, unclosed)
        if end:
            yield Edit(found.start(), end, "", foreign=True)
        elif name == "!--" or not _is_known(name):
            end = found.start() + 1
        else:
            end = found.end()
            mark = "“" if found.start() in opening else ""
            end_mark = "”" if found.start() in closing else ""
            yield _tag_edit(found, name, end_mark, mark)
        place = end


def entities(text: str) -> Iterator[Edit]:
    """Yield the edits that replace entities by their characters: ``&ldquo;``, ``&#8220;``."""
    for found in _ENTITY.finditer(text) if "&" in text else ():
        read = found[0]
        for _ in range(_MAX_ESCAPES):
            read = unescape(read)
        if read != found[0]:
            yield Edit(found.start(), found.end(), read)


def line_breaks(text: str) -> Iterator[Edit]:
    """Yield the edits that make the line breaks of HTML's source spaces; blank lines stay."""
    kept = {
        place for found in _BLANK_LINE.finditer(text) for place in range(found.start(), found.end())
    }
    for found in re.finditer("\n", text):
        if found.start() not in kept:
            yield Edit(found.start(), found.end(), " ")


def has_blocks(text: str) -> bool:
    """Return whether the paragraphs of *text* are elements, so that line breaks mean nothing."""
    found = (match["name"] or "" for match in _TAG.finditer(text))
    blocks = [name.lower() for name in found if name.lower() in _BLOCK]
    return len(blocks) > 1


def _end_of_hidden(text: str, tag: re.Match[str], name: str, unclosed: set[str]) -> int | None:
    """Return the end of an element that is removed with its content, None if it is not one.

    *unclosed* are patterns of closing tags that the rest of the text lacks, so that none is looked
    for twice.
    """
    if name == "!--":
        closing = r"--\s*>"
    elif tag["close"] or name not in _WITHOUT_TEXT | {"sup"}:
        return None
    else:
        closing = rf"</{name}\s*>"
    if closing in unclosed:
        return None
    found = re.compile(closing, re.IGNORECASE).search(text, tag.end())
    if found is None:
        unclosed.add(closing)
        return None
    if name == "sup" and not _NOTE_NUMBER.fullmatch(text, tag.end(), found.start()):
        return None
    return found.end()


def _is_known(name: str) -> bool:
    is_custom = "-" in name or ":" in name
    return is_custom or name == "br" or name in _INLINE | _BLOCK | _WITHOUT_TEXT


def _tag_edit(tag: re.Match[str], name: str, before: str = "", behind: str = "") -> Edit:
    """Return the edit of a tag, *before* and *behind* being the marks of a signed block."""
    if name == "q":
        text = "”" if tag["close"] else "“"
    else:
        text = "\n" if name == "br" else "\n\n" if name in _BLOCK else ""
    text = f"{before}{text}{behind}"
    return Edit(tag.start(), tag.end(), text, foreign="=" in tag["attributes"])


_DELIMITERS = re.compile(
    r"""(?=[*_~'])                                       # quickly passes all other characters
        (?: (?<![\\*])\*{1,3}(?!\*) | (?<![\\_])_{1,3}(?!_) | (?<!~)~~(?!~) | (?<!')'{3}(?!') )""",
    re.VERBOSE,
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
    """Yield the edits that remove emphasis, links, notes and line markers."""
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


# --- JSON and escapes ----------------------------------------------------------------------

_UNICODE_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_ESCAPED_MARK = re.compile(r"(?<!\\)\\{1,8}([\"'/&])")
_ESCAPED_BLANK = re.compile(r"\\r\\n|\\[nrt]")
_BLANKS: Final = {"\\t": "\t", "\\r": "\n"}

_JSON = re.compile(r'[\s\[]{0,20}\{\s*"(?:[^"\\\n]|\\.){1,100}"\s*:')
_JSON_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"(\s*:)?')


def json_values(text: str) -> Iterator[Edit]:
    """Yield the edits that reduce JSON to its string values, each a paragraph."""
    if not _JSON.match(text) or not text.rstrip().endswith(("}", "]")):
        return
    place = 0
    for found in _JSON_STRING.finditer(text):
        if not found[1]:
            yield Edit(place, found.start() + 1, "\n\n", foreign=True)
            place = found.end() - 1
    yield Edit(place, len(text), "\n\n", foreign=True)


def escapes(text: str) -> Iterator[Edit]:
    r"""Yield the edits that decode backslash escapes: ``\"``, ``\u201c``.

    ``\n`` counts as a line break only where the text has escaped marks as well, or no line break
    of its own: else it may be part of a path.
    """
    if "\\" not in text:
        return
    edits = [
        *(Edit(*found.span(), _unescaped(found[1])) for found in _UNICODE_ESCAPE.finditer(text)),
        *(Edit(*found.span(), found[1]) for found in _ESCAPED_MARK.finditer(text)),
    ]
    if edits or "\n" not in text:
        blanks = _ESCAPED_BLANK.finditer(text)
        edits += (Edit(*found.span(), _BLANKS.get(found[0], "\n")) for found in blanks)
    yield from edits


def _unescaped(digits: str) -> str:
    char = chr(int(digits, 16))
    return char if char.isprintable() else " "
