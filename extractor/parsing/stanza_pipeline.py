"""Stanza's own pipeline: offline, quiet, on one thread; and Stanza's own packages.

Packages are in the folder where Stanza keeps them. Loading never downloads anything; `download` is
the only function that uses a network.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import pickle
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Final

import huggingface_hub.constants
import requests
import stanza
import torch
import transformers
from huggingface_hub.errors import EntryNotFoundError
from stanza.models.common.bert_embedding import load_bert
from stanza.models.common.doc import Document
from stanza.models.common.foundation_cache import BertRecord, FoundationCache
from stanza.pipeline.core import build_default_config
from stanza.resources.common import (
    DEFAULT_MODEL_DIR,
    add_dependencies,
    download_resources_json,
    logging_level_context,
    maintain_processor_list,
)
from transformers import AutoModel, AutoTokenizer

from extractor.domain import ModelError
from extractor.parsing import ParsedWord, Token, manifest
from extractor.parsing.inference.checkpoint import ENCODER
from extractor.parsing.parser import TextParser

PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse")

BOUNDED: dict[str, Any] = {
    # Stanza writes <UNK> for a token longer than this; its default is the training's.
    "tokenize_max_seqlen": 1000,
    # Words. Sentences of a batch are padded to the longest, its square in the parser: larger
    # batches take more memory and are no faster on a CPU.
    "pos_batch_maximum_tokens": 400,
    "depparse_batch_size": 250,
    # A repair of double subjects whose loops have no bound on junk.
    "depparse_resolve_head_constraints": False,
}
"""Options under which any text can be parsed."""

_MAX_SENTENCES = 100
"""Sentences analysed at once: most articles whole."""


def configure_process() -> None:
    """Set the options of the whole process: one torch thread, no network, no progress bars.

    Parallel work is done by processes. The thread count has to be set before the first
    model is loaded, or a process forked later hangs.
    """
    torch.set_num_threads(1)
    # For some packages Stanza looks transformers up again, whatever its options say.
    huggingface_hub.constants.HF_HUB_OFFLINE = True
    transformers.logging.disable_progress_bar()
    transformers.logging.set_verbosity_error()
    logging.getLogger("stanza").setLevel(logging.ERROR)


def build(folder: str, **options: Any) -> stanza.Pipeline:
    """Build a pipeline from the models in *folder*. Raises whatever Stanza raises."""
    return stanza.Pipeline(
        "en", dir=folder, download_method=None, use_gpu=False, logging_level="ERROR", **options
    )


def load_embedded(folder: Path) -> PipelineModels:
    """Load the embedded models of *folder* into Stanza's pipeline: slower, and the reference."""
    configure_process()
    return PipelineModels(embedded(folder, **BOUNDED))


def embedded(folder: Path = manifest.FOLDER, **options: Any) -> stanza.Pipeline:
    """Build a pipeline from the embedded models of *folder*."""
    paths = {f"{step}_model_path": str(folder / f"{step}.pt") for step in PROCESSORS}
    cache = _encoder(folder / "encoder")
    return build(str(folder), package=None, foundation_cache=cache, **paths, **options)


def _encoder(folder: Path) -> FoundationCache:
    """Load the encoder once, for tagger and parser; it is stored in half precision."""
    model = AutoModel.from_pretrained(folder, local_files_only=True, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, add_prefix_space=True)
    cache = FoundationCache(local_files_only=True)
    cache.bert[ENCODER] = BertRecord(model, tokenizer, {})
    return cache


class PipelineModels:
    """A pipeline as the port `Models` wants it; threads take turns."""

    def __init__(self, pipeline: stanza.Pipeline) -> None:
        self._pipeline = pipeline
        self._lock = Lock()

    def tokenize(self, text: str) -> Sequence[Sequence[Token]]:
        """Return the sentences of *text*."""
        return [
            [Token(t.start_char, t.end_char, tuple(w.text for w in t.words)) for t in each.tokens]
            for each in self._run(text, "tokenize,mwt").sentences
        ]

    def cost(self, words: Sequence[str]) -> int:
        """Return how many words a sentence has."""
        return len(words)

    def analyse(self, sentences: Sequence[Sequence[str]]) -> Sequence[Sequence[ParsedWord]]:
        """Analyse sentences of words."""
        found: list[list[ParsedWord]] = []
        for start in range(0, len(sentences), _MAX_SENTENCES):
            found += self._analysed(sentences[start : start + _MAX_SENTENCES])
        return found

    def _analysed(self, sentences: Sequence[Sequence[str]]) -> Iterator[list[ParsedWord]]:
        rows = [
            [{"id": (n,), "text": word} for n, word in enumerate(words, 1)] for words in sentences
        ]
        for each in self._run(Document(rows), "pos,lemma,depparse").sentences:
            yield list(map(_parsed_word, each.words))

    def _run(self, source: str | Document, processors: str) -> Document:
        with self._lock, torch.inference_mode():
            return self._pipeline.process(source, processors=processors)


def _parsed_word(word: Any) -> ParsedWord:
    tags = (word.lemma or "_", word.upos or "X", word.xpos or "_", word.feats or "_")
    return ParsedWord(*tags, word.head, word.deprel)


# --- packages ------------------------------------------------------------------------------

LANGUAGE = "en"
LIST = "resources.json"
_DEFAULT = "default"

STANDARD_PACKAGES: Final = ("default", "default_fast", "default_accurate")
"""The packages that Stanza has for English with any list of models."""

_FAILURES: Final = (OSError, ValueError, EntryNotFoundError, pickle.UnpicklingError)
"""What Stanza and its downloader raise: no network, no file, a wrong checksum."""


def load_package(package: str) -> TextParser:
    """Load an English package of Stanza's: ``default_accurate``, or ``en`` for the default.

    The folder is STANZA_RESOURCES_DIR or Stanza's own default. Raises ModelError, naming
    file or package, where something is missing or damaged.
    """
    configure_process()
    package = _full_name(package)
    kept = folder()
    resources = _read_list(kept / LIST)
    paths = _files(resources, kept, package)
    for path in paths:
        _check(path, resources)
    try:
        steps = ",".join(PROCESSORS)
        built = build(str(kept), processors=steps, package=package, **BOUNDED)
    except Exception as error:
        parts = " ".join([repr(package), "in", str(kept), *_suspects(paths)])
        raise ModelError(f"Stanza's package {parts} cannot be loaded: {error}") from error
    return TextParser(f"stanza-{LANGUAGE}-{package}", PipelineModels(built))


def folder() -> Path:
    """Return where Stanza keeps its packages: STANZA_RESOURCES_DIR, or Stanza's own default."""
    return Path(os.environ.get("STANZA_RESOURCES_DIR") or DEFAULT_MODEL_DIR)


def _full_name(package: str) -> str:
    """Return Stanza's name for a package: ``en`` is its default."""
    return _DEFAULT if package == LANGUAGE else package


def _suspects(paths: Iterable[Path]) -> Iterator[str]:
    """Name what may have failed: files that are no models, transformers kept elsewhere."""
    for path in paths:
        try:
            name = _encoder_of(path)
        except Exception:
            yield f"with unreadable {path}"
        else:
            yield from [f"with {name}"] if name else []


def _encoder_of(path: Path) -> str | None:
    """Return the transformer that a model file needs, if any. Raises whatever torch raises."""
    checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    name: str | None = checkpoint.get("config", {}).get("bert_model")
    return name


def _read_list(path: Path) -> dict[str, Any]:
    """Return Stanza's list of models; raises ModelError if it is missing or damaged."""
    try:
        resources = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        hint = "download a package first: quote-extractor models download PACKAGE"
        raise ModelError(f"Stanza's list of models {path} cannot be read; {hint}") from error
    except ValueError as error:
        raise ModelError(f"Stanza's list of models {path} is damaged") from error
    if not isinstance(resources, dict) or LANGUAGE not in resources:
        raise ModelError(f"Stanza's list of models {path} lacks English")
    return resources


def _files(resources: dict[str, Any], kept: Path, package: str) -> list[Path]:
    """Return the files that the package needs, as Stanza itself computes them."""
    wanted = {step: [package] for step in PROCESSORS}
    found = maintain_processor_list(resources, LANGUAGE, None, wanted)
    found = add_dependencies(resources, LANGUAGE, found)
    config = build_default_config(resources, LANGUAGE, str(kept), found)
    missing = [step for step in PROCESSORS if f"{step}_model_path" not in config]
    if missing:
        raise ModelError(
            f"Stanza has no package {package!r} with a {missing[0]} model (models folder: {kept})"
        )
    return [Path(path) for option, path in config.items() if option.endswith("_path")]


def _check(path: Path, resources: dict[str, Any]) -> None:
    """Compare a file with its MD5 in the list of models, which Stanza itself does not do."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "md5").hexdigest()
    except OSError as error:
        raise ModelError(f"model file {path} cannot be read: {error.strerror}") from error
    step, model = path.parent.name, path.stem
    wanted = resources[LANGUAGE].get(step, {}).get(model, {}).get("md5", found)
    if found != wanted:
        raise ModelError(f"model file {path} is damaged: its MD5 is {found}, not {wanted}")


def listed() -> tuple[tuple[str, int | None], ...]:
    """Return the packages of Stanza's list with the bytes of their files, None if one is missing.

    It is empty if there is no list yet. Raises ModelError if the list is damaged.
    """
    kept = folder()
    path = kept / LIST
    if not path.exists():
        return ()
    resources = _read_list(path)
    names = dict.fromkeys(resources[LANGUAGE].get("packages", ()))
    with logging_level_context("ERROR", None):  # Stanza warns of each step that one lacks
        return tuple(_usable(resources, kept, names))


def _usable(
    resources: dict[str, Any], kept: Path, names: dict[str, None]
) -> Iterator[tuple[str, int | None]]:
    for name in names:
        try:
            paths = _files(resources, kept, name)
        except ModelError:  # it lacks a step that this program needs
            continue
        here = all(path.exists() for path in paths)
        yield name, sum(path.stat().st_size for path in set(paths)) if here else None


def download(package: str) -> None:
    """Download a package, and the transformer that it needs, to where Stanza keeps them.

    Files that are there already are not downloaded again. Progress bars show where standard error
    is a terminal. Raises ModelError if there is no such package or the download fails.
    """
    package = _full_name(package)
    watched = sys.stderr.isatty()
    if not watched:
        transformers.logging.disable_progress_bar()
    try:
        with logging_level_context(None, watched):
            paths = _download(package, folder())
        for name in sorted({name for name in map(_encoder_of, paths) if name}):
            load_bert(name)
    except _FAILURES as error:
        raise ModelError(
            f"Stanza's package {package!r} cannot be downloaded: {_reason(error)}"
        ) from error


def _download(package: str, kept: Path) -> list[Path]:
    download_resources_json(str(kept))
    paths = _files(_read_list(kept / LIST), kept, package)
    stanza.download(
        LANGUAGE,
        model_dir=str(kept),
        package=package,
        processors=",".join(PROCESSORS),
        download_json=False,
    )
    return paths


def _reason(error: Exception) -> str:
    """Say in a few words what went wrong, without the addresses and traces that others add."""
    if isinstance(error, requests.HTTPError | json.JSONDecodeError):
        return "unexpected answer from Stanza's server"
    if isinstance(error, requests.RequestException | ConnectionError):
        return "no connection"
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}"
    return (str(error).splitlines() or [type(error).__name__])[0]
