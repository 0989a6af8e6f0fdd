"""Stanza's own packages, from the folder where Stanza keeps them; nothing is downloaded."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import torch
from stanza.pipeline.core import build_default_config
from stanza.resources.common import (
    DEFAULT_MODEL_DIR,
    add_dependencies,
    maintain_processor_list,
)

from extractor.domain import ModelError
from extractor.parsing import pipeline
from extractor.parsing.parser import TextParser

LANGUAGE = "en"
LIST = "resources.json"
_DEFAULT = "default"


def load(package: str) -> TextParser:
    """Load an English package of Stanza's: ``default_accurate``, or ``en`` for the default.

    The folder is STANZA_RESOURCES_DIR or Stanza's own default. Raises ModelError, naming
    file or package, where something is missing or damaged.
    """
    pipeline.prepare()
    package = full_name(package)
    kept = folder()
    resources = read_list(kept / LIST)
    paths = files(resources, kept, package)
    for path in paths:
        _check(path, resources)
    try:
        steps = ",".join(pipeline.PROCESSORS)
        built = pipeline.build(str(kept), processors=steps, package=package, **pipeline.CAREFUL)
    except Exception as error:
        parts = " ".join([repr(package), "in", str(kept), *_suspects(paths)])
        raise ModelError(f"Stanza's package {parts} cannot be loaded: {error}") from error
    return TextParser(f"stanza-{LANGUAGE}-{package}", pipeline.Piped(built))


def folder() -> Path:
    """Return where Stanza keeps its packages: STANZA_RESOURCES_DIR, or Stanza's own default."""
    return Path(os.environ.get("STANZA_RESOURCES_DIR") or DEFAULT_MODEL_DIR)


def full_name(package: str) -> str:
    """Return Stanza's name for a package: ``en`` is its default."""
    return _DEFAULT if package == LANGUAGE else package


def _suspects(paths: Iterable[Path]) -> Iterator[str]:
    """Name what may have failed: files that are no models, transformers kept elsewhere."""
    for path in paths:
        try:
            name = encoder(path)
        except Exception:
            yield f"with unreadable {path}"
        else:
            yield from [f"with {name}"] if name else []


def encoder(path: Path) -> str | None:
    """Return the transformer that a model file wants besides. Raises whatever torch raises."""
    checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    name: str | None = checkpoint.get("config", {}).get("bert_model")
    return name


def read_list(path: Path) -> dict[str, Any]:
    """Return Stanza's list of models; raises ModelError where it is missing or damaged."""
    try:
        resources = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"Stanza's list of models {path} cannot be read") from error
    except ValueError as error:
        raise ModelError(f"Stanza's list of models {path} is damaged") from error
    if not isinstance(resources, dict) or LANGUAGE not in resources:
        raise ModelError(f"Stanza's list of models {path} has no English")
    return resources


def files(resources: dict[str, Any], folder: Path, package: str) -> list[Path]:
    """Return the files that the package needs, by Stanza's own reckoning."""
    wanted = {step: [package] for step in pipeline.PROCESSORS}
    found = maintain_processor_list(resources, LANGUAGE, None, wanted)
    found = add_dependencies(resources, LANGUAGE, found)
    config = build_default_config(resources, LANGUAGE, str(folder), found)
    missing = [step for step in pipeline.PROCESSORS if f"{step}_model_path" not in config]
    if missing:
        raise ModelError(f"Stanza has no package {package!r} with {missing[0]} in {folder}")
    return [Path(path) for option, path in config.items() if option.endswith("_path")]


def _check(path: Path, resources: dict[str, Any]) -> None:
    """Compare a file with its MD5 in the list of models, which Stanza itself does not."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "md5").hexdigest()
    except OSError as error:
        raise ModelError(f"model file {path} cannot be read: {error.strerror}") from error
    step, model = path.parent.name, path.stem
    wanted = resources[LANGUAGE].get(step, {}).get(model, {}).get("md5", found)
    if found != wanted:
        raise ModelError(f"model file {path} is damaged: its MD5 is {found}, not {wanted}")
