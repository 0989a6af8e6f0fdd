"""What is to be done with an archive."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas import Options

LOADER = "extractor.engine:Extractor.load"


@dataclass(frozen=True, slots=True)
class Job:
    """All that the result depends on but for the input itself.

    ``id`` and ``text`` name columns, ``keep`` those that are carried along (None: all others);
    ``part`` is the most documents that one part of the result holds; ``loader`` names the
    function that takes ``model`` and returns an extractor, as ``module:name``.
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
