"""The progress of a run, saved beside its parts; decides whether it can be continued."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from batch.formats import Piece
from batch.job import BatchError, Job
from batch.storage import Location
from extractor import __version__

NAME: Final = "_manifest.json"
CODE: Final = ("batch", "extractor", "schemas")
"""Packages that affect the result (the models are in one of them)."""

WORDS: Final = {
    "files": "the input files have changed",
    "software": "the software has changed",
    "loader": "the loader has changed",
}
"""What a run depends on and no option says."""

Made = dict[str, Any]
"""The job, input and software of a result."""


@dataclass(frozen=True, slots=True)
class Done:
    """The progress: all files before *file*, and the first *part* pieces of it.

    ``empty`` counts the documents whose text holds nothing but blanks; they have not failed.
    """

    file: int = 0
    part: int = 0
    parts: int = 0
    documents: int = 0
    quotations: int = 0
    failed: int = 0
    empty: int = 0
    complete: bool = False


def made_from(job: Job, files: Iterable[Location]) -> Made:
    """Return what the result depends on; a file is identified by path, size and time."""
    options = asdict(job.options)
    chosen = asdict(job) | {"options": options | {"types": sorted(job.options.types)}}
    arrow = sys.modules.get("pyarrow")
    versions = [__version__, _code(), arrow.__version__ if arrow else None]
    made = {**chosen, "files": [file.state() for file in files], "software": versions}
    del made["source"], made["result"]
    return dict(json.loads(json.dumps(made, default=sorted)))


def load(folder: Location, made: Made) -> Done:
    """Return the progress of the run that left its parts in *folder*, zero without one.

    Raises BatchError if that run had a different job, input or software.
    """
    place = folder / NAME
    if not place.is_file():
        return Done()
    found = json.loads(place.read())
    other = list(_differences(found["made"], made))
    if other:
        raise BatchError(
            f"{folder.shown} holds parts of another run: {'; '.join(other)}; "
            "use the same options and input to continue it, or --restart to start again"
        )
    return Done(**found["done"])


def _differences(before: Made, now: Made) -> Iterator[str]:
    """Yield in words what a run was made from and another is not."""
    for name in now:
        old, new = before.get(name), now[name]
        if old != new and name in WORDS:
            yield WORDS[name]
        elif old != new and isinstance(new, dict):
            yield from _differences(old or {}, new)
        elif old != new:
            yield f"--{name.replace('_', '-')} was {_shown(old)}, is {_shown(new)}"


def _shown(value: Any) -> str:
    """Return the value of an option as it is written on the command line."""
    if isinstance(value, list):
        return ",".join(value) or "empty"
    return str({None: "not given", True: "on", False: "off"}.get(value, value))


def save(folder: Location, made: Made, done: Done, head: Sequence[str] | None = None) -> None:
    """Save the progress of a run; *head* are the columns of parts that do not name them."""
    noted = {"made": made, "done": asdict(done), "head": head}
    with (folder / NAME).writing() as stream:
        stream.write(json.dumps(noted, indent=1).encode())


def after(done: Done, piece: Piece, quotations: int, failed: int) -> Done:
    """Return the progress after another piece."""
    texts = [each.text for each in piece.documents if each.text is not None]
    return Done(
        piece.file,
        piece.part + 1,
        done.parts + 1,
        done.documents + len(piece.documents),
        done.quotations + quotations,
        done.failed + failed,
        done.empty + sum(not text.strip() for text in texts),
    )


@cache
def _code() -> str:
    """Return a digest of the code and the models."""
    digest = blake2b(digest_size=16)
    top = Path(__file__).parents[1]
    for package in CODE:
        for path in sorted((top / package).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(top).as_posix().encode() + b"\0")
                digest.update(blake2b(path.read_bytes()).digest())
    return digest.hexdigest()
