"""The cast of a text: its referents, and which word stands for which of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from extractor.domain import Document, Span
from extractor.english.orthography import Truecasing
from extractor.speakers.index import Index
from extractor.speakers.nouns import Noun
from extractor.speakers.referents import Occurrence, Referent
from extractor.speakers.salience import depth_weight

Place = tuple[int, int]
"""A word: the sentence's index and the position in it."""
WINDOW: Final = 40
"""How many sentences back anything is looked for but names."""


@dataclass(slots=True)
class Cast:
    """What is known of a text's referents so far, filled in reading order.

    ``usage`` is how the text writes its words; ``at`` maps words to referents; ``last`` is who
    spoke last, and in which sentence; ``cued`` are the words whose referent speaks there, with the
    mentions around them; ``quoted`` are the words inside quotation marks; ``lines`` number the
    sentences, those that are all quotation like the one before; ``writing`` are the referents
    whose label is being written; ``index`` finds referents by name, ``groups`` by members,
    ``first`` by ``I`` and ``we``, ``ahead`` by what is said of those not spoken of yet;
    ``waiting`` are the pronouns that nothing before explains.
    """

    document: Document
    usage: Truecasing
    cued: dict[Place, Span]
    quoted: frozenset[Place]
    lines: tuple[int, ...]
    referents: list[Referent] = field(default_factory=list)
    last: tuple[Referent, int] | None = None
    at: dict[Place, int] = field(default_factory=dict)
    writing: set[int] = field(default_factory=set)
    index: Index = field(default_factory=Index)
    groups: dict[tuple[int, ...], Referent] = field(default_factory=dict)
    first: dict[str, Referent] = field(default_factory=dict)
    ahead: dict[str, deque[Referent]] = field(default_factory=dict)
    waiting: list[Place] = field(default_factory=list)
    _called: dict[str, dict[int, Referent]] = field(default_factory=dict)
    _recent: dict[int, Referent] = field(default_factory=dict)
    _near: dict[tuple[int, int], Sequence[Referent]] = field(default_factory=dict)

    def new(self) -> Referent:
        """Add an empty referent."""
        self.referents.append(Referent(len(self.referents)))
        return self.referents[-1]

    def of(self, place: Place) -> Referent | None:
        """Return the referent that a word stands for, if it is known."""
        number = self.at.get(place)
        return None if number is None else self.referents[number]

    def owner(self, noun: Noun) -> int | None:
        """Return the number of whom a noun's possessor stands for, if it is known."""
        return None if noun.possessor is None else self.at.get((noun.sentence, noun.possessor))

    def note(self, referent: Referent, sentence: int, head: int, words: Iterable[int] = ()) -> None:
        """Record that *referent* stands at *head*; *words* are the phrase's other words."""
        place = (sentence, head)
        for word in (head, *words):
            self.at[sentence, word] = referent.number
        weight = depth_weight(self.document.sentences[sentence], head)
        if place in self.cued:
            weight *= 1.25
            referent.spoke = True
        self.spot(referent, Occurrence(sentence, head, weight, place in self.quoted))

    def spot(self, referent: Referent, occurrence: Occurrence) -> None:
        """Record one more place of a referent."""
        referent.seen.append(occurrence)
        if not occurrence.quoted:
            referent.told = occurrence.sentence
        self._recent.pop(referent.number, None)
        self._recent[referent.number] = referent
        self._near.clear()
        for noun in referent.called:
            self._called.setdefault(noun, {})[referent.number] = referent

    def called(self, noun: Noun) -> Sequence[Referent]:
        """Return those of `near` who were called by a noun before, in no order."""
        known, far = self._called.get(noun.noun, {}), noun.sentence - WINDOW
        for number in [n for n, r in known.items() if r.seen[-1].sentence < far]:
            del known[number]  # until it is spoken of again
        return list(known.values())

    def near(self, sentence: int, reach: int = WINDOW) -> Sequence[Referent]:
        """Return those spoken of in the last `WINDOW` sentences before *sentence*, latest first.

        No more than the last *reach* sentences count that are not all quotation.
        """
        key = sentence, reach
        if key not in self._near:
            self._near[key] = self._look_back(sentence, reach)
        return self._near[key]

    def _look_back(self, sentence: int, reach: int) -> list[Referent]:
        far, line, lines = sentence - WINDOW, self.lines[sentence] - reach, self.lines
        found: list[Referent] = []
        for referent in reversed(self._recent.values()):
            last = referent.seen[-1].sentence
            if last < far or lines[last] < line:
                break
            found.append(referent)
        return found
