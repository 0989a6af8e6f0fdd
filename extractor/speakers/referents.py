"""Whom and what a text speaks of: referents, and where they are spoken of."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.english import lexicon
from extractor.speakers.names import Name
from extractor.speakers.nouns import Noun
from extractor.values import value


@value(order=True)
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
    it in apposition or as a predicate, each way once; ``called`` are the heads of ``nouns`` and
    ``asides``. ``names`` are all in the text, ``printed`` counts how they are printed, ``forms``
    are their different parts, ``styles`` the titles in them, ``named_in`` their sentences. ``told``
    is the last sentence that speaks of it outside quotation marks, or -1; ``spoke`` tells whether
    it has stood at a cue.
    """

    number: int
    person: bool | None = None
    plural: bool = False
    place: bool = False
    gender: lexicon.Gender | None = None
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
    printed: dict[str, int] = field(default_factory=dict)
    forms: dict[tuple[str, ...], None] = field(default_factory=dict)
    styles: set[str] = field(default_factory=set)
    named_in: set[int] = field(default_factory=set)
    full: int = 0
    told: int = -1
    spoke: bool = False
    _ways: set[tuple[object, ...]] = field(default_factory=set)

    def bear(self, name: Name) -> None:
        """Add a name."""
        self.names.append(name)
        self.printed[name.text] = self.printed.get(name.text, 0) + 1
        self.forms[name.parts] = None
        self.styles.update(title for title in name.titles if title not in lexicon.HONORIFICS)
        self.named_in.add(name.sentence)
        self.full += len(name.parts) > 1

    def title(self, printed: str) -> None:
        """Add a title as printed, once."""
        if self._is_new(("title", printed)):
            self.titles.append(printed)

    def call(self, noun: Noun, owner: int | None) -> None:
        """Add what it is called, unless it was called just so, of this *owner*, before."""
        if self._is_new(("called", noun.way, owner)):
            self.nouns.append(noun)
        self.called.add(noun.noun)

    def tell(self, noun: Noun, owner: int | None) -> None:
        """Add what is said of it, unless just that was said, of this *owner*, before."""
        if self._is_new(("told", noun.way, owner)):
            self.asides.append(noun)
        self.called.add(noun.noun)
        self.heads.add(noun.noun)

    def _is_new(self, way: tuple[object, ...]) -> bool:
        known = way in self._ways
        self._ways.add(way)
        return not known
