"""Sentences of a treebank, as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word. ``head`` counts from 1 within the sentence, 0 is the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    misc: str = "_"


@dataclass(frozen=True, slots=True)
class Contraction:
    """A token of several words, ``first`` to ``last``, counted from 1."""

    first: int
    last: int
    form: str
    misc: str = "_"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its comment lines (``# newpar`` among them) and its contractions."""

    words: tuple[Word, ...]
    contractions: tuple[Contraction, ...] = ()
    comments: tuple[str, ...] = ()

    @property
    def opens_document(self) -> bool:
        """Whether a document begins here."""
        return any(line.startswith("# newdoc") for line in self.comments)

    @property
    def opens_paragraph(self) -> bool:
        """Whether a paragraph begins here."""
        return self.opens_document or any(line.startswith("# newpar") for line in self.comments)


def read(lines: Iterable[str]) -> Iterator[Sentence]:
    """Yield the sentences of CoNLL-U lines. Empty nodes are left out.

    Raises ValueError at a line that has not ten columns.
    """
    comments: list[str] = []
    words: list[Word] = []
    contractions: list[Contraction] = []
    for line in lines:
        line = line.rstrip("\n")
        if not line:
            if words:
                yield Sentence(tuple(words), tuple(contractions), tuple(comments))
            comments, words, contractions = [], [], []
        elif line.startswith("#"):
            comments.append(line)
        else:
            number, form, lemma, upos, xpos, feats, head, deprel, _, misc = line.split("\t")
            if "-" in number:
                first, last = number.split("-")
                contractions.append(Contraction(int(first), int(last), form, misc))
            elif "." not in number:
                words.append(Word(form, lemma, upos, xpos, feats, int(head), deprel, misc))


def write(sentences: Iterable[Sentence]) -> Iterator[str]:
    """Yield the CoNLL-U lines of *sentences*, line ends included; ``# text`` is made again."""
    for sentence in sentences:
        kept = [line for line in sentence.comments if not line.startswith("# text =")]
        yield from (f"{comment}\n" for comment in (*kept, f"# text = {text(sentence)}"))
        opened = {contraction.first: contraction for contraction in sentence.contractions}
        for number, word in enumerate(sentence.words, 1):
            if found := opened.get(number):
                blanks = "\t".join("_" * 7)
                yield f"{found.first}-{found.last}\t{found.form}\t{blanks}\t{found.misc}\n"
            columns = (word.form, word.lemma, word.upos, word.xpos, word.feats, word.head)
            yield "\t".join(map(str, (number, *columns, word.deprel, "_", word.misc))) + "\n"
        yield "\n"


def text(sentence: Sentence) -> str:
    """Return the sentence as it was written, without a space behind it."""
    inside: dict[int, Contraction] = {}
    for contraction in sentence.contractions:
        inside |= dict.fromkeys(range(contraction.first, contraction.last + 1), contraction)
    pieces = []
    for number, word in enumerate(sentence.words, 1):
        found = inside.get(number)
        if found and found.first != number:
            continue
        pieces.append(found.form if found else word.form)
        pieces.append("" if "SpaceAfter=No" in (found or word).misc else " ")
    return "".join(pieces).strip()


def spaced_after(sentence: Sentence) -> bool:
    """Return whether a space follows the sentence in its paragraph."""
    last = len(sentence.words)
    closing = [c for c in sentence.contractions if c.last == last]
    return "SpaceAfter=No" not in (closing[0] if closing else sentence.words[-1]).misc
