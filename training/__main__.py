r"""Train the embedded models on UD English treebanks.

    python -m training TREEBANKS --encoder FOLDER --work FOLDER [--into FOLDER]
        [--layers N [--texts FILE...]] [--teacher FOLDER]

TREEBANKS holds UD_English-EWT and UD_English-GUM (`training.treebanks` says where they are), or the
selection of both; FOLDER the base encoder all-MiniLM-L6-v2, unpacked. Finished
steps in the work folder are skipped, and a stopped training continues from its last checkpoint.
With --into the models, their manifest and their scores are written there.

With --layers the models are the teacher of smaller ones, which read with its first N layers and
narrower heads (`training.student`), and learn from plain texts too, as the teacher parses them;
--teacher names finished models to use as the teacher, instead of training them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from typing import Any

import torch

from extractor.parsing import load_embedded, manifest
from extractor.parsing.inference.tagger import write_endings
from training import encoder, export, lemmas, paragraphs, silver, steps, student
from training.joint import Lessons, Training, fresh
from training.plan import Plan
from training.report import report
from training.sentences import Sentence
from training.treebanks import TreebankError, load

DATA = {
    "UD English EWT": "CC BY-SA 4.0",
    "UD English GUM, ten genres": "annotations CC BY 4.0, texts CC BY, CC BY-SA or public domain",
    "all-MiniLM-L6-v2, the base encoder": "Apache-2.0",
}
_PLAN = Plan()
Parts = dict[str, tuple[Sentence, ...]]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    options = _options(argv)
    torch.set_num_threads(options.threads)
    try:
        parts: Parts = {split: load(options.treebanks, split) for split in ("train", "dev", "test")}
    except TreebankError as error:
        print(error, file=sys.stderr)
        return 1
    work: Path = options.work
    folder: Path = options.into or work / "made"
    if not options.layers:
        _make(options, parts, folder)
        return 0
    teacher = options.teacher or work / "teacher"
    if not (teacher / manifest.FILE).exists():
        _make(options, parts, teacher)
    _distil(options, parts, teacher, folder)
    return 0


def _make(options: argparse.Namespace, parts: Parts, folder: Path) -> None:
    """Train all models from the treebank."""
    work: Path = options.work
    (work / "models").mkdir(parents=True, exist_ok=True)
    _small_ones(work, parts, options.tokenizer_steps)
    base = work / "encoder"
    if not (base / "tokenizer.json").exists():
        encoder.prune(options.encoder, base)
    plan = Plan(steps=options.steps, pieces=options.pieces)
    lessons = Lessons(parts["train"])
    training = Training(plan, *fresh(plan, base, lessons.train), work / "joint", lessons)
    training.run(parts["dev"])
    _put_together(training, work / "models", parts["train"], folder)
    _describe(folder, options.name, parts, {"data": DATA, "plan": asdict(plan)})


def _distil(options: argparse.Namespace, parts: Parts, teacher: Path, folder: Path) -> None:
    """Train smaller models on the output of those in *teacher*, whose tokenizer they share."""
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    plan = replace(student.PLAN, steps=options.pupil_steps, pieces=options.pieces)
    texts = silver.parsed_once(options.texts, teacher, work / "silver.conllu")
    folders = (teacher, work / "pupil")
    training = student.training(plan, folders, options.layers, parts["train"], texts)
    training.run(parts["dev"])
    _put_together(training, teacher, parts["train"], folder)
    made = json.loads((teacher / manifest.FILE).read_text("utf-8"))["made"]
    made |= {"layers": options.layers, "pupil": asdict(plan)}
    if texts:
        made["data"] |= silver.DATA
    _describe(folder, options.name, parts, made)


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=_first_line())
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("--encoder", type=Path, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--work", type=Path, required=True, help="folder for all that is made")
    parser.add_argument("--into", type=Path, help="folder of the finished models (WORK/made)")
    parser.add_argument("--name", default="embedded-minilm-2", help="name that responses show")
    parser.add_argument("--steps", type=int, default=_PLAN.steps, help="of the joint training")
    parser.add_argument("--pieces", type=int, default=_PLAN.pieces, help="word pieces in a batch")
    parser.add_argument("--tokenizer-steps", type=int, default=steps.TOKENIZER_STEPS)
    parser.add_argument("--layers", type=int, help="of the encoder in smaller models")
    parser.add_argument("--teacher", type=Path, help="finished models that teach the smaller ones")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="plain texts for these")
    parser.add_argument("--pupil-steps", type=int, default=student.PLAN.steps)
    parser.add_argument("--threads", type=int, default=1, help="torch threads")
    return parser.parse_args(argv)


def _small_ones(work: Path, parts: Parts, tokenizer_steps: int) -> None:
    """Train the models that need no encoder."""
    plain = steps.lay_out(work, dict(parts), "plain")
    steps.dictionary(work, plain)
    steps.contractions(work, plain, epochs=10)
    news = tuple(paragraphs.varied(parts["train"], Random(_PLAN.seed)))
    varied = steps.lay_out(work, {**parts, "train": news}, "varied")
    steps.tokenizer(work, varied, steps=tokenizer_steps)


def _put_together(training: Training, small: Path, train: Sequence[Sentence], to: Path) -> None:
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    export.encoder(training.models, training.reading.tokenizer, to / "encoder")
    export.heads(training.models, to)
    for name in ("tokenize.pt", "mwt.pt"):
        export.halved(small / name, to / name)
    shutil.copyfile(small / "lemma.pt", to / "lemma.pt")
    write_endings(lemmas.learn(train), to / "endings.json")
    (to / "resources.json").write_text("{}", "utf-8")
    export.check(to)


def _describe(folder: Path, name: str, parts: Parts, made: dict[str, Any]) -> None:
    """Write the manifest, first without scores, since the models are loaded to be scored."""
    manifest.write(name, folder)
    parser = load_embedded(folder)
    scores = {f"ud-{split}": asdict(report(parser, parts[split])) for split in ("dev", "test")}
    made = {**made, "commit": _commit(), "scores": scores}
    manifest.write(name, folder, made)
    print(json.dumps(scores, indent=1))


def _commit() -> str:
    found = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True)
    return found.stdout.strip() or "unknown"


def _first_line() -> str:
    return (__doc__ or "").strip().split("\n")[0]


if __name__ == "__main__":
    sys.exit(main())
