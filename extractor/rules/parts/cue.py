"""The cue as shown and looked up: a verb with its particle or preposition."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from extractor import grammar, lemmas
from extractor.domain import Phrase, Sentence
from extractor.rules.base import Found, Subject
from extractor.rules.parts import subjects
from extractor.rules.parts.phrases import phrase
from extractor.rules.parts.scene import Scene
from extractor.rules.parts.spans import content

HUMAN_OBJECT = ("iobj", "obj")


@dataclass(frozen=True, slots=True)
class CueAt:
    """A cue's head position, its lemma with particles, and all its positions."""

    head: int
    lemma: str
    positions: tuple[int, ...]


def cue_of(sentence: Sentence, head: int, *more: int) -> CueAt:
    """Return the cue of *head* with its particles and the positions in *more*."""
    particles = tuple(grammar.children(sentence, head, "compound:prt"))
    positions = (head, *particles, *more)
    lemma = " ".join(_lemma(sentence, p) for p in positions)
    return CueAt(head, lemma, positions)


def _lemma(sentence: Sentence, position: int) -> str:
    word = sentence.words[position]
    return lemmas.base(word.text, word.lemma, word.xpos)


def found(
    scene: Scene,
    sentence: Sentence,
    cue: CueAt,
    frame: str,
    positions: Collection[int],
    *notes: str,
) -> Found:
    """Make a `Found` whose content are the words at *positions*, its subject looked up."""
    subject = subjects.subject(sentence, cue.head, scene.quoted(sentence))
    keep = set(positions)
    if subject is not None and subject.path == "noun":
        # The noun above a participle is not part of what it says.
        above = grammar.subtree(sentence, subject.phrase.head)
        keep -= set(above) - set(grammar.subtree(sentence, cue.head))
    return found_with(sentence, cue, frame, keep, subject, *notes)


def found_with(
    sentence: Sentence,
    cue: CueAt,
    frame: str,
    positions: Collection[int],
    subject: Subject | None,
    *notes: str,
) -> Found:
    """Make a `Found` whose content are the words at *positions*, with *subject* as its speaker."""
    return Found(
        sentence=sentence.index,
        cue=cue.head,
        cue_span=grammar.span(sentence, grammar.run_around(cue.positions, cue.head)),
        lemma=cue.lemma,
        frame=frame,
        subject=subject,
        content=content(sentence, set(positions) - set(cue.positions)),
        addressee=None if frame == "object" else addressee(sentence, cue.head),
        notes=notes,
    )


def addressee(sentence: Sentence, verb: int) -> Phrase | None:
    """Return who is told: the object of ``tell``, ``ask`` and their like."""
    if sentence.words[verb].lemma.lower() not in TELLING:
        return None
    passive = ("nsubj:pass",) if grammar.is_passive(sentence, verb) else ()
    for name in (*passive, *HUMAN_OBJECT):
        head = grammar.child(sentence, verb, name)
        if head is not None and sentence.words[head].upos in grammar.NOMINAL:
            return phrase(sentence, head)
    return None


TELLING = frozenset(
    """
    tell ask inform assure remind warn notify advise urge promise convince persuade brief
    """.split()
)
