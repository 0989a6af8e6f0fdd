"""Is a boundary at this gap wrong, or missing? Decided by what stands around it."""

from __future__ import annotations

import re

from extractor.parsing.gaps import Gap
from extractor.parsing.vocabulary import DOTTED, INNER, NUMBERED, SAYING, STARTERS, TITLES, ZONES

_CLOSERS = "\"'”’»)]"
_TERMINALS = (".", "?", "!", "…", ":", ";")
_DASHES = ("-", "--", "–", "—", "―")
_INITIAL = re.compile(r"[A-Z]\.")
_INITIALS = re.compile(r"[A-Z]\.[A-Z]\.")
_DOTTED = re.compile(r"(?:[A-Z]\.)+")
_APOSTROPHE = re.compile(r"['’]")
_LINK = re.compile(r"\w+(?:://|\.\w+/)")
_LOOK_AHEAD = 14
_SHORT = 20


def is_wrong(gap: Gap) -> bool:
    """Return whether the sentence goes on over the boundary at *gap*."""
    return abbreviates(gap) or _unfinished(gap) or _goes_on(gap) or attributes(gap)


def is_missing(gap: Gap) -> bool:
    """Return whether a sentence ends at *gap*, beside the mark of a passage."""
    return not abbreviates(gap) and (_ends_with_passage(gap) or _begins_with_passage(gap))


def abbreviates(gap: Gap) -> bool:
    """Return whether the full stop before *gap* is an abbreviation's and the phrase goes on."""
    last, following = gap.last, gap.next
    stem = last.removesuffix(".")
    if not following or stem == last:
        return False
    if stem in NUMBERED:
        return following[0].isdigit()
    if stem in ("a.m", "p.m"):
        return following in ZONES
    named = following[0].isupper() and following.lower() not in STARTERS
    return stem in INNER or (named and (stem in TITLES or _is_initial(gap)))


def _is_initial(gap: Gap) -> bool:
    """Return whether it is the initial of a name: ``John F.``, ``J.`` before ``D.``, ``J.K.``."""
    if _INITIALS.fullmatch(gap.last):
        return gap.last not in DOTTED
    before = gap.word(-3 if gap.word(-1) == "." else -2)
    named = before[:1].isupper() or _INITIAL.fullmatch(gap.next)
    return bool(named and _INITIAL.fullmatch(gap.last))


def _unfinished(gap: Gap) -> bool:
    """Return whether no mark ends what stands before, and no beginning follows."""
    last = gap.last.rstrip(_CLOSERS)
    if not last or last.endswith(_TERMINALS) or gap.opening:
        return False
    if last.endswith((",", *_DASHES)) or not gap.spaced:
        return True
    return last[-1].isalnum() and not last.isupper() and not _begins(gap) and not _is_entry(gap)


def _is_entry(gap: Gap) -> bool:
    """Return whether a line of a list or a letter's head follows: a date, a number, an address."""
    return gap.next[:1].isdigit() or "@" in gap.next or "@" in gap.last


def _begins(gap: Gap) -> bool:
    word = _APOSTROPHE.split(gap.next.lower())[0]
    return word in STARTERS or not word[:1].isalnum()


def _goes_on(gap: Gap) -> bool:
    """Return whether what follows is in lower case, and neither link nor carelessness.

    Where sentences begin in lower case anyway, nothing follows from that.
    """
    if gap.next in _DASHES:
        return not gap.closed and gap.word(1)[:1].islower()
    if not gap.next[:1].islower() or _LINK.match(gap.next) or gap.began_lower:
        return False
    return not gap.last.endswith(".") or gap.next in ("com", "gov", "net", "org")


def attributes(gap: Gap) -> bool:
    """Return whether a passage ends at *gap* and what follows says whose words it holds."""
    if gap.closed and gap.next[:1].islower() and not _LINK.match(gap.next):
        return True
    return gap.closed_with in ("?", "!", "…") and _says(gap)


def _says(gap: Gap) -> bool:
    """Return whether a subject and a verb of saying follow, and nothing else that is said."""
    for distance in range(_LOOK_AHEAD):
        word = gap.word(distance)
        if word.lower() in SAYING:
            return not _says_another(gap, distance + 1)
        if not word or gap.opening_at(distance) or word in (":", ".", "?", "!"):
            return False
    return False


def _says_another(gap: Gap, distance: int) -> bool:
    """Return whether a verb has words of its own: ``he answered, "No."``, ``she said that``."""
    for place in range(distance, distance + 4):
        inner = gap.opening_at(place)
        if inner and gap.word(place - 1) in (",", ":") and gap.text[inner.start].isupper():
            return True
    return gap.word(distance) in ("that", ":")


def _ends_with_passage(gap: Gap) -> bool:
    if gap.closed_with != ".":
        return False
    return bool(gap.opening) or (gap.next[:1].isupper() and not _says(gap))


def _begins_with_passage(gap: Gap) -> bool:
    """Return whether a passage that is more than a name opens after a sentence's end."""
    inner, stem = gap.opening, gap.last.rstrip(".?!")
    if not inner or stem == gap.last or stem in TITLES or not gap.text[inner.start].isupper():
        return False
    ended = gap.text[inner.end - 1] in ",.?!" and not _DOTTED.fullmatch(gap.last)
    return len(inner) > _SHORT or ended
