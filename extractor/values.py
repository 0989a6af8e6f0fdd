"""Values that stay inside a stage: made by the thousand for every text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def value(*, order: bool = False) -> Callable[[type[T]], type[T]]:
    """Return what makes a dataclass of slots that is never changed, by the type checker's word.

    One that the interpreter keeps from being changed, as those of `domain` are, takes twice as
    long to make.
    """
    return dataclass(slots=True, order=order)
