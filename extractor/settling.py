"""What a process does once its models are loaded, before the texts come."""

from __future__ import annotations

import gc
from typing import Final

RARELY: Final = (50_000, 20, 50)
"""New objects between two looks at the youngest, and how many such looks before the older ones."""


def settle() -> None:
    """Keep the garbage collector from what stays, and from looking too often.

    Models are no garbage: looking through them costs time and, after a fork, memory, since every
    page that it writes to is copied. What is made of a text hardly ever refers to itself, so it
    goes by its own.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)
