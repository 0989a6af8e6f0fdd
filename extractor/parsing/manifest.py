"""Checksums: of the embedded model files, and of the word lists and weights beside them.

The models have a list of their own, with size and SHA-256 of each file:

    python -m extractor.parsing.manifest NAME       # write it again where training did not

Stanza checks no sums when it loads; a file cut short in an image or a wheel would make a
parser that is subtly wrong, or an error that names nothing.

``extractor/data`` changes often, so it has no list to keep up to date. pip records the SHA-256 of
every file that it installs (RECORD), and those are compared; in a checkout git does the same.
"""

from __future__ import annotations

import hashlib
import json
import sys
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from extractor.domain import ModelError

FOLDER = Path(__file__).parent.parent / "models"
DATA = Path(__file__).parent.parent / "data"
PACKAGE = "quote-extractor"
FILE = "manifest.json"
_SUFFIXES = frozenset({".pt", ".json", ".safetensors"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one file."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The models' name, the files by their paths below the folder, and how they were made.

    ``made`` is what training says of itself: commit, data, plan, scores by treebank part.
    """

    name: str
    files: dict[str, Entry]
    made: dict[str, Any] = field(default_factory=dict)


def write(name: str, folder: Path = FOLDER, made: dict[str, Any] | None = None) -> None:
    """List the model files in *folder* under the name that responses show."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix in _SUFFIXES and p.name != FILE)
    files = {path.relative_to(folder).as_posix(): _entry(path) for path in paths}
    text = json.dumps(asdict(Manifest(name, files, made or {})), indent=1)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")


def check(folder: Path = FOLDER) -> str:
    """Check every file that the manifest of *folder* lists, and return the models' name.

    Raises ModelError, naming the file, at the first that is missing or differs.
    """
    manifest = _read(folder / FILE)
    for name, entry in manifest.files.items():
        path = folder / name
        try:
            found = _entry(path)
        except OSError as error:
            raise ModelError(f"model file {path} cannot be read: {error.strerror}") from error
        if found != entry:
            raise ModelError(
                f"model file {path} is damaged: {found.size} bytes with SHA-256"
                f" {found.sha256}, not {entry.size} bytes with {entry.sha256}"
            )
    return manifest.name


def check_data() -> None:
    """Check the data files against what pip has recorded of them, if it installed this package.

    Raises ModelError, naming the file, at the first that is missing or differs.
    """
    try:
        files = metadata.files(PACKAGE) or []
    except metadata.PackageNotFoundError:
        return
    for file in files:
        path = Path(str(file.locate()))
        if path.parent != DATA or file.hash is None:
            continue
        try:
            digest = hashlib.sha256(path.read_bytes()).digest()
        except OSError as error:
            raise ModelError(f"data file {path} cannot be read: {error.strerror}") from error
        if urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value:
            raise ModelError(f"data file {path} is damaged: it is not the one that was installed")


def _read(path: Path) -> Manifest:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        files = {str(name): Entry(**entry) for name, entry in manifest["files"].items()}
        return Manifest(str(manifest["name"]), files, dict(manifest.get("made", {})))
    except OSError as error:
        raise ModelError(f"model file {path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"model file {path} is damaged: not a manifest") from error


def _entry(path: Path) -> Entry:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Entry(path.stat().st_size, digest)


if __name__ == "__main__":
    write(sys.argv[1])
