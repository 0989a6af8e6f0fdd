"""What the names of a whole text stand for: what one place tells holds for the others."""

from __future__ import annotations

from typing import Final

from extractor.domain import Document, Sentence
from extractor.english import lexicon
from extractor.english.orthography import is_acronym, is_sure_acronym
from extractor.english.syntax import children
from extractor.speakers.classify import NameClass, name_class, relative_of
from extractor.speakers.names import Name

Classes = dict[int, NameClass | None]

PLACE_CASES: Final = frozenset("in near across outside inside around throughout".split())


def name_classes(names: list[Name], document: Document) -> Classes:
    """Return the class of each of a text's names by its ``id``."""
    classes = {id(n): name_class(n, document.sentences[n.sentence]) for n in names}
    people = {n.parts[-1] for n in names if len(n.parts) > 1 and classes[id(n)] == "person"}
    _spare_surnames(names, classes, people, document)
    for name in _callers(names, document):
        classes[id(name)] = "person"
    for name in names:
        if name.article and len(name.parts) == 1 and name.parts[0].removesuffix("s") in people:
            classes[id(name)] = "group" if name.parts[0] not in people else classes[id(name)]
    unclear = [n for n in names if classes[id(n)] is None and n.parts[-1] not in people]
    told = {n.parts: classes[id(n)] for n in names if len(n.parts) > 1 and classes[id(n)]}
    for name in unclear:
        classes[id(name)] = told.get(name.parts)
    _mark_places([n for n in unclear if classes[id(n)] is None], classes, document)
    return classes


def _spare_surnames(
    names: list[Name], classes: Classes, people: set[str], document: Document
) -> None:
    """Leave open the single words like organizations' that are somebody's surname."""
    for name in names:
        if classes[id(name)] == "organization" and len(name.parts) == 1 and not name.article:
            thing = relative_of(name, document.sentences[name.sentence]) == "which"
            if name.parts[-1] in people and not thing:
                classes[id(name)] = None


def _callers(names: list[Name], document: Document) -> list[Name]:
    """Return the single names in capitals that a transcript's lines start with: ``OKAFOR:``.

    Short ones count only where lines start with another such name too: not ``NATO: ...``.
    """
    found = [n for n in names if n.text.isupper() and _calls(n, document.sentences[n.sentence])]
    several = len({name.parts for name in found}) > 1
    return [
        name
        for name in found
        if not is_sure_acronym(name.text)
        and (several or not is_acronym(name.text) or lexicon.is_given_name(name.text))
    ]


def _calls(name: Name, sentence: Sentence) -> bool:
    after = sentence.words[name.end : name.end + 1]
    single = len(name.parts) == 1 and len(name.text) > 1
    return single and name.first == 0 and any(word.text == ":" for word in after)


def _mark_places(names: list[Name], classes: Classes, document: Document) -> None:
    """Class as places the unclear names that mostly stand after ``in``."""
    stands: dict[tuple[str, ...], list[bool]] = {}
    for name in names:
        told = _stands_in(name, document.sentences[name.sentence])
        stands.setdefault(name.parts, []).append(told)
    for name in names:
        if 2 * sum(stands[name.parts]) >= len(stands[name.parts]):
            classes[id(name)] = "place"


def _stands_in(name: Name, sentence: Sentence) -> bool:
    """Return whether ``in`` or the like stands before a name, as before a place's."""
    return any(
        sentence.words[i].text.lower() in PLACE_CASES
        for i in children(sentence, name.head, "case")
        if i < name.first
    )
