"""The likeliest reading of a paragraph's marks: which open, which close, which are neither.

A mark alone cannot tell: ``"`` after a digit closes or means inches, ``'`` closes or is an
apostrophe. So whole readings are compared, mark by mark from left to right, by what they cost
together; of the readings that end in the same state only the cheapest is kept. The number of
states kept is bounded, so the time is linear in the number of marks however they nest.
"""

from __future__ import annotations

from heapq import nsmallest
from operator import itemgetter

from extractor.marks.scanning import Mark
from extractor.marks.states import OUTSIDE, Role, State, cost_of_end, moves
from extractor.marks.style import Style

# From any state a reading gets back into step for less than this, so what lags behind the best
# by more will not win.
_MARGIN = 12.0
_MOST_STATES = 8


def read(marks: tuple[Mark, ...], style: Style) -> tuple[Role, ...]:
    """Return the role of every mark in the cheapest reading."""
    alive: dict[State, float] = {OUTSIDE: 0.0}
    trail: list[dict[State, tuple[State, Role]]] = []
    for mark in marks:
        alive, back = _step(alive, mark)
        trail.append(back)
    state = min(alive, key=lambda state: alive[state] + cost_of_end(state, style))
    roles: list[Role] = []
    for back in reversed(trail):
        state, role = back[state]
        roles.append(role)
    return tuple(reversed(roles))


def _step(
    alive: dict[State, float], mark: Mark
) -> tuple[dict[State, float], dict[State, tuple[State, Role]]]:
    costs: dict[State, float] = {}
    back: dict[State, tuple[State, Role]] = {}
    for state, cost in alive.items():
        for role, following, more in moves(state, mark):
            if following not in costs or cost + more < costs[following]:
                costs[following] = cost + more
                back[following] = (state, role)
    return _best(costs), back


def _best(costs: dict[State, float]) -> dict[State, float]:
    limit = min(costs.values()) + _MARGIN
    kept = {state: cost for state, cost in costs.items() if cost < limit}
    if len(kept) <= _MOST_STATES:
        return kept
    return dict(nsmallest(_MOST_STATES, kept.items(), key=itemgetter(1)))
