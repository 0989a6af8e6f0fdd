"""Several who speak as one: ``Lee and Okafor said``, ``they agreed``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.domain import Sentence, Span
from extractor.english import lexicon
from extractor.english.syntax import child, children
from extractor.speakers.cast import Cast
from extractor.speakers.referents import Occurrence, Referent


def conjuncts(cast: Cast, sentence: Sentence, head: int) -> Iterator[tuple[int, Referent]]:
    """Yield the known referents that are coordinated with the one at *head*."""
    for position in children(sentence, head, "conj"):
        other = cast.of((sentence.index, position))
        if other is not None:
            yield position, other


def joined(cast: Cast, members: Sequence[Referent]) -> Referent:
    """Return the referent that several make together, a new one where it is not known yet."""
    numbers = tuple(dict.fromkeys(member.number for member in members))
    if len(numbers) == 1:
        return members[0]
    if numbers not in cast.groups:
        group = cast.groups[numbers] = cast.new()
        group.members, group.plural = numbers, True
        group.person = members[0].person
    return cast.groups[numbers]


def note(cast: Cast, sentence: Sentence) -> None:
    """Record the coordinations of a sentence, so that ``they`` finds them."""
    heads = {word.head for word in sentence.words if word.deprel == "conj"}
    for position in sorted(heads - {-1}):
        first = cast.of((sentence.index, position))
        if first is None or first.plural:
            continue
        others = [
            r
            for _, r in conjuncts(cast, sentence, position)
            if None in (r.person, first.person) or r.person is first.person
        ]
        linked = any(sentence.words[i].text.lower() == "or" for i in sentence.children[position])
        if others and not linked and first.seen:
            group = joined(cast, [first, *others])
            last = first.seen[-1]
            if group is not first and last.sentence == sentence.index:
                cast.spot(group, Occurrence(last.sentence, last.word, last.weight, last.quoted))


def within(cast: Cast, sentence: Sentence, head: int, span: Span) -> list[Referent]:
    """Return those coordinated with *head* inside *span*."""
    return [
        other
        for position, other in conjuncts(cast, sentence, head)
        if span.covers(sentence.words[position].span) and not same_one(sentence, head, position)
    ]


def same_one(sentence: Sentence, head: int, position: int) -> bool:
    """Return whether two nouns describe one: ``the secretary of state and candidate``."""
    one, other = sentence.words[head], sentence.words[position]
    bare = child(sentence, position, "det", "nmod:poss", "flat") is None
    first = one.xpos == "NNP" or (one.text[:1].islower() and one.xpos != "NNS")
    return first and bare and other.xpos == "NN" and lexicon.noun_class(other.text) == "person"
