"""From candidates to attributions: pieces joined, continuations attached, the rest unattributed.

How likely a candidate is right is said by a logistic model over its named features. Its weights
and calibration are ``data/weights.json`` and ``data/confidence.json``, which ``benchmarks.learn``
makes from a gold file. Deterministic: a sum of floats in a fixed order.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from extractor import cue_lexicon
from extractor.cue_lexicon import Lexicon
from extractor.domain import Attribution, Candidate, Document, Passage, Sentence, Span, Word
from extractor.english.lexicon import FIRST_PERSON, SECOND_PERSON
from extractor.english.orthography import is_in_title_case, is_teaser
from extractor.english.syntax import joined_person
from extractor.selection.conflicts import Scored

GOES_ON = 0.5
MOST_BACK = 20  # how many attributions back a speaker may still continue
MIN_WORDS = 4
MIN_BEFORE_CUE = 3
FEW_WORDS = 2
SHORT_WORD = 3
MIN_BEHIND = 1
"""Spaces in words in marks that a stop behind the mark makes a sentence: ``“Nobody slept”.``"""
IN_COMMENT = 0.6
"""The highest confidence of a few words in the narrator's sentence behind somebody's quotation."""
UNCLOSED = 0.6
"""The highest confidence where a closing mark is missing: where the words end is inferred."""
STOPS = ("", ".", "!", "?", ":", "”", '"', "’", "»")
OURS = re.compile(r"\b(?:my|we|our)\b", re.I)
UNREAL = re.compile(r"\b(?:would|could|should|can)\b", re.I)
"""By these one asks what nobody can tell: ``Who *would* do this?``"""
WORD = re.compile(r"[^\W_][\w'’-]*")
GLOSS = re.compile(
    r"\b(?:mean(?:s|t|ing)|literally|translat(?:e[sd]?|ing|able) (?:as|to|into))\s*$", re.I
)
"""Words before marks that hold the meaning of a word: ``a Mohawk term meaning “…”``."""


class Joiner:
    """Makes the attributions of one document."""

    def __init__(self, document: Document, scorer: Scorer) -> None:
        self._document = document
        self._scorer = scorer
        self._made: dict[int, Attribution] = {}  # by first code point
        self._ends: list[tuple[int, int]] = []  # (end, first code point), sorted
        self._covered: set[int] = set()  # positions of passages

    def join(
        self, settled: Sequence[Scored], going_on: Sequence[Scored]
    ) -> tuple[Attribution, ...]:
        """Return the attributions of the document in text order. Call once."""
        for group in _grouped(settled):
            self._add(self._attribution(group))
        for score, candidate in sorted(going_on, key=lambda item: item[1].passages):
            self._go_on(score, candidate)
        for k, passage in enumerate(self._document.passages):
            if k in self._covered:
                continue
            repeated = self._repeated(k)
            if repeated is not None and self._stands_alone(passage):
                continue  # a pull quote
            if repeated is not None:
                segments = tuple(span.stripped(self._document.text) for span in passage.inner)
                self._add(replace(repeated, segments=segments))
            elif is_quotation(self._document, passage):
                self._add(unattributed(self._document, self._scorer, passage))
        return tuple(sorted(self._made.values(), key=lambda a: a.segments[0]))

    def _add(self, attribution: Attribution) -> None:
        start, passages = attribution.segments[0].start, self._document.passages
        over = {k for s in attribution.segments for k in self._document.passages_over(s)}
        if not all(passages[k].closed for k in over):
            attribution = replace(attribution, confidence=min(attribution.confidence, UNCLOSED))
        self._made[start] = attribution
        insort(self._ends, (attribution.segments[-1].end, start))
        self._covered.update(over)

    def _repeated(self, k: int) -> Attribution | None:
        """Return the attribution whose words a passage repeats, as headlines and pull quotes do."""
        words = self._words(k)
        for attribution in self._made.values() if len(words) >= MIN_WORDS else ():
            over = self._document.passages_over(attribution.segments[0])
            spoken = attribution.type == "direct" and attribution.mention and over
            if spoken and words == self._words(over[0])[: len(words)]:
                return attribution
        return None

    def _stands_alone(self, passage: Passage) -> bool:
        """Return whether a passage is a paragraph by itself."""
        text = self._document.text
        before, behind = text[: passage.start].rstrip(" "), text[passage.end :].lstrip(" ")
        return before[-1:] in {"", "\n"} and behind[:1] in {"", "\n"}

    def _words(self, k: int) -> list[str]:
        inner = (span.of(self._document.text) for span in self._document.passages[k].inner)
        return WORD.findall(" ".join(inner).lower())

    def _attribution(self, group: Sequence[Scored]) -> Attribution:
        score, best = max(group, key=lambda item: (item[0], -item[1].segments[0].start))
        return Attribution(
            type=best.type,
            segments=tuple(sorted(s for _, c in group for s in c.segments)),
            cue=best.cue,
            mention=best.mention,
            addressee=best.addressee,
            rule=best.rule,
            confidence=self._scorer.confidence(best.type, score),
            steps=best.explain(),
        )

    def _go_on(self, score: float, candidate: Candidate) -> None:
        """Attribute a passage to the nearest preceding speaker, if that is likely enough."""
        first = self._document.passages[candidate.passages[0]]
        taken = not self._covered.isdisjoint(candidate.passages)
        before = None if taken else self._nearest(first)
        if score < GOES_ON or before is None:
            return
        if _is_answered(self._document, before, candidate):
            return
        inside = self._document.text[candidate.segments[0].start].islower()  # a narrator's sentence
        if before.type != "direct" or inside:
            confidence = self._scorer.confidence("continuation", score)
            confidence = min(confidence, IN_COMMENT) if inside else confidence
            self._add(_goes_on(before, candidate, confidence))
            return
        self._ends.remove((before.segments[-1].end, before.segments[0].start))
        segments = (*before.segments, *candidate.segments)
        lower = min(before.confidence, self._scorer.confidence("direct", score))
        self._add(replace(before, segments=segments, confidence=lower))

    def _nearest(self, passage: Passage) -> Attribution | None:
        """Return the last attribution with a mention before *passage*.

        It is in the same paragraph or ends the one before, with no narration in between.
        """
        at = bisect_right(self._ends, (passage.start, len(self._document.text)))
        earlier = (
            self._made[start] for _, start in reversed(self._ends[max(at - MOST_BACK, 0) : at])
        )
        before = next((a for a in earlier if a.mention), None)
        if before is None:
            return None
        end = max(before.segments[-1].end, before.cue.span.end if before.cue else 0)
        breaks = _between(self._document.paragraphs, end, passage.start + 1)
        told = self._document.sentences
        apart = breaks > 1 or (breaks == 1 and _whole_between(told, end, passage.start))
        if apart or _introduces_another(self._document, before, end, passage.start):
            return None
        return before


def _is_answered(document: Document, before: Attribution, candidate: Candidate) -> bool:
    """Return whether words answer a question put to somebody: ``“Why?” Ek asked Moe. “No idea.”``.

    Or one that a reporter put, or in the paragraph before. Another question may be the same
    speaker's.
    """
    if before.cue is None or before.cue.lemma not in cue_lexicon.QUESTIONING_VERBS:
        return False
    asks, also = (
        piece.segments[-1].of(document.text).rstrip().endswith("?") for piece in (before, candidate)
    )
    if not asks or also:
        return False
    asker = before.mention
    word = document.sentences[asker.sentence].words[asker.head] if asker is not None else None
    press = word is not None and word.lemma.lower() in cue_lexicon.PRESS
    return before.addressee is not None or press or _is_turn(document, before, candidate)


def _is_turn(document: Document, before: Attribution, candidate: Candidate) -> bool:
    """Return whether a paragraph in marks replies to the question before it.

    That is so where the question wants a yes or a no, or where the next paragraph is a turn, too.
    Else one who asks what nobody there can tell goes on: ``“Who would want it?” Park asked.`` So
    does one who asks that of no *you* and then tells of *my son*, but for a third turn.
    """
    at, start = candidate.passages[-1], before.segments[-1].start
    turns = [
        passage.closed and _between(document.paragraphs, passage.start, passage.start + 1) > 0
        for passage in document.passages[at : at + 3]
    ]
    around = bisect_right(document.sentences, start, key=lambda sentence: sentence.start)
    words = document.sentences[around - 1].words if around else ()
    first = next((word for word in words if word.start >= start and word.upos != "PUNCT"), None)
    closed = first is not None and first.upos == "AUX"
    said, asked = (each.segments[-1].of(document.text) for each in (candidate, before))
    unreal = FIRST_PERSON.search(asked) or (not closed and UNREAL.search(asked))
    tells = bool(unreal) and OURS.search(said) and len(said.split()) >= MIN_WORDS
    if tells and not SECOND_PERSON.search(asked) and turns != [True, True, True]:
        return False
    return turns[0] and (turns[:2] == [True, True] or closed)


def _between(spans: Sequence[Span], start: int, end: int) -> int:
    """Count the spans that begin in a range; *spans* are sorted."""
    return bisect_left(spans, end, key=_start) - bisect_left(spans, start, key=_start)


def _whole_between(sentences: Sequence[Sentence], start: int, end: int) -> bool:
    """Return whether a whole sentence lies in a range; *sentences* are sorted."""
    at = bisect_left(sentences, start, key=lambda sentence: sentence.start)
    return at < len(sentences) and sentences[at].end <= end


def _introduces_another(document: Document, before: Attribution, start: int, end: int) -> bool:
    """Return whether a sentence in a range has a named subject other than the speaker before.

    ``“We lost,” said Moss. Bud Trask was asked about the kick. “No comment.”``; or a noun with a
    name in apposition: ``The goalkeeper, Bud Trask, was there``.
    """
    at = bisect_left(document.sentences, start, key=lambda sentence: sentence.start)
    if at and _is_cut_short(document.sentences[at - 1], before, end):
        return True
    while at < len(document.sentences) and document.sentences[at].end <= end:
        for word in document.sentences[at].words:
            above = document.sentences[at].words[max(word.head, 0)]
            subject = above if word.deprel == "appos" else word
            named = word.upos == "PROPN" and subject.deprel.startswith("nsubj")
            named = named and not document.passages_over(word.span)
            if named and not _names(document, before, word):
                return True
        at += 1
    return False


def _is_cut_short(sentence: Sentence, before: Attribution, end: int) -> bool:
    """Return whether somebody acts behind a report: ``“Go,” Lee said, *and her son cut in*``."""
    if before.cue is None or not sentence.start <= before.cue.span.start < sentence.end <= end:
        return False
    cue = next((w for w in sentence.words if w.start >= before.cue.span.start), None)
    return cue is not None and joined_person(sentence, cue.index) is not None


def _names(document: Document, before: Attribution, word: Word) -> bool:
    """Return whether a name is part of the speaker's mention, or the mention is a pronoun."""
    if before.mention is None:
        return False
    mention = document.sentences[before.mention.sentence].words[before.mention.head]
    return mention.upos == "PRON" or word.text in before.mention.span.of(document.text)


def _start(span: Span) -> int:
    return span.start


def _grouped(settled: Sequence[Scored]) -> Iterable[list[Scored]]:
    """Join direct pieces that share a cue."""
    groups: dict[object, list[Scored]] = {}
    for item in sorted(settled, key=lambda item: item[1].segments[0]):
        candidate = item[1]
        shares = candidate.type == "direct" and candidate.cue is not None
        key = candidate.cue.span.start if shares and candidate.cue else candidate
        groups.setdefault(key, []).append(item)
    return groups.values()


def _goes_on(before: Attribution, candidate: Candidate, confidence: float) -> Attribution:
    return Attribution(
        type="direct",
        segments=candidate.segments,
        cue=before.cue,
        mention=before.mention,
        addressee=before.addressee,
        rule=candidate.rule,
        confidence=confidence,
    )


def is_quotation(document: Document, passage: Passage) -> bool:
    """Return whether a passage is a quotation, not a title, a nickname or a scare quote.

    It is a sentence by itself and not capitalised as a title is, or it has four words or more
    and one of them is long and lower-case: not ``the end of it all``.
    """
    if is_teaser(document.text, passage.start) or _is_gloss(document, passage):
        return False
    words = WORD.findall(" ".join(span.of(document.text) for span in passage.inner))
    if words and _is_sentence(document, passage):
        return not is_in_title_case(words) or len(words) <= FEW_WORDS
    asks = passage.inner[-1].of(document.text).rstrip().endswith("?")
    put = document.text[: passage.start].rstrip().lower().endswith((" question", " questions"))
    if asks and (put or _is_sentence(document, passage, ",")) and not is_in_title_case(words):
        return True  # Pressed on the merger, “Will you go?” she …
    before_cue = passage.inner[-1].of(document.text).rstrip().endswith(",")
    enough = len(words) >= (MIN_BEFORE_CUE if before_cue else MIN_WORDS)
    return enough and any(word[0].islower() and len(word) > SHORT_WORD for word in words)


def _is_gloss(document: Document, passage: Passage) -> bool:
    before = document.text[max(passage.start - 30, 0) : passage.start]
    return GLOSS.search(before) is not None


def is_name(document: Document, passage: Passage) -> bool:
    """Return whether all words of a passage are capitalised, as a name's, and it is no sentence."""
    words = WORD.findall(" ".join(span.of(document.text) for span in passage.inner))
    capitals = bool(words) and all(word[0].isupper() for word in words)
    return capitals and not _is_sentence(document, passage)


def _is_sentence(document: Document, passage: Passage, *after: str) -> bool:
    """Return whether the words between the marks are a sentence alone: ``"Nobody came."``.

    Before it stands the end of another, or one of the signs in *after* instead, in its paragraph.
    """
    inner = passage.inner[-1].of(document.text).rstrip()
    at = bisect_right(document.paragraphs, passage.start, key=_start) - 1
    begin = document.paragraphs[at].start if at >= 0 else 0
    before = document.text[begin : passage.start].rstrip()[-1:]
    opens = passage.inner[0].of(document.text).lstrip()[:1].isupper()
    behind = document.text[passage.end : passage.end + 1] == "." and inner.count(" ") >= MIN_BEHIND
    ends = inner.endswith((".", "!", "?")) or behind
    return opens and ends and before in (after or STOPS)


def unattributed(document: Document, scorer: Scorer, passage: Passage) -> Attribution:
    """Return the quotation of *passage* without cue or speaker."""
    return Attribution(
        type="direct",
        segments=tuple(span.stripped(document.text) for span in passage.inner),
        cue=None,
        mention=None,
        addressee=None,
        rule="unattributed",
        confidence=scorer.confidence("unattributed", 0.0),
    )


# --- scores --------------------------------------------------------------------------------

EDGE = 0.01
# Fixed scores for frames that are regular and too rare in the gold corpus to learn a weight.
TRUSTED = {
    "transcript": 0.9,
    "script": 0.7,
    "back-reference": 0.9,
    "inverted-quotation": 0.9,
    "list-item": 0.9,
    "block": 0.8,
    "layout": 0.85,
    "headline-colon": 0.85,
    "colon-quotation": 0.93,
    "heard": 0.9,
    "answer": 0.85,
    "noun-quotation": 0.85,
    "gesture": 0.75,
    "inscription": 0.94,
}
Curve = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Scorer:
    """A lexicon, the features' weights, and curves from score to measured precision.

    A curve is a list of (score, precision), rising, one for each type of quotation.
    """

    lexicon: Lexicon
    weights: Mapping[str, float]
    curves: Mapping[str, Curve]
    _framed: dict[str, dict[str, float]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        framed: dict[str, dict[str, float]] = {}
        for key, weight in self.weights.items():
            frame, _, name = key.partition("&")
            framed.setdefault(frame, {})[name] = weight
        object.__setattr__(self, "_framed", framed)

    def score(self, candidate: Candidate) -> float:
        """Return the model's probability, 0 to 1, that the pairing is right."""
        if candidate.frame in TRUSTED:
            return TRUSTED[candidate.frame]
        weights, logit = self.weights, _logit(candidate, self.lexicon)
        total = weights.get("bias", 0.0) + weights.get("evidence", 0.0) * logit
        total += weights.get(f"evidence&{candidate.rule}", 0.0) * logit
        total = sum([weights[name] for name in _feature_names(candidate) if name in weights], total)
        framed = self._framed.get(candidate.frame, {})
        total = sum([framed[name] for name in candidate.features if name in framed], total)
        return 1 / (1 + math.exp(-min(max(total, -30.0), 30.0)))

    def confidence(self, kind: str, score: float) -> float:
        """Return the measured precision at this *score* for this *kind*, 0 to 1."""
        curve = self.curves.get(kind)
        return round(_interpolated(curve, score) if curve else score, 2)


@cache
def default() -> Scorer:
    """Return the scorer that ships with the package."""
    curves = cue_lexicon.read_data("confidence.json")["curves"]
    return Scorer(cue_lexicon.default(), cue_lexicon.read_data("weights.json"), curves)


def inputs(candidate: Candidate, evidence: Lexicon) -> tuple[tuple[str, float], ...]:
    """Return the features of *candidate* with their values, as used in training."""
    logit = _logit(candidate, evidence)
    base = (("bias", 1.0), ("evidence", logit), (f"evidence&{candidate.rule}", logit))
    plain = ((name, 1.0) for name in _feature_names(candidate))
    return (*base, *plain, *((f"{candidate.frame}&{n}", 1.0) for n in candidate.features))


def _feature_names(candidate: Candidate) -> tuple[str, ...]:
    """Return the unconjoined features: rule, frame and type, the features, the rule's notes."""
    kind = (f"rule={candidate.rule}", f"frame={candidate.frame}", f"type={candidate.type}")
    return (*kind, *candidate.features, *candidate.notes)


def _logit(candidate: Candidate, evidence: Lexicon) -> float:
    lemma = candidate.cue.lemma if candidate.cue else ""
    share = min(max(evidence.rate(lemma, candidate.frame), EDGE), 1 - EDGE)
    return math.log(share / (1 - share))


def _interpolated(curve: Curve, score: float) -> float:
    at = bisect_right([point[0] for point in curve], score)
    if at == 0 or at == len(curve):
        return curve[min(at, len(curve) - 1)][1]
    (x0, y0), (x1, y1) = curve[at - 1], curve[at]
    return y0 + (y1 - y0) * (score - x0) / (x1 - x0)
