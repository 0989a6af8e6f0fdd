"""Read a text from start to end and say whom each noun phrase means."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.domain import Document, Phrase, Sentence
from extractor.speakers import definites, names, nouns, pronouns, roles
from extractor.speakers import words as w
from extractor.speakers.cast import Cast, Place
from extractor.speakers.classify import person_noun_before
from extractor.speakers.labels import describe
from extractor.speakers.names import Name
from extractor.speakers.people import NameBook
from extractor.speakers.referents import Referent


class Reading:
    """One pass over a document that fills its cast."""

    def __init__(self, document: Document, mentions: Sequence[Phrase]) -> None:
        cued = frozenset((m.sentence, m.head) for m in mentions)
        self.cast = Cast(document, cued, spans={(m.sentence, m.head): m.span for m in mentions})
        self.cast.quoted = quoted_words(document)
        self.names: dict[int, list[Name]] = {}
        for sentence in document.sentences:
            self.names[sentence.index] = list(names.find(sentence, document.text))
        self.book = NameBook(self.cast, [n for found in self.names.values() for n in found])
        self.last: Referent | None = None

    def read(self) -> Cast:
        """Read every sentence in order."""
        for sentence in self.cast.document.sentences:
            self._read_sentence(sentence)
        return self.cast

    def _read_sentence(self, sentence: Sentence) -> None:
        starts = {self._start(name, sentence): name for name in self.names[sentence.index]}
        waiting = {self._noun_before(name, sentence) for name in starts.values()}
        for position, word in enumerate(sentence.words):
            place = (sentence.index, position)
            if position in starts:
                self._name(starts[position], sentence, position)
            elif place in self.cast.at or position in waiting:
                continue
            elif word.upos == "PRON" or word.text.lower() in w.POSSESSIVE:
                self._pronoun(sentence, position)
            elif word.upos in {"NOUN", "PROPN"} or place in self.cast.cued:
                self._noun(sentence, position)
        self._close(sentence)

    def _close(self, sentence: Sentence) -> None:
        """After a sentence, remember who spoke in it last."""
        for position in range(len(sentence.words)):
            if (sentence.index, position) in self.cast.cued:
                self.last = self.cast.of((sentence.index, position)) or self.last

    def _start(self, name: Name, sentence: Sentence) -> int:
        before = person_noun_before(name, sentence)
        return name.first if before is None else before

    def _name(self, name: Name, sentence: Sentence, start: int) -> None:
        referent = self.book.find(name)
        text = self.cast.document.text
        title = roles.title(name, sentence, text)
        if title and referent.person is not False:
            referent.roles.append(title)
            referent.heads |= roles.title_heads(name, sentence)
        self.cast.note(referent, sentence.index, name.head, range(start, name.end))
        before = self._noun_before(name, sentence)
        for position in [*roles.asides(name.head, sentence), *([before] if before else [])]:
            self._aside(position, referent, sentence)

    def _noun_before(self, name: Name, sentence: Sentence) -> int | None:
        """Return the noun that a name is in apposition to: ``the chief executive, Mary Teo``."""
        word = sentence.words[name.head]
        if word.deprel not in {"appos", "flat", "nmod:desc"} or not 0 <= word.head < name.first:
            return None
        noun = nouns.read(sentence, word.head)
        fits = sentence.words[word.head].upos == "NOUN" and not noun.plural
        return word.head if fits and noun.stands_for in {"person", "organization"} else None

    def _aside(self, position: int, referent: Referent, sentence: Sentence) -> None:
        noun = nouns.read(sentence, position)
        if not noun.plural and noun.stands_for in {"person", "organization"}:
            self.cast.at[sentence.index, position] = referent.number
            referent.heads.add(noun.noun)
            referent.gender = referent.gender or w.noun_gender(noun.noun)
            if referent.person is None:
                referent.person = noun.stands_for == "person"
            referent.roles.append(describe(self.cast, sentence, position))

    def _pronoun(self, sentence: Sentence, position: int) -> None:
        form = sentence.words[position].text.lower()
        place = (sentence.index, position)
        if place in self.cast.quoted:
            return
        found = None
        if form in w.THIRD:
            found = pronouns.resolve(self.cast, sentence, position, self.last)
        elif form in w.RELATIVE:
            head = pronouns.antecedent_of_relative(sentence, position)
            found = None if head is None else self._at(sentence, head)
        if found is not None:
            if form in w.MALE | w.FEMALE and found.gender is None:
                found.gender = "male" if form in w.MALE else "female"
            self.cast.note(found, sentence.index, position)

    def _at(self, sentence: Sentence, position: int) -> Referent:
        if (sentence.index, position) not in self.cast.at:
            self._noun(sentence, position, wanted=True)
        found = self.cast.of((sentence.index, position))
        assert found is not None
        return found

    def _noun(self, sentence: Sentence, position: int, wanted: bool = False) -> None:
        word = sentence.words[position]
        cued = wanted or (sentence.index, position) in self.cast.cued
        if word.deprel in {"compound", "flat", "fixed", "nmod:desc"} and not cued:
            return
        noun = nouns.read(sentence, position)
        if noun.stands_for is None and not cued:
            return
        referent = definites.resolve(self.cast, noun) or self.cast.new()
        if not referent.nouns and not referent.names:
            referent.person = {"person": True, None: None}.get(noun.stands_for or "", False)
            referent.plural = noun.plural
            referent.gender = w.noun_gender(noun.noun)
        referent.nouns.append(noun)
        self.cast.note(referent, sentence.index, position)


def quoted_words(document: Document) -> frozenset[Place]:
    """Return the words inside quotation marks."""
    inner = [span for passage in document.passages for span in passage.inner]
    found = set()
    start = 0
    for sentence in document.sentences:
        while start < len(inner) and inner[start].end <= sentence.start:
            start += 1
        near = []
        for span in inner[start:]:
            if span.start >= sentence.end:
                break
            near.append(span)
        for word in sentence.words:
            if any(span.start <= word.start < span.end for span in near):
                found.add((sentence.index, word.index))
    return frozenset(found)
