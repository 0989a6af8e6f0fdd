"""The cue as shown and looked up: a verb with its particle or preposition."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from extractor.domain import Sentence, Span
from extractor.english import inflection, syntax
from extractor.rules.base import Found, Subject
from extractor.rules.parts import subjects
from extractor.rules.parts.addressees import addressee
from extractor.rules.parts.scene import Scene
from extractor.rules.parts.spans import content
from extractor.values import value


@value()
class CueAt:
    """A cue's head position, its lemma with particles, and all its positions."""

    head: int
    lemma: str
    positions: tuple[int, ...]


def cue_of(sentence: Sentence, head: int, *more: int) -> CueAt:
    """Return the cue of *head* with its particles and the positions in *more*."""
    particles = tuple(syntax.children(sentence, head, "compound:prt"))
    positions = (head, *particles, *more)
    lemma = " ".join(_lemma(sentence, p) for p in positions)
    return CueAt(head, lemma, positions)


def shown(sentence: Sentence, cue: CueAt) -> Span:
    """Return the range of the cue: its head and what stands right beside it."""
    if len(cue.positions) == 1:
        return sentence.words[cue.head].span
    return syntax.span(sentence, syntax.run_around(cue.positions, cue.head))


def _lemma(sentence: Sentence, position: int) -> str:
    word = sentence.words[position]
    return inflection.base(word.text, word.lemma, word.xpos)


def found(
    scene: Scene,
    sentence: Sentence,
    cue: CueAt,
    frame: str,
    positions: Collection[int],
    *notes: str,
) -> Iterator[Found]:
    """Make a `Found` whose content are the words at *positions*, its subject looked up.

    Nothing where the cue reports too seldom in this frame: it would be dropped in the end.
    """
    if not scene.is_cue(cue.lemma, frame):
        return
    subject = subject_of(scene, sentence, cue.head)
    keep = set(positions)
    if subject is not None and subject.path == "noun":
        # The noun above a participle is not part of what it says.
        above = syntax.subtree(sentence, subject.phrase.head)
        keep -= set(above) - set(syntax.subtree(sentence, cue.head))
    yield found_with(sentence, cue, frame, keep, subject, *notes)


def subject_of(scene: Scene, sentence: Sentence, verb: int) -> Subject | None:
    """Return who speaks at *verb*, outside marks; looked up once for all rules that ask."""
    key = sentence.index, verb
    if key not in scene.subjects:
        scene.subjects[key] = subjects.subject(sentence, verb, scene.quoted(sentence))
    return scene.subjects[key]


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
        cue_span=shown(sentence, cue),
        lemma=cue.lemma,
        frame=frame,
        subject=subject,
        content=content(sentence, set(positions) - set(cue.positions)),
        addressee=None if frame == "object" else addressee(sentence, cue.head),
        notes=notes,
    )
