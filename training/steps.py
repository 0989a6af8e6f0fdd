"""Tokenizer, contractions and lemmas: Stanza's own programs, run one after the other.

Each runs in a separate process and folder; existing results are not made again. The programs that
Stanza wraps around them look for a network, so they are called directly.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import torch

from training.sentences import Sentence, write

TOKENIZER_STEPS = 10_000
TREEBANK, SHORT = "UD_English-News", "en_news"


def lay_out(work: Path, parts: dict[str, Iterable[Sentence]], name: str) -> Path:
    """Write *parts* as a treebank called *name* below *work*, as Stanza's programs expect it."""
    folder = work / name / TREEBANK
    folder.mkdir(parents=True, exist_ok=True)
    for split, sentences in parts.items():
        text = "".join(write(sentences))
        (folder / f"{SHORT}-ud-{split}.conllu").write_text(text, "utf-8")
    return folder.parent


def tokenizer(work: Path, treebank: Path, *, steps: int) -> Path:
    """Train the tokenizer: characters to words and sentences, two small LSTMs."""
    model = work / "models" / "tokenize.pt"
    if model.exists():
        return model
    data = _prepared(work, treebank, "tokenizer", "tokenize")
    _run(
        "stanza.models.tokenizer", "--mode", "train", *_device(),
        "--txt_file", data / f"{SHORT}.train.txt",
        "--label_file", data / f"{SHORT}-ud-train.toklabels",
        "--mwt_json_file", data / f"{SHORT}-ud-dev-mwt.json",
        "--dev_txt_file", data / f"{SHORT}.dev.txt",
        "--dev_label_file", data / f"{SHORT}-ud-dev.toklabels",
        "--dev_conll_gold", data / f"{SHORT}.dev.gold.conllu",
        "--lang", "en", "--shorthand", SHORT, "--max_seqlen", "300",
        "--feat_funcs", "space_before,capitalized,numeric,end_of_para,start_of_para",
        "--anneal", "0.5", "--anneal_after", "3000", "--max_steps_before_stop", "20000",
        "--steps", steps, "--eval_steps", "1000", "--report_steps", "500",
        *_save(model),
    )  # fmt: skip
    return model


def contractions(work: Path, treebank: Path, *, epochs: int) -> Path:
    """Train the splitter of contractions (`don't`)."""
    model = work / "models" / "mwt.pt"
    if model.exists():
        return model
    data = _prepared(work, treebank, "mwt", "mwt")
    _run(
        "stanza.models.mwt_expander", "--mode", "train", *_device(),
        "--data_dir", data, "--train_file", data / f"{SHORT}.train.in.conllu",
        "--eval_file", data / f"{SHORT}.dev.in.conllu",
        "--gold_file", data / f"{SHORT}.dev.gold.conllu",
        "--lang", "en", "--shorthand", SHORT, "--force_exact_pieces", "--num_epoch", epochs,
        *_save(model),
    )  # fmt: skip
    return model


def dictionary(work: Path, treebank: Path) -> Path:
    """Make the dictionary of lemmas from the treebank's words."""
    model = work / "models" / "lemma.pt"
    if model.exists():
        return model
    folder = treebank / TREEBANK
    _run(
        "stanza.models.lemmatizer", "--mode", "train", "--cpu", "--dict_only",
        "--train_file", folder / f"{SHORT}-ud-train.conllu",
        "--eval_file", folder / f"{SHORT}-ud-dev.conllu",
        "--shorthand", SHORT, *_save(model),
    )  # fmt: skip
    return model


def _prepared(work: Path, treebank: Path, kind: str, data: str) -> Path:
    """Let Stanza cut the treebank into what a program reads; its own augmentation stays off."""
    folder = work / "data" / data
    folder.mkdir(parents=True, exist_ok=True)
    where = {"UDBASE": str(treebank), f"{data.upper()}_DATA_DIR": str(folder)}
    flags = ["--no_augment"] if kind == "tokenizer" else []
    _run(f"stanza.utils.datasets.prepare_{kind}_treebank", TREEBANK, *flags, where=where)
    return folder


def _save(model: Path) -> Sequence[str | Path]:
    return "--save_dir", model.parent, "--save_name", model.name, "--seed", "1234"


def _device() -> Sequence[str]:
    return () if torch.cuda.is_available() else ("--cpu",)


def _run(module: str, *options: object, where: dict[str, str] | None = None) -> None:
    command = [sys.executable, "-m", module, *map(str, options)]
    environment = {"OMP_NUM_THREADS": "1", **os.environ, **(where or {})}
    subprocess.run(command, check=True, env=environment)
