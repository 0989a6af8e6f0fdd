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
from extractor.rules.base import Found
from extractor.rules.parts.layout import subject_in
from extractor.rules.parts.scene import Scene

MAX_NAME = 7
LINE = re.compile(
    r"""[“"]?(?:And\ from\ |From\ )?
    ((?:[A-Z][\w.'’-]*|of|the)(?:[ \xa0](?:[A-Z][\w.'’-]*|of|the|for))*)   # a name
    \s?(:)\s*""",
    re.VERBOSE,
)


def find(scene: Scene) -> Iterator[Found]:
    """Yield each paragraph that opens with a capitalised name and a colon."""
    lines = [
        (paragraph, match)
        for paragraph in scene.document.paragraphs
        if (match := LINE.match(scene.text, paragraph.start, paragraph.end))
        and match.end() < paragraph.end
        and len(match.group(1).split()) <= MAX_NAME
    ]
    turns = Counter(match.group(1) for _, match in lines)
    heads = frozenset(match.start(1) for _, match in lines)
    for paragraph, match in lines:
        name = match.group(1)
        notes = (
            f"caps={name.isupper()}",
            f"turns={min(turns[name], 3)}",
            f"voices={min(len(turns), 4)}",
        )
        yield from _found(scene, paragraph, match, notes, heads)


def _found(
    scene: Scene,
    paragraph: Span,
    match: re.Match[str],
    notes: tuple[str, ...],
    heads: frozenset[int],
) -> Iterator[Found]:
    """Yield what follows the colon: the passage that opens there, else the paragraph's rest."""
    subject = subject_in(scene, Span(*match.span(1)), "layout")
    if subject is None:
        return
    quoted = _turn(scene, match, heads)
    rest = quoted[0] if quoted else Span(match.end(), paragraph.end)
    held = [k for k in scene.passages_over(rest) if scene.passages[k].start == rest.start]
    yield Found(
        sentence=subject.phrase.sentence,
        cue=-1,
        cue_span=Span(*match.span(2)),
        lemma=":",
        frame=_frame(notes, bool(held or quoted)),
        subject=subject,
        content=() if held else quoted or (rest,),
        passages=tuple(held),
        exact=bool(quoted),
        notes=notes,
    )


def _turn(scene: Scene, match: re.Match[str], heads: frozenset[int]) -> tuple[Span, ...]:
    """Return the words after the name where the marks hold the name too: ``"OKAFOR: We …"``.

    The turn goes on, paragraph by paragraph, to the next name; what is in brackets nobody says.
    """
    for k in scene.passages_over(Span(*match.span(1))):
        inner = scene.passages[k].inner
        for at, first in enumerate(inner):
            if first.start <= match.start(1) and match.end() < first.end:
                more = takewhile(lambda piece: piece.start not in heads, inner[at + 1 :])
                spoken = (p for p in more if not scene.text.startswith("(", p.start))
                return Span(match.end(), first.end), *spoken
    return ()


def _frame(notes: tuple[str, ...], quoted: bool) -> str:
    """Name the layout: a transcript has names in capitals that take turns."""
    voices = int(notes[-1].rpartition("=")[2])
    if notes[0] == "caps=True" and voices > 1:
        return "transcript"
    return "script-quotation" if quoted else "script"
