"""A name and a colon at the head of a line, as in a transcript or above a quotation.

OKAFOR: We never saw the memo.
^^^^^^^ ^^^^^^^^^^^^^^^^^^^^^
mention and cue    content
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

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
    for paragraph, match in lines:
        name = match.group(1)
        notes = (
            f"caps={name.isupper()}",
            f"turns={min(turns[name], 3)}",
            f"voices={min(len(turns), 4)}",
        )
        yield from _found(scene, paragraph, match, notes)


def _found(
    scene: Scene, paragraph: Span, match: re.Match[str], notes: tuple[str, ...]
) -> Iterator[Found]:
    """Yield what follows the colon: the passage that opens there, else the paragraph's rest."""
    subject = subject_in(scene, Span(*match.span(1)), "layout")
    if subject is None:
        return
    quoted = _turn(scene, match)
    rest = quoted or Span(match.end(), paragraph.end)
    held = [k for k in scene.passages_over(rest) if scene.passages[k].start == rest.start]
    yield Found(
        sentence=subject.phrase.sentence,
        cue=-1,
        cue_span=Span(*match.span(2)),
        lemma=":",
        frame=_frame(notes, bool(held or quoted)),
        subject=subject,
        content=() if held else (rest,),
        passages=tuple(held),
        exact=quoted is not None,
        notes=notes,
    )


def _turn(scene: Scene, match: re.Match[str]) -> Span | None:
    """Return the words after the name where the marks hold the name too: ``"OKAFOR: We …"``."""
    for k in scene.passages_over(Span(*match.span(1))):
        for inner in scene.passages[k].inner:
            if inner.start <= match.start(1) and match.end() < inner.end:
                return Span(match.end(), inner.end)
    return None


def _frame(notes: tuple[str, ...], quoted: bool) -> str:
    """Name the layout: a transcript has names in capitals that take turns."""
    voices = int(notes[-1].rpartition("=")[2])
    if notes[0] == "caps=True" and voices > 1:
        return "transcript"
    return "script-quotation" if quoted else "script"
