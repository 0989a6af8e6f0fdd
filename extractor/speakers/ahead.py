"""Whom a pronoun means that nothing before explains: one named right after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.domain import Sentence
from extractor.english import lexicon
from extractor.english.syntax import child, subtree
from extractor.speakers.cast import Cast, Place
from extractor.speakers.pronouns import GENDERS, agreement, learn
from extractor.speakers.referents import Occurrence, Referent

GENDERED: Final = frozenset(GENDERS)
MOST: Final = 40
"""How many pronouns may wait: a text that names nobody takes no longer for it."""


def wait(cast: Cast, sentence: Sentence, position: int) -> None:
    """Keep a ``he`` or ``she`` open where nobody spoken of before can be meant."""
    word = sentence.words[position]
    if word.text.lower() not in GENDERED or len(cast.waiting) >= MOST:
        return
    if not any(r.person and r.told >= 0 and agreement(word, r) for r in cast.near(sentence.index)):
        cast.waiting.append((sentence.index, position))


def look(cast: Cast, sentence: Sentence) -> None:
    """Settle the open pronouns that this sentence explains: ``In his view, Weber ...``."""
    _by_subject(cast, sentence)
    cast.waiting = [place for place in cast.waiting if place not in cast.at]
    for gender in ("male", "female"):
        chain = [p for p in cast.waiting if GENDERS[_form(cast, p)] == gender]
        if chain:
            _settle(cast, sentence, chain)


def _settle(cast: Cast, sentence: Sentence, chain: list[Place]) -> None:
    """Let all of *chain* mean the one person of the sentence; two close the question."""
    found = list(_named(cast, sentence, chain))
    away = cast.lines[sentence.index] - cast.lines[chain[-1][0]]
    if found or away > 0:
        cast.waiting = [place for place in cast.waiting if place not in chain]
    if len(found) != 1:
        return
    learn(_form(cast, chain[0]), found[0])
    for place in chain:
        cast.at[place] = found[0].number
        if place in cast.cued:
            found[0].spoke = True
            cast.last = cast.last or (found[0], place[0])


def _form(cast: Cast, place: Place) -> str:
    return cast.document.sentences[place[0]].words[place[1]].text.lower()


def _named(cast: Cast, sentence: Sentence, chain: list[Place]) -> Iterator[Referent]:
    """Yield the people named in a sentence whom every pronoun of *chain* may mean."""
    for referent in cast.near(sentence.index):
        here = [o for o in referent.seen[-8:] if o.sentence == sentence.index and not o.quoted]
        if not here:
            continue
        open_ = all(_may_mean(cast, place, referent) for place in chain)
        if referent.names and referent.person and open_:
            yield referent


def _may_mean(cast: Cast, place: Place, referent: Referent) -> bool:
    """Return whether a pronoun agrees, and has none of the referent's names in its own clause."""
    sentence = cast.document.sentences[place[0]]
    word = sentence.words[place[1]]
    clause = set(subtree(sentence, word.head)) if word.head >= 0 else set()
    inside = (o for o in referent.seen[:8] if o.sentence == place[0] and o.word in clause)
    return agreement(word, referent) > 0 and not any(_is_name(referent, o) for o in inside)


def _is_name(referent: Referent, occurrence: Occurrence) -> bool:
    return any(
        name.sentence == occurrence.sentence and name.head == occurrence.word
        for name in referent.names[:8]
    )


def _by_subject(cast: Cast, sentence: Sentence) -> None:
    """Let the pronouns before a sentence's subject mean it, where that is a name."""
    root = next((i for i, word in enumerate(sentence.words) if word.head < 0), 0)
    subject = child(sentence, root, "nsubj")
    found = None if subject is None else cast.of((sentence.index, subject))
    if found is None or subject is None or not found.names:
        return
    for position in range(subject):
        word, place = sentence.words[position], (sentence.index, position)
        if word.text.lower() not in lexicon.THIRD_PERSON or place in cast.at:
            continue
        if place not in cast.quoted and agreement(word, found):
            cast.note(found, *place)
