"""Paragraphs of a text; from the roles of marks to passages over one or more of them, warnings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractor.domain import Passage, Span, Warning
from extractor.english import lexicon
from extractor.english.orthography import (
    BLANK,
    CLOSING,
    CLOSING_DOUBLES,
    OPENING,
    PERIOD_LIKE,
    SPACED,
)
from extractor.marks.candidates import Mark
from extractor.marks.decoding import Role

UNCLOSED = "unclosed-quotation-mark"
STRAY = "stray-quotation-mark"

_SENTENCE_END = re.compile(rf"[{PERIOD_LIKE}][{re.escape(CLOSING)})\]]*(?=\s|$)")
_ATTRIBUTION = re.compile(r",(?=(?:\s+[^\s,.!?]+){1,6}[,.:]?$)")
_LONGEST_ATTRIBUTION = 120
_LONGEST_WORD = 40
_HARDLY_APOSTROPHE = 3.0
_LEADS_UP = frozenset("that is was are were".split())
"""Words, beside verbs of saying, after which a quotation may begin without a comma."""
_LAST_WORD = re.compile(r"[^\W_]+$")
_WORDS = re.compile(r"[^\W_]+")
_NEAR = 4
"""So many words before an open mark a verb of saying may stand."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a passage in one paragraph.

    ``end`` is one past its last word; ``continues`` is True if it is open at the paragraph's
    end, ``restarted`` if another opening mark comes before it is closed.
    """

    paragraph: int
    opening: Mark
    end: int
    closing: Mark | None = None
    continues: bool = False
    restarted: bool = False

    def inner(self, text: str) -> Span:
        """Return the range between the marks; the space within guillemets goes with them."""
        start, end = self.opening.end, self.end
        if self.opening.family in SPACED:
            words = text[start:end]
            start += len(words) - len(words.lstrip(BLANK))
            end = max(start, end - (len(words) - len(words.rstrip(BLANK))))
        return Span(start, end)

    def outer(self) -> Span:
        """Return the range with its marks."""
        return Span(self.opening.start, self.closing.end if self.closing else self.end)


def pieces(
    text: str, index: int, paragraph: Span, marks: Sequence[Mark], roles: Sequence[Role]
) -> Iterator[Piece]:
    """Yield the pieces that the roles of its marks make of paragraph number *index*."""
    opening: Mark | None = None
    for mark, role in zip(marks, roles, strict=True):
        if role == Role.CLOSE and opening:
            yield Piece(index, opening, mark.start, mark)
            opening = None
        elif role == Role.RESTART and opening:
            end = _end_before(text, opening.end, mark.start)
            yield Piece(index, opening, end, restarted=True)
            opening = mark
        elif role == Role.OPEN:
            opening = mark
    if opening:
        cut = _end_before_cue(text, opening.end, paragraph.end)
        yield Piece(index, opening, cut or paragraph.end, continues=cut is None)


def join(text: str, spans: Sequence[Span], found: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Yield the pieces of each passage; a piece left open is joined to the one that reopens it."""
    chain: list[Piece] = []
    for piece in found:
        if chain and not _reopens(text, spans, chain[-1], piece):
            yield tuple(chain)
            chain = []
        chain.append(piece)
    if chain:
        yield tuple(chain)


def passage(text: str, chain: Sequence[Piece]) -> Passage | None:
    """Build a passage from its pieces; None if nothing stands between the marks.

    None too of a title or a notice that is left open, since nothing shows where it ends.
    """
    full = [(inner, piece) for piece in chain if (inner := piece.inner(text)).of(text).strip(BLANK)]
    last = chain[-1]
    closed = last.closing is not None
    if not full or ((last.continues or last.restarted) and _opens_title(text, last)):
        return None
    return Passage(
        tuple(inner for inner, _ in full), tuple(piece.outer() for _, piece in full), closed
    )


def unclosed(chain: Sequence[Piece]) -> Iterator[Warning]:
    """Yield the warning of a passage whose closing mark is missing."""
    last = chain[-1]
    if last.closing is None:
        place = "the next opening mark" if last.restarted else "the end of its paragraph"
        message = f"An opening quotation mark is not closed before {place}."
        yield Warning(UNCLOSED, last.opening.start, last.opening.end, message)


def strays(marks: Sequence[Mark], roles: Sequence[Role]) -> Iterator[Warning]:
    """Yield a warning for every ignored mark that can hardly be an apostrophe."""
    for mark, role in zip(marks, roles, strict=True):
        if role == Role.NEITHER and mark.neither >= _HARDLY_APOSTROPHE:
            message = "A quotation mark without a counterpart was ignored."
            yield Warning(STRAY, mark.start, mark.end, message)


def _reopens(text: str, spans: Sequence[Span], before: Piece, piece: Piece) -> bool:
    return (
        before.continues
        and piece.paragraph == before.paragraph + 1
        and piece.opening.start == spans[piece.paragraph].start
        and piece.opening.family == before.opening.family
        and not _opens_title(text, before)
        and not (_opens_inside(text, before) and _has_named_cue(text, piece))
    )


def _word_before(text: str, piece: Piece) -> str:
    """Return the word right before a piece, "" if there is none, or a mark between."""
    start = piece.opening.start
    word = _LAST_WORD.search(text[max(0, start - _LONGEST_WORD) : start].rstrip(" \xa0"))
    return word[0] if word else ""


def _opens_title(text: str, piece: Piece) -> bool:
    """Return whether a piece opens in the middle of a clause with a capital, under no cue.

    ``The band played *“Autumn in Riga* until midnight.``
    """
    start = piece.opening.start
    near = _WORDS.findall(text[max(0, start - _LONGEST_WORD) : start].rpartition("\n")[2].lower())
    told = not lexicon.ATTRIBUTION_VERBS.isdisjoint(near[-_NEAR:])  # told reporters “We
    return _opens_inside(text, piece) and not told and near[-1] not in _LEADS_UP


def _opens_inside(text: str, piece: Piece) -> bool:
    """Return whether a piece opens with a capital right behind a word, without a comma."""
    start = piece.opening.end
    return bool(_word_before(text, piece)) and text[start : start + 1].isupper()


def _has_named_cue(text: str, piece: Piece) -> bool:
    """Return whether a name speaks right behind a closed piece: ``“…,” said Ann Reyes``."""
    return piece.closing is not None and bool(_named_cue().match(text, piece.closing.end))


def _end_before_cue(text: str, start: int, limit: int) -> int | None:
    """Return the end of a passage left open in its paragraph: after the comma before its cue.

    ``“The road is closed, said Ann Reyes.`` None if no cue follows.
    """
    cue = _cue().search(text, start, limit)
    return cue.start() + 1 if cue else None


@cache
def _named_cue() -> re.Pattern[str]:
    verbs = "|".join(sorted(lexicon.ATTRIBUTION_VERBS))
    return re.compile(
        rf""",?[ \xa0]+(?: (?:{verbs})\s+ (?:[a-z][\w-]*\s){{0,3}} [A-Z]
                        | [A-Z][\w.'’-]+ (?:\s[A-Z][\w.'’-]+){{0,3}} \s+ (?:{verbs})\b )""",
        re.VERBOSE,
    )


@cache
def _cue() -> re.Pattern[str]:
    verbs = "|".join(sorted(lexicon.ATTRIBUTION_VERBS))
    return re.compile(
        rf""",\s+(?: (?:{verbs})\s+
                    (?: (?:[a-z][\w-]*\s){{0,3}}[A-Z] | (?:the|an?|his|her|their)\s )
                  | (?: he | she | they | [A-Z][\w.'’-]+ (?:\s[A-Z][\w.'’-]+){{0,3}} )
                    \s+ (?:{verbs}) (?= [.,:] | \s+(?:on|in|at|to|after|during|when|as)\b ) )""",
        re.VERBOSE,
    )


def _end_before(text: str, start: int, limit: int) -> int:
    """Return a sensible end, before the opening mark at *limit*, for a passage left open.

    That is the comma before what looks like an attribution, else the last end of a sentence;
    *start*, an empty passage, where there is neither.
    """
    words = text[start:limit].rstrip(BLANK)
    edge = max(0, len(words) - _LONGEST_ATTRIBUTION)
    attribution = _ATTRIBUTION.search(words, edge)
    if attribution:
        return start + attribution.end()
    ends = [match.end() for match in _SENTENCE_END.finditer(words)]
    return start + (ends[-1] if ends else 0)


# --- paragraphs ----------------------------------------------------------------------------

# Callers' lines end in any way. U+0085 is left out: in old copy it is a misread ellipsis.
_LINE = re.compile("([^\n\r\v\f\u2028\u2029]*)(\r\n|[\n\r\v\f\u2028\u2029]|$)")
_LINE_SENTENCE_END = re.compile(
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
_BEFORE_CUE = re.compile(rf"(?:,[{re.escape(CLOSING)}]|[{re.escape(CLOSING)}],)$")
"""The end of a quotation whose cue is still to come: ``“We won,”``."""
_BEFORE_SMALL = re.compile(rf"[!?\u2026—–-][{re.escape(CLOSING)}]$")
"""The end of a quotation that has a cue if a word in lower case follows: ``“Why?”``."""
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
        return _is_full(text, before, line, column) or _runs_on(text, before, line, 1)
    return column is None and _runs_on(text, before, line)


def _runs_on(text: str, before: _Line, line: _Line, shortest: int = _SHORTEST_LINE) -> bool:
    """Return whether a sentence clearly continues on the next line.

    A line that is not wrapped and shorter than *shortest* characters may be an entry of a list.
    """
    tail = text[max(before.span.start, before.span.end - _TAIL) : before.span.end]
    small = text[line.span.start].islower()
    if _BEFORE_CUE.search(tail) or (small and _BEFORE_SMALL.search(tail)):
        return True
    if tail.endswith(",") and text[line.span.start] in OPENING:
        return True
    if len(before.span) < shortest:
        return False
    if _LINE_SENTENCE_END.search(tail):
        return bool(_OPEN_END.search(tail))  # "Mr."
    return small or bool(_OPEN_END.search(tail))


def _is_full(text: str, line: _Line, following: _Line, column: int) -> bool:
    """Return whether the first word of *following* would not have fitted into *line*."""
    word = following.span.of(text).split(maxsplit=1)[0]
    return line.width + 1 + len(word) > column
