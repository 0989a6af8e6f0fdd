"""Where a cue stands to a passage: on which side, how far, by which edge of the tree."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from extractor.domain import Passage, Sentence, Word
from extractor.rules.parts.scene import Scene
from extractor.values import value

MAX_GAP = 14
MAX_REACH = 400
STOP = re.compile(r"[.!?][”’\"']?\s|;|\n\s*\n.")


@value()
class Place:
    """Where a cue stands to a passage.

    ``gap`` counts words between the passage and the nearest edge of the cue's clause;
    ``link`` names the tree's edge between them, ``none`` where there is none; ``between``
    counts other verbs in the gap; ``sign`` is the mark between them.
    """

    side: str
    gap: int
    link: str
    between: int
    sign: str

    def notes(self) -> tuple[str, ...]:
        """Return the place as features."""
        gap = next(str(b) for b in (0, 1, 2, 3, 5, 8, MAX_GAP, 99) if self.gap <= b)
        return (
            f"side={self.side}",
            f"gap={self.side}-{gap}",
            f"link={self.link}",
            f"between={min(self.between, 2)}",
            f"sign={self.side}-{self.sign}",
        )


def place_of(scene: Scene, sentence: Sentence, verb: int, passage: Passage) -> Place | None:
    """Return where *verb* stands to *passage*, or None where it is too far from it."""
    word = sentence.words[verb]
    after = word.start >= passage.end
    inner = word.start < passage.end and word.start > passage.start
    side = "within" if inner else "after" if after else "before"
    link = _link(sentence, verb, passage)
    if link == "none" and _is_far(word, passage):
        return None
    edge = _nearest(scene, sentence, verb, passage, after)
    start, end = (passage.end, edge) if after else (edge, passage.start)
    if inner:
        start = end = word.start
    gap_words = [w for w in sentence.words if start <= w.start < end and w.upos != "PUNCT"]
    if link == "none" and (
        len(gap_words) > MAX_GAP or STOP.search(scene.text[start:end] if start < end else "")
    ):
        return None
    between = sum(1 for w in gap_words if w.upos == "VERB" and w.index != verb)
    return Place(side, len(gap_words), link, between, _sign(scene, passage, after))


def _nearest(scene: Scene, sentence: Sentence, verb: int, passage: Passage, after: bool) -> int:
    """Return the offset of the cue group's edge that faces the passage: verb, subject, adjuncts."""
    starts, ends = scene.edges(sentence, verb)
    if after:
        return starts[bisect_left(starts, passage.end)]
    at = bisect_right(ends, passage.start) - 1
    return ends[at] if at >= 0 else sentence.words[verb].end


def _link(sentence: Sentence, verb: int, passage: Passage) -> str:
    """Name the edge between the verb and a word in marks, ``^`` where the verb hangs below."""
    words = sentence.words
    for child in sentence.children[verb]:
        if _within(words[child], passage) and words[child].upos != "PUNCT":
            return words[child].deprel
    head = words[verb].head
    return "^" + words[verb].deprel if head >= 0 and _within(words[head], passage) else "none"


def _within(word: Word, passage: Passage) -> bool:
    return passage.start <= word.start < passage.end


def _is_far(word: Word, passage: Passage) -> bool:
    """Return whether more text lies between than any group of a cue spans."""
    distance = max(word.start - passage.end, passage.start - word.end)
    return distance > MAX_REACH


def _sign(scene: Scene, passage: Passage, after: bool) -> str:
    """Return the mark between cue and passage: the last inside it, or the one before it."""
    if after:
        tail = passage.inner[-1].of(scene.text).rstrip()[-1:]
        follow = scene.text[passage.end : passage.end + 1]
        return (
            tail if tail in ",.?!—-" and tail else follow if follow in ",.;" and follow else "none"
        )
    lead = scene.text[max(0, passage.start - 12) : passage.start].rstrip()
    return (
        lead[-1:]
        if lead[-1:] in {",", ":", "—", "-", "–"}
        else lead[-4:]
        if lead.endswith("that")
        else "none"
    )
