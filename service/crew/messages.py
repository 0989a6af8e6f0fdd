"""What front and worker say to each other, pickled, over a socket that only they have.

front -> worker: a text (a str), then perhaps STOP
worker -> front: Hello once; for each text Begun, then Told as often as there is something to
tell, then one of Done, Failed and Stopped
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from extractor import Extraction
from service.records import Words

STOP: Final = None
"""Nobody waits for this text any more; of no meaning when it comes too late."""


@dataclass(frozen=True, slots=True)
class Hello:
    """A worker is there; ``pid`` is its process."""

    pid: int


@dataclass(frozen=True, slots=True)
class Begun:
    """The worker has the text; if it dies before it says so, another can have it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A stage took so many seconds; of a parse, what became of the words."""

    stage: str
    seconds: float
    words: Words | None


@dataclass(frozen=True, slots=True)
class Done:
    """The text is done."""

    extraction: Extraction


@dataclass(frozen=True, slots=True)
class Failed:
    """The extractor failed: the exception's kind and the way to it, without its message."""

    way: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """The work was ended because nobody waits for it."""
