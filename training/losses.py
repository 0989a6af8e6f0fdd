"""Losses of tagger and parser for one batch.

Stanza's parser scores labels for all pairs of words to learn those of the true ones; here they are
scored on the true pairs only: the same loss, a tenth of the time and a twentieth of the memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
from stanza.models.depparse.model import GraphParser
from stanza.models.pos.model import Tagger
from torch import Tensor
from torch.nn.functional import cross_entropy

from training.batch import Batch
from training.models import Models

_UNKNOWN = -1
_LEAST = -1e4
"""Stands for minus infinity, which times a chance of zero is no number."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What models make of the words of a batch, in one order: scores, not yet chances.

    ``tags`` (words, tags) a column or feature, ``arcs`` (words, places), ``labels`` (words,
    relations) to the true head. ``tagging`` is the mean loss of a word's tags.
    """

    tagging: Tensor
    tags: Sequence[Tensor]
    arcs: Tensor
    labels: Tensor


def scores(models: Models, batch: Batch) -> Scores:
    """Let *models* tag and parse *batch*."""
    with _listening(models.tagger) as tags:
        loss, _ = models.tagger(*tagger_inputs(batch))
    return Scores(loss, tags, *parser_scores(models.parser, batch))


def gold(found: Scores, batch: Batch, tagging: float) -> Tensor:
    """Return the mean loss of a word: head, relation to the true head, and tags by a weight."""
    real = _real(batch)
    relations = (batch.deprels[real] - VOCAB_PREFIX_SIZE).clamp(min=_UNKNOWN)
    loss = cross_entropy(found.arcs, batch.heads[real], reduction="sum")
    loss += cross_entropy(found.labels, relations, reduction="sum", ignore_index=_UNKNOWN)
    return loss / batch.words + tagging * found.tagging


def distilled(found: Scores, wanted: Scores, tagging: float) -> Tensor:
    """Return the mean loss of a word against the chances that a teacher gives."""
    tags = sum(map(_against, found.tags, wanted.tags))
    return (
        _against(found.arcs, wanted.arcs) + _against(found.labels, wanted.labels) + tagging * tags
    )


def _against(scores: Tensor, wanted: Tensor) -> Tensor:
    """Return the cross entropy; what cannot be (minus infinity) adds nothing."""
    return cross_entropy(scores.clamp(min=_LEAST), wanted.softmax(1))


@contextmanager
def _listening(tagger: Tagger) -> Iterator[list[Tensor]]:
    """Collect the scores that the tagger gives, which it does not return."""
    heard: list[Tensor] = []
    classifiers = [tagger.upos_clf, tagger.tag_clf["xpos"], *tagger.tag_clf["feats"]]
    hooks = [each.register_forward_hook(lambda *a: heard.append(a[2])) for each in classifiers]
    try:
        yield heard
    finally:
        for hook in hooks:
            hook.remove()


def parser_scores(parser: GraphParser, batch: Batch) -> tuple[Tensor, Tensor]:
    """Return scores of heads (words, places) and of relations to the true head (words, relations).

    The words are those of all sentences in their order, the places the root and the words of the
    longest sentence.
    """
    hidden = parser.embed(*parser_inputs(batch))
    real = _real(batch)
    length = real.shape[1]
    arcs = parser.unlabeled(parser.drop(hidden), parser.drop(hidden)).squeeze(3)
    itself = torch.eye(length + 1, dtype=torch.bool, device=hidden.device)
    padding = torch.nn.functional.pad(~real, (1, 0)).unsqueeze(1)
    arcs = arcs.masked_fill(itself | padding, -torch.inf)[:, 1:]
    row = torch.arange(len(real), device=hidden.device).unsqueeze(1).expand(-1, length)
    heads = hidden[row[real], batch.heads[real]]
    return arcs[real], _label_scores(parser, hidden[:, 1:][real], heads)


def _real(batch: Batch) -> Tensor:
    """Return where (sentences, words) there are words, not padding."""
    places = torch.ones_like(batch.heads).cumsum(1)
    return places <= places.new_tensor(batch.lengths).unsqueeze(1)


def _label_scores(parser: GraphParser, words: Tensor, heads: Tensor) -> Tensor:
    """Return scores (words, relations) for words with their heads, as Stanza's scorer does."""
    scorer = parser.deprel
    left = scorer.dropout(scorer.hidden_func(scorer.W1(parser.drop(words))))
    right = scorer.dropout(scorer.hidden_func(scorer.W2(parser.drop(heads))))
    one = left.new_ones(len(left), 1)
    weight = scorer.scorer.W_bilin.weight
    rows, columns, relations = weight.shape
    with torch.autocast(left.device.type, torch.bfloat16):
        half = torch.cat([left, one], 1) @ weight.reshape(rows, columns * relations)
    scores = half.float().view(-1, columns, relations) * torch.cat([right, one], 1).unsqueeze(2)
    result: Tensor = scores.sum(1) + scorer.scorer.W_bilin.bias
    return result


def tagger_inputs(batch: Batch) -> tuple[object, ...]:
    """Return what `Tagger.forward` takes; words and vectors, which are not in use, are empty."""
    letters = batch.letters
    words = torch.ones_like(batch.heads)
    return (
        words, words == 0, letters.chars, letters.mask, list(batch.tags), words,
        letters.order, batch.lengths, letters.lengths, batch.text,
    )  # fmt: skip


def parser_inputs(batch: Batch) -> tuple[object, ...]:
    """Return what `GraphParser.embed` takes; tags, lemmas and vectors are not in use."""
    letters = batch.letters_with_root
    lengths = [length + 1 for length in batch.lengths]
    words = batch.heads.new_ones(len(lengths), max(lengths))
    mask = words.cumsum(1) > words.new_tensor(lengths).unsqueeze(1)
    return (
        words, mask, letters.chars, letters.mask, None, None, None, None, None,
        batch.heads, batch.deprels, letters.order, lengths, letters.lengths, batch.text,
    )  # fmt: skip
