"""How far a run has come, in a file beside its parts; and whether another may go on with it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from archives.errors import ArchiveError
from archives.job import Job
from archives.places import Place
from archives.reading import Piece
from extractor import __version__

NAME: Final = "_manifest.json"
CODE: Final = ("archives", "extractor", "schemas")
"""Packages of which a change may change the result; the models are in one of them."""

Made = dict[str, Any]
"""What the result is made from and with."""


@dataclass(frozen=True, slots=True)
class Done:
    """What is done: all files before *file*, of it the first *part* pieces."""

    file: int = 0
    part: int = 0
    parts: int = 0
    documents: int = 0
    quotations: int = 0
    failed: int = 0
    complete: bool = False


def made_from(job: Job, files: Iterable[Place]) -> Made:
    """Return what the result depends on; a file counts as the same by path, size and time."""
    options = job.options
    chosen = asdict(job) | {"options": asdict(options) | {"types": sorted(options.types)}}
    infos = [(file.path, file.info()) for file in files]
    made = {
        **chosen,
        "files": [[path, info.size, info.mtime_ns] for path, info in infos],
        "software": [__version__, _code(), pa.__version__],
    }
    del made["source"], made["result"]
    return dict(json.loads(json.dumps(made)))


def load(folder: Place, made: Made) -> Done:
    """Return how far a run came that left its parts in *folder*; nothing is done without one.

    Raises ArchiveError where that run was made from something else.
    """
    place = folder / NAME
    if not place.is_file():
        return Done()
    found = json.loads(place.read())
    other = [name for name in made if found["made"].get(name) != made[name]]
    if other:
        raise ArchiveError(
            f"{folder.path} holds parts of a run with other {', '.join(other)}: "
            "go on with what began it, or begin anew with --restart"
        )
    return Done(**found["done"])


def save(folder: Place, made: Made, done: Done) -> None:
    """Write down how far a run has come."""
    with (folder / NAME).writing() as stream:
        stream.write(json.dumps({"made": made, "done": asdict(done)}, indent=1).encode())


def after(done: Done, piece: Piece, quotations: int, failed: int) -> Done:
    """Return what is done once a piece is written too."""
    return Done(
        piece.file,
        piece.part + 1,
        done.parts + 1,
        done.documents + piece.table.num_rows,
        done.quotations + quotations,
        done.failed + failed,
    )


@cache
def _code() -> str:
    """Return a digest of the code and the models that make the result."""
    digest = blake2b(digest_size=16)
    top = Path(__file__).parents[1]
    for package in CODE:
        for path in sorted((top / package).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(top).as_posix().encode() + b"\0")
                digest.update(blake2b(path.read_bytes()).digest())
    return digest.hexdigest()
