"""Find by their names those whom a text has named, without asking all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractor.speakers.matching import acronym, without_one
from extractor.speakers.names import Name
from extractor.speakers.referents import Referent

Parts = tuple[str, ...]


@dataclass(slots=True)
class Index:
    """The bearers of names: by each word, by initials, by surnames with a letter open or gone."""

    _under: dict[str, dict[int, Referent]] = field(default_factory=dict)
    _unspelt: list[tuple[str, Referent]] = field(default_factory=list)

    def add(self, referent: Referent, name: Name) -> None:
        """Give *referent* a name, and keep it where that is looked for."""
        new = name.parts not in referent.forms
        referent.bear(name)
        if new:
            for key in _keys(name.parts):
                self._under.setdefault(key, {})[referent.number] = referent
            self._unspelt.append((name.parts[-1], referent))

    def sharing(self, keys: Iterable[str]) -> list[Referent]:
        """Return those who bear one of *keys*, a word of a name or initials, oldest first."""
        found: dict[int, Referent] = {}
        for key in keys:
            found.update(self._under.get(key, {}))
        return [found[number] for number in sorted(found)]

    def misspelt(self, surname: str) -> list[Referent]:
        """Return those whose surname may be this one but for one letter, not the first."""
        for word, referent in self._unspelt:  # only now, for few texts ask
            for key in (*_open(word), *map(_gone, without_one(word))):
                self._under.setdefault(key, {})[referent.number] = referent
        self._unspelt.clear()
        return self.sharing([*_open(surname), _gone(surname), *without_one(surname)])


def _keys(parts: Parts) -> Iterator[str]:
    yield from parts
    yield from parts[-1].split("-")
    yield from (piece for part in parts[-2:-1] for piece in part.split("-"))
    if len(parts) > 1:
        yield acronym(parts)


def _open(word: str) -> Iterator[str]:
    """Yield *word* with each letter but the first left open in turn."""
    for at in range(1, len(word)):
        yield f"{word[:at]}?{word[at + 1 :]}"


def _gone(word: str) -> str:
    """Return the key of longer words that are *word* without one letter."""
    return f"{word}~"
