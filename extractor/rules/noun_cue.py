"""A noun that reports: somebody's claim, call, support.

Critics rejected her claim that the vote was rigged.
                     ^^^^^                   ^^^^^^
                     cue  -acl->  content;   cue -nmod:poss-> her
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.domain import Sentence
from extractor.english import syntax
from extractor.rules.base import Found, Subject
from extractor.rules.parts import subjects
from extractor.rules.parts.cue import CueAt, found_with
from extractor.rules.parts.phrases import phrase
from extractor.rules.parts.scene import Scene

LIGHT = frozenset(
    "make give have issue offer release express voice hold raise deliver send put take".split()
)


def find(scene: Scene) -> Iterator[Found]:
    """Yield each noun outside marks with a clause or a prepositional phrase as its content."""
    for sentence, noun in scene.tagged("NOUN"):
        if sentence.children[noun]:
            yield from _of(scene, sentence, noun)


def _of(scene: Scene, sentence: Sentence, noun: int) -> Iterator[Found]:
    for clause in syntax.children(sentence, noun, "acl", "ccomp", "nmod"):
        word = sentence.words[clause]
        if clause < noun or word.deprel in {"acl:relcl", "nmod:poss", "nmod:desc", "nmod:unmarked"}:
            continue
        mark = syntax.marker(sentence, clause)
        if not mark and word.deprel != "ccomp":
            continue
        frame, lemma = "noun-" + (mark or "clause"), sentence.words[noun].lemma.lower()
        if scene.is_cue(lemma, frame):
            cue, below = CueAt(noun, lemma, (noun,)), syntax.subtree(sentence, clause)
            yield found_with(sentence, cue, frame, below, _owner(sentence, noun))


def _owner(sentence: Sentence, noun: int) -> Subject | None:
    """Return whose noun it is: the possessor, or the subject of the light verb above."""
    owner = syntax.child(sentence, noun, "nmod:poss")
    if owner is not None:
        return Subject(phrase(sentence, owner), "possessor")
    word = sentence.words[noun]
    if word.deprel == "obj" and sentence.words[word.head].lemma.lower() in LIGHT:
        inner = subjects.subject(sentence, word.head)
        return Subject(inner.phrase, "light-verb") if inner else None
    return None
