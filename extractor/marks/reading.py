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

from extractor.marks.scanning import Mark

_NEST = 4.0
_RESTART = 4.5
_UNBALANCED = 4.0
_MOST_STATES = 8

# (family of the outermost open mark, how many of it are open, doubles open within singles)
State = tuple[str, int, int]
OUTSIDE: State = ("", 0, 0)


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
    family, depth, inner = state
    if not depth:
        yield Role.OPEN, (mark.family, 1, 0), mark.opening + style.to_open(mark.family)
        yield Role.NEITHER, state, mark.neither
    elif mark.family == family:
        yield from _moves_within(state, mark)
    elif family == "single" and mark.family == "double":
        yield Role.NESTED, (family, depth, 1 - inner), mark.closing if inner else mark.opening
        yield Role.NEITHER, state, mark.neither
    else:
        yield Role.NESTED, state, 0.0


def _moves_within(state: State, mark: Mark) -> Iterator[tuple[Role, State, float]]:
    family, depth, inner = state
    if depth == 1:
        yield Role.CLOSE, OUTSIDE, mark.closing + _UNBALANCED * inner
        yield Role.RESTART, (family, 1, 0), mark.opening + _RESTART
    else:
        yield Role.NESTED, (family, depth - 1, inner), mark.closing
    yield Role.NEITHER, state, mark.neither + 0.5
    if family != "single":
        yield Role.NESTED, (family, depth + 1, inner), mark.opening + _NEST


def _cost_of_end(state: State, style: Style) -> float:
    family, depth, inner = state
    return style.to_leave(family) * depth + _UNBALANCED * inner if depth else 0.0
