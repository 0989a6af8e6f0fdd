"""Stanza's own packages: which there are, which are here, and fetching one with its downloader."""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import requests
import stanza
import transformers
from huggingface_hub.errors import EntryNotFoundError
from stanza.models.common.bert_embedding import load_bert
from stanza.resources.common import download_resources_json, logging_level_context

from extractor.domain import ModelError
from extractor.parsing import official
from extractor.parsing.pipeline import PROCESSORS

STANDING: Final = ("default", "default_fast", "default_accurate")
"""The packages that Stanza has for English with any list of models."""

_FAILURES: Final = (OSError, ValueError, EntryNotFoundError, pickle.UnpicklingError)
"""What Stanza and what it downloads with raise: no network, no file, a wrong sum."""


def listed() -> tuple[tuple[str, int | None], ...]:
    """Return the packages of Stanza's list with the bytes of their files, None if one is missing.

    It is empty where there is no list yet. Raises ModelError where the list is damaged.
    """
    folder = official.folder()
    path = folder / official.LIST
    if not path.exists():
        return ()
    resources = official.read_list(path)
    names = dict.fromkeys(resources[official.LANGUAGE].get("packages", ()))
    with logging_level_context("ERROR", None):  # Stanza warns of each step that one lacks
        return tuple(_usable(resources, folder, names))


def _usable(
    resources: dict[str, Any], folder: Path, names: dict[str, None]
) -> Iterator[tuple[str, int | None]]:
    for name in names:
        try:
            paths = official.files(resources, folder, name)
        except ModelError:  # it lacks a step that this program takes
            continue
        here = all(path.exists() for path in paths)
        yield name, sum(path.stat().st_size for path in set(paths)) if here else None


def download(package: str) -> None:
    """Fetch a package, and the transformer that it wants, to where Stanza keeps them.

    What is there already is not fetched again. Bars show where standard error is a terminal.
    Raises ModelError where there is no such package or it cannot be fetched.
    """
    package = official.full_name(package)
    watched = sys.stderr.isatty()
    if not watched:
        transformers.logging.disable_progress_bar()
    try:
        with logging_level_context(None, watched):
            paths = _download(package, official.folder())
        for name in sorted({name for name in map(official.encoder, paths) if name}):
            load_bert(name)
    except _FAILURES as error:
        raise ModelError(
            f"Stanza's package {package!r} cannot be downloaded: {_reason(error)}"
        ) from error


def _download(package: str, folder: Path) -> list[Path]:
    download_resources_json(str(folder))
    paths = official.files(official.read_list(folder / official.LIST), folder, package)
    stanza.download(
        official.LANGUAGE,
        model_dir=str(folder),
        package=package,
        processors=",".join(PROCESSORS),
        download_json=False,
    )
    return paths


def _reason(error: Exception) -> str:
    """Say in a few words what went wrong, without the addresses and traces that others add."""
    if isinstance(error, requests.HTTPError | json.JSONDecodeError):
        return "the answer is not what Stanza's server gives"
    if isinstance(error, requests.RequestException | ConnectionError):
        return "no connection"
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.filename}: {error.strerror}"
    return (str(error).splitlines() or [type(error).__name__])[0]
