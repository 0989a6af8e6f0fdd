"""From the mention at a cue to the identity of who speaks there."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.domain import NounPhrase
from extractor.english import lexicon
from extractor.english.syntax import child
from extractor.speakers import together
from extractor.speakers.cast import Cast
from extractor.speakers.identity import Identity
from extractor.speakers.labels import describe, identity
from extractor.speakers.referents import Referent


def identify(cast: Cast, mentions: Iterable[NounPhrase]) -> dict[NounPhrase, Identity]:
    """Return who each mention stands for; each speaker is written down once."""
    found = {mention: speaker(cast, mention) for mention in dict.fromkeys(mentions)}
    who = {referent.number: referent for referent in found.values()}
    written = {number: identity(cast, referent) for number, referent in who.items()}
    return {mention: written[referent.number] for mention, referent in found.items()}


def speaker(cast: Cast, mention: NounPhrase) -> Referent:
    """Return the referent that a mention stands for, a new one where nothing tells."""
    referent = cast.of((mention.sentence, mention.head))
    if referent is None or _tells_nothing(referent):
        referent = _inside(cast, mention) or referent
    if referent is not None and referent.person and not (referent.names or referent.plural):
        referent = _at_end(cast, mention) or referent
    if referent is None:
        return _unknown(cast, mention)
    sentence = cast.document.sentences[mention.sentence]
    others = together.within(cast, sentence, mention.head, mention.span)
    return _joined(cast, referent, others)


def _joined(cast: Cast, first: Referent, others: list[Referent]) -> Referent:
    """Return the referent of several speakers at one cue; nouns together are one description."""
    if any(r.names or r.members or not r.nouns for r in (first, *others)):
        return together.joined(cast, [first, *others])
    first.plural = first.plural or _is_counted(others)
    return first


def _is_counted(others: list[Referent]) -> bool:
    """Tell ``a lawyer and a doctor``, who are two, from ``the secretary and candidate``."""
    return any(noun.determiner != "bare" or noun.plural for m in others for noun in m.nouns)


def _tells_nothing(referent: Referent) -> bool:
    return bool(referent.nouns) and not referent.names and referent.nouns[0].stands_for is None


def _inside(cast: Cast, mention: NounPhrase) -> Referent | None:
    """Return the person named inside a mention whose own head says nothing."""
    sentence = cast.document.sentences[mention.sentence]
    for word in sentence.words:
        beside = word.deprel in {"appos", "flat", "nmod:desc"} and word.head == mention.head
        if beside and word.upos == "PROPN" and mention.span.covers(word.span):
            referent = cast.of((mention.sentence, word.index))
            if referent is not None and referent.names and referent.person:
                return referent
    return None


def _at_end(cast: Cast, mention: NounPhrase) -> Referent | None:
    """Return the person whose name ends a mention and hangs on nothing in it."""
    sentence = cast.document.sentences[mention.sentence]
    inside = [x for x in sentence.words if mention.span.covers(x.span) and x.upos != "PUNCT"]
    if not inside or inside[-1].upos != "PROPN" or any(x.upos == "VERB" for x in inside):
        return None
    top = inside[-1]
    while top.deprel == "flat" and top.head >= 0:
        top = sentence.words[top.head]
    referent = cast.of((mention.sentence, top.index))
    if top.deprel in {"nmod:poss", "conj", "compound"} or child(sentence, top.index, "case"):
        return None
    return referent if referent is not None and referent.names and referent.person else None


def _unknown(cast: Cast, mention: NounPhrase) -> Referent:
    """Return a referent of its own for words that the text does not explain."""
    sentence = cast.document.sentences[mention.sentence]
    referent = cast.new()
    word = sentence.words[mention.head]
    if word.upos == "PRON" or word.text.lower() in lexicon.POSSESSIVE_DETERMINERS:
        referent.pronoun = "I" if word.text == "I" else word.text.lower()
    else:
        referent.pronoun = describe(cast, sentence, mention.head, mention.span)
    cast.at[mention.sentence, mention.head] = referent.number
    return referent
