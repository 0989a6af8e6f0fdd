"""The place between two tokens, and what can be read around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.domain import Span
from extractor.parsing.edges import Edges
from extractor.parsing.tokens import Token

_LOOK_BACK = 24
_LONGEST_BACK = 40
"""Characters and tokens that are looked at before the gap."""
_ENDS = (".", "?", "!", "…", "...")
_OPENERS = "\"'“‘«([`"


@dataclass(frozen=True, slots=True)
class Gap:
    """The place before ``tokens[position]``, 0 < position; *tokens* are of one paragraph."""

    text: str
    tokens: Sequence[Token]
    position: int
    edges: Edges

    @property
    def last(self) -> str:
        """The last word before the gap as printed, marks that open it left out."""
        end = self.tokens[self.position - 1].end
        start = max(self.tokens[0].start, end - _LOOK_BACK)
        words = self.text[start:end].split()
        return words[-1].lstrip(_OPENERS) if words else ""

    @property
    def next(self) -> str:
        """The token after the gap as printed."""
        return self.word(0)

    @property
    def spaced(self) -> bool:
        """Whether white space stands between the tokens at the gap."""
        last, following = self.tokens[self.position - 1], self.tokens[self.position]
        return any(map(str.isspace, self.text[last.end : following.start]))

    @property
    def began_lower(self) -> bool:
        """Whether the sentence before the gap, as its marks bound it, began in lower case."""
        first = self.position - 1
        while first > 0 and self.word(first - self.position) in _ENDS:
            first -= 1
        earliest = max(0, first - _LONGEST_BACK)
        while first > earliest and self.word(first - 1 - self.position) not in _ENDS:
            first -= 1
        return self.word(first - self.position)[:1].islower()

    @property
    def closed(self) -> Span | None:
        """What stands in the passage that ends at the gap, if one does."""
        return self.edges.closed.get(self.tokens[self.position - 1].end)

    @property
    def closed_with(self) -> str:
        """The last character of the passage that ends at the gap, "" where none does."""
        inner = self.closed
        return self.text[max(inner.start, inner.end - 4) : inner.end].rstrip()[-1:] if inner else ""

    @property
    def opening(self) -> Span | None:
        """What stands in the passage that begins at the gap, if one does."""
        return self.opening_at(0)

    def opening_at(self, distance: int) -> Span | None:
        """Return what stands in the passage that begins so many tokens after the gap."""
        place = self.position + distance
        inside = place < len(self.tokens)
        return self.edges.opening.get(self.tokens[place].start) if inside else None

    def word(self, distance: int) -> str:
        """Return the token at this distance, 0 the next, -1 the last; "" beyond the paragraph."""
        place = self.position + distance
        if not 0 <= place < len(self.tokens):
            return ""
        return self.text[self.tokens[place].start : self.tokens[place].end]
