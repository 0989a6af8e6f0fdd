"""News articles in which people labelled whom each pronoun means.

`news.tsv` has a line for each pronoun that is a source in PolNeAR: the article's name, the range of
the pronoun, and the kind and range of its antecedent. It holds no text: the articles belong to
their publishers. They are read as the extractor reads them, with its own parses, names,
descriptions and cues. The candidates of a pronoun are the entities that the extractor knows at that
place, and the right one is the entity to which it linked the labelled words.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

from benchmarks.items import BenchmarkError, read_lines
from extractor import cleaning, marks, rules, selection
from extractor.cleaning import AlignedText
from extractor.domain import Document, NounPhrase, Parser, Scope, Span
from extractor.english import lexicon
from extractor.speakers import coreference, pronoun_resolution, ranking
from extractor.speakers.coreference import Resolver
from extractor.speakers.discourse import Place
from extractor.speakers.entities import Entity, EntityIndex
from extractor.speakers.ranking import Antecedent
from training.coreference.corpora import CorpusError
from training.coreference.replay import Example, example

Kind = Literal["name", "description", "group", "ahead"]
"""What a pronoun refers to; ``ahead`` is a name that only follows it."""
LABELS: Final = Path(__file__).parent / "news.tsv"
HEADER: Final = "article\tpronoun\tkind\tantecedent"
HELD_BACK: Final = 0.3
"""The share of the articles that are not learned from."""


@dataclass(frozen=True, slots=True)
class Label:
    """The range of a pronoun in an article, and the kind and range of its antecedent."""

    pronoun: Span
    kind: Kind
    antecedent: Span


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the extractor reads it, with its labels by the pronouns' places.

    ``mentions`` are those at cues. A label is a kind and the places of the antecedent's words, the
    head first.
    """

    name: str
    document: Document
    mentions: tuple[NounPhrase, ...]
    labels: Mapping[Place, tuple[Kind, tuple[Place, ...]]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a resolver said of one pronoun: ``right`` is None if it left the antecedent open."""

    article: str
    pronoun: Place
    form: str
    kind: Kind
    at_cue: bool
    right: bool | None
    probability: float


# --- labels -------------------------------------------------------------------------------


def read_labels(path: Path = LABELS) -> dict[str, list[Label]]:
    """Return the labels of each article, by its name."""
    found: dict[str, list[Label]] = {}
    for line in path.read_text("utf-8").splitlines()[1:]:
        name, pronoun, kind, antecedent = line.split("\t")
        if kind not in get_args(Kind):
            raise CorpusError(f"{path}: no kind of antecedent: {kind}")
        label = Label(_span(pronoun), kind, _span(antecedent))  # type: ignore[arg-type]
        found.setdefault(name, []).append(label)
    return found


def write_labels(labels: Mapping[str, Iterable[Label]], path: Path = LABELS) -> None:
    """Write labels, articles and pronouns in order."""
    lines = [HEADER]
    for name in sorted(labels):
        for label in sorted(labels[name], key=lambda label: label.pronoun):
            lines.append(
                f"{name}\t{_range(label.pronoun)}\t{label.kind}\t{_range(label.antecedent)}"
            )
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _span(written: str) -> Span:
    start, _, end = written.partition("-")
    return Span(int(start), int(end))


def _range(span: Span) -> str:
    return f"{span.start}-{span.end}"


def problems(label: Label, text: str) -> Iterator[str]:
    """Yield what is wrong with a label in the text of its article."""
    words = {"pronoun": label.pronoun, "antecedent": label.antecedent}
    for what, span in words.items():
        whole = span.of(text)
        if span.end > len(text) or not whole or whole != whole.strip():
            yield f"the {what} is no words"
        elif text[span.start - 1 : span.start].isalnum() or text[span.end : span.end + 1].isalnum():
            yield f"the {what} begins or ends inside a word"
    if label.pronoun.of(text).lower() not in lexicon.THIRD_PERSON:
        yield "the pronoun is none"
    if (label.antecedent.start > label.pronoun.start) != (label.kind == "ahead"):
        yield "the antecedent is on the wrong side"
    if label.kind in {"name", "ahead"} and not any(map(str.isupper, label.antecedent.of(text))):
        yield "the name has no capital"


def is_held_back(name: str) -> bool:
    """Return whether an article is one of those that are not learned from."""
    digest = hashlib.sha256(name.encode()).digest()
    return int.from_bytes(digest[:4]) < HELD_BACK * 2**32


# --- articles -----------------------------------------------------------------------------


def texts(path: Path) -> dict[str, str]:
    """Return the texts of PolNeAR's articles by their names.

    Raises CorpusError, naming the file, if it cannot be read.
    """
    try:
        return {line["doc"]: line["text"] for line in read_lines(path)}
    except (BenchmarkError, KeyError) as error:
        raise CorpusError(f"{path} cannot be read: {error}") from error


def articles(path: Path, parser: Parser, scope: Scope) -> Iterator[Article]:
    """Yield the labelled articles in order, read with a scope, which decides what the cues are.

    Raises CorpusError, naming the file, if it cannot be read.
    """
    known, labels = texts(path), read_labels()
    for name in sorted(labels):
        if name not in known:
            raise CorpusError(f"{path}: no article {name}")
        yield read(name, known[name], labels[name], parser, scope)


def read(name: str, text: str, labels: Iterable[Label], parser: Parser, scope: Scope) -> Article:
    """Return an article as the extractor reads it, without the labels that match no word."""
    clean, _ = cleaning.clean(text)
    document = parser(marks.find(clean.text))
    chosen = selection.choose(rules.propose(document), document, scope)
    placed = {}
    for label in labels:
        pronoun = _places(document, clean, label.pronoun)
        antecedent = _places(document, clean, label.antecedent)
        if pronoun and antecedent:
            placed[pronoun[0]] = label.kind, antecedent
    mentions = tuple(found.mention for found in chosen if found.mention is not None)
    return Article(name, document, mentions, placed)


def _places(document: Document, clean: AlignedText, span: Span) -> tuple[Place, ...]:
    """Return the places of the words in a range of the source, the head first."""
    start, end = bisect_left(clean.starts, span.start), bisect_left(clean.starts, span.end)
    starts = [sentence.start for sentence in document.sentences]
    sentence = document.sentences[max(bisect_right(starts, start) - 1, 0)]
    inside = [word.index for word in sentence.words if start <= word.start < end]
    inside.sort(key=lambda position: sentence.words[position].head in inside)
    return tuple((sentence.index, position) for position in inside)


# --- questions ----------------------------------------------------------------------------


def examples(article: Article) -> Iterator[Example]:
    """Yield the labelled pronouns of an article that have candidates.

    After each, a labelled pronoun is linked as labelled, and any other as the extractor links it.
    """
    found: list[Example] = []

    def antecedent_of(index: EntityIndex, place: Place) -> Antecedent | None:
        if place not in article.labels:
            return pronoun_resolution.resolve_personal_pronoun(index, place)
        expected = _expected(article, index, place)
        rows = ranking.rows(index, place, pronoun_resolution.agreeing(index, place))
        found.extend(example(index, place, rows, expected))
        return None if expected is None else Antecedent(expected, 1.0, place)

    coreference.resolve(article.document, article.mentions, antecedent_of)
    yield from found


def answers(article: Article, resolve: Resolver) -> Iterator[Answer]:
    """Yield the answer for each labelled pronoun, where the extractor links all pronouns itself."""
    asked: list[Place] = []

    def antecedent_of(index: EntityIndex, place: Place) -> Antecedent | None:
        asked.append(place)
        return resolve(index, place)

    index = coreference.resolve(article.document, article.mentions, antecedent_of).index
    for place in asked:
        expected, found = _expected(article, index, place), index.at(place)
        if expected is not None:
            yield Answer(
                article.name,
                place,
                article.document.sentences[place[0]].words[place[1]].text.lower(),
                article.labels[place][0],
                place in index.discourse.cue_mentions,
                None if found is None else found is expected,
                index.probabilities.get(place, 1.0),
            )


def _expected(article: Article, index: EntityIndex, place: Place) -> Entity | None:
    """Return the entity of a pronoun's labelled words, None if there is none yet."""
    kind, antecedent = article.labels.get(place, (None, ()))
    if kind == "group":
        return next((e for e in _together_at(index, antecedent) if e.plural), None)
    return next((e for e in map(index.at, antecedent) if e is not None), None)


def _together_at(index: EntityIndex, antecedent: tuple[Place, ...]) -> Iterator[Entity]:
    """Yield the entities that words refer to, first a coordination that begins with them."""
    for entity in reversed(index.entities):
        if entity.members and any((m.sentence, m.word) == antecedent[0] for m in entity.mentions):
            yield entity
    found = index.at(antecedent[0])
    if found is not None:
        yield found
