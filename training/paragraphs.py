"""Whole documents with the marks and breaks of news, to train the tokenizer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from random import Random

from training.augment import Augmenter, enquoted, headline
from training.datelines import byline, dateline
from training.edits import ends_in_mark, marked
from training.reports import report
from training.sentences import Sentence, Word
from training.speakers import speaker

VARIED = 0.4
"""The share of documents that come a second time, with the marks and breaks of news."""
_RUNS, _SINGLE, _TITLED, _DATED, _SIGNED = 0.12, 0.2, 0.3, 0.25, 0.15
_TITLES = tuple("Sen. Gov. Rep. Dr. Mr. Mrs. Ms. Gen. Lt. Sgt. Col. Rev. Prof. Capt. St.".split())
_MIDDLES = tuple("A. B. C. D. E. F. G. H. J. K. L. M. P. R. S. T. W.".split())


def varied(sentences: Sequence[Sentence], random: Random) -> Iterator[Sentence]:
    """Yield all *sentences*, and behind them some of their documents as news would set them."""
    yield from sentences
    augmenter = Augmenter.of(sentences)
    for document in _documents(sentences):
        if random.random() < VARIED:
            yield from as_news(document, augmenter, random)


def as_news(
    document: Sequence[Sentence], augmenter: Augmenter, random: Random
) -> Iterator[Sentence]:
    """Yield the sentences of a document, quoted, reported, dated and signed."""
    if random.random() < _SIGNED:
        yield _opening(byline(augmenter.known, random), document=True)
    if random.random() < _DATED:
        yield _opening(dateline(random), document=False)
        document = [replace(document[0], comments=()), *document[1:]]
    place = 0
    while place < len(document):
        sentence, rest = document[place], document[place + 1 : place + 3]
        run = [s for s in rest if not s.opens_paragraph and ends_in_mark(s)]
        draw = random.random()
        if draw < _RUNS and run and len(run) == len(rest):
            yield from _told(sentence, run, augmenter, random)
            place += len(run)
        elif draw < _RUNS + _SINGLE:
            yield _varied(sentence, augmenter, random)
        else:
            yield sentence
        place += 1


def _varied(sentence: Sentence, augmenter: Augmenter, random: Random) -> Sentence:
    draw = random.random()
    if draw < 0.5:
        who = speaker(random, augmenter.known)
        told = report(sentence, None, random, who)
        return _titled(told, random) if told else sentence
    if draw < 0.8:
        return enquoted(sentence, random) if ends_in_mark(sentence) else sentence
    return headline(sentence) if sentence.opens_paragraph else sentence


def _told(
    first: Sentence, rest: Sequence[Sentence], augmenter: Augmenter, random: Random
) -> Iterator[Sentence]:
    """Yield a quotation that continues: `"S," said Ada Lund. "T. U."` in two or three."""
    told = report(first, None, random, speaker(random, augmenter.known))
    yield _titled(told, random) if told else first
    for place, sentence in enumerate(rest):
        yield marked(sentence, before=place == 0, behind=place == len(rest) - 1)


def _titled(sentence: Sentence, random: Random) -> Sentence:
    """Give a two-word subject a title before it or an initial within it, now and then."""
    for place, (first, last) in enumerate(pairwise(sentence.words), 1):
        if first.deprel == "nsubj" and last.deprel == "flat" and last.head == place:
            if random.random() < _TITLED:
                title = random.choice(_TITLES)
                word = Word(title, title, "PROPN", "NNP", "Number=Sing", place + 1, "nmod:desc")
                return _inserted(sentence, place, word)
            if random.random() < _TITLED:
                initial = random.choice(_MIDDLES)
                word = Word(initial, initial, "PROPN", "NNP", "Number=Sing", place, "flat")
                return _inserted(sentence, place + 1, word)
    return sentence


def _inserted(sentence: Sentence, place: int, word: Word) -> Sentence:
    """Return *sentence* with *word*, whose head is right already, at *place* (from 1)."""

    def moved(at: int) -> int:
        return at + (at >= place)

    words = [replace(w, head=moved(w.head) if w.head else 0) for w in sentence.words]
    words.insert(place - 1, word)
    contractions = tuple(
        replace(c, first=moved(c.first), last=moved(c.last)) for c in sentence.contractions
    )
    return replace(sentence, words=tuple(words), contractions=contractions)


def _opening(sentence: Sentence, *, document: bool) -> Sentence:
    return replace(sentence, comments=("# newdoc",) if document else ("# newpar",))


def _documents(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    number = 0

    def key(sentence: Sentence) -> int:
        nonlocal number
        number += sentence.opens_document
        return number

    for _, group in groupby(sentences, key):
        yield list(group)
