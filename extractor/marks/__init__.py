"""Stage 1: text to paragraphs and passages in quotation marks, by characters alone.

    paragraphs   text -> paragraphs
    scanning     paragraph -> marks, with what each reading of a mark costs (sides, apostrophes)
    reading      marks -> roles: the cheapest reading of the whole paragraph (states)
    passages     roles -> passages over one or more paragraphs, warnings

Every paragraph is read on its own, so an odd mark costs at most its paragraph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from extractor.domain import Marking, Span
from extractor.marks import paragraphs, passages
from extractor.marks.reading import read
from extractor.marks.scanning import Mark, scan
from extractor.marks.states import Style

__all__ = ["find"]


def find(text: str) -> Marking:
    """Return the paragraphs, the outermost passages in quotation marks, and what was odd.

    All marked stretches are returned, scare quotes and titles included. Every range indexes
    *text* as it is; no content makes it fail. The time is linear in the length of the text.
    """
    spans = paragraphs.split(text)
    marks = [scan(text, span) for span in spans]
    roles = [read(*case) for case in zip(marks, _styles(marks, spans), strict=True)]
    read_marks = tuple(zip(marks, roles, strict=True))
    pieces = chain.from_iterable(
        passages.cut(text, index, span, *read_marks[index]) for index, span in enumerate(spans)
    )
    chains = tuple(passages.join(pieces))
    warnings = chain(
        chain.from_iterable(passages.strays(*case) for case in read_marks),
        chain.from_iterable(map(passages.unclosed, chains)),
    )
    found = (passages.passage(text, pieces) for pieces in chains)
    return Marking(
        text,
        spans,
        tuple(passage for passage in found if passage),
        tuple(sorted(warnings, key=lambda warning: warning.start)),
    )


def _styles(marks: Sequence[Sequence[Mark]], spans: Sequence[Span]) -> list[Style]:
    """Return each paragraph's style: the text's, and the mark that the next paragraph reopens."""
    single = _is_single(chain.from_iterable(marks))
    following = [*(_reopened(case, span) for case, span in zip(marks, spans, strict=True)), ""]
    return [Style(single, continued) for continued in following[1:]]


def _reopened(marks: Sequence[Mark], paragraph: Span) -> str:
    """Return the family of the opening mark that begins a paragraph, "" where none does."""
    if not marks or marks[0].start != paragraph.start or marks[0].opening > marks[0].closing:
        return ""
    return marks[0].family


def _is_single(marks: Iterable[Mark]) -> bool:
    """Tell whether the text quotes in single marks first: more of them open than doubles do."""
    opening = Counter(mark.family for mark in marks if mark.opening == 0)
    return opening["single"] > opening["double"]
