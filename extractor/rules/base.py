"""What a rule is, and what it finds.

A rule is a name, a pure function over a `Scene` and an example sentence. It yields `Found`
values; it neither ranks nor filters them beyond its own construction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractor.domain import NounPhrase, Span
from extractor.rules.parts.scene import Scene
from extractor.values import value


@value()
class Subject:
    """The mention that a cue leads to and the path that led there (``own``, ``conj``, ...)."""

    phrase: NounPhrase
    path: str


@value()
class Found:
    """One pairing: a cue, its content and its subject.

    ``sentence`` and ``cue`` are positions of the cue's head word (``cue`` is -1 where the cue
    is a layout mark), ``cue_span`` the cue as shown. The content is either ``content`` (ranges
    outside or partly inside quotation marks; with ``exact`` just these, as words in marks) or
    ``passages`` taken whole. ``notes`` are features that only the rule can see.
    """

    sentence: int
    cue: int
    cue_span: Span | None
    lemma: str
    frame: str
    subject: Subject | None
    content: tuple[Span, ...] = ()
    passages: tuple[int, ...] = ()
    addressee: NounPhrase | None = None
    continues: bool = False
    exact: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A construction of English: its stable name, its finder, an example."""

    name: str
    find: Callable[[Scene], Iterator[Found]]
    example: str
