"""Reports made of sentences that report nothing: `S.` becomes `"S," said the mayor.`

The trees follow UD English, where the verb of saying is the root, what is said its ``ccomp``
(before or after it), and marks and comma hang on what is said; the second half of an interrupted
quotation is ``parataxis``.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    without_last,
)
from training.sentences import Sentence, Word

_PAST = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"
_PRESENT = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
VERBS = tuple(
    [(form, lemma, "VBD", _PAST) for form, lemma in (
        ("said", "say"), ("said", "say"), ("said", "say"), ("added", "add"), ("wrote", "write"),
        ("told", "tell"), ("argued", "argue"), ("insisted", "insist"), ("replied", "reply"),
        ("explained", "explain"), ("warned", "warn"), ("recalled", "recall"),
        ("tweeted", "tweet"), ("asked", "ask"), ("noted", "note"), ("conceded", "concede"),
    )] + [(form, lemma, "VBZ", _PRESENT) for form, lemma in (
        ("says", "say"), ("says", "say"), ("adds", "add"), ("explains", "explain"),
        ("recalls", "recall"), ("argues", "argue"), ("writes", "write"),
    )]
)  # fmt: skip
PEOPLE = tuple(
    """
    mayor spokesman spokeswoman official officer analyst witness teacher farmer minister senator
    lawyer judge coach doctor nurse resident researcher professor economist manager owner driver
    president director activist report statement company ministry police union prosecutor survivor
    """.split()
)
PRONOUNS = (("he", "Masc"), ("she", "Fem"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words of a subject; the last is its head, which the others hang on."""

    words: tuple[Word, ...]
    is_pronoun: bool


def names(sentences: Sequence[Sentence]) -> tuple[tuple[str, str], ...]:
    """Return the first names and surnames of people that the treebank names in two words."""
    found = {
        (first.form, last.form)
        for sentence in sentences
        for place, (first, last) in enumerate(zip(sentence.words, sentence.words[1:]), 1)
        if first.upos == last.upos == "PROPN"
        and last.deprel == "flat"
        and last.head == place
        and first.form.istitle()
        and last.form.istitle()
    }
    return tuple(sorted(found))


def speaker(random: Random, known: Sequence[tuple[str, str]]) -> Speaker:
    """Return a name, a noun with its article, or a pronoun; heads are within the subject."""
    kind = random.random()
    if kind < 0.4 and known:
        first, last = random.choice(known)
        name = _word(first, first, "PROPN", "NNP", "Number=Sing", 0, "nsubj")
        return Speaker((name, replace(name, form=last, lemma=last, head=1, deprel="flat")), False)
    if kind < 0.75:
        noun = random.choice(PEOPLE)
        form, features = ("The", "Definite=Def|PronType=Art")
        article = _word(form, "the", "DET", "DT", features, 2, "det")
        return Speaker(
            (article, _word(noun, noun, "NOUN", "NN", "Number=Sing", 0, "nsubj")), False
        )
    form, gender = random.choice(PRONOUNS)
    features = f"Case=Nom|Gender={gender}|Number=Sing|Person=3|PronType=Prs"
    return Speaker((_word(form.title(), form, "PRON", "PRP", features, 0, "nsubj"),), True)


def report(said: Sentence, then: Sentence | None, random: Random, who: Speaker) -> Sentence | None:
    """Return a report of *said*, interrupted before *then* if given; None where it does not fit.

    *said* must end in a mark and hold no quotation marks.
    """
    if not ends_in_mark(said) or _is_marked(said) or (then and _is_marked(then)):
        return None
    form, lemma, xpos, features = random.choice(VERBS)
    verb = _word(form, lemma, "VERB", xpos, features, 0, "root")
    if then is None and random.random() < 0.35:
        return _before(said, verb, who, random)
    inverted = not who.is_pronoun and random.random() < 0.5
    return _behind(said, then, verb, who, inverted=inverted)


def _before(said: Sentence, verb: Word, who: Speaker, random: Random) -> Sentence:
    """`The mayor said: "S."`"""
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
    """`"S," said the mayor.` and, with *then*, `"S," said the mayor, "T."`"""
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
    words = (
        replace(word, head=verb if word.head == 0 else word.head + by) for word in who.words
    )
    return tuple(
        replace(word, form=word.form.lower()) if lower and word.upos in ("DET", "PRON") else word
        for word in words
    )


def _is_marked(sentence: Sentence) -> bool:
    return any(set(word.form) & set("\"“”'‘’«»`") for word in sentence.words)


def _word(  # noqa: PLR0913
    form: str, lemma: str, upos: str, xpos: str, feats: str, head: int, deprel: str
) -> Word:
    return Word(form, lemma, upos, xpos, feats, head, deprel)
