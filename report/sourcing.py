"""The sourcing of one text: its sources, the stretches that rest on one, what nobody is named for.

Positions and lengths are in code points of the text, or in words where that is said. A word is a
run of characters between blanks that holds a letter or a digit.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from schemas.forms import table

KINDS: Final = ("person", "organization", "document", "group", "anonymous", "unknown")
"""In the order of a report: sources with a name first."""
CHANNELS: Final = tuple(
    """interview statement speech testimony call broadcast post letter document outlet
    other""".split()
)
UNNAMED: Final = ("anonymous", "group")
LONG: Final = 100
"""Words from which on a stretch is shown; a fifth of a text of less than five times as many."""
PARAGRAPH: Final = re.compile(r"[^\r\n]*\S[^\r\n]*")
COLUMNS: Final = tuple(
    """document date source_id source kind quotations direct mixed indirect words share
    in_a_row anonymity reason channels relayed relayed_by""".split()
)
"""Of the CSV form: a row for each source of a document, one with empty cells for nobody."""

Range = tuple[int, int]
Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """One speaker of the text, or nobody: all quotations without a speaker.

    ``words`` are those of its quotations, ``share`` their part of all quoted words; ``places`` are
    its segments. ``in_a_row`` is the largest number of its quotations with nobody else quoted in
    between; ``relayed`` the number of those that came by way of somebody else.
    """

    id: str | None
    label: str
    kind: str
    quotations: int
    words: int
    share: float
    places: tuple[Range, ...]
    types: Mapping[str, int]
    in_a_row: int
    descriptions: tuple[str, ...] = ()
    anonymity: str | None = None
    reason: str | None = None
    channels: tuple[str, ...] = ()
    relayed: int = 0
    relayed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text with one source: from its first quoted word to its last.

    ``paragraphs`` are the numbers of the first and of the last, from 1; ``share`` is its part of
    the text's words.
    """

    source: Source
    place: Range
    paragraphs: Range
    quotations: int
    words: int
    share: float


@dataclass(frozen=True, slots=True)
class Sourcing:
    """What a report on one text says. ``quoted`` are the words that stand in any quotation."""

    answer: Answer
    text: str
    words: int
    quoted: int
    sources: tuple[Source, ...]
    nobody: Source | None
    stretches: tuple[Stretch, ...]

    def paragraph(self, position: int) -> int:
        """Return the number of the paragraph that holds a position, from 1."""
        return _paragraph(_paragraphs(self.text), position)


def count_words(text: str) -> int:
    """Return the number of words."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


def sourcing(answer: Answer, text: str) -> Sourcing:
    """Return the sourcing of *text* by its answer, whose offsets count code points.

    Sources come by their quoted words, the most first, equals in the order of the text.
    """
    quotes = answer["quotes"]
    total = sum(count_words(quote["text"]) for quote in quotes)
    runs = [list(run) for _, run in groupby(quotes, key=_who)]
    known: dict[str | None, Answer] = {speaker["id"]: speaker for speaker in answer["speakers"]}
    ids = dict.fromkeys(map(_who, quotes))
    every = {id: _source(id, known.get(id, {}), quotes, runs, total) for id in ids}
    nobody = every.pop(None, None)
    words = count_words(text)
    return Sourcing(
        answer,
        text,
        words,
        _words_in(text, (place for quote in quotes for place in _places(quote))),
        tuple(sorted(every.values(), key=lambda source: -source.words)),
        nobody,
        tuple(_stretches(runs, every, text, words)),
    )


def is_second_hand(quote: Answer) -> bool:
    """Return whether a quotation was passed on by a second source, or taken from another outlet."""
    return bool(quote.get("relayed_by")) or (quote.get("channel") or {}).get("kind") == "outlet"


def relay(quote: Answer) -> str | None:
    """Return the words that name the second source, None if there is none."""
    named = quote.get("relayed_by") or (quote.get("channel") if is_second_hand(quote) else None)
    return named["text"] if named else None


def said(quote: Answer) -> str:
    """Return the words of a quotation as people read them, with a mark between its segments."""
    return table.words((each["start"], each["end"], each["text"]) for each in quote["segments"])


def is_unnamed(source: Source) -> bool:
    """Return whether a source has no name in the text, or was granted to have none."""
    return source.kind in UNNAMED or source.anonymity is not None


def rows(found: Sourcing) -> Iterator[list[Any]]:
    """Yield the rows of the CSV form, in the order of COLUMNS, safe for spreadsheets."""
    name = found.answer["id"]
    for source in (*found.sources, *([found.nobody] if found.nobody else [])):
        types = [source.types.get(type, 0) for type in ("direct", "mixed", "indirect")]
        given = [name, None, source.id, source.label if source.id else None, source.kind or None]
        figures = [source.quotations, *types, source.words, round(source.share, 4), source.in_a_row]
        lists = ["; ".join(source.channels), source.relayed, "; ".join(source.relayed_by)]
        yield list(map(table.cell, [*given, *figures, source.anonymity, source.reason, *lists]))


def _who(quote: Answer) -> str | None:
    return quote["speaker"]["id"] if quote["speaker"] else None


def _places(quote: Answer) -> list[Range]:
    return [(segment["start"], segment["end"]) for segment in quote["segments"]]


def _source(
    id: str | None,
    speaker: Answer,
    quotes: Sequence[Answer],
    runs: Sequence[list[Answer]],
    total: int,
) -> Source:
    own = [quote for quote in quotes if _who(quote) == id]
    words = sum(count_words(quote["text"]) for quote in own)
    granted = speaker.get("anonymity") or {}
    channels = [quote["channel"]["kind"] for quote in own if quote.get("channel")]
    relays = [relay(quote) for quote in own if is_second_hand(quote)]
    return Source(
        id,
        own[0]["speaker"]["label"] if id else "No speaker",
        own[0]["speaker"]["kind"] if id else "",
        len(own),
        words,
        words / total if total else 0.0,
        tuple(place for quote in own for place in _places(quote)),
        Counter(quote["type"] for quote in own),
        max(len(run) for run in runs if _who(run[0]) == id),
        tuple(span["text"] for span in speaker.get("descriptions") or ()),
        granted.get("text"),
        (granted.get("reason") or {}).get("text"),
        tuple(sorted(set(channels))),
        len(relays),
        tuple(sorted({name for name in relays if name})),
    )


def _stretches(
    runs: Sequence[list[Answer]], every: Mapping[str | None, Source], text: str, words: int
) -> Iterator[Stretch]:
    starts = _paragraphs(text)
    for run in runs:
        places = [place for quote in run for place in _places(quote)]
        start, end = min(start for start, _ in places), max(end for _, end in places)
        long = count_words(text[start:end])
        if _who(run[0]) is None or long < min(LONG, words / 5):
            continue
        paragraphs = _paragraph(starts, start), _paragraph(starts, max(start, end - 1))
        source = every[_who(run[0])]
        yield Stretch(source, (start, end), paragraphs, len(run), long, long / words)


def _paragraphs(text: str) -> list[int]:
    return [match.start() for match in PARAGRAPH.finditer(text)]


def _paragraph(starts: Sequence[int], position: int) -> int:
    return max(1, bisect_right(starts, position))


def _words_in(text: str, places: Iterable[Range]) -> int:
    """Return the number of words of the text that lie in any of these ranges."""
    counted, at = 0, 0
    for start, end in sorted(places):
        counted += count_words(text[max(at, start) : end])
        at = max(at, end)
    return counted
