"""Input and output of every rule: a `Context` goes in, `Match` values come out.

A `Context` is a document with precomputed lookups. Words inside a passage
can be content but never a cue: `Context.tagged` yields the words outside.

    def find(context: Context) -> Iterator[Match]:
        for sentence, verb in context.tagged("VERB"):
            for clause in syntax.children(sentence, verb, "ccomp"):
                below = syntax.subtree(sentence, clause)
                yield from context.matches(sentence, cue_at(sentence, verb), "that-clause", below)
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from extractor.domain import (
    Document,
    NounPhrase,
    Passage,
    Sentence,
    Span,
    Word,
    remembered,
    value,
)
from extractor.english import syntax
from extractor.rules.shared import cue_verbs
from extractor.rules.shared.clause_extent import ranges
from extractor.rules.shared.cue_adjuncts import addressee_of, words_of_grants
from extractor.rules.shared.names import mention_in, names_in_marks, tells_of_nobody
from extractor.rules.shared.subject_control import Source as Source
from extractor.rules.shared.subjects import source_of

REPORTING_FRAMES = frozenset(
    "quotation that-clause bare-clause wh-clause to-infinitive medial".split()
)
"""The frames in which a verb reports what follows or precedes it."""
CueTest = Callable[[str, str], bool]
"""Whether a lemma reports often enough in a frame to be considered."""
BY_START = attrgetter("start")
MIN_QUOTED = 4
SEQUELS = frozenset(
    "after afterward afterwards again eventually finally lastly later now soon still then".split()
)
"""Adverbs by which the narrator comes to what one says next."""
WORD = re.compile(r"\w+")
INTERRUPTION = re.compile(r"\s*(?:—|–|--|\s-\s)[^\n“”\".!?—–]{3,80}?(?:—|–|--|\s-\s)\s*")
"""A clause of the narrator between dashes."""
QUOTE_END = re.compile(r"[.,!?…;:—–-]\W*$")


@value()
class CuePhrase:
    """A cue's head position, its lemma with particles, and all its positions."""

    head: int
    lemma: str
    positions: tuple[int, ...]


@value()
class Match:
    """One pairing that a rule finds: a cue, its content and its source.

    ``sentence`` and ``cue`` are positions of the cue's head word (``cue`` is -1 where the cue
    is a layout mark), ``cue_span`` the cue as shown. The content is either ``content`` (ranges
    outside or partly inside quotation marks; with ``exact`` just these, with or without marks) or
    ``passages`` taken whole. ``notes`` are features that only the rule can see.
    """

    sentence: int
    cue: int
    cue_span: Span | None
    lemma: str
    frame: str
    source: Source | None
    content: tuple[Span, ...] = ()
    passages: tuple[int, ...] = ()
    addressee: NounPhrase | None = None
    continues: bool = False
    exact: bool = False
    notes: tuple[str, ...] = ()


class Context:
    """A document, its passages, and which words stand inside which passage.

    ``is_cue`` lets rules skip early what would be dropped later.
    """

    def __init__(self, document: Document, is_cue: CueTest = lambda lemma, frame: True) -> None:
        self.document = document
        self.is_cue = is_cue
        self.text = document.text
        self.sentences = document.sentences
        self.passages = document.passages
        self._starts = [s.start for s in document.sentences]
        self._paragraph_starts = [p.start for p in document.paragraphs]
        self._sources: dict[tuple[int, int], Source | None] = {}

    # --- words and passages ---

    @cached_property
    def passage_of_word(self) -> tuple[tuple[int, ...], ...]:
        """For each sentence and word, the position of the passage it stands in, or -1."""
        return _passages_of_words(self.sentences, self.passages)

    @cached_property
    def granting_words(self) -> tuple[frozenset[int], ...]:
        """For each sentence, the positions of words that grant a speaker anonymity or say why."""
        rows = zip(self.sentences, self.passage_of_word, strict=True)
        return tuple(words_of_grants(sentence, row) for sentence, row in rows)

    @cached_property
    def _tagged(self) -> dict[str, list[tuple[Sentence, int]]]:
        found: dict[str, list[tuple[Sentence, int]]] = defaultdict(list)
        for sentence, row in zip(self.sentences, self.passage_of_word, strict=True):
            for word in sentence.words:
                if row[word.index] < 0:
                    # The finer tag knows the verb in *appeared to mouth, “Go.”*
                    infinitive = word.upos == "NOUN" and word.xpos == "VB"
                    found["VERB" if infinitive else word.upos].append((sentence, word.index))
        return found

    def tagged(self, upos: str) -> Iterator[tuple[Sentence, int]]:
        """Yield every word of a part of speech outside quotation marks, in text order."""
        return iter(self._tagged.get(upos, ()))

    def is_outside(self, sentence: Sentence, position: int) -> bool:
        """Return whether a word stands outside all passages."""
        return self.passage_of_word[sentence.index][position] < 0

    @cached_property
    def word_counts(self) -> tuple[int, ...]:
        """How many words stand in each passage."""
        inner = (passage.inner for passage in self.passages)
        return tuple(sum(len(WORD.findall(s.of(self.text))) for s in spans) for spans in inner)

    @cached_property
    def speaking(self) -> frozenset[str]:
        """The words of names and nouns that are the subject of a verb of saying, in lower case."""
        heads = (
            (sentence, part)
            for sentence, verb in self.tagged("VERB")
            if cue_verbs.says(sentence, verb)
            for subject in syntax.children(sentence, verb, "nsubj")
            for part in (subject, *syntax.children(sentence, subject, "flat"))
        )
        return frozenset(sentence.words[part].text.lower() for sentence, part in heads)

    @cached_property
    def names_in_marks(self) -> frozenset[int]:
        """The positions of the passages that are titles of works, nicknames or terms."""
        return names_in_marks(self.text, self.passages)

    @cached_property
    def resumed(self) -> frozenset[int]:
        """The passages by which one goes on behind dashes: ``“It fell” — he wept — “in May.”``."""
        return frozenset(k for k in range(1, len(self.passages)) if self._resumes(k))

    def _resumes(self, k: int) -> bool:
        before, passage = self.passages[k - 1], self.passages[k]
        ends, begins = before.inner[-1].of(self.text), passage.inner[0].of(self.text)
        open_ended = ends[-1:].isalnum() or ends[-1:] == ","
        gap = self.text[before.end : passage.start]
        return open_ended and begins[:1].islower() and bool(INTERRUPTION.fullmatch(gap))

    def is_punctuated(self, k: int) -> bool:
        """Return whether passage *k* ends with a stop or a comma, as a quotation does."""
        return bool(QUOTE_END.search(self.passages[k].inner[-1].of(self.text)))

    def takes_turn(self, k: int) -> bool:
        """Return whether nothing stands between passage *k* and the one before: ``“When?” “Now.”``.

        These are the words of two speakers.
        """
        if not 0 < k < len(self.passages):
            return False
        before, passage = self.passages[k - 1], self.passages[k]
        between = self.text[before.end : passage.start].strip(" \xa0")
        return before.closed and k - 1 not in self.names_in_marks and not between

    def is_answered(self, k: int) -> bool:
        """Return whether passage *k* is a question that the next answers: ``“When?” “Now.”``."""
        return self.asks(k) and self.takes_turn(k + 1)

    def asks(self, k: int) -> bool:
        """Return whether passage *k* ends as a question does."""
        return self.passages[k].inner[-1].of(self.text).rstrip().endswith("?")

    def of_another_turn(self, match: Match) -> frozenset[int]:
        """Return the passages of *match* from which a turn of somebody else's parts its cue.

        ``“Did you?” “I think so,” *said Moe*``, ``“Yes,” *Moe said*. “Why?” “Nothing.”``
        """
        if match.cue < 0:
            return frozenset()
        place = self.sentences[match.sentence].words[match.cue].start
        return frozenset(k for k in match.passages if self._is_parted(k, place))

    def _is_parted(self, k: int, place: int) -> bool:
        passage = self.passages[k]
        if passage.end <= place:
            return self.takes_turn(k + 1) and self.passages[k + 1].end <= place
        opens = self.paragraph_of(passage.start).start
        follows = k > 0 and self.passages[k - 1].start >= opens
        return self.takes_turn(k) or (follows and self.is_answered(k))

    def ends_turn_before(self, sentence: Sentence, passage: Passage) -> bool:
        """Return whether a sentence has words in marks and ends a paragraph before the passage's.

        ``“When?” Park asked. ¶ “This week.”``: the answer is not what Park asked.
        """
        marked = any(not self.is_outside(sentence, word.index) for word in sentence.words)
        here = self.paragraph_index(passage.start)
        ends = self.text[sentence.start : sentence.end].rstrip()[-1:]
        return marked and ends not in {":", ","} and sentence.paragraph < here

    def word_behind(self, passage: Passage) -> tuple[Sentence, int] | None:
        """Return the word behind a passage in its paragraph, over a comma, with its sentence."""
        rest = self.text[passage.end : self.paragraph_of(passage.start).end]
        start = passage.end + len(rest) - len(rest.lstrip(", \xa0"))
        sentence = self.sentence_at(start) if rest.lstrip(", \xa0") else None
        if sentence is None:
            return None
        at, _ = self.positions_in(sentence, Span(start, sentence.end))
        return (sentence, at) if at < len(sentence.words) else None

    def is_led_on(self, passage: Passage) -> bool:
        """Return whether a cue may stand behind a passage, known or not: ``“Go,” *fumed* Ek``.

        The sentence goes on, and with a verb or what may be one.
        """
        behind = self.word_behind(passage)
        if behind is None:
            return False
        sentence, start = behind
        rest = [w for w in sentence.words[start:] if self.is_outside(sentence, w.index)]
        if not any(_may_be_finite(word) for word in rest):
            return False
        last = passage.inner[-1].of(self.text).rstrip()[-1:]
        if last == "," or self.text.startswith(",", passage.end):
            return True
        return last in {"!", "?", "—"} and sentence.words[start].text.islower()

    def is_said_next(self, passage: Passage) -> bool:
        """Return whether the narrator says only when, where or to whom one goes on to speak.

        ``“It fell,” he said. *Then, after a while:* “In May.”``: an adverb of what follows and no
        verb, nobody who could speak instead, and words in marks before it in its paragraph. No
        title: “Hamlet”, nor ``Next up: “Who Left?”``.
        """
        start = self.paragraph_of(passage.start).start
        sentence = self.sentence_at(self.text.rfind(":", start, passage.start))
        if sentence is None or self.text[start : passage.start].rstrip()[-1:] != ":":
            return False
        at, end = self.positions_in(sentence, Span(sentence.start, passage.start))
        lead = sentence.words[at:end]
        said = [word for word in lead if word.upos not in {"PUNCT", "CCONJ"}]
        timed = any(word.text.lower() in SEQUELS for word in (*said[:1], *said[-1:]))
        before = self.passages_over(Span(start, sentence.start))
        ends = passage.inner[-1].of(self.text).rstrip()[-1:] in {".", "!", "?", "…"}
        return bool(before) and timed and ends and tells_of_nobody(lead)

    def opens_in_marks(self, passage: Passage) -> bool:
        """Return whether nothing but another sentence stands before a passage in its paragraph."""
        before = self.text[self.paragraph_of(passage.start).start : passage.start].rstrip()
        return before[-1:] in {"", *'.!?:”"’'} and passage.inner[0].of(self.text)[:1].isupper()

    @cached_property
    def _quoted(self) -> tuple[frozenset[int], ...]:
        """For each sentence, the positions inside passages in which no speaker is named.

        Short ones may be part of one's name, unless the sentence opens with words in marks and goes
        on behind them: ``“Wala pong nawawala,” Sgt. Dizon said``.
        """
        said = {
            k
            for k, words in enumerate(self.word_counts)
            if words >= MIN_QUOTED or (k not in self.names_in_marks and self._is_said_first(k))
        }
        rows = self.passage_of_word
        return tuple(frozenset(i for i, k in enumerate(row) if k in said) for row in rows)

    def _is_said_first(self, k: int) -> bool:
        return self.opens_in_marks(self.passages[k]) and self.is_led_on(self.passages[k])

    def positions_in(self, sentence: Sentence, span: Span) -> tuple[int, int]:
        """Return the half-open range of positions of the words that begin inside *span*."""
        words = sentence.words
        start = bisect_left(words, span.start, key=BY_START)
        return start, bisect_left(words, span.end, lo=start, key=BY_START)

    def passages_over(self, span: Span) -> list[int]:
        """Return the positions of the passages with words inside *span*, in order."""
        return self.document.passages_over(span)

    # --- sentences and paragraphs ---

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

    def sentences_near(self, passage: Passage) -> list[Sentence]:
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

    def paragraph_of(self, offset: int) -> Span:
        """Return the paragraph that holds *offset*."""
        return self.document.paragraphs[self.paragraph_index(offset)]

    def paragraph_index(self, offset: int) -> int:
        """Return the position of the paragraph that holds *offset*."""
        return max(bisect_right(self._paragraph_starts, offset) - 1, 0)

    # --- sources and matches ---

    def source(self, sentence: Sentence, verb: int) -> Source | None:
        """Return the source at *verb*, outside marks; cached for all rules."""
        key = sentence.index, verb
        if key not in self._sources:
            found = source_of(sentence, verb, self._quoted[sentence.index])
            self._sources[key] = found or self._source_before(sentence, verb)
        return self._sources[key]

    def _source_before(self, sentence: Sentence, verb: int) -> Source | None:
        """Return who speaks before a colon in front: ``Lee said: | “No,” *adding* that …``."""
        word = sentence.words[verb]
        goes_on = word.head < 0 and word.xpos == "VBG" and sentence.index > 0
        if not goes_on or self.is_outside(sentence, 0):
            return None
        before = self.sentences[sentence.index - 1]
        if before.words[-1].text != ":":
            return None
        return self.source(before, next(w.index for w in before.words if w.head < 0))

    def source_in(self, span: Span) -> Source | None:
        """Return the mention that fills *span* by layout alone, or None."""
        sentence = self.sentence_at(span.start)
        mention = mention_in(sentence, span) if sentence else None
        return Source(mention, "layout") if mention else None

    def matches(
        self,
        sentence: Sentence,
        cue: CuePhrase,
        frame: str,
        positions: Collection[int],
        *notes: str,
    ) -> Iterator[Match]:
        """Yield a match whose content are the words at *positions*, its source looked up.

        Nothing if the cue reports too rarely in this frame, since it would be dropped later.
        """
        if not self.is_cue(cue.lemma, frame):
            return
        source = self.source(sentence, cue.head)
        keep = set(positions)
        if source is not None and source.path in {"noun", "adjacent"}:
            # Neither the noun above a participle nor a subject attached elsewhere is part of it.
            above = syntax.subtree(sentence, source.mention.head)
            within = syntax.subtree(sentence, cue.head) if cue.head in above else []
            keep -= set(above) - set(within)
        yield match_of(sentence, cue, frame, keep, source, *notes)


Find = Callable[[Context], Iterator[Match]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its stable name, its finder, a sentence about it, an example."""

    name: str
    find: Find
    description: str
    example: str


@remembered
def cue_at(sentence: Sentence, head: int, *more: int) -> CuePhrase:
    """Return the cue of *head* with its particles and the positions in *more*."""
    particles = cue_verbs.particles(sentence, head)
    lemma = cue_verbs.lemma_of(sentence, head, *particles, *more)
    return CuePhrase(head, lemma, (head, *particles, *more))


def shown(sentence: Sentence, cue: CuePhrase) -> Span:
    """Return the range of the cue: its head and what stands right next to it."""
    if len(cue.positions) == 1:
        return sentence.words[cue.head].span
    return syntax.span(sentence, syntax.run_around(cue.positions, cue.head))


def match_of(
    sentence: Sentence,
    cue: CuePhrase,
    frame: str,
    positions: Collection[int],
    source: Source | None,
    *notes: str,
) -> Match:
    """Return a match whose content are the words at *positions*, spoken by *source*."""
    return Match(
        sentence=sentence.index,
        cue=cue.head,
        cue_span=shown(sentence, cue),
        lemma=cue.lemma,
        frame=frame,
        source=source,
        content=ranges(sentence, set(positions) - set(cue.positions)),
        addressee=None if frame == "object" else addressee_of(sentence, cue.head),
        notes=notes,
    )


def _may_be_finite(word: Word) -> bool:
    """Return whether a word is a finite verb, or one that was read as a name or a participle."""
    misread = word.text.islower() and (word.text.endswith("ed") or word.xpos == "NNP")
    return word.xpos in syntax.FINITE or misread


def _passages_of_words(
    sentences: Sequence[Sentence], passages: Sequence[Passage]
) -> tuple[tuple[int, ...], ...]:
    """For each sentence and word, return the position of the passage it stands in, or -1."""
    pieces = [(outer, k) for k, passage in enumerate(passages) for outer in passage.outer]
    pieces.sort(key=lambda piece: piece[0].start)
    starts = [outer.start for outer, _ in pieces]

    def passage_over(start: int, before: int) -> int:
        at = bisect_right(starts, start, hi=before) - 1
        return pieces[at][1] if at >= 0 and start < pieces[at][0].end else -1

    def row(sentence: Sentence) -> tuple[int, ...]:
        before = bisect_left(starts, sentence.end)
        if not before or pieces[before - 1][0].end <= sentence.start:
            return (-1,) * len(sentence.words)  # as in most sentences
        return tuple(passage_over(word.start, before) for word in sentence.words)

    return tuple(map(row, sentences))
