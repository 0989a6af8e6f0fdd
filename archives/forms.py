"""The forms that files of an archive have, told by their endings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from archives.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class Form:
    """JSONL, perhaps compressed, or Parquet."""

    ending: str
    parquet: bool = False
    compression: str | None = None


PARQUET: Final = Form(".parquet", parquet=True)
FORMS: Final = (
    Form(".jsonl"),
    Form(".jsonl.gz", compression="gzip"),
    Form(".jsonl.zst", compression="zstd"),
    Form(".ndjson"),
    Form(".ndjson.gz", compression="gzip"),
    Form(".ndjson.zst", compression="zstd"),
    PARQUET,
)


def known(name: str) -> Form | None:
    """Return the form that a file's ending tells, or None."""
    return next((form for form in FORMS if name.lower().endswith(form.ending)), None)


def form(name: str) -> Form:
    """Return the same; raises ArchiveError for any other ending."""
    found = known(name)
    if found is None:
        raise ArchiveError(f"{name}: its name must end in {', '.join(f.ending for f in FORMS)}")
    return found
