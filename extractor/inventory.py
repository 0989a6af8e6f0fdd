"""What there is: the models, embedded ones and Stanza's packages, and the rules for display.

Only `download` uses the network. Stanza and torch are imported only when Stanza's folder has to be
read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from extractor import cue_lexicon
from extractor.parsing import manifest
from extractor.rules import RULES


@dataclass(frozen=True, slots=True)
class Embedded:
    """The embedded models, as described by their manifest.

    ``size`` is in bytes. ``data`` lists the training data, ``scores``
    holds pairs of a name and a figure; these are empty and ``commit`` is None if the manifest
    does not say.
    """

    name: str
    files: int
    size: int
    data: tuple[str, ...]
    commit: str | None
    scores: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Package:
    """A Stanza package for English: its name and size in bytes, None if not downloaded."""

    name: str
    size: int | None


def embedded(folder: Path = manifest.FOLDER) -> Embedded:
    """Describe the embedded models, every file and the data files checked by their SHA-256.

    Raises ModelError, naming the file, if one is missing or damaged.
    """
    manifest.check_data()
    name = manifest.check(folder)
    told = json.loads((folder / manifest.FILE).read_text(encoding="utf-8"))
    sizes = [entry["size"] for entry in told["files"].values()]
    made = told.get("made") or told
    commit = made.get("commit")
    return Embedded(
        name,
        len(sizes),
        sum(sizes),
        tuple(_data(made.get("data"))),
        commit if isinstance(commit, str) else None,
        tuple(_scores(made.get("scores"))),
    )


def _data(told: Any) -> Iterator[str]:
    """Yield the training data sets with their licences."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        yield from (f"{name}: {row}" for name, row in told.items() if isinstance(row, str))
    elif isinstance(told, list):
        yield from (": ".join(map(str, row.values())) for row in told if isinstance(row, Mapping))


def _scores(told: Any, above: str = "") -> Iterator[tuple[str, float]]:
    for name, value in told.items() if isinstance(told, Mapping) else ():
        path = f"{above} {name}".strip()
        if isinstance(value, int | float):
            yield path, float(value)
        else:
            yield from _scores(value, path)


def packages() -> tuple[Package, ...]:
    """Return the English Stanza packages usable as ``stanza:NAME``, with the size of those here.

    All packages of Stanza's list if it was downloaded, else the standard names. Raises
    ModelError if the list is damaged.
    """
    from extractor.parsing import stanza_pipeline

    names = stanza_pipeline.STANDARD_PACKAGES
    listed = stanza_pipeline.listed() or ((name, None) for name in names)
    return tuple(Package(name, size) for name, size in listed)


def folder() -> Path:
    """Return where Stanza keeps its packages: STANZA_RESOURCES_DIR, or its own default."""
    from extractor.parsing import stanza_pipeline

    return stanza_pipeline.folder()


def download(name: str) -> None:
    """Download an English Stanza package with Stanza's own downloader.

    Shows a progress bar on a terminal. Raises ModelError if the package or the network is missing.
    """
    from extractor.parsing import stanza_pipeline

    stanza_pipeline.download(name)


# --- the rules -----------------------------------------------------------------------------

UNATTRIBUTED = "unattributed"
"""The rule name of a quotation whose speaker the text does not give."""


ENOUGH: Final = 10
"""Pairings from which a share of them says anything."""


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule: its stable name, a sentence about it, an example and its precision.

    ``precision`` is the share of its ``pairings`` on the training corpus that were right, 0 to
    1, cross-validated; None if there were fewer than `ENOUGH`.
    """

    name: str
    description: str
    example: str
    precision: float | None
    pairings: int


def rules() -> tuple[RuleInfo, ...]:
    """Return every name that ``Quotation.rule`` may have, in the order of the rules' table."""
    record = cue_lexicon.read_data("confidence.json")["rules"]
    named = [(rule.name, rule.description, rule.example) for rule in RULES]
    alone = (UNATTRIBUTED, "Words in quotation marks for which no speaker was found.", '"We lost."')
    return tuple(_info(*each, record.get(each[0], {})) for each in [*named, alone])


def _info(name: str, description: str, example: str, record: dict[str, float]) -> RuleInfo:
    pairings = int(record.get("pairings", 0))
    precision = record["precision"] if pairings >= ENOUGH else None
    return RuleInfo(name, description, example, precision, pairings)
