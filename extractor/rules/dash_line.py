"""A name after a dash behind a quotation.

"To be great is to be misunderstood." — Ralph Waldo Emerson
                                      ^ ^^^^^^^^^^^^^^^^^^^
                                    cue mention
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.domain import Span
from extractor.rules.shared.context import Context, Match

DASH = re.compile(r"[ \t\xa0]*\n?[ \t\xa0]*(―|—|–|--|-|~)[ \t\xa0]*([^\W\d_][^\n]{1,100})")


def find(context: Context) -> Iterator[Match]:
    """Yield each passage that is followed by a dash and a name up to the line's end."""
    for k, passage in enumerate(context.passages):
        match = DASH.match(context.text, passage.end)
        if match is None or not match.group(2)[0].isupper():
            continue
        name = re.split(r"[,(]| - ", match.group(2))[0].rstrip(" \xa0.")
        if len(name.split()) > 6 or re.search(r"[.!?] ", match.group(2)):
            continue
        span = Span(match.start(2), match.start(2) + len(name))
        source = context.source_in(span)
        if source is not None:
            yield Match(
                sentence=source.mention.sentence,
                cue=-1,
                cue_span=Span(*match.span(1)),
                lemma="—",
                frame="layout",
                source=source,
                passages=(k,),
            )
