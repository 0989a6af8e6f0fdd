"""What models there are: the embedded ones, and Stanza's own packages.

Only `download` touches a network, and only when it is called. Stanza and torch are loaded where
Stanza's folder has to be read, not on import.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.parsing import manifest


@dataclass(frozen=True, slots=True)
class Embedded:
    """The embedded models, as their manifest tells of them.

    ``size`` is in bytes. ``data`` tells what they were learned from, a line each, and ``scores``
    holds pairs of a name and a figure; these are empty and ``commit`` is None where the manifest
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
    """A package of Stanza's for English: its name, and the bytes of its files, None if not here."""

    name: str
    size: int | None


def embedded(folder: Path = manifest.FOLDER) -> Embedded:
    """Describe the embedded models, every file and the data files checked by their SHA-256.

    Raises ModelError, naming the file, where one is missing or damaged.
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
    """Yield what is told of data: in words, or as data sets with their licences."""
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
    """Return Stanza's English packages that ``stanza:NAME`` can use, and which of them are here.

    Those are all of Stanza's list where it was downloaded, else its standing names. Raises
    ModelError where the list is damaged.
    """
    from extractor.parsing import stanza_packages

    names = stanza_packages.STANDARD_PACKAGES
    listed = stanza_packages.listed() or ((name, None) for name in names)
    return tuple(Package(name, size) for name, size in listed)


def folder() -> Path:
    """Return where Stanza keeps its packages: STANZA_RESOURCES_DIR, or its own default."""
    from extractor.parsing import stanza_packages

    return stanza_packages.folder()


def download(name: str) -> None:
    """Fetch an English package of Stanza's with Stanza's own downloader.

    A bar shows on a terminal. Raises ModelError where there is no such package, or no network.
    """
    from extractor.parsing import stanza_packages

    stanza_packages.download(name)
