"""Write referents down: label, kind, name and role."""

from __future__ import annotations

from typing import Final

from extractor.domain import Kind, Sentence, Span
from extractor.english import lexicon, noun_phrases
from extractor.english.syntax import children
from extractor.speakers import nouns
from extractor.speakers.cast import Cast
from extractor.speakers.fullnames import full_name, is_person
from extractor.speakers.identity import Identity
from extractor.speakers.referents import Referent

NOUN_KINDS: dict[lexicon.NounClass | None, Kind] = {
    "person": "anonymous",
    "crowd": "group",
    "document": "document",
    "organization": "organization",
    None: "unknown",
}
DESCRIPTIONS: Final = 30
"""How many ways of calling somebody are asked for the fullest."""


def identity(cast: Cast, referent: Referent) -> Identity:
    """Return how a referent is written down, from all that the text says of it."""
    shown = label(cast, referent)
    return Identity(
        number=referent.number,
        label=shown,
        kind=kind(cast, referent),
        name=full_name(referent) if referent.names and is_person(referent) else None,
        role=role(cast, referent, shown),
    )


def label(cast: Cast, referent: Referent, alone: bool = True) -> str:
    """Return the full name, or the fullest description; without conjuncts where not *alone*."""
    if referent.names:
        return full_name(referent)
    if referent.members:
        first, *others = (cast.referents[number] for number in referent.members)
        written = (f"{_article(cast, r)}{label(cast, r, alone=False)}" for r in others)
        return " and ".join([label(cast, first, alone=False), *written])
    if referent.nouns and referent.number not in cast.writing:
        cast.writing.add(referent.number)  # his wife, her husband: no label explains itself
        described = (_described(cast, n, alone) for n in _of_first_noun(referent))
        fullest = max(described, key=_fullness)
        cast.writing.discard(referent.number)
        return fullest
    return referent.pronoun or ""


def _article(cast: Cast, referent: Referent) -> str:
    """Return the article that stays before a label inside of another, with a blank."""
    if referent.names:
        return "the " if referent.person is False and referent.names[0].article else ""
    for noun in referent.nouns[:1]:
        sentence = cast.document.sentences[noun.sentence]
        articles = (sentence.words[i].text.lower() for i in children(sentence, noun.head, "det"))
        return next((f"{article} " for article in articles if article in lexicon.ARTICLES), "")
    return ""


def _of_first_noun(referent: Referent) -> list[nouns.Noun]:
    same = [n for n in referent.nouns if n.noun == referent.nouns[0].noun]
    return same[:DESCRIPTIONS]


def _fullness(described: str) -> int:
    return len(described.split())


def _described(cast: Cast, noun: nouns.Noun, alone: bool = True) -> str:
    sentence = cast.document.sentences[noun.sentence]
    keep = cast.cued.get((noun.sentence, noun.head)) if alone else None
    return describe(cast, sentence, noun.head, keep)


def describe(cast: Cast, sentence: Sentence, head: int, keep: Span | None = None) -> str:
    """Return the phrase at *head* as a label: no article, possessors by their names."""
    positions = noun_phrases.label_words(sentence, head, keep)

    def genitive(where: Sentence, position: int) -> str | None:
        return _genitive(cast, where, position)

    return noun_phrases.render(sentence, positions, cast.document.text, genitive, cast.usage)


def _genitive(cast: Cast, sentence: Sentence, position: int) -> str | None:
    owner = cast.of((sentence.index, position))
    if owner is None or owner.pronoun or owner.number in cast.writing:
        return None
    if not owner.names and sentence.words[position].upos != "PRON":
        return None
    name = label(cast, owner)
    return f"{name}'" if owner.plural and name.endswith("s") else f"{name}'s"


def kind(cast: Cast, referent: Referent) -> Kind:
    """Return what kind of speaker a referent is."""
    if referent.members:
        people = [is_person(cast.referents[number]) for number in referent.members]
        return "group" if any(people) else kind(cast, cast.referents[referent.members[0]])
    if referent.names:
        if referent.plural:
            return "group"
        return "person" if is_person(referent) else "organization"
    if not referent.nouns:
        return "unknown"
    noun = referent.nouns[0]
    found = NOUN_KINDS[noun.stands_for]
    return "group" if found == "anonymous" and referent.plural else found


def role(cast: Cast, referent: Referent, shown: str) -> str | None:
    """Return the fullest of the first titles and descriptions; of the unnamed, what is *shown*."""
    if not referent.names:
        return shown if kind(cast, referent) == "anonymous" else None
    if not is_person(referent):
        return None
    described = [_described(cast, a) for a in referent.asides if a.stands_for == "person"]
    return max([*referent.titles, *described], key=_telling, default=None)


def _telling(described: str) -> tuple[bool, int]:
    """Rank roles: offices and professions before ``rival``, then the fuller, up to a length."""
    heads = (lexicon.singular(word) for word in described.split())
    office = any(
        lexicon.noun_class(head) == "person" and head not in lexicon.RELATIONAL_NOUNS
        for head in heads
    )
    return office, min(_fullness(described), 8)
