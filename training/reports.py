"""Generated reports: an ordinary sentence becomes reported speech.

`S.` becomes `"S," said the mayor.`

The trees follow UD English, where the verb of saying is the root, what is said its ``ccomp``
(before or after it), and marks and comma hang on what is said; the second half of an interrupted
quotation is ``parataxis``.
"""

from __future__ import annotations

from dataclasses import replace
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
    without_last,
)
from training.sentences import Sentence, Word
from training.speakers import VERBS, Speaker


def report(said: Sentence, then: Sentence | None, random: Random, who: Speaker) -> Sentence | None:
    """Return a report of *said*, interrupted before *then* if given; None if it does not fit.

    *said* must end in a mark and hold neither quotation marks nor apostrophes, which may be some.
    """
    if not ends_in_mark(said) or _is_marked(said) or (then and _is_marked(then)):
        return None
    form, lemma, xpos, features = random.choice(VERBS)
    verb = Word(form, lemma, "VERB", xpos, features, 0, "root")
    if then is None and random.random() < 0.35:
        return _before(said, verb, who, random)
    inverted = not who.is_pronoun and random.random() < 0.5
    return _behind(said, then, verb, who, inverted=inverted)


def _before(said: Sentence, verb: Word, who: Speaker, random: Random) -> Sentence:
    """Put the report first: `The mayor said: "S."`, or a comma."""
    subject = _subject(who, 0, len(who.words) + 1)
    start = len(who.words) + 3
    quoted = shifted(said, start, len(who.words) + 1, "ccomp")
    head = root(said) + start
    comma = punctuation(random.choice(",:"), head, xpos=None)
    lead = replace(verb, misc="SpaceAfter=No")
    parts = (Sentence((*subject, lead, comma, opening(head))), glued(quoted))
    return joined((*parts, Sentence((closing(head),))), said.comments)


def _behind(
    said: Sentence, then: Sentence | None, verb: Word, who: Speaker, *, inverted: bool
) -> Sentence:
    """Put the report behind: `"S," said the mayor.`; before *then*: `…, "T."`."""
    mark = said.words[-1].form
    body = without_last(said)
    length, head = len(body.words), root(said) + 1
    at = length + 4  # the mark before, the body, the comma, the mark behind: then the report
    verb_at = at if inverted else at + len(who.words)
    subject = _subject(who, at if inverted else at - 1, verb_at, lower=True)
    middle = (verb, *subject) if inverted else (*subject, verb)
    ends = at + len(middle)
    comma = replace(punctuation("," if mark == "." else mark, head), misc="SpaceAfter=No")
    quoted = glued(shifted(body, 1, verb_at, "ccomp"))
    first = (Sentence((opening(head),)), quoted, Sentence((comma, closing(head))))
    told = Sentence((*middle[:-1], replace(middle[-1], misc="SpaceAfter=No")))
    if then is None:
        return joined((*first, told, Sentence((punctuation(".", verb_at),))), said.comments)
    second = ends + 1 + root(then)
    rest = glued(shifted(then, ends + 1, verb_at, "parataxis"))
    lead = Sentence((punctuation(",", second), opening(second)))
    return joined((*first, told, lead, rest, Sentence((closing(second),))), said.comments)


def _subject(who: Speaker, by: int, verb: int, *, lower: bool = False) -> tuple[Word, ...]:
    words = (replace(word, head=verb if word.head == 0 else word.head + by) for word in who.words)
    return tuple(
        replace(word, form=word.form.lower()) if lower and word.upos in ("DET", "PRON") else word
        for word in words
    )


def _is_marked(sentence: Sentence) -> bool:
    return any(set(word.form) & set("\"“”'‘’«»`") for word in sentence.words)
