"""The noun phrase beside a cue where the parser lost the subject.

"…," Ann Lee, an adviser to two mayors and a critic of both, wrote.    between
"…," said the 46-year-old.                                             inverted
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.domain import Sentence, Word
from extractor.english import syntax
from extractor.rules.base import Subject
from extractor.rules.parts.phrases import phrase

OPENERS = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"})


def beside(sentence: Sentence, verb: int, passage_end: int) -> Subject | None:
    """Return what fills the gap from the passage to *verb*, or stands right behind the verb.

    *passage_end* is the offset one past the passage; a verb before it has neither.
    """
    words = sentence.words
    if words[verb].xpos not in syntax.FINITE or words[verb].start < passage_end:
        return None
    gap = [w for w in words[:verb] if w.start >= passage_end]
    if gap:
        return _named(sentence, gap, frozenset(range(verb, len(words))), "between")
    stop = next((w.index for w in words[verb + 1 :] if w.upos == "PUNCT"), len(words))
    before = frozenset({*range(verb + 1), *range(stop, len(words))})
    return _named(sentence, words[verb + 1 : stop], before, "inverted")


def _named(
    sentence: Sentence, group: Sequence[Word], avoid: frozenset[int], path: str
) -> Subject | None:
    """Return the noun phrase that opens *group*, cut off from the positions in *avoid*."""
    if not group or group[0].upos not in OPENERS:
        return None
    held = {w.index for w in group}
    top = next((w for w in group if w.head not in held and w.upos in syntax.NOMINAL), None)
    return Subject(phrase(sentence, top.index, avoid), path) if top else None
