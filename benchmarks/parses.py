"""A caching parser: rules are measured many times on the same parses.

The folder holds whole texts (pickled documents), so it must lie outside the repository. Pickle
executes what it reads: never use a folder that others can write to.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Sequence
from pathlib import Path

import extractor
from extractor.domain import Document, Marking, Parser

HOME = Path(extractor.__file__).parent


class CachingParser:
    """A `Parser` that looks into *folder* before it asks the one that *load* returns.

    The key is the marking, the model's name and files, and the source of everything that
    makes a document of a marking; rules, selection and speakers may change under it. *load*
    is called at the first text that is not there.
    """

    def __init__(self, folder: Path, model: str, load: Callable[[], Parser]) -> None:
        self.name = model
        self._folder = folder
        self._load = load
        self._parser: Parser | None = None
        self._key = fingerprint(model)
        folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, marking: Marking) -> Document:
        """Return the document of one marking, from the cache or parsed now."""
        key = hashlib.sha256(self._key + repr(marking).encode("utf-8", "surrogatepass"))
        path = self._folder / f"{key.hexdigest()}.pickle"
        if path.exists():
            remembered: Document = pickle.loads(path.read_bytes())
            return remembered
        document = self._parse(marking)
        part = path.with_suffix(".part")
        part.write_bytes(pickle.dumps(document, pickle.HIGHEST_PROTOCOL))
        part.replace(path)
        return document

    def parse_all(self, markings: Sequence[Marking]) -> tuple[Document, ...]:
        """Return the documents of many markings, in order."""
        return tuple(map(self, markings))

    def _parse(self, marking: Marking) -> Document:
        if self._parser is None:
            self._parser = self._load()
        return self._parser(marking)


def fingerprint(model: str) -> bytes:
    """Return a digest of all that a parse depends on but the text."""
    digest = hashlib.sha256(model.encode())
    sources = [HOME / "domain.py", *HOME.glob("parsing*"), *HOME.glob("parsing/**/*.py")]
    models = HOME.glob("models/**/*") if not model.startswith("stanza:") else ()
    for path in sorted(path for path in (*sources, *models) if path.is_file()):
        digest.update(path.relative_to(HOME).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()
