"""Treebank documents as raw text, and their parses as CoNLL-U."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor import marks
from extractor.domain import Sentence as Parsed
from extractor.parsing.parser import TextParser
from training.sentences import Sentence, spaced_after, text

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Raw:
    """A document's text with blank lines between its paragraphs, and its gold sentences."""

    text: str
    sentences: tuple[Sentence, ...]


def documents(sentences: Iterable[Sentence]) -> Iterator[Raw]:
    """Yield the documents of a treebank as they were written."""
    held: list[Sentence] = []
    for sentence in sentences:
        if sentence.opens_document and held:
            yield Raw(_written(held), tuple(held))
            held = []
        held.append(sentence)
    if held:
        yield Raw(_written(held), tuple(held))


def parsed(raw: Raw, parser: TextParser) -> Iterator[str]:
    """Yield the CoNLL-U lines of all sentences that *parser* sees in the text."""
    for sentence in parser.sentences(marks.find(raw.text)):
        yield from _lines(sentence, raw.text)
        yield "\n"


def _written(sentences: Sequence[Sentence]) -> str:
    pieces: list[str] = []
    for sentence in sentences:
        if pieces and sentence.opens_paragraph:
            pieces[-1] = pieces[-1].rstrip()
            pieces.append(_BETWEEN)
        pieces.append(text(sentence))
        if spaced_after(sentence):
            pieces.append(" ")
    return "".join(pieces).rstrip()


def _lines(sentence: Parsed, whole: str) -> Iterator[str]:
    """Yield a line a word; contractions are not marked, words are compared one by one."""
    for word in sentence.words:
        form = "".join(whole[word.start : word.end].split()) or "_"
        columns = (word.index + 1, form, word.lemma, word.upos, word.xpos, word.feats)
        yield "\t".join(map(str, (*columns, word.head + 1, word.deprel, "_", "_"))) + "\n"
