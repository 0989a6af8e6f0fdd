"""Scores of finished models: on gold tokens, and from raw text through the whole parsing stage.

The evaluator is that of CoNLL's shared tasks, as Stanza's requirements bring it along (udtools).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from udtools.udeval import evaluate, load_conllu_file

from extractor.parsing.parser import TextParser
from training.raw import documents, parsed
from training.sentences import Sentence, write

_FIGURES = {"sentences": "Sentences", "words": "Words", "upos": "UPOS", "xpos": "XPOS",
            "feats": "UFeats", "lemma": "Lemmas", "uas": "UAS", "las": "LAS"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """F in per cent. ``gold``: words and sentences as the treebank has them."""

    gold: dict[str, float]
    raw: dict[str, float]


def report(parser: TextParser, sentences: Sequence[Sentence]) -> Report:
    """Measure *parser* on a treebank part."""
    gold = "".join(write(sentences))
    given = _compared(gold, _on_gold_tokens(parser, sentences))
    seen = (line for raw in documents(sentences) for line in parsed(raw, parser))
    return Report(given, _compared(gold, seen))


def _on_gold_tokens(parser: TextParser, sentences: Sequence[Sentence]) -> Iterable[str]:
    read = [[word.form for word in sentence.words] for sentence in sentences]
    analysed = parser.models.analyse(read)
    for sentence, found in zip(sentences, analysed, strict=True):
        for number, (word, guess) in enumerate(zip(sentence.words, found, strict=True), 1):
            columns = (number, word.form, guess.lemma, guess.upos, guess.xpos, guess.feats)
            yield "\t".join(map(str, (*columns, guess.head, guess.deprel, "_", "_"))) + "\n"
        yield "\n"


def _compared(gold: str, found: Iterable[str]) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "gold.conllu", Path(folder) / "found.conllu"]
        for file, content in zip(files, (gold, "".join(found)), strict=True):
            file.write_text(content, "utf-8")
        scores = evaluate(*(load_conllu_file(str(file)) for file in files))
    return {name: round(100 * scores[key].f1, 2) for name, key in _FIGURES.items()}
