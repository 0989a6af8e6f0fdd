"""Joint training of encoder, tagger and parser, reproducible and resumable.

The rate of learning rises over the first tenth of the steps and falls evenly to nothing after, and
then once more, less high; the encoder learns more slowly than the heads, which begin with nothing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

import torch
from stanza.models.pos.vocab import MultiVocab
from torch import Tensor, nn

from training import encoder, losses
from training.augment import Augmenter
from training.batch import Batch
from training.batches import Reading, batch, batches, groups, vocabularies
from training.models import ATTENTION, Models, build
from training.plan import Plan
from training.scores import Scores, score
from training.sentences import Sentence
from training.teacher import Teacher, distance


def fresh(plan: Plan, base: Path, train: Sequence[Sentence]) -> tuple[Models, Reading]:
    """Return untrained heads over the encoder in *base*, for the words of *train*."""
    torch.manual_seed(plan.seed)
    sample = list(Augmenter.of(train).epoch(Random(plan.seed)))
    vocabulary: MultiVocab = vocabularies([*train, *sample])
    model, tokenizer = encoder.load(base)
    model.config._attn_implementation = ATTENTION
    model.config.attention_probs_dropout_prob = 0.0
    return build(vocabulary, model, tokenizer), Reading(vocabulary, tokenizer, plan.pieces)


@dataclass(frozen=True, slots=True)
class Lessons:
    """The training data: the treebank, silver text, and the teacher."""

    train: Sequence[Sentence]
    silver: Sequence[Sentence] = ()
    teacher: Teacher | None = None


class Training:
    """A training run in *folder*, new or resumed."""

    def __init__(
        self, plan: Plan, models: Models, reading: Reading, folder: Path, lessons: Lessons
    ) -> None:
        self._plan = plan
        self._checkpoint = folder / "checkpoint.pt"
        self._log = folder / "log.jsonl"
        self._lessons = lessons
        self._augmenter = Augmenter.of(lessons.train)
        self.reading = reading
        self.models = models
        self._optimizer = plan.optimizer(self.models)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimizer, plan.rate)
        self.step = 0
        folder.mkdir(parents=True, exist_ok=True)
        if self._checkpoint.exists():
            self._resume()

    def run(self, dev: Sequence[Sentence]) -> Scores:
        """Train to the last step; returns the scores on *dev*, gold tokens."""
        began, words, losses_seen = time.monotonic(), 0, torch.zeros(())
        for lesson in self._stream():
            losses_seen = losses_seen + self._learn(lesson)
            words += lesson.words
            self.step += 1
            if self.step % self._plan.save_every == 0 or self.step == self._plan.steps:
                mean = float(losses_seen) / self._plan.save_every
                rate = words / (time.monotonic() - began)
                self._note(step=self.step, loss=round(mean, 3), words_a_second=round(rate))
                began, words, losses_seen = time.monotonic(), 0, torch.zeros(())
                self._save()
            if self.step % self._plan.score_every == 0 and self.step < self._plan.steps:
                self._note(step=self.step, **asdict(self.scores(dev)))
        found = self.scores(dev)
        self._note(step=self.step, **asdict(found))
        return found

    def scores(self, sentences: Sequence[Sentence]) -> Scores:
        """Return the current scores on *sentences*."""
        return score(self.models, batches(sentences, self.reading))

    def _stream(self) -> Iterator[Batch]:
        """Yield the batches from the present step on: each epoch is a function of the seed."""
        step, epoch = 0, 0
        while step < self._plan.steps > self.step:
            random = Random(f"{self._plan.seed} {epoch}")
            sentences = [*self._augmenter.epoch(random), *self._silver(random)]
            for group in groups(sentences, self.reading, random):
                if self.step <= step < self._plan.steps:
                    yield batch(group, self.reading)
                step += 1
            epoch += 1

    def _silver(self, random: Random) -> Iterator[Sentence]:
        """Yield some silver sentences, different ones in each epoch."""
        silver = self._lessons.silver
        count = min(len(silver), round(self._plan.silver * len(self._lessons.train)))
        for place in random.sample(range(len(silver)), count):
            yield self._augmenter.vary(silver[place], silver[place - 1], random)

    def _learn(self, lesson: Batch) -> Tensor:
        torch.manual_seed(self._plan.seed + self.step)
        for module in self.models.modules():
            module.train()
        self.models.encoder.forget()
        lesson = lesson.on(self.models.device)
        loss = self._loss(lesson)
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()
        parameters = [p for group in self._optimizer.param_groups for p in group["params"]]
        nn.utils.clip_grad_norm_(parameters, self._plan.clip)
        self._optimizer.step()
        self._schedule.step()
        return loss.detach()

    def _loss(self, lesson: Batch) -> Tensor:
        plan, teacher = self._plan, self._lessons.teacher
        found = losses.scores(self.models, lesson)
        own = losses.gold(found, lesson, plan.tagging)
        if teacher is None:
            return own
        wanted, states = teacher(lesson)
        taught = losses.distilled(found, wanted, plan.tagging)
        away = distance(self.models.encoder.states(), states)
        return plan.taught * taught + (1 - plan.taught) * own + plan.states * away

    def _state(self) -> dict[str, Any]:
        return {
            "step": self.step,
            "tagger": self.models.tagger.state_dict(),
            "parser": self.models.parser.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "schedule": self._schedule.state_dict(),
        }

    def _save(self) -> None:
        part = self._checkpoint.with_suffix(".part")
        torch.save(self._state(), part)
        part.replace(self._checkpoint)

    def _resume(self) -> None:
        state = torch.load(self._checkpoint, map_location=self.models.device, weights_only=True)
        self.step = state["step"]
        self.models.tagger.load_state_dict(state["tagger"])
        self.models.parser.load_state_dict(state["parser"])
        self._optimizer.load_state_dict(state["optimizer"])
        self._schedule.load_state_dict(state["schedule"])

    def _note(self, **what: float) -> None:
        line = json.dumps(what)
        print(line, flush=True)
        with self._log.open("a", encoding="utf-8") as log:
            log.write(line + "\n")
