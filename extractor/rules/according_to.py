"""A source named by a preposition: ``according to``, ``in the words of``.

According to the report, sales fell.
                 ^^^^^^        ^^^^
cue <-case-      mention <-obl-  content
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.domain import Sentence
from extractor.english import syntax
from extractor.rules.base import Found, Subject
from extractor.rules.parts.cue import CueAt, found_with
from extractor.rules.parts.phrases import phrase
from extractor.rules.parts.scene import Scene

VIEWS = frozenset("word view opinion telling account mind estimation eye reckoning".split())


def find(scene: Scene) -> Iterator[Found]:
    """Yield each clause with ``according to X`` or ``in X's words`` below it."""
    for sentence, verb in scene.tagged("VERB"):
        if sentence.words[verb].text.lower() == "according":
            yield from _according(scene, sentence, verb)
    for sentence, noun in scene.tagged("NOUN"):
        if sentence.words[noun].lemma.lower() in VIEWS:
            yield from _in_view_of(scene, sentence, noun)


def _according(scene: Scene, sentence: Sentence, according: int) -> Iterator[Found]:
    word = sentence.words[according]
    if word.head < 0 or not _followed_by_to(sentence, according):
        return
    cue = CueAt(according, "according to", (according, according + 1))
    if word.deprel == "case":
        source = word.head
    else:
        below = syntax.child(sentence, according, "obl", "obj", "nmod")
        if below is None:
            return
        source = below
    group = word.head if word.deprel == "case" else according
    yield from _report(scene, sentence, cue, source, group)


def _followed_by_to(sentence: Sentence, position: int) -> bool:
    return position + 1 < len(sentence.words) and sentence.words[position + 1].text.lower() == "to"


def _in_view_of(scene: Scene, sentence: Sentence, noun: int) -> Iterator[Found]:
    if syntax.marker(sentence, noun) not in {"in", "to"} or sentence.words[noun].head < 0:
        return
    source = syntax.child(sentence, noun, "nmod:poss")
    if source is None:
        of = syntax.child(sentence, noun, "nmod")
        definite = syntax.child(sentence, noun, "det") is not None  # not ``in view of the rain``
        source = of if definite and of is not None and syntax.marker(sentence, of) == "of" else None
    if source is not None:
        cue = CueAt(noun, "in " + sentence.words[noun].lemma.lower(), (noun,))
        yield from _report(scene, sentence, cue, source, noun)


def _report(
    scene: Scene, sentence: Sentence, cue: CueAt, source: int, group: int
) -> Iterator[Found]:
    """Yield the clause above *group*, less the group itself, as what *source* says."""
    top = sentence.words[group].head
    if top < 0:
        return
    while _below_clause(sentence, top):
        top = sentence.words[top].head
    subject = Subject(phrase(sentence, source), "preposition")
    below = syntax.subtree(sentence, top, {group})
    frame = "preposition" if cue.lemma == "according to" else "view"
    yield found_with(sentence, cue, frame, below, subject)


def _below_clause(sentence: Sentence, top: int) -> bool:
    word = sentence.words[top]
    is_argument = syntax.is_relation(
        word.deprel,
        (
            "nmod",
            "obl",
            "obj",
            "nsubj",
            "appos",
            "amod",
            "compound",
            "conj",
            "advcl",
            "xcomp",
            "acl",
        ),
    )
    return word.head >= 0 and is_argument and (word.deprel != "conj" or word.upos in syntax.NOMINAL)
