"""What the pronoun or the noun at a place means, recorded in the cast."""

from __future__ import annotations

from typing import Final

from extractor.domain import Sentence
from extractor.english import lexicon
from extractor.english.syntax import child
from extractor.speakers import ahead, author, definites, nouns, pronouns, together
from extractor.speakers.cast import Cast
from extractor.speakers.referents import Referent
from extractor.speakers.relatives import antecedents

INSIDE: Final = frozenset("compound flat fixed nmod:desc".split())


def pronoun(cast: Cast, sentence: Sentence, position: int) -> None:
    """Record whom the pronoun at *position* means, where that is clear."""
    form = sentence.words[position].text.lower()
    if (sentence.index, position) in cast.quoted:
        return
    found = None
    if form in lexicon.THIRD_PERSON:
        found = pronouns.resolve(cast, sentence, position)
    elif form in lexicon.RELATIVE_PRONOUNS:
        found = _antecedent(cast, sentence, position, form)
    else:
        found = author.speaker(cast, form)
    if found is not None:
        pronouns.learn(form, found)
        cast.note(found, sentence.index, position)
    else:
        ahead.wait(cast, sentence, position)


def _antecedent(cast: Cast, sentence: Sentence, position: int, form: str) -> Referent | None:
    """Return what a relative pronoun goes on from: no thing for *who*, nobody for *which*."""
    first: Referent | None = None
    for place in antecedents(sentence, position):
        found = _at(cast, sentence, place)
        if found is None:
            continue
        first = first or found
        unfit = found.person is (form != "who") if form in {"who", "which"} else False
        if not unfit or (form == "who" and found.plural):
            return found
    return first


def _at(cast: Cast, sentence: Sentence, position: int) -> Referent | None:
    if (sentence.index, position) not in cast.at:
        noun(cast, sentence, position, wanted=True)
    return cast.of((sentence.index, position))


def noun(cast: Cast, sentence: Sentence, position: int, wanted: bool = False) -> None:
    """Record what the noun phrase at *position* means; one of no account is left out.

    That is one that stands for no speaker, unless it is at a cue or *wanted*.
    """
    cued = wanted or (sentence.index, position) in cast.cued
    if sentence.words[position].deprel in INSIDE and not cued:
        return
    stands = nouns.stands_for(sentence, position)
    if not cued and stands is None:
        return
    phrase = nouns.read_as(sentence, position, stands)
    same = _said_of_another(cast, sentence, position, phrase)
    if same is not None:
        cast.at[sentence.index, position] = same.number
        same.heads.add(phrase.noun)
        return
    referent = definites.resolve(cast, phrase) or cast.new()
    if not referent.nouns and not referent.names:
        referent.person = {"person": True, None: None}.get(phrase.stands_for or "", False)
        referent.plural = phrase.plural
        referent.gender = lexicon.noun_gender(phrase.noun)
    if referent.names and referent.person is None:
        referent.person = phrase.stands_for == "person"
    referent.call(phrase, cast.owner(phrase))
    cast.note(referent, sentence.index, position)


def _said_of_another(
    cast: Cast, sentence: Sentence, position: int, noun: nouns.Noun
) -> Referent | None:
    """Return whom a noun is said of: ``she is a lawyer``, ``the secretary and candidate``."""
    word = sentence.words[position]
    if noun.stands_for != "person" or noun.plural:
        return None
    if word.deprel == "conj" and together.same_one(sentence, word.head, position):
        return cast.of((sentence.index, word.head))
    if word.deprel == "appos":
        return cast.of((sentence.index, word.head))
    subject = child(sentence, position, "nsubj")
    if subject is None or child(sentence, position, "cop") is None:
        return None
    found = cast.of((sentence.index, subject))
    return found if found is not None and found.person and not found.plural else None
