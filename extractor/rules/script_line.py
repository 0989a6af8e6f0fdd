"""A name and a colon at the head of a line, as in a transcript or above a quotation.

OKAFOR: We never saw the memo.
^^^^^^^ ^^^^^^^^^^^^^^^^^^^^^
mention and cue    content
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile

from extractor.domain import Span
from extractor.rules.shared.context import Context, Match

MAX_NAME = 7
LINE = re.compile(
    r"""[“"]?(?:And\ from\ |From\ )?
    ((?:[A-Z][\w.'’-]*|of|the)(?:[ \xa0](?:[A-Z][\w.'’-]*|of|the|for))*)   # a name
    \s?(:)\s*""",
    re.VERBOSE,
)


def find(context: Context) -> Iterator[Match]:
    """Yield each paragraph that opens with a capitalised name and a colon."""
    lines = [
        (paragraph, match)
        for paragraph in context.document.paragraphs
        if (match := LINE.match(context.text, paragraph.start, paragraph.end))
        and match.end() < paragraph.end
        and len(match.group(1).split()) <= MAX_NAME
    ]
    turns = Counter(match.group(1) for _, match in lines)
    heads = frozenset(match.start(1) for _, match in lines)
    for paragraph, match in lines:
        yield from _matches(context, paragraph, match, turns, heads)


def _matches(
    context: Context,
    paragraph: Span,
    line: re.Match[str],
    turns: Counter[str],
    heads: frozenset[int],
) -> Iterator[Match]:
    """Yield what follows the colon: the passage that opens there, else the paragraph's rest.

    *turns* counts the lines of each name, *heads* are the offsets at which names begin.
    """
    source = context.source_in(Span(*line.span(1)))
    if source is None:
        return
    name, speakers = line.group(1), min(len(turns), 4)
    quoted = _turn(context, line, heads)
    rest = quoted[0] if quoted else Span(line.end(), paragraph.end)
    held = [k for k in context.passages_over(rest) if context.passages[k].start == rest.start]
    yield Match(
        sentence=source.mention.sentence,
        cue=-1,
        cue_span=Span(*line.span(2)),
        lemma=":",
        frame=_frame(name, speakers, bool(held or quoted)),
        source=source,
        content=() if held else quoted or (rest,),
        passages=tuple(held),
        exact=bool(quoted),
        notes=(f"caps={name.isupper()}", f"turns={min(turns[name], 3)}", f"voices={speakers}"),
    )


def _turn(context: Context, line: re.Match[str], heads: frozenset[int]) -> tuple[Span, ...]:
    """Return the words after the name where the marks hold the name too: ``"OKAFOR: We …"``.

    The turn goes on, paragraph by paragraph, to the next name; what is in brackets nobody says.
    """
    for k in context.passages_over(Span(*line.span(1))):
        inner = context.passages[k].inner
        for at, first in enumerate(inner):
            if first.start <= line.start(1) and line.end() < first.end:
                more = takewhile(lambda piece: piece.start not in heads, inner[at + 1 :])
                spoken = (p for p in more if not context.text.startswith("(", p.start))
                return Span(line.end(), first.end), *spoken
    return ()


def _frame(name: str, speakers: int, quoted: bool) -> str:
    """Name the layout: a transcript has names in capitals that take turns."""
    if name.isupper() and speakers > 1:
        return "transcript"
    return "script-quotation" if quoted else "script"
