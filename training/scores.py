"""Accuracy of tags and trees on gold tokens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import torch

from training.batch import Batch
from training.losses import parser_inputs, tagger_inputs
from training.models import Models


@dataclass(frozen=True, slots=True)
class Scores:
    """Per cent of words right: universal tag, treebank's tag, features, head, head and label.

    As in CoNLL's shared tasks, the label counts without its subtype, and punctuation counts.
    """

    upos: float
    xpos: float
    feats: float
    uas: float
    las: float


def score(models: Models, batches: Iterable[Batch]) -> Scores:
    """Tag and parse *batches*, and compare with what they hold."""
    right: Counter[str] = Counter()
    words = 0
    for module in models.modules():
        module.eval()
    with torch.inference_mode():
        for batch in batches:
            batch = batch.on(models.device)
            words += batch.words
            models.encoder.forget()
            right += _right_tags(models, batch)
            right += _right_arcs(models, batch)
    models.encoder.forget()
    names = ("upos", "xpos", "feats", "uas", "las")
    return Scores(**{name: round(100 * right[name] / max(words, 1), 2) for name in names})


def _right_tags(models: Models, batch: Batch) -> Counter[str]:
    _, predicted = models.tagger(*tagger_inputs(batch))
    real = batch.tags[0] > 0
    found: Counter[str] = Counter()
    for name, guess, gold in zip(("upos", "xpos", "feats"), predicted, batch.tags, strict=True):
        same = guess == gold
        same = same.all(2) if same.dim() == 3 else same
        found[name] = int((same & real).sum())
    return found


def _right_arcs(models: Models, batch: Batch) -> Counter[str]:
    found: Counter[str] = Counter()
    names = models.parser.vocab["deprel"]
    guesses = models.parser.predict(*parser_inputs(batch))
    for sentence, length in enumerate(batch.lengths):
        heads = batch.heads[sentence, :length].tolist()
        labels = names.unmap(batch.deprels[sentence, :length].tolist())
        for (head, label), gold, true in zip(guesses[sentence], heads, labels, strict=True):
            found["uas"] += head == gold
            found["las"] += head == gold and label.split(":")[0] == true.split(":")[0]
    return found
