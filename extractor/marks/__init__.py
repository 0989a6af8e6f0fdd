"""Stage 1: text to paragraphs and passages in quotation marks, by characters alone.

    passages     text -> paragraphs; at the end roles -> passages over one or more of them, warnings
    candidates   paragraph -> marks, with the cost of each reading of a mark
    decoding     marks -> roles: the cheapest reading of the whole paragraph

Every paragraph is decoded separately, so an odd mark affects at most its paragraph.
"""

from __future__ import annotations

from itertools import chain
from operator import attrgetter

from extractor.domain import Marking
from extractor.marks import candidates, decoding, passages

__all__ = ["find"]


def find(text: str) -> Marking:
    """Return the paragraphs, the outermost passages in quotation marks, and warnings.

    All marked stretches are returned, scare quotes and titles included. Every range indexes
    *text* as it is; no content makes it fail. The time is linear in the length of the text.
    """
    spans = passages.split(text)
    marks = [candidates.find(text, span) for span in spans]
    styles = decoding.styles(marks, spans)
    roles = [decoding.decode(*case) for case in zip(marks, styles, strict=True)]
    cases = tuple(zip(spans, marks, roles, strict=True))
    pieces = chain.from_iterable(
        passages.pieces(text, index, *case) for index, case in enumerate(cases)
    )
    chains = tuple(passages.join(text, spans, pieces))
    found = (passages.passage(text, joined) for joined in chains)
    strays = chain.from_iterable(map(passages.strays, marks, roles))
    unclosed = chain.from_iterable(map(passages.unclosed, chains))
    warnings = sorted(chain(strays, unclosed), key=attrgetter("start"))
    return Marking(text, spans, tuple(filter(None, found)), tuple(warnings))
