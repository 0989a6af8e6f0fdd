"""Which names of a text are one and the same: full names first, then the short ones."""

from __future__ import annotations

from extractor.speakers import words as w
from extractor.speakers.cast import Cast
from extractor.speakers.classify import NameClass, name_class
from extractor.speakers.matching import (
    acronym,
    one_letter_off,
    same_person,
    short_for,
    split_suffix,
)
from extractor.speakers.names import Name
from extractor.speakers.referents import Referent

Classed = tuple[Name, NameClass | None]


class NameBook:
    """The names of a text, gathered before it is read in order.

    Full names make referents wherever they stand, so that a short name finds a full one that
    is printed only later.
    """

    def __init__(self, cast: Cast, names: list[Name]) -> None:
        self.cast = cast
        self.names = names
        sentences = cast.document.sentences
        self.classes = {id(n): name_class(n, sentences[n.sentence]) for n in names}
        self._full: dict[int, Referent] = {}
        self.count: dict[int, int] = {}
        for name in names:
            if len(split_suffix(name.parts)[0]) > 1 and self.classes[id(name)] in {"person", None}:
                self._add_person(name)

    @property
    def full(self) -> list[tuple[Name, Referent]]:
        """Full names of people with their referents, in text order."""
        return [(name, self._full[id(name)]) for name in self.names if id(name) in self._full]

    def is_full(self, name: Name) -> bool:
        """Tell whether a name was taken for a person's full one at the start."""
        return id(name) in self._full

    def _add_person(self, name: Name) -> None:
        known = (r for r in self.cast.referents if self._is(r, name))
        referent = next(known, None) or self.cast.new()
        referent.names.append(name)
        referent.gender = referent.gender or name_gender(name)
        if self.classes[id(name)] == "person":
            referent.person = True
        self._full[id(name)] = referent
        self.count[referent.number] = self.count.get(referent.number, 0) + 1

    def _is(self, referent: Referent, name: Name) -> bool:
        return any(
            n.parts == name.parts or same_person(n.parts, name.parts) for n in referent.names
        )

    def find(self, name: Name) -> Referent:
        """Return the referent of a name that stands at the reading's present place."""
        if id(name) in self._full:
            return self._full[id(name)]
        kind = self.classes[id(name)]
        if kind in {"person", None}:
            person = self._by_short_name(name)
            if person is not None:
                return person
        referent = self._same_thing(name, kind) or self._new(name, kind)
        referent.names.append(name)
        return referent

    def _by_short_name(self, name: Name) -> Referent | None:
        gender = title_gender(name)
        scored = [
            (short_for(name.parts, max((n.parts for n in r.names), key=len)), r)
            for r in self.cast.referents
            if r.names and r.person is not False and not r.plural
            and not (gender and r.gender and gender != r.gender)
        ]  # fmt: skip
        best = max((score for score, _ in scored), default=0)
        likely = [r for score, r in scored if score and score == best]
        if not likely:
            likely = self._misspelt(name)
        if not likely:
            return None
        found = max(likely, key=lambda r: (self._nearness(r, name), -r.number))
        found.names.append(name)
        found.gender = found.gender or gender
        if self.classes[id(name)] == "person":
            found.person = True
        return found

    def _misspelt(self, name: Name) -> list[Referent]:
        """Find the one whose surname is a letter off, for a surname that has no full form."""
        if len(name.parts) != 1 or len(name.parts[0]) < 5 or name.article:
            return []
        return [
            r for r in self.cast.referents
            if r.person and any(one_letter_off(n.parts[-1], name.parts[0]) for n in r.names)
        ]  # fmt: skip

    def _nearness(self, referent: Referent, name: Name) -> float:
        """Say how likely a bare surname means *referent*, among those who share it."""
        score = min(self.count.get(referent.number, 0), 6) / 2
        last = max((o.sentence for o in referent.seen if not o.quoted), default=-99)
        score += {0: 2.0, 1: 1.5, 2: 0.5}.get(name.sentence - last, 0.0)
        return score + 2.0 * bool(set(name.titles) & self._titles(referent))

    def _titles(self, referent: Referent) -> set[str]:
        return {t for n in referent.names for t in n.titles if t not in w.HONORIFICS}

    def _same_thing(self, name: Name, kind: NameClass | None) -> Referent | None:
        """Find the organization, place, group or unknown that bears this name or a longer one."""
        found = [r for r in self.cast.referents if r.names and self._matches(r, name, kind)]
        return max(found, key=lambda r: r.seen[-1].sentence if r.seen else -1, default=None)

    def _matches(self, referent: Referent, name: Name, kind: NameClass | None) -> bool:
        if referent.person is True or referent.plural != (kind == "group"):
            return False
        parts = name.parts
        for other in (n.parts for n in referent.names):
            if parts == other or (len(parts) == 1 and parts[0] == acronym(other) != ""):
                return True
            if kind == "organization" and len(other) > len(parts) and _is_part(parts, other):
                return True
        return False

    def _new(self, name: Name, kind: NameClass | None) -> Referent:
        referent = self.cast.new()
        referent.person = {None: None, "person": True}.get(kind, False)
        referent.plural = kind == "group"
        referent.gender = name_gender(name) if kind == "person" else None
        return referent


def _is_part(parts: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether an organization's name may be shortened so: its end, or all but the kind."""
    if other[-len(parts) :] == parts:
        return True
    known = w.sections("name_words")["organization-word"]
    return other[: len(parts)] == parts and all(part in known for part in other[len(parts) :])


def title_gender(name: Name) -> w.Gender | None:
    """Return the gender that a name's titles tell: ``Mrs.``, ``congresswoman``."""
    for title in name.titles:
        gender = w.HONORIFICS.get(title) or w.noun_gender(title)
        if gender:
            return gender
    return None


def name_gender(name: Name) -> w.Gender | None:
    """Return the gender that a name tells by its titles or its given name."""
    return title_gender(name) or (w.given_gender(name.parts[0]) if len(name.parts) > 1 else None)
