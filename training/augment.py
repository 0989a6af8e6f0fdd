"""Data augmentation for news: marks, reports, headlines, datelines, bylines.

Every function takes sentences and a random source and returns new ones; the trees stay what an
annotator of UD English would draw. `vary` varies one sentence, differently each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from training.datelines import byline, dateline
from training.edits import ends_in_mark, marked, shouted, spelled, without_last
from training.reports import report
from training.sentences import Sentence
from training.speakers import names, speaker

CURLY, BRITISH, ENQUOTED, REPORTED, HEADLINE, SHOUTED, UNFINISHED = (
    0.12, 0.06, 0.05, 0.08, 0.02, 0.02, 0.06,
)  # fmt: skip
"""The shares of varied sentences."""
FRAGMENTS = 0.008
"""Datelines and bylines per sentence."""


@dataclass(frozen=True, slots=True)
class Augmenter:
    """Varies the sentences of a treebank, whose *known* names it borrows."""

    sentences: Sequence[Sentence]
    known: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> Augmenter:
        """Make one for a treebank."""
        return cls(sentences, names(sentences))

    def epoch(self, random: Random) -> Iterator[Sentence]:
        """Yield every sentence once, some of them varied, with datelines and bylines in between."""
        for place, sentence in enumerate(self.sentences):
            following = self.sentences[(place + 1) % len(self.sentences)]
            yield self.vary(sentence, following, random)
            if random.random() < FRAGMENTS:
                yield dateline(random) if random.random() < 0.5 else byline(self.known, random)

    def vary(self, sentence: Sentence, following: Sentence, random: Random) -> Sentence:
        """Return *sentence* unchanged, quoted, reported, as a headline, or with other marks."""
        draw = random.random()
        if draw < REPORTED:
            then = following if random.random() < 0.2 and ends_in_mark(following) else None
            who = speaker(random, self.known)
            sentence = report(sentence, then, random, who) or sentence
        elif draw < REPORTED + ENQUOTED:
            sentence = enquoted(sentence, random)
        elif draw < REPORTED + ENQUOTED + HEADLINE:
            sentence = headline(sentence)
        elif draw < REPORTED + ENQUOTED + HEADLINE + SHOUTED:
            sentence = shouted(sentence, random)
        elif draw < REPORTED + ENQUOTED + HEADLINE + SHOUTED + UNFINISHED:
            sentence = without_last(sentence) if ends_in_mark(sentence) else sentence
        return other_marks(sentence, random)


def enquoted(sentence: Sentence, random: Random) -> Sentence:
    """Return *sentence* as a piece of a longer quotation: marks at one end or at both."""
    before, behind = random.choice(((True, True), (True, False), (False, True)))
    return marked(sentence, before=before, behind=behind)


def headline(sentence: Sentence) -> Sentence:
    """Return *sentence* without its stop and with capitals, as headlines are set."""
    body = without_last(sentence) if ends_in_mark(sentence, ".") else sentence
    small = {"ADP", "DET", "CCONJ", "PART"}

    def capital(place: int, form: str) -> str:
        plain = place > 1 and body.words[place - 1].upos in small
        return form if plain else form[:1].upper() + form[1:]

    return spelled(body, capital)


def other_marks(sentence: Sentence, random: Random) -> Sentence:
    """Return *sentence* with curly marks, or British ones, or as it is."""
    draw = random.random()
    if draw < CURLY:
        return _remarked(sentence, "“”", curly=True)
    if draw < CURLY + BRITISH:
        return _remarked(sentence, random.choice(("''", "‘’")), curly=random.random() < 0.5)
    return sentence


def _remarked(sentence: Sentence, pair: str, *, curly: bool) -> Sentence:
    count = 0

    def write(place: int, form: str) -> str:
        nonlocal count
        if form == '"':
            xpos = sentence.words[place - 1].xpos
            opens = xpos == "``" if xpos in ("``", "''") else count % 2 == 0
            count += 1
            return pair[0 if opens else 1]
        return form.replace("'", "’") if curly else form

    return spelled(sentence, write)
