"""Corpora with coreference: documents, and in them the mentions of each entity.

    CORPORA/gum_{train,dev,test}.conllu.xz    GUM, ten genres: trees, and `Entity=` in MISC
    CORPORA/litbank_brat.tar.xz               LitBank: plain text and brat's stand-off mentions

Annotations of both are CC BY 4.0. GUM's texts are CC BY, CC BY-SA or public domain by genre (the
non-commercial genres are not in these files), LitBank's are in the public domain.
"""

from __future__ import annotations

import lzma
import re
import tarfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from extractor import marks
from extractor.domain import Document, Parser, Sentence, Word
from training import sentences as conllu

LITBANK: Final = "litbank_brat.tar.xz"
PEOPLE: Final = frozenset({"person", "PER"})
_BRACKET: Final = re.compile(r"\(([^()]+)(\)?)|([^()]+)\)")
"""A mention that opens, and maybe closes at once; or one that closes."""
_BEFORE: Final = frozenset(", . ; : ! ? ) ] ” ’ n't".split())
_AFTER: Final = frozenset("( [ “ ‘".split())


class CorpusError(Exception):
    """A corpus is missing or cannot be read."""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention: words ``first`` to ``last`` of a sentence, whose ``head`` is one of them."""

    sentence: int
    head: int
    first: int
    last: int
    cluster: str
    type: str


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document with its mentions in text order; the longer one first where two begin alike."""

    name: str
    genre: str
    document: Document
    mentions: tuple[GoldMention, ...]


# --- GUM ----------------------------------------------------------------------------------


def gum(folder: Path, split: str) -> Iterator[GoldDocument]:
    """Yield the documents of GUM's ``train``, ``dev`` or ``test`` with their gold trees.

    Raises CorpusError, naming the file, if it cannot be read.
    """
    path = folder / f"gum_{split}.conllu.xz"
    try:
        with lzma.open(path, "rt", encoding="utf-8") as file:
            found = tuple(conllu.read(file))
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path} cannot be read: {error}") from error
    starts = [i for i, sentence in enumerate(found) if sentence.opens_document]
    for start, end in zip(starts, [*starts[1:], len(found)], strict=True):
        yield from_conllu(found[start:end])


def from_conllu(sentences: Sequence[conllu.Sentence]) -> GoldDocument:
    """Return the document that CoNLL-U sentences with `Entity=` make."""
    name = _comment(sentences[0], "newdoc id")
    document = _document(sentences)
    mentions = (m for i, s in enumerate(sentences) for m in _entities(document.sentences[i], s))
    return GoldDocument(name, _comment(sentences[0], "meta::genre"), document, _ordered(mentions))


def _comment(sentence: conllu.Sentence, key: str) -> str:
    start = f"# {key} = "
    found = (line.removeprefix(start) for line in sentence.comments if line.startswith(start))
    return next(found, "")


def _document(sentences: Sequence[conllu.Sentence]) -> Document:
    """Lay out the text, a blank line between paragraphs, and find its marks."""
    text, words = "", []
    for sentence in sentences:
        if text and sentence.opens_paragraph:
            text = text.rstrip() + "\n\n"
        spelt = conllu.text(sentence)
        words.append(tuple(_words(sentence, len(text))))
        text += spelt + (" " if conllu.spaced_after(sentence) else "")
    marking = marks.find(text := text.rstrip())
    starts = [paragraph.start for paragraph in marking.paragraphs]
    parsed = tuple(
        Sentence.of(index, max(bisect_right(starts, each[0].start) - 1, 0), each)
        for index, each in enumerate(words)
    )
    return Document(text, marking.paragraphs, marking.passages, parsed, ())


def _words(sentence: conllu.Sentence, at: int) -> Iterator[Word]:
    """Yield the words of a sentence that begins at *at*, each with its place in the text."""
    opened = {contraction.first: contraction for contraction in sentence.contractions}
    inside: conllu.Contraction | None = None
    start = at
    for index, word in enumerate(sentence.words):
        inside = opened.get(index + 1) or (inside if inside and index < inside.last else None)
        form, misc = (inside.form, inside.misc) if inside else (word.form, word.misc)
        spelt = (
            "".join(w.form for w in sentence.words[inside.first - 1 : inside.last])
            if inside
            else ""
        )
        if inside and spelt == form:
            begin = start + sum(len(w.form) for w in sentence.words[inside.first - 1 : index])
            end = begin + len(word.form)
        else:
            begin, end = start, start + len(form)
        yield Word(
            index,
            begin,
            end,
            word.form,
            word.lemma,
            word.upos,
            word.xpos,
            "" if word.feats == "_" else word.feats,
            word.head - 1,
            word.deprel,
        )
        if inside is None or index + 1 == inside.last:
            start += len(form) + ("SpaceAfter=No" not in misc)


def _entities(sentence: Sentence, source: conllu.Sentence) -> Iterator[GoldMention]:
    """Yield the mentions that the brackets of a sentence open and close."""
    opened: dict[str, list[tuple[int, str]]] = {}
    for position, word in enumerate(source.words):
        fields = dict(part.partition("=")[::2] for part in word.misc.split("|"))
        for piece in _BRACKET.finditer(fields.get("Entity", "")):
            name, _, rest = (piece.group(1) or piece.group(3)).partition("-")
            if piece.group(1):
                opened.setdefault(name, []).append((position, rest.partition("-")[0]))
            if (piece.group(2) or piece.group(3)) and opened.get(name):
                first, kind = opened[name].pop()
                head = _head(sentence, first, position)
                yield GoldMention(sentence.index, head, first, position, name, kind)


def _head(sentence: Sentence, first: int, last: int) -> int:
    """Return the first word of a stretch that no other word in it governs."""
    inside = range(first, last + 1)
    return next(i for i in inside if sentence.words[i].head not in inside)


def _ordered(mentions: Iterable[GoldMention]) -> tuple[GoldMention, ...]:
    return tuple(sorted(mentions, key=lambda m: (m.sentence, m.head, m.first - m.last, m.cluster)))


# --- LitBank ------------------------------------------------------------------------------


def litbank(folder: Path, parser: Parser) -> Iterator[GoldDocument]:
    """Yield LitBank's documents, parsed by *parser*.

    Raises CorpusError, naming the file, if it cannot be read.
    """
    path = folder / LITBANK
    try:
        with tarfile.open(path, "r:xz") as archive:
            files = {m.name: archive.extractfile(m) for m in archive.getmembers() if m.isfile()}
            texts = {name: file.read().decode("utf-8") for name, file in files.items() if file}
    except (OSError, tarfile.TarError) as error:
        raise CorpusError(f"{path} cannot be read: {error}") from error
    for name in sorted(name for name in texts if name.endswith(".txt")):
        yield from_brat(name, texts[name], texts[name.removesuffix("txt") + "ann"], parser)


def from_brat(name: str, text: str, annotation: str, parser: Parser) -> GoldDocument:
    """Return the document of a tokenized text and its stand-off mentions."""
    spaced, moved = _respaced(text)
    document = parser(marks.find(spaced))
    spans: dict[tuple[int, int], dict[str, str]] = {}
    for line in annotation.splitlines():
        if line.startswith("T"):
            kind, start, end = line.split("\t")[1].split(" ")
            entry = spans.setdefault((int(start), int(end)), {})
            is_type = re.fullmatch(r"(NOM|PROP|PRON)_(\w+)", kind)
            entry["type" if is_type else "cluster"] = is_type.group(2) if is_type else kind
    placed = {
        (moved[start], moved[end - 1] + 1): (entry["cluster"], entry["type"])
        for (start, end), entry in spans.items()
        if len(entry) == 2
    }
    return GoldDocument(name, "novel", document, mentions_at(document, placed))


def mentions_at(
    document: Document, spans: Mapping[tuple[int, int], tuple[str, str]]
) -> tuple[GoldMention, ...]:
    """Return the mentions at ranges of a text, each with cluster and type; none over sentences."""
    found = (_at(document, *span, *entity) for span, entity in spans.items())
    return _ordered(mention for mention in found if mention is not None)


def _respaced(text: str) -> tuple[str, list[int]]:
    """Return a text without the blanks before its marks, and where each character went.

    Straight quotation marks open and close in turn within a line.
    """
    made: list[str] = []
    moved: list[int] = []
    length = 0
    for line in text.splitlines(keepends=True):
        closing = glued = False
        pieces = re.findall(r"\S+|\s", line)
        for at, piece in enumerate(pieces):
            following = pieces[at + 1] if at + 1 < len(pieces) else ""
            before = following in _BEFORE or (
                following.startswith(("'", "’")) and len(following) > 1
            )
            drop = piece == " " and (glued or before or (following == '"' and closing))
            moved += range(length, length + (0 if drop else len(piece)))
            moved += [length] * (len(piece) if drop else 0)
            made.append("" if drop else piece)
            length += len(made[-1])
            if piece != " ":
                glued = piece in _AFTER or (piece == '"' and not closing)
                closing = closing != (piece == '"')
    return "".join(made), moved


def _at(document: Document, start: int, end: int, cluster: str, kind: str) -> GoldMention | None:
    """Return the mention at a range, None if it is not within one sentence."""
    starts = [sentence.start for sentence in document.sentences]
    sentence = document.sentences[max(bisect_right(starts, start) - 1, 0)]
    places = [word.start for word in sentence.words]
    first, last = bisect_left(places, start), bisect_left(places, end) - 1
    if end > sentence.end or last < first:
        return None
    head = _head(sentence, first, last)
    return GoldMention(sentence.index, head, first, last, cluster, kind)
