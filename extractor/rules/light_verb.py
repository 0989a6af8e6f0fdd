"""A clause below ``made it clear``, ``left no doubt`` and their like.

She made it clear that the fee would stand.
    ^^^^    ^^^^^                    ^^^^^
    cue -xcomp-> cue  -ccomp->  content;   cue -nsubj-> she
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.domain import Sentence
from extractor.english import syntax
from extractor.rules.base import Found
from extractor.rules.parts.cue import CueAt, found_with, subject_of
from extractor.rules.parts.scene import Scene

LIGHT = frozenset("make leave get".split())
CLEAR = frozenset("clear plain known obvious explicit public".split())


def find(scene: Scene) -> Iterator[Found]:
    """Yield each light verb with a word of clarity and a clause."""
    for sentence, verb in scene.tagged("VERB"):
        if sentence.words[verb].lemma.lower() in LIGHT:
            yield from _of(scene, sentence, verb)


def _of(scene: Scene, sentence: Sentence, verb: int) -> Iterator[Found]:
    for clear in syntax.children(sentence, verb, "xcomp", "obj", "advmod", "ccomp"):
        word = sentence.words[clear]
        if word.lemma.lower() not in CLEAR:
            continue
        for holder in (clear, verb):
            for clause in syntax.children(sentence, holder, "ccomp", "csubj", "advcl"):
                if clause > clear:
                    cue = CueAt(verb, f"make {word.lemma.lower()}", tuple(range(verb, clear + 1)))
                    subject = subject_of(scene, sentence, verb)
                    below = syntax.subtree(sentence, clause)
                    yield found_with(sentence, cue, "light-verb", below, subject)
