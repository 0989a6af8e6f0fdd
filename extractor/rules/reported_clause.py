"""A clause under a verb of saying, with or without ``that``.

The mayor said that sales fell.
          ^^^^           ^^^^^
          cue  -ccomp->  content;   cue -nsubj-> mayor
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.domain import Sentence
from extractor.english import syntax
from extractor.rules.base import Found
from extractor.rules.parts import reporting
from extractor.rules.parts.addressees import HUMAN_OBJECT, TELLING
from extractor.rules.parts.adjoining import adjoining
from extractor.rules.parts.cue import cue_of, found
from extractor.rules.parts.scene import Scene

ASKING = frozenset("ask wonder inquire enquire question".split())
WH = frozenset("who what which when where why how whom whose".split())


def find(scene: Scene) -> Iterator[Found]:
    """Yield each verb with the clauses that are its complement: one content, or in marks and not.

    ``They said the road is closed, but that it will open`` has two clauses and reports once.
    """
    for sentence, verb in scene.tagged("VERB"):
        clauses = list(_clauses(sentence, verb))
        for alike in _alike(scene, sentence, verb, clauses):
            start = min(syntax.subtree(sentence, alike[0]))
            if reporting.is_nearer_another(sentence, verb, start):
                continue
            frame = frame_of(sentence, alike[0])
            keep = {p for c in alike for p in _content(sentence, verb, c)}
            keep |= _joined(scene, sentence, verb)
            if sentence.words[verb].deprel != "advcl":  # behind which its main clause comes
                keep.update(adjoining(scene, sentence, keep))
            yield from found(scene, sentence, cue_of(sentence, verb), frame, keep)


def _alike(
    scene: Scene, sentence: Sentence, verb: int, clauses: Sequence[int]
) -> Iterator[Sequence[int]]:
    """Yield the clauses that are one content."""
    front = [half for clause in clauses[-1:] for half in _front(sentence, verb, clause)]
    if front:
        yield (*front, *(c for c in clauses if c not in front))
        return
    for quoted in (False, True):
        alike = [c for c in clauses if scene.outside(sentence, c) != quoted]
        if alike:
            yield alike


def _front(sentence: Sentence, verb: int, clause: int) -> list[int]:
    """Return what stands before the cue of a clause that begins behind it with its verb.

    ``The plan, she said, is "dead"``: the parser may hang both halves on *said*.
    """
    words = sentence.words
    inner = [p for p in syntax.subtree(sentence, clause) if words[p].upos != "PUNCT"]
    own = syntax.child(sentence, clause, "nsubj", "nsubj:pass", "expl", "mark") is not None
    if clause < verb or own or words[inner[0]].upos not in {"AUX", "VERB"}:
        return []
    subject = max(syntax.children(sentence, verb, "nsubj"), default=-1)
    return [
        half
        for half in syntax.children(sentence, verb, "nsubj", "obj", "ccomp")
        if half < min(subject, verb) and words[half].upos in syntax.NOMINAL
    ]


def _content(sentence: Sentence, verb: int, clause: int) -> set[int]:
    below = syntax.subtree(sentence, clause)
    keep = {*below, *reporting.around(sentence, verb, clause)}
    return keep - reporting.trailing(sentence, below)


def _joined(scene: Scene, sentence: Sentence, verb: int) -> set[int]:
    """Return clauses after an ``and`` that hold words in marks but no cue for them.

    ``She said the roof leaks, and the pipes are "a museum"``: the parser may join them to *said*.
    """
    found: set[int] = set()
    for clause in syntax.children(sentence, verb, "conj"):
        below = syntax.subtree(sentence, clause)
        marked = any(not scene.outside(sentence, p) for p in below)
        own = syntax.child(sentence, clause, "nsubj") is not None
        if marked and own and not reporting.reports(sentence, clause):
            found.update(below)
    return found


def _clauses(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield the clauses that *verb* reports: objects, ``asked if``, ``it is said that``."""
    for clause in syntax.children(sentence, verb, "ccomp"):
        if not (reporting.is_participial(sentence, clause) or _modifies(sentence, verb, clause)):
            yield clause
    if sentence.words[verb].lemma.lower() in TELLING:
        for told in syntax.children(sentence, verb, *HUMAN_OBJECT):
            yield from _told(sentence, told)
    if syntax.child(sentence, verb, "expl") is not None:
        yield from syntax.children(sentence, verb, "csubj")
    if sentence.words[verb].lemma.lower() in ASKING:
        for clause in syntax.children(sentence, verb, "advcl"):
            if clause > verb and syntax.marker(sentence, clause) in {"if", "whether"}:
                yield clause


def _modifies(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether it is the subject's participle: ``A survey *carried out in May* found …``."""
    subject = syntax.child(sentence, verb, "nsubj")
    bare = syntax.child(sentence, clause, "nsubj", "nsubj:pass", "aux", "aux:pass", "mark") is None
    between = subject is not None and subject < clause < verb
    return between and bare and sentence.words[clause].xpos in {"VBN", "VBD"}


def _told(sentence: Sentence, told: int) -> Iterator[int]:
    """Yield ``told the court *that he had lied*`` where the parser hangs it on who is told."""
    for clause in syntax.children(sentence, told, "acl"):
        own = syntax.child(sentence, clause, "nsubj", "nsubj:pass", "expl") is not None
        if own and syntax.marker(sentence, clause) == "that":
            yield clause


def frame_of(sentence: Sentence, clause: int) -> str:
    """Name the clause's form: that-clause, wh-clause, to-infinitive or bare-clause."""
    mark = syntax.marker(sentence, clause)
    if mark == "that":
        return "that-clause"
    if mark in {"if", "whether"}:
        return "wh-clause"
    if mark == "to":
        return "to-infinitive"
    first = min(syntax.subtree(sentence, clause))
    return "wh-clause" if sentence.words[first].lemma.lower() in WH else "bare-clause"
