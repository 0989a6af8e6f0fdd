"""Stanza's models without Stanza's pipeline: the same weights, one pass of the encoder.

    text -> sentences, tokens, contractions             tokenizer
    words of sentences -> batches by length             features
      -> word pieces -> vectors                         encoder
      -> tags and lemmas                                tagger
      -> heads and relations                            parser, spanning_tree

`EmbeddedModels` runs all of it; `kernels` multiplies the numbers, `lstm` holds the recurrent
layers, `checkpoint` reads model files. The results are those of Stanza (tests/test_inference.py
compares them). What is left out: a second pass of the encoder, labels of arcs that were not chosen,
padding, and Stanza's documents and loaders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from extractor.parsing import ParsedWord, Token
from extractor.parsing.inference.checkpoint import Checkpoint
from extractor.parsing.inference.encoder import Encoder, WordPieces
from extractor.parsing.inference.features import Batches
from extractor.parsing.inference.kernels import vector_dtype
from extractor.parsing.inference.parser import DependencyParser
from extractor.parsing.inference.tagger import Lemmatizer, Tagger, Tags, read_endings
from extractor.parsing.inference.tokenizer import Contractions, Tokenizer

# As Stanza does: several of these in a row count as the first.
_QUESTION = re.compile("[?？︖﹖⁇][?？︖﹖⁇!！︕﹗‼]+")
_EXCLAMATION = re.compile("[!！︕﹗‼][?？︖﹖⁇!！︕﹗‼]+")

_SAMPLE = """\
“ We rebuild the bridge , ” said Ada Lund , mayor of Oslo , on Tuesday .
She added that tolls would n't rise before 2027 , although costs had doubled to $ 3.4 billion .
LONDON ( Reuters ) - Shares fell 2 % after the bank 's chief told investors to expect losses .
“ It 's not what I 'd call fair , ” Mr. Okafor , 54 , said outside the High Court in Lagos .
According to a report by the U.N. agency , 1,200 families have fled the fighting since last Friday .
Why did nobody ask the engineers ? “ No one listens , ” he says : “ they think we 're mad ! ”
Police have not named the two suspects , but a spokeswoman confirmed that both are under arrest .
The president , who faces an election in May , denied that he had ever met the lobbyist .
“ This has been the hardest season of my life , ” the striker wrote online — and then he smiled .
Dr. María Pérez-Gil argues in a study that glaciers in the Andes melt faster than models predict .
BREAKING : Senate passes budget bill , 51 - 49
"""
"""Sentences of news, by which an encoder that multiplies bytes chooses its scales."""


class EmbeddedModels:
    """Models that keep no state: threads may share them."""

    def __init__(self, folder: Path, dtype: torch.dtype) -> None:
        """Read the models of *folder*; raises UnsupportedError if only Stanza can run one."""
        contractions = Contractions(Checkpoint.read(folder / "mwt.pt"))
        tokenizer = Checkpoint.read(folder / "tokenize.pt")
        self._tokenizer = Tokenizer(tokenizer, contractions, vector_dtype(dtype))
        self._analyser = Analyser(folder, dtype)

    def tokenize(self, text: str) -> Sequence[Sequence[Token]]:
        """Return the sentences of *text*."""
        return self._tokenizer(text)

    def cost(self, words: Sequence[str]) -> int:
        """Return how many pieces the encoder reads of a sentence."""
        return self._analyser.cost(words)

    def analyse(self, sentences: Sequence[Sequence[str]]) -> Sequence[Sequence[ParsedWord]]:
        """Analyse sentences of words."""
        return self._analyser(sentences)


class Analyser:
    """All models behind the tokenizer."""

    def __init__(self, folder: Path, dtype: torch.dtype) -> None:
        """Read the models of *folder*; raises UnsupportedError if only Stanza can run one."""
        pieces = WordPieces(folder / "encoder" / "tokenizer.json")
        sample = [pieces.row(line.split()) for line in _SAMPLE.splitlines()]
        encoder = Encoder(folder / "encoder", dtype, sample)
        self._pieces = pieces
        self._tagger = Tagger(Checkpoint.read(folder / "pos.pt"), dtype)
        self._parser = DependencyParser(Checkpoint.read(folder / "depparse.pt"), dtype)
        mixes = [each.features.mix for each in (self._tagger, self._parser)]
        self._batches = Batches(pieces, encoder, mixes)
        self._lemmatizer = Lemmatizer(
            Checkpoint.read(folder / "lemma.pt"), read_endings(folder / "endings.json")
        )

    def __call__(self, sentences: Sequence[Sequence[str]]) -> list[list[ParsedWord]]:
        """Analyse sentences, none empty."""
        with torch.inference_mode():
            found = dict(self._analyse(sentences))
        return [found[at] for at in range(len(sentences))]

    def cost(self, words: Sequence[str]) -> int:
        """Return how many pieces the encoder reads of a sentence."""
        return len(self._pieces.row(words))

    def _analyse(
        self, sentences: Sequence[Sequence[str]]
    ) -> Iterator[tuple[int, list[ParsedWord]]]:
        plain = [list(map(_without_repeats, words)) for words in sentences]
        word_ids = {word: at for at, word in enumerate({w: 0 for s in plain for w in s}, 1)}
        spelled = [each.features.spell(list(word_ids)) for each in (self._tagger, self._parser)]
        for batch in self._batches(plain, word_ids):
            tags = self._tagger(batch, batch.mixed[0], spelled[0])
            heads, relations = (
                each.tolist() for each in self._parser(batch, batch.mixed[1], spelled[1])
            )
            names = self._tagger.names(tags)
            start = 0
            for at in batch.sentences:
                own = slice(start + 1, start + 1 + len(sentences[at]))  # behind the root
                yield at, list(self._words(sentences[at], names, heads[own], relations[own]))
                start = own.stop

    def _words(
        self,
        words: Sequence[str],
        tags: Iterator[Tags],
        heads: Sequence[int],
        relations: Sequence[int],
    ) -> Iterator[ParsedWord]:
        for word, head, relation in zip(words, heads, relations, strict=True):
            upos, xpos, feats = next(tags)
            lemma = self._lemmatizer(word, upos, xpos)
            yield ParsedWord(lemma, upos, xpos, feats, head, self._parser.name(relation))


def _without_repeats(word: str) -> str:
    if _QUESTION.fullmatch(word):
        return "?"
    return "!" if _EXCLAMATION.fullmatch(word) else word
