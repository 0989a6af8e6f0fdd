"""Files and folders by name: a path, or an address such as ``s3://bucket/folder``.

All access uses fsspec, a dependency of torch; for addresses that pyarrow knows, its file systems
are used.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from batch.job import BatchError

NEEDED: Final = f"{{}} needs the package {{}}: {sys.executable} -m pip install '{{}}'"
LEVEL: Final = 6


@dataclass(frozen=True, slots=True)
class Location:
    """A path in a file system."""

    files: AbstractFileSystem
    path: str

    @classmethod
    def of(cls, name: str) -> Location:
        """Return the location of that name; raises BatchError if no file system has it."""
        if "://" not in name:
            return cls(LocalFileSystem(), str(Path(name).absolute()))
        return cls(*(_of_pyarrow(name) or _of_fsspec(name)))

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rstrip("/").rpartition("/")[2]

    @property
    def shown(self) -> str:
        """The path for messages: as one would type it where it is below the working folder."""
        here = f"{Path.cwd()}/"
        return (
            self.path.removeprefix(here) if isinstance(self.files, LocalFileSystem) else self.path
        )

    def real(self) -> str:
        """Return the path without symbolic links and ``..``, as far as the file system has them."""
        local = isinstance(self.files, LocalFileSystem)
        return os.path.realpath(self.path) if local else self.path.rstrip("/")

    def beside(self, name: str) -> Location:
        """Return a location in the same folder."""
        return Location(self.files, f"{self.path.rstrip('/').rpartition('/')[0]}/{name}")

    def __truediv__(self, name: str) -> Location:
        return Location(self.files, f"{self.path.rstrip('/')}/{name}")

    def state(self) -> list[Any]:
        """Return path, size and time of the last change, if known."""
        info = self.files.info(self.path)
        changed = info.get("mtime") or info.get("LastModified") or info.get("last_modified")
        return [self.path, info.get("size"), None if changed is None else str(changed)]

    def is_file(self) -> bool:
        """Return whether a file is there."""
        return bool(self.files.isfile(self.path))

    def is_folder(self) -> bool:
        """Return whether a folder is there."""
        return bool(self.files.isdir(self.path))

    def below(self) -> list[Location]:
        """Return all files in this folder and the folders in it, by path."""
        return [Location(self.files, path) for path in sorted(self.files.find(self.path))]

    def read(self) -> bytes:
        """Return all that the file holds."""
        with self.reading() as stream:
            return bytes(stream.read())

    @contextmanager
    def reading(self, compression: str | None = None) -> Iterator[Any]:
        """Open it for reading; seekable unless it is compressed.

        Raises BatchError for any error while it is open.
        """
        try:
            with self.files.open(self.path, "rb") as raw, _decompressed(raw, compression) as stream:
                yield stream
        except (OSError, EOFError, zlib.error) as error:  # includes pyarrow's errors
            raise BatchError(f"{self.shown}: {_why(error, compression)}") from error

    @contextmanager
    def writing(self, compression: str | None = None) -> Iterator[Any]:
        """Open it for writing; the file appears only when the block ends without an error."""
        unfinished = self.beside(f".{self.name}.unfinished")
        with self.files.open(unfinished.path, "wb") as raw, _compressed(raw, compression) as stream:
            yield stream
        self.files.mv(unfinished.path, self.path)

    def make_folder(self) -> None:
        """Create the folder if it does not exist."""
        self.files.makedirs(self.path, exist_ok=True)

    def remove(self) -> None:
        """Remove the file, or the folder with its contents, if it exists."""
        if self.files.exists(self.path):
            self.files.rm(self.path, recursive=self.is_folder())


def _why(error: Exception, compression: str | None) -> str:
    """Return in plain words why a file cannot be read."""
    if isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError):
        return error.strerror or first_line(error)
    if compression:
        return f"not compressed with {compression} as its name says, cut short, or damaged"
    return first_line(error)


def first_line(error: Exception) -> str:
    """Return the first line of an error's message, or its name."""
    return str(error).partition("\n")[0] or type(error).__name__


def pyarrow_for(what: str) -> Any:
    """Return the module pyarrow; raises a BatchError that says what needs it."""
    try:
        import pyarrow
    except ImportError:
        raise BatchError(NEEDED.format(what, "pyarrow", "pyarrow")) from None
    return pyarrow


def _of_pyarrow(name: str) -> tuple[AbstractFileSystem, str] | None:
    try:
        from fsspec.implementations.arrow import ArrowFSWrapper
        from pyarrow import ArrowInvalid, fs
    except ImportError:
        return None
    try:
        files, path = fs.FileSystem.from_uri(name)
    except ArrowInvalid:
        return None
    except OSError as error:
        raise BatchError(f"{name}: {first_line(error)}") from error
    return ArrowFSWrapper(files), path


def _of_fsspec(name: str) -> tuple[AbstractFileSystem, str]:
    try:
        files, path = url_to_fs(name)
    except (ValueError, ImportError) as error:
        raise BatchError(f"{name}: {first_line(error)}") from error
    return files, path


@contextmanager
def _decompressed(raw: Any, compression: str | None) -> Iterator[Any]:
    if compression is None:
        yield raw
        return
    if compression == "gzip":
        with gzip.GzipFile(fileobj=raw, mode="rb") as stream:
            yield stream
        return
    arrow = pyarrow_for("Zstandard")
    with arrow.CompressedInputStream(raw, compression) as bare, io.BufferedReader(bare) as stream:
        yield stream


@contextmanager
def _compressed(raw: Any, compression: str | None) -> Iterator[Any]:
    """Open a compressing stream with reproducible output."""
    if compression is None:
        yield raw
        return
    if compression == "gzip":
        with gzip.GzipFile("", "wb", LEVEL, raw, mtime=0) as stream:
            yield stream
        return
    with pyarrow_for("Zstandard").CompressedOutputStream(raw, compression) as stream:
        yield stream
