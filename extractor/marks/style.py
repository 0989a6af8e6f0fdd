"""What the whole text and the next paragraph say of a paragraph's marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from extractor.domain import Span
from extractor.marks.scanning import Mark

_UNCLOSED = 3.5  # open at its paragraph's end
_UNCLOSED_SINGLE = 6.0  # the same, where single marks are not the text's first choice
_CONTINUED = 1.6  # open at its paragraph's end, and the next paragraph reopens it
_CONTINUED_SURE = 0.6  # the same, where it can be nothing but an opening mark


@dataclass(frozen=True, slots=True)
class Style:
    """What stands outside a paragraph and bears on the reading of its marks.

    ``single`` is True where the text quotes in single marks first; ``continued`` is the family
    of the opening mark at the next paragraph's start, "" where there is none.
    """

    single: bool = False
    continued: str = ""

    def to_leave(self, family: str, sure: bool) -> float:
        """Return what it costs that a mark of *family* is open at the paragraph's end."""
        if family == self.continued:
            return _CONTINUED_SURE if sure else _CONTINUED
        return _UNCLOSED_SINGLE if family == "single" and not self.single else _UNCLOSED


def styles(marks: Sequence[Sequence[Mark]], spans: Sequence[Span]) -> list[Style]:
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
    """Return whether the text quotes in single marks first: more of them open than doubles do."""
    opening = Counter(mark.family for mark in marks if mark.opening == 0)
    return opening["single"] > opening["double"]
