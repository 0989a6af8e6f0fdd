"""The treebanks: sources, selected documents, and checks of completeness.

    TREEBANKS/UD_English-EWT/en_ewt-ud-{train,dev,test}.conllu    CC BY-SA 4.0
    TREEBANKS/UD_English-GUM/en_gum-ud-{train,dev}.conllu         CC BY 4.0, texts by genre

Both are repositories of the organization UniversalDependencies on GitHub. Of GUM the documents of
ten genres are taken whose texts are open (CC BY, CC BY-SA or public domain). A folder that has the
selection ready made, as ``en_news-ud-{train,dev,test}.conllu``, packed with xz or not, will do.
"""

from __future__ import annotations

import lzma
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.sentences import Sentence, read

GENRES = tuple("academic bio conversation court interview news speech textbook vlog voyage".split())


class TreebankError(Exception):
    """A treebank is missing, or is not the expected version."""


@dataclass(frozen=True, slots=True)
class Split:
    """The expected size of a part."""

    sentences: int
    words: int


SPLITS = {
    "train": Split(20_075, 335_769),
    "dev": Split(3_023, 43_579),
    "test": Split(2_077, 25_094),
}


def load(folder: Path, split: str) -> tuple[Sentence, ...]:
    """Return the sentences of ``train``, ``dev`` or ``test``.

    Raises TreebankError, naming the file, if one is missing or a count is not the expected.
    """
    sentences = tuple(_ready_made(folder, split) or _selected(folder, split))
    found = Split(len(sentences), sum(len(sentence.words) for sentence in sentences))
    if found != SPLITS[split]:
        raise TreebankError(
            f"the {split} part in {folder} has {found.sentences:,} sentences of {found.words:,}"
            f" words, not {SPLITS[split].sentences:,} of {SPLITS[split].words:,}:"
            " another release of the treebanks"
        )
    return sentences


def is_open(identifier: str) -> bool:
    """Return whether a GUM document (``GUM_news_afghan``) is of a genre that is used."""
    _, _, rest = identifier.partition("_")
    return rest.partition("_")[0] in GENRES


def _ready_made(folder: Path, split: str) -> Sequence[Sentence]:
    for name, opened in (
        (f"en_news-ud-{split}.conllu", Path.open),
        (f"en_news-ud-{split}.conllu.xz", lzma.open),
    ):
        if (folder / name).exists():
            return tuple(_read(folder / name, opened))
    return ()


def _selected(folder: Path, split: str) -> Iterator[Sentence]:
    yield from _read(folder / "UD_English-EWT" / f"en_ewt-ud-{split}.conllu", Path.open)
    if split == "test":
        return
    kept = False
    for sentence in _read(folder / "UD_English-GUM" / f"en_gum-ud-{split}.conllu", Path.open):
        if sentence.opens_document:
            kept = any(
                line.startswith("# newdoc id = ") and is_open(line.removeprefix("# newdoc id = "))
                for line in sentence.comments
            )
        if kept:
            yield sentence


def _read(path: Path, opened: Callable[..., object]) -> Iterator[Sentence]:
    try:
        with opened(path, "rt", encoding="utf-8") as file:  # type: ignore[attr-defined]
            yield from read(file)
    except OSError as error:
        raise TreebankError(f"treebank {path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise TreebankError(f"treebank {path} is no CoNLL-U: {error}") from error
