"""Is a sentence boundary here wrong, or missing? Decided by the marks and words around it.

`Boundary` is a place between two tokens; `is_wrong` and `is_missing` judge it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from extractor.domain import Marking, Span
from extractor.english import lexicon
from extractor.english.orthography import (
    CLOSING,
    DASHES,
    FAMILY_OF,
    HYPHENS,
    OPENING,
    OPENING_BRACKETS,
    PERIOD_LIKE,
    has_vowel,
)
from extractor.parsing import Token

_MAX_CHARACTERS_BACK = 24
_MAX_TOKENS_BACK = 40
_MAX_TOKENS_AHEAD = 14
_SENTENCE_ENDS = (*PERIOD_LIKE, "...")

_DOUBLES = frozenset(glyph for glyph, family in FAMILY_OF.items() if family == "double")
_CLOSERS = CLOSING + ")]"
_OPENERS = OPENING + OPENING_BRACKETS
_TERMINALS = (*PERIOD_LIKE, ":", ";")
_INITIAL = re.compile(r"[A-Z]\.")
_INITIALS = re.compile(r"[A-Z]\.[A-Z]\.")
_DOTTED = re.compile(r"(?:[A-Z]\.)+")
_APOSTROPHE = re.compile(r"['’]")
_LINK = re.compile(r"\w+(?:://|\.\w+/)")
_LONGER_THAN_A_NAME = 20
_LONGEST_NAME = 4
_LONGEST_ACRONYM = 4
_PREPOSITIONS = frozenset("about at by for from in into near of on to with".split())


@dataclass(frozen=True, slots=True)
class QuoteEdges:
    """The edges of the quotation marks of all passages, piece by piece: one piece a paragraph.

    ``opening``: start of an opening mark -> what it opens; ``closed``: end of a closing mark
    -> what it closes; ``opened``: end of an opening mark -> the mark; ``closing``: start of
    a closing mark -> the mark; ``places``: all of them, sorted. A mark that is missing from the
    text is missing here.
    """

    text: str
    opening: Mapping[int, Span]
    opened: Mapping[int, Span]
    closing: Mapping[int, Span]
    closed: Mapping[int, Span]
    places: Sequence[int]

    @classmethod
    def of(cls, marking: Marking) -> QuoteEdges:
        """List the marks of all passages of *marking*."""
        pieces = [
            (inner, outer)
            for passage in marking.passages
            for inner, outer in zip(passage.inner, passage.outer, strict=True)
        ]
        before = [(inner, outer) for inner, outer in pieces if outer.start < inner.start]
        behind = [(inner, outer) for inner, outer in pieces if inner.end < outer.end]
        opening = {outer.start: inner for inner, outer in before}
        opened = {inner.start: Span(outer.start, inner.start) for inner, outer in before}
        closing = {inner.end: Span(inner.end, outer.end) for inner, outer in behind}
        closed = {outer.end: inner for inner, outer in behind}
        places = sorted({*opening, *opened, *closing, *closed})
        return cls(marking.text, opening, opened, closing, closed, places)

    def is_empty_pair(self, start: int) -> bool:
        """Return whether two double marks at *start* have nothing between them: ``“”``."""
        pair = self.text[start : start + 2]
        if len(pair) < 2 or not _DOUBLES.issuperset(pair):
            return False
        return bisect_left(self.places, start) == bisect_right(self.places, start + 2)

    def retokenize(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """Split marks off the words that the tokenizer left them on, and make pairs one token."""
        for token in tokens:
            cuts = self._inside(token) if len(token.words) == 1 else ()
            if cuts:
                yield from map(self._paired, self._split(token, cuts))
            else:
                yield self._paired(token)

    def _inside(self, token: Token) -> Sequence[int]:
        first = bisect_right(self.places, token.start)
        return self.places[first : bisect_left(self.places, token.end, first)]

    def _split(self, token: Token, cuts: Sequence[int]) -> Iterator[Token]:
        for start, end in zip([token.start, *cuts], [*cuts, token.end], strict=True):
            part = token.words[0][start - token.start : end - token.start]
            yield Token(start, end, (part or "_",))

    def _paired(self, token: Token) -> Token:
        """Give a double mark that stands for two single ones the range of both."""
        if token.words != ('"',):
            return token
        mark = self.opened.get(token.end) or self.closing.get(token.start)
        if not mark or len(mark.of(self.text).split()[0]) < 2:
            return token
        return Token(mark.start, mark.end, token.words)


@dataclass(frozen=True, slots=True)
class Boundary:
    """The place before ``tokens[position]``, 0 < position; *tokens* are of one paragraph."""

    text: str
    tokens: Sequence[Token]
    position: int
    edges: QuoteEdges

    @property
    def last(self) -> str:
        """The last word before the boundary as printed, without marks that open it."""
        end = self.tokens[self.position - 1].end
        start = max(self.tokens[0].start, end - _MAX_CHARACTERS_BACK)
        words = self.text[start:end].split()
        return words[-1].lstrip(_OPENERS) if words else ""

    @property
    def next(self) -> str:
        """The token after the boundary as printed."""
        return self.word(0)

    @property
    def is_spaced(self) -> bool:
        """Whether white space stands between the tokens."""
        last, following = self.tokens[self.position - 1], self.tokens[self.position]
        return any(map(str.isspace, self.text[last.end : following.start]))

    @property
    def began_lower(self) -> bool:
        """Whether the sentence before, as its punctuation bounds it, began in lower case."""
        first = self.position - 1
        while first > 0 and self.word(first - self.position) in _SENTENCE_ENDS:
            first -= 1
        earliest = max(0, first - _MAX_TOKENS_BACK)
        while first > earliest and self.word(first - 1 - self.position) not in _SENTENCE_ENDS:
            first -= 1
        return self.word(first - self.position)[:1].islower()

    @property
    def closed(self) -> Span | None:
        """The content of the passage that ends here, if one does."""
        return self.edges.closed.get(self.tokens[self.position - 1].end)

    @property
    def closed_with(self) -> str:
        """The last character of the passage that ends here, "" if none does."""
        inner = self.closed
        return self.text[max(inner.start, inner.end - 4) : inner.end].rstrip()[-1:] if inner else ""

    @property
    def opening(self) -> Span | None:
        """The content of the passage that begins here, if one does."""
        return self.opening_at(0)

    def opening_at(self, distance: int) -> Span | None:
        """Return the content of the passage that begins so many tokens after the boundary."""
        place = self.position + distance
        inside = place < len(self.tokens)
        return self.edges.opening.get(self.tokens[place].start) if inside else None

    def word(self, distance: int) -> str:
        """Return the token at this distance, 0 the next, -1 the last; "" beyond the paragraph."""
        place = self.position + distance
        if not 0 <= place < len(self.tokens):
            return ""
        return self.text[self.tokens[place].start : self.tokens[place].end]


def is_wrong(boundary: Boundary) -> bool:
    """Return whether the sentence continues over a *boundary* that the tokenizer found."""
    return (
        is_abbreviation(boundary)
        or _is_unfinished(boundary)
        or _goes_on(boundary)
        or _is_attribution(boundary)
    )


def is_missing(boundary: Boundary) -> bool:
    """Return whether a sentence ends at this place beside the mark of a passage."""
    return not is_abbreviation(boundary) and (
        _ends_with_passage(boundary)
        or _begins_with_passage(boundary)
        or _begins_turn(boundary)
        or _begins_with_nothing(boundary)
    )


def is_abbreviation(boundary: Boundary) -> bool:
    """Return whether the full stop before is an abbreviation's and the phrase continues."""
    last, following = boundary.last, boundary.next
    stem = last.removesuffix(".")
    if not following or stem == last:
        return False
    if stem in lexicon.ABBREVIATIONS["before-number"]:
        return following[0].isdigit()
    if stem in ("a.m", "p.m"):
        return (
            following in lexicon.ABBREVIATIONS["time-zone"] or following.lower() in lexicon.WEEKDAYS
        )
    if following[0] in HYPHENS and not boundary.is_spaced:
        return _is_before_name(stem)  # Dipl.-Ing.
    named = following[0].isupper() and following.lower() not in lexicon.ABBREVIATIONS["starter"]
    return stem in lexicon.ABBREVIATIONS["inner"] or (
        named and (_is_before_name(stem) or _is_initial(boundary))
    )


def _is_before_name(stem: str) -> bool:
    """Return whether an abbreviation may stand before a name: listed, or no word: ``Tpl``."""
    stem = re.split(r"[/‐‑-]", stem)[-1]  # C/Supt, then-Sen
    listed = stem[:1].isupper() and stem.capitalize() in lexicon.ABBREVIATIONS_BEFORE_NAMES
    return listed or (_has_no_vowel(stem) and stem.lower() not in lexicon.FAMILY_NAMES)


def _has_no_vowel(stem: str) -> bool:
    return stem.istitle() and stem.isalpha() and len(stem) > 1 and not has_vowel(stem)


def ends_in_consonants(boundary: Boundary) -> bool:
    """Return whether a sentence ends in a name without a vowel: ``sailed to Krk. Ada Eze said``.

    It does behind a preposition, where a name and its verb of saying follow: no title would.
    """
    stem = boundary.last.removesuffix(".")
    listed = stem.capitalize() in lexicon.ABBREVIATIONS_BEFORE_NAMES
    listed = listed or stem.lower() in lexicon.SHORT_GIVEN_NAMES
    if stem == boundary.last or listed or not _has_no_vowel(stem):
        return False
    before = boundary.word(-3 if boundary.word(-1) == "." else -2)
    name = sum(1 for _ in takewhile(str.istitle, map(boundary.word, range(_LONGEST_NAME))))
    says = boundary.word(name) in lexicon.ATTRIBUTION_VERBS
    return name > 0 and says and before in _PREPOSITIONS


def begins_plainly(boundary: Boundary) -> bool:
    """Return whether a full stop and a word that opens sentences meet: ``backs Lee. From …``.

    Not behind a title or an initial, where it may be a name: ``Dr. Will Poe``.
    """
    last, stem = boundary.last, boundary.last.removesuffix(".")
    short = is_abbreviation(boundary) or _is_before_name(stem) or _INITIAL.fullmatch(last)
    stop = stem != last and "." not in stem and boundary.is_spaced and not short
    opens = boundary.next.istitle() and boundary.next.lower() in lexicon.ABBREVIATIONS["starter"]
    return stop and opens


def _is_initial(boundary: Boundary) -> bool:
    """Return whether it is the initial of a name: ``John F.``, ``J.`` before ``D.``, ``J.K.``."""
    if _INITIALS.fullmatch(boundary.last):
        return boundary.last not in lexicon.ABBREVIATIONS["like-initials"]
    before = boundary.word(-3 if boundary.word(-1) == "." else -2)
    named = before[:1].isupper() or _INITIAL.fullmatch(boundary.next)
    return bool(named and _INITIAL.fullmatch(boundary.last))


def _is_unfinished(boundary: Boundary) -> bool:
    """Return whether no mark ends what stands before, and no beginning follows."""
    last = boundary.last.rstrip(_CLOSERS)
    if not last or last.endswith(_TERMINALS) or boundary.opening:
        return False
    if last.endswith((",", *DASHES)) or not boundary.is_spaced or _is_surname_next(boundary):
        return True
    begins = _may_begin(boundary) or _is_list_entry(boundary)
    return last[-1].isalnum() and not _is_line_in_capitals(boundary, last) and not begins


def _is_line_in_capitals(boundary: Boundary, last: str) -> bool:
    """Return whether a heading in capitals ends here, not an acronym: ``told *CNN* Friday``."""
    before = boundary.word(-2)
    alone = not before and len(last) <= _LONGEST_ACRONYM  # CBS News reports
    return last.isupper() and not before[:1].islower() and not alone


def _is_surname_next(boundary: Boundary) -> bool:
    """Return whether a surname like a function word follows on the same line: ``Cho So said``."""
    last, following = boundary.last, boundary.next
    gap = boundary.text[
        boundary.tokens[boundary.position - 1].end : boundary.tokens[boundary.position].start
    ]
    named = lexicon.is_given_name(last) or last.lower() in lexicon.FAMILY_NAMES
    surname = following.istitle() and following.lower() in lexicon.FAMILY_NAMES
    return gap == " " and last.istitle() and named and surname


def _is_list_entry(boundary: Boundary) -> bool:
    """Return whether a line of a list or a letter's head follows: a date, a number, an address."""
    return boundary.next[:1].isdigit() or "@" in boundary.next or "@" in boundary.last


def _may_begin(boundary: Boundary) -> bool:
    word = _APOSTROPHE.split(boundary.next.lower())[0]
    return word in lexicon.ABBREVIATIONS["starter"] or not word[:1].isalnum()


def _goes_on(boundary: Boundary) -> bool:
    """Return whether a word in lower case follows that is no link and no careless beginning.

    Where sentences begin in lower case anyway, nothing follows from that.
    """
    if boundary.next in DASHES:
        return not boundary.closed and boundary.word(1)[:1].islower()
    following = boundary.next
    if not following[:1].islower() or _LINK.match(following) or boundary.began_lower:
        return False
    return not boundary.last.endswith(".") or following in ("com", "gov", "net", "org")


def _is_attribution(boundary: Boundary) -> bool:
    """Return whether a passage ends here and its attribution follows: ``"Why?" he asked``."""
    if boundary.closed and boundary.next[:1].islower() and not _LINK.match(boundary.next):
        return True
    return boundary.closed_with in ("?", "!", "…") and _says(boundary)


def _says(boundary: Boundary) -> bool:
    """Return whether a subject and a verb of saying follow, and nothing else that is said."""
    for distance in range(_MAX_TOKENS_AHEAD):
        word = boundary.word(distance)
        if word.lower() in lexicon.ATTRIBUTION_VERBS:
            return not _says_something_else(boundary, distance + 1)
        if not word or boundary.opening_at(distance) or word in (":", ".", "?", "!"):
            return False
    return False


def _says_something_else(boundary: Boundary, distance: int) -> bool:
    """Return whether a verb has content of its own: ``he answered, "No."``, ``she said that``."""
    for place in range(distance, distance + 4):
        inner = boundary.opening_at(place)
        if (
            inner
            and boundary.word(place - 1) in (",", ":")
            and boundary.text[inner.start].isupper()
        ):
            return True
    return boundary.word(distance) in ("that", ":")


def _ends_with_passage(boundary: Boundary) -> bool:
    if boundary.closed_with != ".":
        return False
    return bool(boundary.opening) or (boundary.next[:1].isupper() and not _says(boundary))


def _begins_with_passage(boundary: Boundary) -> bool:
    """Return whether a passage that is more than a name opens after a sentence's end."""
    inner, stem = boundary.opening, boundary.last.rstrip(PERIOD_LIKE)
    if not inner or stem == boundary.last or _is_before_name(stem):
        return False
    if boundary.text[inner.start].islower():
        return False
    ended = boundary.text[inner.end - 1] in (",", *PERIOD_LIKE)
    ended = ended and not _DOTTED.fullmatch(boundary.last)
    return len(inner) > _LONGER_THAN_A_NAME or ended


def _begins_turn(boundary: Boundary) -> bool:
    """Return whether a passage ends here and another speaker follows: ``“Why?” Ray: “No.”``."""
    if boundary.closed_with not in _SENTENCE_ENDS or not boundary.next[:1].isupper():
        return False
    for distance in range(1, _MAX_TOKENS_AHEAD):
        word = boundary.word(distance)
        if word == ":":
            return boundary.opening_at(distance + 1) is not None
        if word.lower() in lexicon.ATTRIBUTION_VERBS or word in (*PERIOD_LIKE, ""):
            return False
    return False


def _begins_with_nothing(boundary: Boundary) -> bool:
    """Return whether empty marks stand behind a sentence's end: ``He left. “” said Bob Ray.``."""
    pair = boundary.edges.is_empty_pair(boundary.tokens[boundary.position].start)
    return pair and boundary.last.endswith(tuple(PERIOD_LIKE))
