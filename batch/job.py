"""The description of a batch run."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor import ExtractorError
from schemas import Options

LOADER = "extractor.engine:Extractor.load"


class BatchError(ExtractorError):
    """A run cannot begin or continue; the message says why and what to do.

    An error in one document goes into its row instead.
    """


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that the result depends on, except the contents of the input.

    ``id`` and ``text`` name columns, ``keep`` those that are carried along (None: all others);
    ``part`` is the most documents in one part of the result; ``loader`` names the function that
    takes ``model`` and returns an extractor, as ``module:name``.
    """

    source: str
    result: str
    id: str = "id"
    text: str = "text"
    keep: tuple[str, ...] | None = None
    flat: bool = False
    options: Options = field(default_factory=Options)
    model: str | None = None
    part: int = 500
    loader: str = LOADER
