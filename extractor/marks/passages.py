"""From the roles of marks to passages over one or more paragraphs, and warnings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.domain import Passage, Span, Warning
from extractor.english import lexicon
from extractor.english.punctuation import BLANK, CLOSING, PERIOD_LIKE, SPACED
from extractor.marks.candidates import Mark
from extractor.marks.decoding import Role

UNCLOSED = "unclosed-quotation-mark"
STRAY = "stray-quotation-mark"

_SENTENCE_END = re.compile(rf"[{PERIOD_LIKE}][{re.escape(CLOSING)})\]]*(?=\s|$)")
_ATTRIBUTION = re.compile(r",(?=(?:\s+[^\s,.!?]+){1,6}[,.:]?$)")
_LONGEST_ATTRIBUTION = 120
_HARDLY_APOSTROPHE = 3.0


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


def join(spans: Sequence[Span], found: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Yield the pieces of each passage; a piece left open is joined to the one that reopens it."""
    chain: list[Piece] = []
    for piece in found:
        if chain and not _reopens(spans, chain[-1], piece):
            yield tuple(chain)
            chain = []
        chain.append(piece)
    if chain:
        yield tuple(chain)


def passage(text: str, chain: Sequence[Piece]) -> Passage | None:
    """Build a passage from its pieces; None if nothing stands between the marks."""
    full = [(inner, piece) for piece in chain if (inner := piece.inner(text)).of(text).strip(BLANK)]
    if not full:
        return None
    closed = chain[-1].closing is not None
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


def _reopens(spans: Sequence[Span], before: Piece, piece: Piece) -> bool:
    return (
        before.continues
        and piece.paragraph == before.paragraph + 1
        and piece.opening.start == spans[piece.paragraph].start
        and piece.opening.family == before.opening.family
    )


def _end_before_cue(text: str, start: int, limit: int) -> int | None:
    """Return the end of a passage left open in its paragraph: after the comma before its cue.

    ``“The road is closed, said Ann Reyes.`` None if no cue follows.
    """
    cue = _cue().search(text, start, limit)
    return cue.start() + 1 if cue else None


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
