"""The cast of a text: its referents, and which word stands for which of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from extractor.domain import Document, Span
from extractor.speakers.referents import Occurrence, Referent
from extractor.speakers.salience import depth_weight

Place = tuple[int, int]
"""A word: the sentence's index and the position in it."""
WINDOW: Final = 40
"""How many sentences back anything is looked for but names."""


@dataclass(slots=True)
class Cast:
    """What is known of a text's referents so far, filled in reading order.

    ``at`` maps words to referents; ``last`` is who spoke last, and in which sentence; ``cued``
    are the words whose referent speaks there, with the mentions around them; ``quoted`` are the
    words inside quotation marks; ``lines`` number the sentences, those that are all quotation
    like the one before; ``writing`` are the referents whose label is being written.
    """

    document: Document
    cued: dict[Place, Span]
    quoted: frozenset[Place]
    lines: tuple[int, ...]
    referents: list[Referent] = field(default_factory=list)
    last: tuple[Referent, int] | None = None
    at: dict[Place, int] = field(default_factory=dict)
    writing: set[int] = field(default_factory=set)
    _recent: dict[int, Referent] = field(default_factory=dict)

    def new(self) -> Referent:
        """Add an empty referent."""
        self.referents.append(Referent(len(self.referents)))
        return self.referents[-1]

    def of(self, place: Place) -> Referent | None:
        """Return the referent that a word stands for, if it is known."""
        number = self.at.get(place)
        return None if number is None else self.referents[number]

    def note(self, referent: Referent, sentence: int, head: int, words: Iterable[int] = ()) -> None:
        """Record that *referent* stands at *head*; *words* are the phrase's other words."""
        place = (sentence, head)
        for word in (head, *words):
            self.at[sentence, word] = referent.number
        weight = depth_weight(self.document.sentences[sentence], head)
        if place in self.cued:
            weight *= 1.25
        self.spot(referent, Occurrence(sentence, head, weight, place in self.quoted))

    def spot(self, referent: Referent, occurrence: Occurrence) -> None:
        """Record one more place of a referent."""
        referent.seen.append(occurrence)
        self._recent.pop(referent.number, None)
        self._recent[referent.number] = referent

    def near(self, sentence: int) -> Iterator[Referent]:
        """Yield those spoken of in the last `WINDOW` sentences before *sentence*, latest first."""
        for referent in reversed(self._recent.values()):
            if sentence - referent.seen[-1].sentence > WINDOW:
                break
            yield referent
