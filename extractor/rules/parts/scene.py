"""A document with what every rule asks of it worked out once.

Words inside a passage can be content but never a cue: ``Scene.tagged`` yields the words outside.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from extractor.domain import Document, Passage, Sentence, Span
from extractor.english import syntax
from extractor.rules.parts.standing import standing

if TYPE_CHECKING:
    from extractor.rules.base import Subject

Uses = Callable[[str, str], bool]
"""Tells of a lemma and a frame whether they report often enough to be looked at."""
BY_START = attrgetter("start")
MIN_QUOTED = 4
WORD = re.compile(r"\w+")
QUOTE_END = re.compile(r"[.,!?…;:—–-]\W*$")


class Scene:
    """A document, its passages, and which words stand inside which passage.

    ``is_cue`` tells rules early what would be dropped in the end; ``subjects`` keeps who speaks
    at a sentence's verb, for `cue.subject_of`, ``forms`` a cue's features, ``shapes`` a passage's.
    """

    def __init__(self, document: Document, is_cue: Uses = lambda lemma, frame: True) -> None:
        self.document = document
        self.is_cue = is_cue
        self.text = document.text
        self.sentences = document.sentences
        self.passages = document.passages
        self._starts = [s.start for s in document.sentences]
        self._paragraph_starts = [p.start for p in document.paragraphs]
        self.subjects: dict[tuple[int, int], Subject | None] = {}
        self.forms: dict[tuple[int, int], tuple[str, ...]] = {}
        self.shapes: dict[int, tuple[str, ...]] = {}
        self._edges: dict[tuple[int, int], tuple[list[int], list[int]]] = {}

    @cached_property
    def inside(self) -> tuple[tuple[int, ...], ...]:
        """For each sentence and word, the position of the passage it stands in, or -1."""
        return standing(self.sentences, self.passages)

    @cached_property
    def _tagged(self) -> dict[str, list[tuple[Sentence, int]]]:
        found: dict[str, list[tuple[Sentence, int]]] = defaultdict(list)
        for sentence, row in zip(self.sentences, self.inside, strict=True):
            for word in sentence.words:
                if row[word.index] < 0:
                    found[word.upos].append((sentence, word.index))
        return found

    def tagged(self, upos: str) -> Iterator[tuple[Sentence, int]]:
        """Yield every word of a part of speech outside quotation marks, in text order."""
        return iter(self._tagged.get(upos, ()))

    def outside(self, sentence: Sentence, position: int) -> bool:
        """Return whether a word stands outside all passages."""
        return self.inside[sentence.index][position] < 0

    def edges(self, sentence: Sentence, verb: int) -> tuple[list[int], list[int]]:
        """Return, sorted, where the words of a cue's group start and end: verb, subject, adjuncts.

        Kept, for each passage of a sentence asks it of each verb.
        """
        key = sentence.index, verb
        if key not in self._edges:
            tops = (c for c in sentence.children[verb] if self.outside(sentence, c))
            below = (p for top in tops for p in syntax.subtree(sentence, top))
            words = [sentence.words[p] for p in (verb, *below)]
            self._edges[key] = sorted(w.start for w in words), sorted(w.end for w in words)
        return self._edges[key]

    def quoted(self, sentence: Sentence) -> frozenset[int]:
        """Return the positions inside passages that are more than a word or two in marks."""
        return self._quoted[sentence.index]

    @cached_property
    def _quoted(self) -> tuple[frozenset[int], ...]:
        long = {k for k, words in enumerate(self.sizes) if words >= MIN_QUOTED}
        return tuple(frozenset(i for i, k in enumerate(row) if k in long) for row in self.inside)

    def positions(self, sentence: Sentence, span: Span) -> tuple[int, int]:
        """Return the half-open range of positions of the words that begin inside *span*."""
        words = sentence.words
        start = bisect_left(words, span.start, key=BY_START)
        return start, bisect_left(words, span.end, lo=start, key=BY_START)

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds the code point *offset*, or None."""
        at = bisect_right(self._starts, offset) - 1
        if at >= 0 and offset < self.sentences[at].end:
            return self.sentences[at]
        return None

    def sentences_of(self, passage: Passage) -> list[Sentence]:
        """Return the sentences that share words with *passage*, in order."""
        at = max(bisect_right(self._starts, passage.start) - 1, 0)
        found = []
        while at < len(self.sentences) and self.sentences[at].start < passage.end:
            if self.sentences[at].end > passage.start:
                found.append(self.sentences[at])
            at += 1
        return found

    def around(self, passage: Passage) -> list[Sentence]:
        """Return the sentences of *passage* and its neighbours where a cue may stand alone.

        ``"Why?" | Ruth Okafor asked.`` may be cut after the mark; ``She said: | "…"`` before it.
        """
        found = self.sentences_of(passage)
        if not found:
            return found
        first, last = found[0].index, found[-1].index
        near = {s.paragraph for s in found}
        if last + 1 < len(self.sentences) and passage.end >= found[-1].end:
            found.append(self.sentences[last + 1])
        if first > 0 and passage.start <= found[0].start:
            found.insert(0, self.sentences[first - 1])
        return [s for s in found if s.end <= passage.start or s.paragraph in near]

    def passages_over(self, span: Span) -> list[int]:
        """Return the positions of the passages with words inside *span*, in order."""
        return self.document.passages_over(span)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many words stand in each passage."""
        inner = (passage.inner for passage in self.passages)
        return tuple(sum(len(WORD.findall(s.of(self.text))) for s in spans) for spans in inner)

    def paragraph_of(self, offset: int) -> Span:
        """Return the paragraph that holds *offset*."""
        return self.document.paragraphs[self.paragraph_index(offset)]

    def paragraph_index(self, offset: int) -> int:
        """Return the position of the paragraph that holds *offset*."""
        return max(bisect_right(self._paragraph_starts, offset) - 1, 0)
