"""A name after a dash behind a quotation.

"To be great is to be misunderstood." — Ralph Waldo Emerson
                                      ^ ^^^^^^^^^^^^^^^^^^^
                                    cue mention
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.domain import Span
from extractor.rules.base import Found
from extractor.rules.parts.layout import subject_in
from extractor.rules.parts.scene import Scene

DASH = re.compile(r"[ \t\xa0]*\n?[ \t\xa0]*(―|—|–|--|-|~)[ \t\xa0]*([^\W\d_][^\n]{1,100})")


def find(scene: Scene) -> Iterator[Found]:
    """Yield each passage that is followed by a dash and a name up to the line's end."""
    for k, passage in enumerate(scene.passages):
        match = DASH.match(scene.text, passage.end)
        if match is None or not match.group(2)[0].isupper():
            continue
        name = re.split(r"[,(]| - ", match.group(2))[0].rstrip(" \xa0.")
        if len(name.split()) > 6 or re.search(r"[.!?] ", match.group(2)):
            continue
        span = Span(match.start(2), match.start(2) + len(name))
        subject = subject_in(scene, span, "layout")
        if subject is not None:
            yield Found(
                subject.phrase.sentence,
                -1,
                Span(*match.span(1)),
                "—",
                "layout",
                subject,
                passages=(k,),
            )
