"""Small edits of sentences from which the augmentations are put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random

from training.sentences import Contraction, Sentence, Word


def spelled(sentence: Sentence, write: Callable[[int, str], str]) -> Sentence:
    """Return *sentence* with each form written again by its place (from 1) and old form."""
    words = [replace(w, form=write(i, w.form)) for i, w in enumerate(sentence.words, 1)]
    contractions = [replace(c, form=write(c.first, c.form)) for c in sentence.contractions]
    return replace(sentence, words=tuple(words), contractions=tuple(contractions))


def shifted(sentence: Sentence, by: int, root: int, deprel: str) -> Sentence:
    """Return the words as a part of a larger sentence: *by* words later, hung on *root*."""
    words = (
        replace(word, head=root, deprel=deprel)
        if word.head == 0
        else replace(word, head=word.head + by)
        for word in sentence.words
    )
    contractions = (replace(c, first=c.first + by, last=c.last + by) for c in sentence.contractions)
    return replace(sentence, words=tuple(words), contractions=tuple(contractions))


def root(sentence: Sentence) -> int:
    """Return the place of the root, from 1."""
    return next(i for i, word in enumerate(sentence.words, 1) if word.head == 0)


def joined(parts: Iterable[Sentence], comments: tuple[str, ...]) -> Sentence:
    """Return one sentence of *parts*, whose heads already fit."""
    words: list[Word] = []
    contractions: list[Contraction] = []
    for part in parts:
        words.extend(part.words)
        contractions.extend(part.contractions)
    return Sentence(tuple(words), tuple(contractions), comments)


def punctuation(form: str, head: int, *, glued: bool = False, xpos: str | None = None) -> Word:
    """Return a punctuation mark hung on *head*; *glued* to what follows."""
    misc = "SpaceAfter=No" if glued else "_"
    return Word(form, form, "PUNCT", xpos or form, "_", head, "punct", misc)


def opening(head: int, form: str = '"') -> Word:
    """Return an opening quotation mark."""
    return punctuation(form, head, glued=True, xpos="``")


def closing(head: int, form: str = '"') -> Word:
    """Return a closing quotation mark."""
    return punctuation(form, head, xpos="''")


def glued(sentence: Sentence) -> Sentence:
    """Return *sentence* with no space behind it."""
    last = len(sentence.words)
    words = (*sentence.words[:-1], replace(sentence.words[-1], misc="SpaceAfter=No"))
    contractions = tuple(
        replace(c, misc="SpaceAfter=No") if c.last == last else c for c in sentence.contractions
    )
    return replace(sentence, words=words, contractions=contractions)


def without_last(sentence: Sentence) -> Sentence:
    """Return *sentence* without its last word; the caller sees to it that none hangs on it."""
    return replace(sentence, words=sentence.words[:-1])


def ends_in_mark(sentence: Sentence, marks: str = ".!?") -> bool:
    """Return whether the last word is one of *marks*, with nothing hung on it."""
    last = sentence.words[-1]
    place = len(sentence.words)
    return (
        place > 2
        and last.form in marks
        and last.upos == "PUNCT"
        and all(word.head != place for word in sentence.words)
        and all(contraction.last != place for contraction in sentence.contractions)
    )


def shouted(sentence: Sentence, random: Random) -> Sentence:
    """Return *sentence* in capitals, the whole or the words that lead into it."""
    upto = random.choice((len(sentence.words), 3, 4, 5))
    return spelled(sentence, lambda place, form: form.upper() if place <= upto else form)


def marked(sentence: Sentence, *, before: bool, behind: bool) -> Sentence:
    """Return *sentence* with quotation marks before it, behind it, or at both ends."""
    head = root(sentence) + before
    parts = [Sentence((opening(head),))] if before else []
    moved = shifted(sentence, int(before), 0, "root")
    parts.append(glued(moved) if behind else moved)
    if behind:
        parts.append(Sentence((closing(head),)))
    return joined(parts, sentence.comments)
