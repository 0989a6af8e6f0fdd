"""A name and a colon at the head of a line, as in a transcript or above a quotation.

OKAFOR: We never saw the memo.
^^^^^^^ ^^^^^^^^^^^^^^^^^^^^^
mention and cue    content
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.domain import Span
from extractor.rules.base import Found
from extractor.rules.layout import subject_in
from extractor.rules.scene import Scene

LINE = re.compile(
    r"""(?:And\ from\ |From\ )?
    ((?:[A-Z][\w.'’-]*|of|the)(?:[ \xa0](?:[A-Z][\w.'’-]*|of|the|for))*)   # a name
    \s?(:)\s*""",
    re.VERBOSE,
)


def find(scene: Scene) -> Iterator[Found]:
    """Yield each paragraph that opens with a capitalised name and a colon."""
    for paragraph in scene.document.paragraphs:
        match = LINE.match(scene.text, paragraph.start, paragraph.end)
        if match is None or match.end() >= paragraph.end or len(match.group(1).split()) > 7:
            continue
        subject = subject_in(scene, Span(*match.span(1)), "layout")
        if subject is None:
            continue
        notes = ("caps",) if match.group(1).isupper() else ()
        held = [k for k, p in enumerate(scene.passages) if match.end() <= p.start < paragraph.end]
        cue = Span(*match.span(2))
        if held and scene.passages[held[0]].start == match.end():
            yield Found(
                subject.phrase.sentence,
                -1,
                cue,
                ":",
                "script-quotation",
                subject,
                passages=(held[0],),
                notes=notes,
            )
        else:
            rest = Span(match.end(), paragraph.end)
            yield Found(
                subject.phrase.sentence,
                -1,
                cue,
                ":",
                "script",
                subject,
                content=(rest,),
                notes=notes,
            )
