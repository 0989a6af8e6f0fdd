"""Files and folders by name: a path, or an address such as ``s3://bucket/folder``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyarrow import ArrowInvalid, fs

from archives.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class Place:
    """A path in a file system that pyarrow knows, or fsspec."""

    files: fs.FileSystem
    path: str

    @classmethod
    def of(cls, name: str) -> Place:
        """Return the place of that name; raises ArchiveError where no file system has it."""
        if "://" not in name:
            return cls(fs.LocalFileSystem(), str(Path(name).absolute()))
        try:
            return cls(*fs.FileSystem.from_uri(name))
        except ArrowInvalid:
            return cls(*_of_fsspec(name))
        except OSError as error:
            raise ArchiveError(f"{name}: {_first_line(error)}") from error

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rstrip("/").rpartition("/")[2]

    def beside(self, name: str) -> Place:
        """Return a place in the same folder."""
        return Place(self.files, f"{self.path.rstrip('/').rpartition('/')[0]}/{name}")

    def __truediv__(self, name: str) -> Place:
        return Place(self.files, f"{self.path.rstrip('/')}/{name}")

    def info(self) -> fs.FileInfo:
        """Return what the file system knows of it: type, size, time of the last change."""
        return self.files.get_file_info(self.path)

    def is_file(self) -> bool:
        """Return whether a file is there."""
        return bool(self.info().type == fs.FileType.File)

    def is_folder(self) -> bool:
        """Return whether a folder is there."""
        return bool(self.info().type == fs.FileType.Directory)

    def below(self) -> list[Place]:
        """Return all files in this folder and the folders in it, by path."""
        found = self.files.get_file_info(fs.FileSelector(self.path, recursive=True))
        paths = sorted(each.path for each in found if each.type == fs.FileType.File)
        return [Place(self.files, path) for path in paths]

    def read(self) -> bytes:
        """Return all that the file holds."""
        with self.reading() as stream:
            return bytes(stream.read())

    @contextmanager
    def reading(self, compression: str | None = None) -> Iterator[Any]:
        """Open it to be read, from anywhere in it unless it is compressed.

        Raises ArchiveError for whatever goes wrong with it while it is open.
        """
        try:
            opened = (
                self.files.open_input_stream(self.path, compression=compression)
                if compression
                else self.files.open_input_file(self.path)
            )
            with opened as stream:
                yield stream
        except (OSError, ArrowInvalid) as error:
            raise ArchiveError(f"{self.path}: {_first_line(error)}") from error

    @contextmanager
    def writing(self, compression: str | None = None) -> Iterator[Any]:
        """Open it to be written; the file is there, whole, once this has ended well."""
        unfinished = self.beside(f".{self.name}.unfinished")
        with self.files.open_output_stream(unfinished.path, compression=compression) as stream:
            yield stream
        self.files.move(unfinished.path, self.path)

    def make_folder(self) -> None:
        """Make it a folder, unless it is one."""
        self.files.create_dir(self.path, recursive=True)

    def remove(self) -> None:
        """Remove the file or the folder with all that is in it; fine where nothing is."""
        if self.is_folder():
            self.files.delete_dir(self.path)
        elif self.is_file():
            self.files.delete_file(self.path)


def _of_fsspec(name: str) -> tuple[fs.FileSystem, str]:
    from fsspec.core import url_to_fs

    try:
        files, path = url_to_fs(name)
    except (ValueError, ImportError) as error:
        raise ArchiveError(f"{name}: {_first_line(error)}") from error
    return fs.PyFileSystem(fs.FSSpecHandler(files)), path


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
