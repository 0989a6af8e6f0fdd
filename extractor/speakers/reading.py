"""Read a text from start to end and say whom each noun phrase means."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.domain import Document, Phrase, Sentence
from extractor.grammar import child
from extractor.speakers import author, definites, names, nouns, pronouns, roles, together
from extractor.speakers import words as w
from extractor.speakers.cast import Cast
from extractor.speakers.classify import is_common, person_noun_before
from extractor.speakers.names import Name
from extractor.speakers.people import NameBook
from extractor.speakers.quoted import lines, quoted_words
from extractor.speakers.referents import Referent
from extractor.speakers.relatives import antecedents

INSIDE = frozenset("compound flat fixed nmod:desc".split())


class Reading:
    """One pass over a document that fills its cast."""

    def __init__(self, document: Document, mentions: Sequence[Phrase]) -> None:
        cued = {(m.sentence, m.head): m.span for m in mentions}
        quoted = quoted_words(document)
        self.cast = Cast(document, cued, quoted, lines(document, quoted))
        found = names.of_document(document)
        self.names = {
            s.index: [n for n in found[s.index] if not is_common(n, s)] for s in document.sentences
        }
        every = [name for names_ in self.names.values() for name in names_]
        self.book = NameBook(self.cast, every)
        for name, referent in self.book.full:
            roles.learn(referent, name, document)

    def read(self) -> Cast:
        """Read every sentence in order."""
        for sentence in self.cast.document.sentences:
            self._read_sentence(sentence)
            self._look_ahead(sentence)
            together.note(self.cast, sentence)
            self._remember_speaker(sentence)
        return self.cast

    def _read_sentence(self, sentence: Sentence) -> None:
        starts = {self._start(name, sentence): name for name in self.names[sentence.index]}
        waiting = {roles.noun_before(name, sentence) for name in starts.values()}
        for position, word in enumerate(sentence.words):
            place = (sentence.index, position)
            if position in starts:
                self._name(starts[position], sentence, position)
            elif place in self.cast.at or position in waiting:
                continue
            elif word.text.lower() in w.PRONOUNS:
                self._pronoun(sentence, position)
            elif word.upos in {"NOUN", "PROPN", "PRON"} or place in self.cast.cued:
                self._noun(sentence, position)

    def _remember_speaker(self, sentence: Sentence) -> None:
        for position in range(len(sentence.words)):
            if (sentence.index, position) in self.cast.cued:
                spoke = self.cast.of((sentence.index, position))
                self.cast.last = (spoke, sentence.index) if spoke else self.cast.last

    def _start(self, name: Name, sentence: Sentence) -> int:
        before = person_noun_before(name, sentence)
        return name.first if before is None else before

    def _name(self, name: Name, sentence: Sentence, start: int) -> None:
        referent = self.book.find(name)
        if not self.book.is_full(name):
            roles.learn(referent, name, self.cast.document)
        self.cast.note(referent, sentence.index, name.head, range(start, name.end))
        for position in roles.asides(name, sentence):
            self.cast.at[sentence.index, position] = referent.number
        governor = roles.governor(name, sentence)
        if governor is not None:
            self.cast.note(referent, sentence.index, governor)

    def _pronoun(self, sentence: Sentence, position: int) -> None:
        form = sentence.words[position].text.lower()
        if (sentence.index, position) in self.cast.quoted:
            return
        found = None
        if form in w.THIRD:
            found = pronouns.resolve(self.cast, sentence, position)
        elif form in w.RELATIVE:
            found = self._antecedent(sentence, position, form)
        else:
            found = author.speaker(self.cast, form)
        if found is not None:
            pronouns.learn(form, found)
            self.cast.note(found, sentence.index, position)

    def _look_ahead(self, sentence: Sentence) -> None:
        """Find whom a pronoun means that nothing before explains: ``In his view, Weber ...``."""
        root = next((i for i, word in enumerate(sentence.words) if word.head < 0), 0)
        subject = child(sentence, root, "nsubj")
        found = None if subject is None else self.cast.of((sentence.index, subject))
        if found is None or subject is None or not found.names:
            return
        for position in range(subject):
            word, place = sentence.words[position], (sentence.index, position)
            if word.text.lower() not in w.THIRD or place in self.cast.at:
                continue
            if place not in self.cast.quoted and pronouns.agreement(word, found):
                self.cast.note(found, *place)

    def _antecedent(self, sentence: Sentence, position: int, form: str) -> Referent | None:
        """Return what a relative pronoun goes on from: no thing for *who*, nobody for *which*."""
        first: Referent | None = None
        for noun in antecedents(sentence, position):
            found = self._at(sentence, noun)
            if found is None:
                continue
            first = first or found
            unfit = found.person is (form != "who") if form in {"who", "which"} else False
            if not unfit or (form == "who" and found.plural):
                return found
        return first

    def _at(self, sentence: Sentence, position: int) -> Referent | None:
        if (sentence.index, position) not in self.cast.at:
            self._noun(sentence, position, wanted=True)
        return self.cast.of((sentence.index, position))

    def _noun(self, sentence: Sentence, position: int, wanted: bool = False) -> None:
        cued = wanted or (sentence.index, position) in self.cast.cued
        if sentence.words[position].deprel in INSIDE and not cued:
            return
        noun = nouns.read(sentence, position)
        if noun.stands_for is None and not cued:
            return
        same = self._said_of_another(sentence, position, noun)
        if same is not None:
            self.cast.at[sentence.index, position] = same.number
            same.heads.add(noun.noun)
            return
        referent = definites.resolve(self.cast, noun) or self.cast.new()
        if not referent.nouns and not referent.names:
            referent.person = {"person": True, None: None}.get(noun.stands_for or "", False)
            referent.plural = noun.plural
            referent.gender = w.noun_gender(noun.noun)
        if referent.names and referent.person is None:
            referent.person = noun.stands_for == "person"
        referent.nouns.append(noun)
        referent.called.add(noun.noun)
        self.cast.note(referent, sentence.index, position)

    def _said_of_another(
        self, sentence: Sentence, position: int, noun: nouns.Noun
    ) -> Referent | None:
        """Return whom a noun is said of: ``she is a lawyer``, ``the secretary and candidate``."""
        word = sentence.words[position]
        if noun.stands_for != "person" or noun.plural:
            return None
        if word.deprel == "conj" and together.same_one(sentence, word.head, position):
            return self.cast.of((sentence.index, word.head))
        if word.deprel == "appos":
            return self.cast.of((sentence.index, word.head))
        subject = child(sentence, position, "nsubj")
        if subject is None or child(sentence, position, "cop") is None:
            return None
        found = self.cast.of((sentence.index, subject))
        return found if found is not None and found.person and not found.plural else None
