"""Distillation into smaller models: the first layers, and narrower heads.

What the last layers of a fine-tuned encoder add is little: cut off without any training, two of six
cost half a point of LAS, three cost two and a half (Sajjad et al. 2023, "On the Effect of Dropping
Layers of Pre-trained Transformer Models", found the same). A short training mends it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from pathlib import Path

import torch
from torch import Tensor
from transformers import BertModel

from training import teacher
from training.batch import Batch
from training.batches import Reading, batches
from training.joint import Lessons, Training
from training.models import LAYERS_READ, Models, Sizes, build
from training.plan import Plan
from training.pruning import narrow
from training.sentences import Sentence
from training.teacher import Teacher, count_layers

SMALL = Sizes(tagger=96, parser=128, scorers=127, dropout=0.2)
"""A scorer adds one to its numbers: 128, a multiple of what processors work on at once."""

PLAN = Plan(
    steps=1000, restart=1000, encoder_rate=1e-4, head_rate=7e-4, silver=0.7, score_every=500
)
_SAMPLED = 40
"""Of so many sentences one shows how active a unit is."""


def training(
    plan: Plan,
    folders: tuple[Path, Path],
    layers: int,
    train: Sequence[Sentence],
    silver: Sequence[Sentence],
) -> Training:
    """Return a training, begun or to continue, of the first *layers* and small heads.

    *folders* are that of the teacher's models and that of the training.
    """
    models, reading = teacher.load(folders[0], plan.pieces)
    torch.manual_seed(plan.seed)
    pupil = begin(models, reading, layers, SMALL, batches(train[::_SAMPLED], reading))
    return Training(
        plan, pupil, reading, folders[1], Lessons(train, silver, Teacher(models, layers))
    )


def begin(
    models: Models, reading: Reading, layers: int, sizes: Sizes, sample: Iterable[Batch]
) -> Models:
    """Return models with the first *layers* of *models*, and its heads cut down to *sizes*."""
    if not LAYERS_READ - 1 <= layers <= count_layers(models):
        raise ValueError(f"{layers} layers: the heads read the last {LAYERS_READ} states")
    kept = _shallower(models.encoder.encoder, layers)
    pupil = build(reading.vocabulary, kept, reading.tokenizer, sizes)
    narrow(models, pupil, sample)
    for own, whole in zip(pupil.modules(), models.modules(), strict=True):
        mix = _mixed(whole.bert_layer_mix.weight, layers, count_layers(models))
        own.bert_layer_mix.weight.data.copy_(mix)
    return pupil


def _shallower(model: BertModel, layers: int) -> BertModel:
    model = deepcopy(model)
    model.encoder.layer = model.encoder.layer[:layers]
    model.config.num_hidden_layers = layers
    model.config.attention_probs_dropout_prob = 0.0
    return model


def _mixed(weights: Tensor, layers: int, whole: int) -> Tensor:
    """Return what a head adds to equal shares of the last states when the last layers go.

    The share of a state that goes falls to the last that stays.
    """
    own = torch.zeros(LAYERS_READ)
    shares = weights.detach()[0] + 1 / LAYERS_READ
    for state, share in enumerate(shares.tolist(), whole - LAYERS_READ + 1):
        own[min(state, layers) - layers + LAYERS_READ - 1] += share
    return (own - 1 / LAYERS_READ).unsqueeze(0)
