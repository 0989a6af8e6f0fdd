"""A colon that introduces a quotation where no verb of saying does.

Her advice was simple: "Do not wait."
^^^                  ^
mention             cue
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.domain import Sentence, Span
from extractor.english import syntax
from extractor.rules.base import Found, Subject
from extractor.rules.parts.phrases import phrase
from extractor.rules.parts.scene import Scene


def find(scene: Scene) -> Iterator[Found]:
    """Yield each passage right after a colon, with the subject of the clause before it."""
    for k, passage in enumerate(scene.passages):
        lead = scene.text[max(0, passage.start - 4) : passage.start].rstrip()
        if not lead.endswith(":"):
            continue
        colon = scene.text.rindex(":", 0, passage.start)
        sentence = scene.sentence_at(colon)
        if sentence is not None:
            yield Found(
                sentence.index,
                -1,
                Span(colon, colon + 1),
                ":",
                "colon",
                _speaker(scene, sentence, colon),
                passages=(k,),
            )


def _speaker(scene: Scene, sentence: Sentence, colon: int) -> Subject | None:
    """Return the name right before the colon, else the possessor or subject of the last clause."""
    named = _named(scene, sentence, colon)
    if named is not None:
        return named
    for word in sentence.words:
        if word.end > colon or not scene.outside(sentence, word.index):
            continue
        if word.deprel == "nmod:poss" and syntax.is_relation(
            sentence.words[word.head].deprel, ("nsubj", "root")
        ):
            return Subject(phrase(sentence, word.index), "possessor")
    for word in reversed(sentence.words):
        if (
            word.end <= colon
            and word.deprel.startswith("nsubj")
            and scene.outside(sentence, word.index)
        ):
            return Subject(phrase(sentence, word.index), "own")
    return None


def _named(scene: Scene, sentence: Sentence, colon: int) -> Subject | None:
    """Return the noun that ends at the colon where a dash, ``from`` or nothing stands before it."""
    before = [w for w in sentence.words if w.end <= colon and w.upos != "PUNCT"]
    if not before or before[-1].upos not in {"PROPN", "NOUN"}:
        return None
    top = before[-1].index
    while (
        sentence.words[top].deprel in {"flat", "compound", "appos", "conj"}
        and sentence.words[top].head >= 0
    ):
        top = sentence.words[top].head
    mention = phrase(sentence, _owner(sentence, top))
    start = phrase(sentence, top).span.start
    lead = scene.text[:start].rstrip()
    opens = start == sentence.start or lead.endswith(("-", "–", "—", " from", " From"))
    return Subject(mention, "named") if opens and mention.span.end <= colon else None


def _owner(sentence: Sentence, noun: int) -> int:
    """Return whose noun it is, where it is somebody's: ``the coach's verdict:``."""
    owner = syntax.child(sentence, noun, "nmod:poss")
    return noun if owner is None or sentence.words[noun].upos == "PROPN" else owner
