"""Which names of a text are one and the same: full names first, then the short ones."""

from __future__ import annotations

from extractor.speakers import shortnames, things
from extractor.speakers.cast import Cast
from extractor.speakers.classes import name_classes
from extractor.speakers.classify import NameClass
from extractor.speakers.genders import name_gender, title_gender
from extractor.speakers.matching import same_person, split_suffix
from extractor.speakers.names import Name
from extractor.speakers.referents import Referent


class NameBook:
    """The names of a text, gathered before it is read in order.

    Full names make referents wherever they stand, so that a short name finds a full one that
    is printed only later.
    """

    def __init__(self, cast: Cast, names: list[Name]) -> None:
        self.cast = cast
        self.names = names
        self.classes = name_classes(names, cast.document)
        self._full: dict[int, Referent] = {}
        for name, kind in zip(names, self.classes.values(), strict=True):
            if len(split_suffix(name.parts)[0]) > 1 and kind in {"person", None}:
                self._add_person(name, kind)

    @property
    def full(self) -> list[tuple[Name, Referent]]:
        """Full names of people with their referents, in text order."""
        return [(name, self._full[id(name)]) for name in self.names if id(name) in self._full]

    def is_full(self, name: Name) -> bool:
        """Return whether a name was taken for a person's full one at the start."""
        return id(name) in self._full

    def _add_person(self, name: Name, kind: NameClass | None) -> None:
        bare, _ = split_suffix(name.parts)
        known = (
            r
            for r in self.cast.index.sharing((bare[0], bare[-1]))
            if any(form == name.parts or same_person(form, name.parts) for form in r.forms)
        )
        referent = next(known, None) or self.cast.new()
        self._bear(referent, name, kind)
        referent.gender = referent.gender or name_gender(name)
        self._full[id(name)] = referent

    def find(self, name: Name) -> Referent:
        """Return the referent of a name that stands at the reading's present place."""
        if id(name) in self._full:
            return self._full[id(name)]
        kind = self.classes[id(name)]
        found = shortnames.bearer(self.cast, name) if kind in {"person", None} else None
        referent = found or things.known(self.cast, name, kind) or self._new(name, kind)
        self._bear(referent, name, kind)
        return referent

    def _bear(self, referent: Referent, name: Name, kind: NameClass | None) -> None:
        self.cast.index.add(referent, name)
        referent.gender = title_gender(name) or referent.gender
        if kind == "person":
            referent.person = True

    def _new(self, name: Name, kind: NameClass | None) -> Referent:
        referent = self.cast.new()
        referent.person = None if kind is None else kind == "person"
        referent.plural = kind == "group"
        referent.place = kind == "place"
        referent.gender = name_gender(name) if kind == "person" else None
        return referent
