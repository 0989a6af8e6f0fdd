"""Whether two names may be of one: a full and a short name, a nickname, an acronym, a misspelt one.

Names are here words by themselves, folded; who bears them is at most a number (`NameIndex`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from extractor.english import lexicon

Parts = tuple[str, ...]
"""The words of a name, folded."""
SHORTEST_MISSPELT: Final = 5
"""Letters of a word that is too short to have lost one."""


# --- people -------------------------------------------------------------------------------


def split_suffix(parts: Parts) -> tuple[Parts, str]:
    """Split off ``Jr.`` and the like: the name and the suffix, or ''."""
    if len(parts) > 1 and parts[-1] in lexicon.NAME_SUFFIXES:
        return parts[:-1], parts[-1]
    return parts, ""


def same_person(one: Parts, other: Parts) -> bool:
    """Return whether two names of two words or more can be one person's.

    ``Hillary Rodham Clinton`` and ``Hillary Clinton`` can; ``Bill Clinton`` cannot, nor can
    ``Donald Trump Jr.`` be ``Donald Trump``.
    """
    (a, a_suffix), (b, b_suffix) = split_suffix(one), split_suffix(other)
    if a_suffix != b_suffix or len(a) < 2 or len(b) < 2:
        return False
    short, long = sorted((a, b), key=len)
    if short[-1] == long[-1] and same_given(short[0], long[0]):
        return _in_order(short[1:-1], long[1:-1])
    # Spanish and Arabic names drop their last part; some go by the middle name.
    rest = long[len(short) :]
    if long[: len(short)] == short:
        return bool(rest) and not any(lexicon.noun_class(part) for part in rest)
    return bool(rest) and long[-len(short) :] == short


def same_given(one: str, other: str) -> bool:
    """Return whether two given names can be one: equal, an initial, a short form."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) == 1 or (len(short) == 2 and not lexicon.is_given_name(short)):
        return long.startswith(short[0])
    return long in lexicon.NICKNAMES.get(short, ()) or bool(
        set(lexicon.NICKNAMES.get(short, ())) & set(lexicon.NICKNAMES.get(long, ()))
    )


def _in_order(short: Parts, long: Parts) -> bool:
    """Return whether the middle names of one are among the other's, initials allowed."""
    rest = iter(long)
    return not long or all(any(same_given(part, other) for other in rest) for part in short)


def short_for(parts: Parts, full: Parts) -> int:
    """Return how well *parts* stands for a person's *full* name: 0 not at all, 3 best.

    A surname of its own is better than half of a double one: ``Dr. Bell``, next to Ada Obi-Bell.
    """
    bare, suffix = split_suffix(full)
    parts, own = split_suffix(parts)
    if own and own != suffix:
        return 0
    if not parts or len(parts) >= len(bare):
        return 3 if parts == bare else 0
    if bare[-len(parts) :] == parts or (len(bare) > 2 and bare[1 : 1 + len(parts)] == parts):
        return 3
    hyphenated = parts[-1] in bare[-1].split("-")
    if hyphenated and len(parts) == 1:
        return 2
    inner = len(bare) > 3 and len(parts) == 1 and parts[0] in bare[2:-1]
    return int(bare[: len(parts)] == parts or (inner and parts[0] not in lexicon.NAME_PARTICLES))


# --- organizations --------------------------------------------------------------------------


def acronym(parts: Sequence[str]) -> str:
    """Return the initials of an organization's name: ``nra``."""
    return "".join(part[0] for part in parts if part not in {"of", "the", "for", "and", "&", "on"})


def acronyms(parts: Sequence[str]) -> set[str]:
    """Return the initials of a name without its small words, and with them: ``md`` and ``mod``.

    A nation that opens it may be left out, and what *and* adds: the ``CDC``.
    """
    own = parts[1:] if parts[0] in {"us", "uk"} and len(parts) > 2 else parts
    first = own[: own.index("and")] if "and" in own[2:] else own
    shown = {acronym(part) for part in (parts, own, first) if len(part) > 1}
    return shown | {"".join(part[0] for part in parts if part != "the")}


def is_acronym_of(short: Parts, full: Parts) -> bool:
    """Return whether a name of one word is the initials of another: ``BBC``."""
    return len(short) == 1 and len(full) > 1 and short[0] in acronyms(full)


def is_shortened(parts: Parts, full: Parts) -> bool:
    """Return whether an organization's name is shortened to its end, or lacks only its kind."""
    if len(full) <= len(parts):
        return False
    if full[-len(parts) :] == parts:
        return True
    rest = full[len(parts) :]
    return full[: len(parts)] == parts and all(p in lexicon.ORGANIZATION_WORDS for p in rest)


# --- spelling -----------------------------------------------------------------------------


def one_letter_off(one: str, other: str) -> bool:
    """Return whether two words differ in one letter, not the first: another one, or one left out.

    What is left out is doubtful at the end (``Clinton``, ``Clintons``) and in short words.
    """
    if len(one) == len(other):
        differing = [a != b for a, b in zip(one, other, strict=True)]
        return sum(differing) == 1 and not differing[0]
    short, long = sorted((one, other), key=len)
    return short in set(without_one(long))


def without_one(word: str) -> Iterator[str]:
    """Yield a long *word* without each of its letters in turn, but the first and the last."""
    for at in range(1, len(word) - 1 if len(word) > SHORTEST_MISSPELT + 1 else 0):
        yield word[:at] + word[at + 1 :]


# --- keys of an index of names ----------------------------------------------------------------


def name_keys(parts: Parts) -> Iterator[str]:
    """Yield the words by which a name is found: its own, halves of a double one, its initials."""
    yield from parts
    yield from parts[-1].split("-")
    yield from (piece for part in parts[-2:-1] for piece in part.split("-"))
    if len(parts) > 1:
        yield from acronyms(parts)


def one_letter_open(word: str) -> Iterator[str]:
    """Yield *word* with each letter but the first left open in turn."""
    for at in range(1, len(word)):
        yield f"{word[:at]}?{word[at + 1 :]}"


def one_letter_gone(word: str) -> str:
    """Return the key of longer words that are *word* without one letter."""
    return f"{word}~"


class NameIndex:
    """The numbers of bearers: by each word, by initials, by surnames with a letter open or gone."""

    def __init__(self) -> None:
        self._bearers: dict[str, set[int]] = {}
        self._not_respelt: list[tuple[str, int]] = []

    def add(self, number: int, parts: Parts) -> None:
        """Add a name that a bearer did not have yet."""
        for key in name_keys(parts):
            self._bearers.setdefault(key, set()).add(number)
        self._not_respelt.append((parts[-1], number))

    def sharing(self, keys: Iterable[str]) -> list[int]:
        """Return who bears one of *keys*, a word of a name or initials, the oldest first."""
        return sorted(set[int]().union(*[self._bearers.get(key, ()) for key in keys]))

    def misspelt(self, surname: str) -> list[int]:
        """Return whose surname may be this one but for one letter, not the first."""
        for word, number in self._not_respelt:  # only now, for few texts ask
            for key in (*one_letter_open(word), *map(one_letter_gone, without_one(word))):
                self._bearers.setdefault(key, set()).add(number)
        self._not_respelt.clear()
        return self.sharing(
            [*one_letter_open(surname), one_letter_gone(surname), *without_one(surname)]
        )
