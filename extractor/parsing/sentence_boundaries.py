"""Sentence boundaries corrected where marks, abbreviations and datelines mislead the tokenizer.

`correct` removes wrong boundaries and adds missing ones; `split_long` then splits what is too long
to parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from extractor.domain import Marking
from extractor.english.orthography import CAPITALS, OPENS_JOINED_TITLE, is_abbreviated_title
from extractor.parsing import DraftSentence, Token
from extractor.parsing.boundary_rules import (
    Boundary,
    QuoteEdges,
    begins_plainly,
    ends_in_consonants,
    is_abbreviation,
    is_missing,
    is_wrong,
)

MAX_WORDS = 150
"""A parser's time and memory grow with the square; news has almost no sentence so long."""

_DATELINE = re.compile(
    rf"""(?: (?: [{CAPITALS}][{CAPITALS}.'’ʻ/-]{{2,}}
               | [{CAPITALS}]{{2}} (?= \s [{CAPITALS}]{{3}} ) )                      # LA PAZ
            (?: \s [{CAPITALS}][{CAPITALS}.'’ʻ/-]+ )* (?: ,[^—–"“]{{1,40}}? )? (?: \s\(\w+\) )?
          | [{CAPITALS}][\w.,'’\s-]{{2,50}}? \s
            \( (?:AFP|AP|ANI|CNN|IANS|PTI|Reuters|REUTERS|UPI|Xinhua) \)
          | [{CAPITALS}][\w.'’ -]{{1,30}}, [^—–―()"“”]{{1,20}} \d [^—–―()"“”]{{0,12}}    # 5 May
            \s \( \w[\w ]{{0,20}} \)
        ) \s* (?: [—–―] \s* | --? \s+ ) (?= ["“'‘(]* [{CAPITALS}0-9] )""",
    re.VERBOSE,
)
_LONGEST_DATELINE = 100
_LONGEST_NAME = 40
_LONGEST_ABBREVIATION = 8
_SPEAKER_LINE = re.compile(
    r"""(?: [\[(]? \d{1,2} : \d\d (?: : \d\d )? [\])]? \s+ )?                 # the time
        (?: \*\* | __ | <b> | <strong> )?
        [A-ZÀ-Þ][\w.'’-]* (?: [ \xa0] (?: [A-ZÀ-Þ][\w.'’-]* | of | the | for | and | & ) ){0,6}
        (?: [ \xa0] \( [^()\n]{1,40} \) ){0,3} (?: , [ \xa0] [^\n:.!?“”"]{1,60} )?
        (?: \*\* | __ | </b> | </strong> )? [ \xa0]? :
        (?: \*\* | __ | </b> | </strong> )? \s+ (?= \S )
    """,
    re.VERBOSE,
)
"""A name, or a label, and a colon at the head of a line: ``MR. HALE:``, ``Ana Ruiz, mayor:``."""
_SIGNATURE = re.compile(
    r"[”\"’'»] [ \xa0]+ ([—–―] | --?) [ \xa0]+ [^\W\d_] [^\n.!?:]{1,60} $", re.X
)
"""A dash and a name behind a quotation, up to the paragraph's end: ``“No” – union boss``."""
_JOINED_TITLE = re.compile(rf"\b{OPENS_JOINED_TITLE}[A-Z][A-Za-z]*\b\.?(?=[ \xa0]\(?[A-Z])")
"""A title with a stroke, or with a hyphen behind a full stop: ``S/Sgt.``, ``Maj.-Gen.``."""
_APOSTROPHE_IN_NAME = re.compile(r"\b[^\W\d_]{1,6}(['’ʻʼ])[A-Z][a-z]+\b")
"""``La’Shay``."""
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]")
"""``U.S`` of ``U.S.``: the last full stop is its own, at the end of a sentence too."""


def correct(drafts: Iterable[DraftSentence], marking: Marking) -> Iterator[DraftSentence]:
    """Yield *drafts* with wrong boundaries removed and missing ones added.

    A sentence stays in its paragraph; no token is lost, and a mark belongs to what it
    encloses. The time is linear in the number of tokens.
    """
    edges = QuoteEdges.of(marking)
    for paragraph, group in groupby(drafts, key=lambda draft: draft.paragraph):
        parts = [tuple(edges.retokenize(draft.tokens)) for draft in group]
        tokens = [token for part in parts for token in part]
        cuts = _corrected(marking.text, tokens, _positions(parts), edges)
        for start, end in pairwise([0, *sorted(cuts), len(tokens)]):
            whole = _join_words(marking.text, tokens[start:end], edges)
            joined = tuple(_join_full_stops(marking.text, whole, edges))
            yield DraftSentence(paragraph, joined)


def _positions(parts: Sequence[Sequence[Token]]) -> Iterator[int]:
    position = 0
    for part in parts[:-1]:
        position += len(part)
        yield position


def _corrected(
    text: str, tokens: Sequence[Token], cuts: Iterable[int], edges: QuoteEdges
) -> set[int]:
    moved = {_move_off_marks(tokens, cut, edges) for cut in cuts} - {0, len(tokens)}
    kept = {cut for cut in moved if not is_wrong(Boundary(text, tokens, cut, edges))}
    beside = {cut for cut in _beside_marks(tokens, edges) if 0 < cut < len(tokens)}
    kept |= {cut for cut in beside - kept if is_missing(Boundary(text, tokens, cut, edges))}
    stops = ((cut, Boundary(text, tokens, cut, edges)) for cut in _behind_stops(tokens))
    kept |= {cut for cut, at in stops if ends_in_consonants(at) or begins_plainly(at)}
    dateline = _dateline(text, tokens)
    edges_of_names = {dateline, _signature(text, tokens)} - {0, len(tokens)}
    return {cut for cut in kept if cut > dateline} | edges_of_names


def _move_off_marks(tokens: Sequence[Token], cut: int, edges: QuoteEdges) -> int:
    """Move a cut so that an opening mark goes with what follows, a closing one with the rest."""
    while cut > 0 and tokens[cut - 1].start in edges.opening:
        cut -= 1
    while cut < len(tokens) and tokens[cut].start in edges.closing:
        cut += 1
    return cut


def _beside_marks(tokens: Sequence[Token], edges: QuoteEdges) -> Iterator[int]:
    for position, token in enumerate(tokens):
        if token.start in edges.opening or edges.is_empty_pair(token.start):
            yield position
        if token.end in edges.closed:
            yield position + 1


def _behind_stops(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the places behind short words with a full stop, as abbreviations are."""
    for position, token in enumerate(tokens[:-1], start=1):
        if token.words[-1].endswith(".") and token.end - token.start < _LONGEST_ABBREVIATION:
            yield position


def _dateline(text: str, tokens: Sequence[Token]) -> int:
    """Return how many tokens the dateline has that the paragraph begins with, mostly 0.

    What names the speaker of a line counts as one: it is no part of the sentence behind it.
    """
    start = tokens[0].start
    end = min(tokens[-1].end, start + _LONGEST_DATELINE)
    found = _DATELINE.match(text, start, end) or _SPEAKER_LINE.match(text, start, end)
    return sum(token.end <= found.end() for token in tokens[:40]) if found else 0


def _signature(text: str, tokens: Sequence[Token]) -> int:
    """Return the position of the dash before the name that a paragraph ends with, 0 for none."""
    end = tokens[-1].end
    found = _SIGNATURE.search(text, max(tokens[0].start, end - _LONGEST_DATELINE), end)
    starts = (i for i, token in enumerate(tokens) if found and token.start == found.start(1))
    return next(starts, 0)


def _join_full_stops(text: str, tokens: Sequence[Token], edges: QuoteEdges) -> Iterator[Token]:
    """Give abbreviations back the full stop that the tokenizer took for a sentence's end."""
    position = 0
    while position < len(tokens):
        token, following = tokens[position], tokens[position + 1 : position + 2]
        stop = following and following[0].words == (".",) and following[0].start == token.end
        if stop and len(token.words) == 1:
            inside = position + 2 < len(tokens)
            if _INITIALS.fullmatch(token.words[0]) or (
                inside and is_abbreviation(Boundary(text, tokens, position + 2, edges))
            ):
                token = Token(token.start, following[0].end, (token.words[0] + ".",))
                position += 1
        yield token
        position += 1


def _join_words(text: str, tokens: Sequence[Token], edges: QuoteEdges) -> list[Token]:
    """Make one token of a title or a name that the tokenizer took apart inside a word."""
    start, end = tokens[0].start, tokens[-1].end
    names = [
        m for m in _APOSTROPHE_IN_NAME.finditer(text, start, end) if m.start(1) not in edges.closing
    ]
    titles = [
        found
        for found in _JOINED_TITLE.finditer(text, start, end)
        if is_abbreviated_title(
            found.group(), text[found.end() : found.end() + _LONGEST_NAME].split()
        )
    ]
    joined = list(tokens)
    for found in (*names, *titles):
        inside = [i for i, t in enumerate(joined) if found.start() <= t.start < found.end()]
        parts = [joined[i] for i in inside]
        whole = len(parts) > 1 and (parts[0].start, parts[-1].end) == found.span()
        if whole and all(len(part.words) == 1 for part in parts):
            word = "".join(part.words[0] for part in parts)
            joined[inside[0] : inside[-1] + 1] = [Token(found.start(), found.end(), (word,))]
    return joined


# --- sentences too long to parse (tables, junk) -------------------------------------------


def split_long(
    drafts: Iterable[DraftSentence], marking: Marking, limit: int = MAX_WORDS
) -> Iterator[DraftSentence]:
    """Split each draft of more than *limit* words, where it hurts least.

    Line breaks and semicolons are best, then the marks of passages, then commas; a piece
    keeps more than a third of *limit* where there is a choice. No token is lost or cut.
    """
    edges = QuoteEdges.of(marking)
    for draft in drafts:
        start = 0
        while True:
            window = draft.tokens[start : start + limit + 1]
            cut = _best_cut(window, limit, edges)
            yield DraftSentence(draft.paragraph, window[:cut])
            start += cut
            if start >= len(draft.tokens):
                break


def _best_cut(window: Sequence[Token], limit: int, edges: QuoteEdges) -> int:
    """Return how many of the tokens in *window* make the next piece: all, where they may."""
    if sum(len(token.words) for token in window) <= limit:
        return len(window)
    words, cuts = 0, []
    for position, token in enumerate(window):
        if position and words <= limit and 3 * words > limit:
            cuts.append(position)
        words += len(token.words)
    return max(cuts, key=lambda cut: (_fitness(window, cut, edges), cut), default=1)


def _fitness(window: Sequence[Token], cut: int, edges: QuoteEdges) -> int:
    before, after = window[cut - 1], window[cut]
    if before.words == (";",) or "\n" in edges.text[before.end : after.start]:
        return 3
    if before.end in edges.closed or after.start in edges.opening:
        return 2
    return int(before.words in ((",",), (":",), ("-",), ("–",), ("—",)))
