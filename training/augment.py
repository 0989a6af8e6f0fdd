"""What news has and UD English hardly does: marks, reports, headlines, datelines, bylines.

Every function takes sentences and a random source and returns new ones; the trees stay what an
annotator of UD English would draw. `vary` does one sentence, each time anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from training.edits import (
    closing,
    ends_in_mark,
    glued,
    joined,
    opening,
    punctuation,
    root,
    shifted,
    spelled,
    without_last,
)
from training.reports import names, report, speaker
from training.sentences import Sentence, Word

CURLY, BRITISH, ENQUOTED, REPORTED, HEADLINE, SHOUTED, UNFINISHED = (
    0.12, 0.06, 0.05, 0.08, 0.02, 0.02, 0.06,
)  # fmt: skip
"""Shares of sentences that are changed so."""
FRAGMENTS = 0.008
"""Datelines and bylines, of the number of sentences."""

_PLACES = tuple(
    """
    WASHINGTON LONDON BEIJING MOSCOW PARIS BERLIN CHICAGO TOKYO JERUSALEM KABUL NAIROBI CLEVELAND
    PHILADELPHIA BOSTON MIAMI DENVER OTTAWA SYDNEY CAIRO ANKARA MADRID ROME GENEVA ALBANY
    """.split()
)
_AGENCIES = ("AP", "Reuters", "AFP", "UPI", "Xinhua")


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
        """Yield every sentence once, some of them varied, and a few lines that no tree has."""
        for place, sentence in enumerate(self.sentences):
            following = self.sentences[(place + 1) % len(self.sentences)]
            yield self.vary(sentence, following, random)
            if random.random() < FRAGMENTS:
                yield dateline(random) if random.random() < 0.5 else byline(self.known, random)

    def vary(self, sentence: Sentence, following: Sentence, random: Random) -> Sentence:
        """Return *sentence* as it is, or quoted, reported, set as a headline, in other marks."""
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
    parts = []
    head = root(sentence) + before
    if before:
        parts.append(Sentence((opening(head),)))
    moved = shifted(sentence, int(before), 0, "root")
    parts.append(glued(moved) if behind else moved)
    if behind:
        parts.append(Sentence((closing(head),)))
    return joined(parts, sentence.comments)


def headline(sentence: Sentence) -> Sentence:
    """Return *sentence* without its stop and with capitals, as headlines are set."""
    body = without_last(sentence) if ends_in_mark(sentence, ".") else sentence
    small = {"ADP", "DET", "CCONJ", "PART"}

    def capital(place: int, form: str) -> str:
        plain = place > 1 and body.words[place - 1].upos in small
        return form if plain else form[:1].upper() + form[1:]

    return spelled(body, capital)


def shouted(sentence: Sentence, random: Random) -> Sentence:
    """Return *sentence* in capitals, the whole or the words that lead into it."""
    upto = random.choice((len(sentence.words), 3, 4, 5))
    return spelled(sentence, lambda place, form: form.upper() if place <= upto else form)


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


def dateline(random: Random) -> Sentence:
    """Return `WASHINGTON (AP) —`, a fragment by itself, as sentence splitting leaves it."""
    place = _name(random.choice(_PLACES), 0, "root")
    dash = punctuation(random.choice("—–-"), 1, xpos=":")
    if random.random() < 0.3:
        return Sentence((place, dash))
    agency = replace(_name(random.choice(_AGENCIES), 1, "dep"), misc="SpaceAfter=No")
    opened = punctuation("(", 3, glued=True, xpos="-LRB-")
    return Sentence((place, opened, agency, punctuation(")", 3, xpos="-RRB-"), dash))


def byline(known: Sequence[tuple[str, str]], random: Random) -> Sentence:
    """Return `By Ada Lund`, now and then in capitals."""
    first, last = random.choice(known) if known else ("Ada", "Lund")
    by = Word("By", "by", "ADP", "IN", "_", 2, "case")
    line = Sentence((by, _name(first, 0, "root"), _name(last, 2, "flat")))
    return shouted(line, random) if random.random() < 0.3 else line


def _name(form: str, head: int, deprel: str) -> Word:
    return Word(form, form, "PROPN", "NNP", "Number=Sing", head, deprel)
