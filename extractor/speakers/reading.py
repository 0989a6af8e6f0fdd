"""Read a text from start to end and say whom each noun phrase means."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Final

from extractor.domain import Document, NounPhrase, Sentence
from extractor.english import lexicon
from extractor.english.orthography import Truecasing
from extractor.speakers import ahead, asides, meanings, names, roles, together
from extractor.speakers.cast import Cast
from extractor.speakers.classify import is_common, person_noun_before
from extractor.speakers.names import Name
from extractor.speakers.people import NameBook
from extractor.speakers.quoted import lines, quoted_words

MEANINGLESS: Final = frozenset("PUNCT ADP CCONJ AUX VERB ADV PART NUM SYM".split())
"""Tags of words that stand for nobody, unless they are at a cue or in a name."""


class Reading:
    """One pass over a document that fills its cast."""

    def __init__(self, document: Document, mentions: Sequence[NounPhrase]) -> None:
        cued = {(m.sentence, m.head): m.span for m in mentions}
        self.cued: dict[int, list[int]] = {}
        for index, head in sorted(cued):
            self.cued.setdefault(index, []).append(head)
        quoted = quoted_words(document)
        self.cast = Cast(document, Truecasing(document), cued, quoted, lines(document, quoted))
        found = names.of_document(document)
        self.names = {
            s.index: [n for n in found[s.index] if not is_common(n, s)] for s in document.sentences
        }
        every = [name for names_ in self.names.values() for name in names_]
        self._asides: dict[int, tuple[int | None, list[int]]] = {}
        self.book = NameBook(self.cast, every)
        for name, referent in self.book.full:
            roles.learn(referent, name, self._around(name)[1], document, quoted)
        for referent in self.cast.referents:
            for noun in referent.heads:
                self.cast.ahead.setdefault(noun, deque()).append(referent)

    def read(self) -> Cast:
        """Read every sentence in order."""
        for sentence in self.cast.document.sentences:
            self._read_sentence(sentence)
            ahead.look(self.cast, sentence)
            together.note(self.cast, sentence)
            self._remember_speaker(sentence)
        return self.cast

    def _read_sentence(self, sentence: Sentence) -> None:
        starts = {self._start(name, sentence): name for name in self.names[sentence.index]}
        waiting = {self._around(name)[0] for name in starts.values()}
        cued = self.cued.get(sentence.index, ())
        for word in sentence.words:
            position = word.index
            if word.upos in MEANINGLESS and position not in starts and position not in cued:
                continue
            place = (sentence.index, position)
            if position in starts:
                self._name(starts[position], sentence, position)
            elif place in self.cast.at or position in waiting:
                continue
            elif word.text.lower() in lexicon.PRONOUNS and word.text != "WHO":
                meanings.pronoun(self.cast, sentence, position)
            elif word.upos in {"NOUN", "PROPN", "PRON"} or position in cued:
                meanings.noun(self.cast, sentence, position)

    def _remember_speaker(self, sentence: Sentence) -> None:
        for position in self.cued.get(sentence.index, ()):
            spoke = self.cast.of((sentence.index, position))
            self.cast.last = (spoke, sentence.index) if spoke else self.cast.last

    def _around(self, name: Name) -> tuple[int | None, list[int]]:
        """Return the noun a name is in apposition to, and all said of it; looked up once."""
        if id(name) not in self._asides:
            sentence = self.cast.document.sentences[name.sentence]
            before = asides.noun_before(name, sentence)
            self._asides[id(name)] = before, asides.of(name, sentence, before)
        return self._asides[id(name)]

    def _start(self, name: Name, sentence: Sentence) -> int:
        before = person_noun_before(name, sentence)
        return name.first if before is None else before

    def _name(self, name: Name, sentence: Sentence, start: int) -> None:
        referent = self.book.find(name)
        before, said = self._around(name)
        if not self.book.is_full(name):
            roles.learn(referent, name, said, self.cast.document, self.cast.quoted)
        self.cast.note(referent, sentence.index, name.head, range(start, name.end))
        for position in said:
            self.cast.at[sentence.index, position] = referent.number
        governor = asides.governor(name, sentence, before)
        if governor is not None:
            self.cast.note(referent, sentence.index, governor)
