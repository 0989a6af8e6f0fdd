"""The likeliest reading of a paragraph's marks: which open, which close, which are neither.

A mark alone cannot tell: ``"`` after a digit closes or means inches, ``'`` closes or is an
apostrophe. So whole readings are compared, mark by mark from left to right, by what they cost
together; of the readings that end in the same state only the cheapest is kept. The number of
states kept is bounded, so the time is linear in the number of marks however they nest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from heapq import nsmallest
from typing import NamedTuple

from extractor.marks.scanning import Mark

_NEST_ALIKE = 4.0
_NEST_UNLIKE = 1.5
_RESTART = 4.5
_UNLIKE = 1.0
_OTHER_FAMILY = 3.0
_UNBALANCED = 4.0
_WITHIN = 1.4
_SURE = 4.0
_MOST_STATES = 8


class State(NamedTuple):
    """Where a reading stands: the outermost open marks, and as much of the inner as matters.

    ``family`` is "" outside, ``depth`` how many marks of it are open, ``straight`` whether the
    first of them is; ``inner`` whether a double is open within singles or the reverse.
    """

    family: str = ""
    depth: int = 0
    inner: bool = False
    straight: bool = False


OUTSIDE = State()


class Role(IntEnum):
    """What a mark does in a reading; ``RESTART`` opens where an earlier mark was left open."""

    NEITHER = 0
    OPEN = 1
    CLOSE = 2
    RESTART = 3
    NESTED = 4


@dataclass(frozen=True, slots=True)
class Style:
    """What stands outside a paragraph and bears on the reading of its marks.

    ``single`` is True where the text quotes in single marks first; ``continued`` is the family
    of the opening mark at the next paragraph's start, "" where there is none.
    """

    single: bool = False
    continued: str = ""

    def to_open(self, family: str) -> float:
        """Return what it costs that a passage stands in marks of *family*."""
        return 1.0 if family == "single" and not self.single else 0.0

    def to_leave(self, family: str) -> float:
        """Return what it costs that a mark of *family* is open at the paragraph's end."""
        if family == self.continued:
            return 1.0 + self.to_open(family)
        return 6.0 if family == "single" and not self.single else 3.5


def read(marks: tuple[Mark, ...], style: Style) -> tuple[Role, ...]:
    """Return the role of every mark in the cheapest reading."""
    alive: dict[State, float] = {OUTSIDE: 0.0}
    trail: list[dict[State, tuple[State, Role]]] = []
    for mark in marks:
        alive, back = _step(alive, mark, style)
        trail.append(back)
    state = min(alive, key=lambda state: alive[state] + _cost_of_end(state, style))
    roles: list[Role] = []
    for back in reversed(trail):
        state, role = back[state]
        roles.append(role)
    return tuple(reversed(roles))


def _step(
    alive: dict[State, float], mark: Mark, style: Style
) -> tuple[dict[State, float], dict[State, tuple[State, Role]]]:
    costs: dict[State, float] = {}
    back: dict[State, tuple[State, Role]] = {}
    for state, cost in alive.items():
        for role, following, more in _moves(state, mark, style):
            if following not in costs or cost + more < costs[following]:
                costs[following] = cost + more
                back[following] = (state, role)
    if len(costs) > _MOST_STATES:
        costs = dict(nsmallest(_MOST_STATES, costs.items(), key=lambda item: item[1]))
    return costs, back


def _moves(state: State, mark: Mark, style: Style) -> Iterator[tuple[Role, State, float]]:
    if not state.depth:
        opened = State(mark.family, 1, False, mark.straight)
        yield Role.OPEN, opened, mark.opening + style.to_open(mark.family)
        yield Role.NEITHER, state, mark.neither
    elif mark.family == state.family:
        yield from _moves_alike(state, mark)
    elif state.family == "single" and mark.family == "double":
        yield from _moves_of_double_in_single(state, mark)
    elif state.family == "double" and mark.family == "single":
        yield from _moves_of_single_in_double(state, mark)
    else:
        yield Role.NESTED, state, 0.0


def _moves_alike(state: State, mark: Mark) -> Iterator[tuple[Role, State, float]]:
    """Yield the readings of a mark of the family that is open."""
    yield Role.NEITHER, state, mark.neither * _WITHIN
    unlike = mark.straight != state.straight
    if state.depth == 1:
        unbalanced = _UNBALANCED if state.inner and state.family == "single" else 0.0
        yield Role.CLOSE, OUTSIDE, mark.closing + _UNLIKE * unlike + unbalanced
        opened = State(mark.family, 1, False, mark.straight)
        yield Role.RESTART, opened, mark.opening + _RESTART
    else:
        yield Role.NESTED, state._replace(depth=state.depth - 1), mark.closing
    if state.family != "single":
        nest = _NEST_UNLIKE if unlike else _NEST_ALIKE
        yield Role.NESTED, state._replace(depth=state.depth + 1), mark.opening + nest


def _moves_of_double_in_single(state: State, mark: Mark) -> Iterator[tuple[Role, State, float]]:
    yield Role.NEITHER, state, mark.neither * _WITHIN
    nested = mark.closing if state.inner else mark.opening
    yield Role.NESTED, state._replace(inner=not state.inner), nested
    if not state.inner:
        yield Role.CLOSE, OUTSIDE, mark.closing + _OTHER_FAMILY


def _moves_of_single_in_double(state: State, mark: Mark) -> Iterator[tuple[Role, State, float]]:
    """Yield the readings of a single within doubles: what it is there hardly matters."""
    if mark.opening < mark.closing:
        yield Role.NESTED, state._replace(inner=state.inner or mark.neither > 1.0), 0.0
        return
    yield Role.NESTED, state._replace(inner=False) if state.inner else state, 0.0
    if not state.inner and state.depth == 1 and mark.neither >= _SURE:
        yield Role.CLOSE, OUTSIDE, mark.closing + _OTHER_FAMILY


def _cost_of_end(state: State, style: Style) -> float:
    if not state.depth:
        return 0.0
    unbalanced = _UNBALANCED if state.inner and state.family == "single" else 0.0
    return style.to_leave(state.family) * state.depth + unbalanced
