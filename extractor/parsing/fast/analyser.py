"""Tagger, lemmatizer and parser over the sentences of one text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch

from extractor.parsing import endings
from extractor.parsing.fast.arcs import Parser
from extractor.parsing.fast.batches import Batches
from extractor.parsing.fast.checkpoint import Checkpoint
from extractor.parsing.fast.encoder import Encoder
from extractor.parsing.fast.lemmas import Lemmas
from extractor.parsing.fast.pieces import Pieces
from extractor.parsing.fast.tagger import Tagger, Tags
from extractor.parsing.port import Parsed

# As Stanza does: several of these in a row count as the first.
_QUESTION = re.compile("[?？︖﹖⁇][?？︖﹖⁇!！︕﹗‼]+")
_EXCLAMATION = re.compile("[!！︕﹗‼][?？︖﹖⁇!！︕﹗‼]+")


class Analyser:
    """All models behind the tokenizer; keeps no state, so threads may share it."""

    def __init__(self, folder: Path, dtype: torch.dtype) -> None:
        """Read the models of *folder*; raises UnsupportedError where only Stanza knows one."""
        encoder = Encoder(folder / "encoder", dtype)
        self._batches = Batches(Pieces(folder / "encoder" / "tokenizer.json"), encoder)
        self._tagger = Tagger(Checkpoint.read(folder / "pos.pt"), dtype)
        self._parser = Parser(Checkpoint.read(folder / "depparse.pt"), dtype)
        self._lemmas = Lemmas(
            Checkpoint.read(folder / "lemma.pt"), endings.read(folder / "endings.json")
        )

    def __call__(
        self, sentences: Sequence[Sequence[str]], between: Callable[[], None]
    ) -> list[list[Parsed]]:
        """Analyse sentences, none empty. *between* is called before each batch; it may raise."""
        with torch.inference_mode():
            found = dict(self._analysed(sentences, between))
        return [found[at] for at in range(len(sentences))]

    def _analysed(
        self, sentences: Sequence[Sequence[str]], between: Callable[[], None]
    ) -> Iterator[tuple[int, list[Parsed]]]:
        plain = [list(map(_plain, words)) for words in sentences]
        known = {word: at for at, word in enumerate({w: 0 for s in plain for w in s}, 1)}
        spelled = [model.inputs.spell(list(known)) for model in (self._tagger, self._parser)]
        for batch in self._batches(plain, known):
            between()
            tags = self._tagger(batch, spelled[0])
            heads, relations = (each.tolist() for each in self._parser(batch, spelled[1]))
            for row, at in enumerate(batch.sentences):
                named = self._tagger.names(tags[row], len(sentences[at]))
                yield at, list(self._words(sentences[at], named, heads[row], relations[row]))

    def _words(
        self,
        words: Sequence[str],
        tags: Iterator[Tags],
        heads: Sequence[int],
        relations: Sequence[int],
    ) -> Iterator[Parsed]:
        for word, (upos, xpos, feats), head, relation in zip(
            words, tags, heads, relations, strict=False
        ):
            lemma = self._lemmas(word, upos, xpos)
            yield Parsed(lemma, upos, xpos, feats, head, self._parser.name(relation))


def _plain(word: str) -> str:
    if _QUESTION.fullmatch(word):
        return "?"
    return "!" if _EXCLAMATION.fullmatch(word) else word
