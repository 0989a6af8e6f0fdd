"""Paragraphs: a text's blocks of lines, and whether a single line end separates them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractor.domain import Span
from extractor.english.punctuation import BLANK, CLOSING, CLOSING_DOUBLES, PERIOD_LIKE

# Callers' lines end in any way. U+0085 is left out: in old copy it is a misread ellipsis.
_LINE = re.compile("([^\n\r\v\f\u2028\u2029]*)(\r\n|[\n\r\v\f\u2028\u2029]|$)")
_SENTENCE_END = re.compile(
    rf"[{PERIOD_LIKE}:;][{re.escape(CLOSING)})\]]*$|[{re.escape(CLOSING_DOUBLES)}]$"
)
_OPEN_END = re.compile(
    r"""(?: ,
          | \b(?: an? | the | and | or | but | that | who | which | of | to | in | on | at | by
                 | for | with | from | as | is | was | were | are | has | have | had | his | her
                 | their | its | another | Mr\.? | Mrs\.? | Ms\.? | Dr\. | Sen\. | Rep\. )
        ) $""",
    re.VERBOSE,
)
"""A line end at which no sentence can end."""
_ITEM = re.compile(r"[-*•◦▪–—]\s|\d{1,3}[.)]\s|(?:[A-Z][\w.'’-]*\s?){1,4}:\s")
"""The start of an item of a list, or of a turn in a transcript."""
_TAIL = 12

_SHORTEST_LINE = 20
_SHORTEST_WRAP = 12
_LONGEST_WRAP = 130
_NARROW = 40
_FEWEST_WRAPS = 3
_SHARE_FULL = 0.6
_SHARE_FULL_NARROW = 0.75
_SHARE_LOWER = 0.3
_SHARE_RUNNING_ON = 0.5


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank; ``after_blank`` is True if a blank line stands before it."""

    span: Span
    after_blank: bool
    indent: int

    @property
    def width(self) -> int:
        """The column that it reaches."""
        return self.indent + len(self.span)


def split(text: str) -> tuple[Span, ...]:
    """Return the paragraphs of *text*, without the blanks around them.

    A blank line always separates two paragraphs. A single line end does too, unless the text
    is wrapped at a column and the line was full, or the sentence plainly runs on (a line without
    final punctuation before one in lower case, or one that ends in the middle of a phrase). An
    item of a list and a turn in a transcript begin a paragraph. A blank text has none.
    """
    lines = tuple(_lines(text))
    column = _column(text, lines)
    found: list[Span] = []
    before: _Line | None = None
    for line in lines:
        if before and not line.after_blank and _wraps(text, before, line, column):
            found[-1] = Span(found[-1].start, line.span.end)
        else:
            found.append(line.span)
        before = line
    return tuple(found)


def trim(text: str, start: int, end: int) -> Span | None:
    """Return the range without the blanks at its ends; None if it is blank."""
    piece = text[start:end]
    shown = piece.strip(BLANK)
    if not shown:
        return None
    start += len(piece) - len(piece.lstrip(BLANK))
    return Span(start, start + len(shown))


def _lines(text: str) -> Iterator[_Line]:
    after_blank = False
    for match in _LINE.finditer(text):
        span = trim(text, *match.span(1))
        if span:
            yield _Line(span, after_blank, span.start - match.start())
        after_blank = span is None or match[2] == "\u2029"


def _column(text: str, lines: tuple[_Line, ...]) -> int | None:
    """Return the column at which the whole text is wrapped, None if it is not.

    In wrapped text most lines could not take the next line's first word, and the next lines
    often continue in lower case, or half of the lines end in the middle of a sentence; in a text of
    one paragraph a line none of this holds.
    """
    single = [(a, b) for a, b in pairwise(lines) if not b.after_blank]
    # A web address can stick out of the wrapped column, and a headline above it.
    column = max((a.width for a, _ in single if " " in a.span.of(text)), default=0)
    if not single or not _SHORTEST_WRAP <= column <= _LONGEST_WRAP:
        return None
    running_on = sum(_runs_on(text, a, b) for a, b in single)
    if running_on >= _SHARE_RUNNING_ON * len(single):
        return column
    full = sum(_is_full(text, a, b, column) for a, b in single)
    lower = sum(text[b.span.start].islower() for _, b in single)
    share = _SHARE_FULL_NARROW if column < _NARROW else _SHARE_FULL
    wrapped = full >= share * len(single) and lower >= _SHARE_LOWER * len(single)
    return column if wrapped and len(single) >= _FEWEST_WRAPS else None


def _wraps(text: str, before: _Line, line: _Line, column: int | None) -> bool:
    if _ITEM.match(text, line.span.start, line.span.end):
        return False
    if column is not None and line.indent <= before.indent:
        return _is_full(text, before, line, column) or _runs_on(text, before, line)
    return column is None and _runs_on(text, before, line)


def _runs_on(text: str, before: _Line, line: _Line) -> bool:
    """Return whether a sentence clearly continues on the next line."""
    if len(before.span) < _SHORTEST_LINE:
        return False
    tail = text[max(before.span.start, before.span.end - _TAIL) : before.span.end]
    if _SENTENCE_END.search(tail):
        return bool(_OPEN_END.search(tail))  # "Mr."
    return text[line.span.start].islower() or bool(_OPEN_END.search(tail))


def _is_full(text: str, line: _Line, following: _Line, column: int) -> bool:
    """Return whether the first word of *following* would not have fitted into *line*."""
    word = following.span.of(text).split(maxsplit=1)[0]
    return line.width + 1 + len(word) > column
