"""Sentence boundaries mended where marks, abbreviations and datelines mislead the tokenizer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from extractor.domain import Marking
from extractor.parsing.edges import Edges
from extractor.parsing.gaps import Gap
from extractor.parsing.judgements import abbreviates, is_missing, is_wrong
from extractor.parsing.tokens import Draft, Token

_DATELINE = re.compile(
    r"""(?: [A-Z][A-Z.'’/-]{2,} (?: [\s][A-Z][A-Z.'’/-]+ )* (?: ,[^—–"“]{1,40}? )? (?: \s\(\w+\) )?
          | [A-Z][\w.,'’\s-]{2,50}? \s \( (?:AFP|AP|ANI|CNN|IANS|PTI|Reuters|REUTERS|UPI|Xinhua) \)
        ) \s* (?: [—–―] \s* | --? \s+ ) (?= ["“'‘(]* [A-Z0-9] )""",
    re.VERBOSE,
)
_LONGEST_DATELINE = 100
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]")
"""``U.S`` of ``U.S.``: the last full stop is its own, at the end of a sentence too."""


def mend(drafts: Iterable[Draft], marking: Marking) -> Iterator[Draft]:
    """Yield *drafts* with wrong boundaries taken out and missing ones put in.

    A sentence stays in its paragraph; no token is lost, and a mark belongs to what it
    encloses. The time is linear in the number of tokens.
    """
    edges = Edges.of(marking)
    for paragraph, group in groupby(drafts, key=lambda draft: draft.paragraph):
        parts = [tuple(edges.fit(draft.tokens)) for draft in group]
        tokens = [token for part in parts for token in part]
        cuts = _mended(marking.text, tokens, _positions(parts), edges)
        for start, end in pairwise([0, *sorted(cuts), len(tokens)]):
            yield Draft(paragraph, tuple(_whole(marking.text, tokens[start:end], edges)))


def _positions(parts: Sequence[Sequence[Token]]) -> Iterator[int]:
    position = 0
    for part in parts[:-1]:
        position += len(part)
        yield position


def _mended(text: str, tokens: Sequence[Token], cuts: Iterable[int], edges: Edges) -> set[int]:
    settled = {_settled(tokens, cut, edges) for cut in cuts} - {0, len(tokens)}
    kept = {cut for cut in settled if not is_wrong(Gap(text, tokens, cut, edges))}
    beside = {cut for cut in _beside_marks(tokens, edges) if 0 < cut < len(tokens)}
    kept |= {cut for cut in beside - kept if is_missing(Gap(text, tokens, cut, edges))}
    dateline = _dateline(text, tokens)
    return {cut for cut in kept if cut > dateline} | ({dateline} - {0, len(tokens)})


def _settled(tokens: Sequence[Token], cut: int, edges: Edges) -> int:
    """Move a cut so that an opening mark goes with what follows, a closing one with the rest."""
    while cut > 0 and tokens[cut - 1].start in edges.opening:
        cut -= 1
    while cut < len(tokens) and tokens[cut].start in edges.closing:
        cut += 1
    return cut


def _beside_marks(tokens: Sequence[Token], edges: Edges) -> Iterator[int]:
    for position, token in enumerate(tokens):
        if token.start in edges.opening:
            yield position
        if token.end in edges.closed:
            yield position + 1


def _dateline(text: str, tokens: Sequence[Token]) -> int:
    """Return how many tokens the dateline has that the paragraph begins with, mostly 0."""
    start = tokens[0].start
    found = _DATELINE.match(text, start, min(tokens[-1].end, start + _LONGEST_DATELINE))
    return sum(token.end <= found.end() for token in tokens[:40]) if found else 0


def _whole(text: str, tokens: Sequence[Token], edges: Edges) -> Iterator[Token]:
    """Give abbreviations back the full stop that the tokenizer took for a sentence's end."""
    position = 0
    while position < len(tokens):
        token, following = tokens[position], tokens[position + 1 : position + 2]
        stop = following and following[0].parts == (".",) and following[0].start == token.end
        if stop and len(token.parts) == 1:
            inside = position + 2 < len(tokens)
            if _INITIALS.fullmatch(token.parts[0]) or (
                inside and abbreviates(Gap(text, tokens, position + 2, edges))
            ):
                token = Token(token.start, following[0].end, (token.parts[0] + ".",))
                position += 1
        yield token
        position += 1
