"""Whom and what a text speaks of: referents, and where they are spoken of."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.speakers import words as w
from extractor.speakers.names import Name
from extractor.speakers.nouns import Noun


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One place where a referent stands; ``weight`` is how much it draws later pronouns."""

    sentence: int
    word: int
    weight: float
    quoted: bool


@dataclass(slots=True)
class Referent:
    """Somebody or something that the text speaks of, filled while the text is read.

    ``person`` is None while nothing tells; ``heads`` are nouns that are said of it (``senator``,
    ``company``), ``titles`` what stands before its names, as printed, ``asides`` what is said of
    it in apposition or as a predicate; ``called`` are the heads of ``nouns`` and ``asides``.
    """

    number: int
    person: bool | None = None
    plural: bool = False
    place: bool = False
    gender: w.Gender | None = None
    names: list[Name] = field(default_factory=list)
    nouns: list[Noun] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    titles: list[str] = field(default_factory=list)
    asides: list[Noun] = field(default_factory=list)
    age: str | None = None
    members: tuple[int, ...] = ()
    seen: list[Occurrence] = field(default_factory=list)
    pronoun: str | None = None
