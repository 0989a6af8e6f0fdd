"""Speakers and verbs of generated reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

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
        for place, (first, last) in enumerate(pairwise(sentence.words), 1)
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
        name = Word(first, first, "PROPN", "NNP", "Number=Sing", 0, "nsubj")
        return Speaker((name, replace(name, form=last, lemma=last, head=1, deprel="flat")), False)
    if kind < 0.75:
        noun = random.choice(PEOPLE)
        form, features = ("The", "Definite=Def|PronType=Art")
        article = Word(form, "the", "DET", "DT", features, 2, "det")
        return Speaker((article, Word(noun, noun, "NOUN", "NN", "Number=Sing", 0, "nsubj")), False)
    form, gender = random.choice(PRONOUNS)
    features = f"Case=Nom|Gender={gender}|Number=Sing|Person=3|PronType=Prs"
    return Speaker((Word(form.title(), form, "PRON", "PRP", features, 0, "nsubj"),), True)
