"""A quotation that goes on: in the same paragraph, or as a paragraph of its own.

    "We lost the field," she said. "The barn still stands."
                         earlier speaker     content
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.domain import Span
from extractor.rules.base import Found
from extractor.rules.scene import Scene


STOPS = re.compile(r"[.!?](?:\s|$)")


def find(scene: Scene) -> Iterator[Found]:
    """Yield each passage that follows another one closely, as what the same speaker goes on to say."""
    for k in range(1, len(scene.passages)):
        before, passage = scene.passages[k - 1], scene.passages[k]
        between = scene.text[before.end : passage.start]
        here = scene.paragraph_of(passage.start)
        same = here.start <= before.start
        if not same and between.count("\n\n") > 1:
            continue
        notes = (
            f"where={'same' if same else 'next'}",
            f"gap={min(len(STOPS.findall(between)), 3)}",
            f"words={min(len(between.split()) // 4, 5)}",
            f"lead={_lead(scene, here, passage.start)}",
            f"opens={passage.inner[0].of(scene.text).lstrip()[:1].isupper()}",
        )
        yield Found(-1, -1, None, "", "continuation", None, passages=(k,), continues=k - 1, notes=notes)


def _lead(scene: Scene, paragraph: Span, start: int) -> str:
    """Say what stands right before the passage: nothing, a full stop, words."""
    lead = scene.text[paragraph.start : start].rstrip()
    if not lead:
        return "none"
    return "stop" if lead[-1] in ".!?”\"" else "colon" if lead[-1] in ":," else "words"
