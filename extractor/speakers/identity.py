"""Who a mention stands for: the value between finding speakers and writing them down."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.domain import Kind


@dataclass(frozen=True, slots=True)
class Identity:
    """One speaker of a text.

    ``number`` tells two speakers apart who share a label (two women both called only
    ``resident``); equal numbers are the same speaker.
    """

    number: int
    label: str
    kind: Kind
    name: str | None = None
    role: str | None = None
