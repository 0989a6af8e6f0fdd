"""The role of each mark (open, close, neither): a beam-search Viterbi over a paragraph.

One mark alone is ambiguous: ``"`` after a digit closes a quotation or means inches, ``'`` closes
one or is an apostrophe. So whole readings are compared. The decoder goes from mark to mark, keeps
the cheapest way into each state (which marks are open, how deep), drops all but the eight best
states (the beam), and at the end traces the cheapest final state back. Costs add up: a mark's own
cost for the role it takes, what the transition costs, and what it costs to end the paragraph with a
mark open. The number of states is bounded, so the time is linear in the number of marks.

A worked example, ``"It is 5" long," he said.`` (opening / closing / neither cost of each mark):

    marks           "It        5"         ,"
    costs         0 / 12 / 5   6 / 0 / 1  12 / 0 / 5
    reading a     opens 0      closes 0   neither 5        = 5.0
    reading b     opens 0      neither 1.4  closes 0       = 1.4   <- cheapest: 5" are inches
    reading c     opens 0      closes 0   opens 12 + open at the end 3.5 = 15.5

Within a quotation, ignoring a mark costs more (1 becomes 1.4).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from heapq import nsmallest
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from extractor.domain import Span
from extractor.marks.candidates import IMPOSSIBLE, Mark

# From any state a reading can recover for less than this, so a state that is worse than the best by
# more cannot win.
_BEAM_MARGIN = 12.0
_BEAM_SIZE = 8

# Transition costs, beyond the marks' own; the higher, the less likely.
_NEST_ALIKE = 4.0  # a passage within one in the same marks
_NEST_UNLIKE = 1.5  # straight within curly, or the reverse
_RESTART = 6.0  # a closing mark is missing before an opening one
_RESTART_SURE = 4.5  # the same, where the opening one can be nothing else
_UNLIKE = 1.0  # opened by a curly mark and closed by a straight one, or the reverse
_OTHER_FAMILY = 3.0  # opened by a double and closed by a single, or the reverse
_WITHIN = 1.4  # factor on the cost of ignoring a mark within a passage
_SURE_SINGLE = 4.0  # the cost of a single as an apostrophe when it is surely none

# Costs of the paragraph's end.
_UNCLOSED = 3.5  # open at the end of its paragraph
_UNCLOSED_SINGLE = 6.0  # the same, where single marks are not the text's first choice
_CONTINUED = 1.6  # open at the end of its paragraph, and the next paragraph reopens it
_CONTINUED_SURE = 0.6  # the same, where it can be only an opening mark


class Role(IntEnum):
    """What a mark does in a reading; ``RESTART`` opens where an earlier mark was left open."""

    NEITHER = 0
    OPEN = 1
    CLOSE = 2
    RESTART = 3
    NESTED = 4


class State(NamedTuple):
    """The open marks after some mark: the outermost, and as much of the inner ones as matters.

    ``family`` is "" outside, ``depth`` how many marks of it are open; ``straight`` is True if
    the first of them is straight, ``sure`` where it can be only an opening mark; ``inner``
    is True if a double is open within singles or the reverse.
    """

    family: str = ""
    depth: int = 0
    inner: bool = False
    straight: bool = False
    sure: bool = False


OUTSIDE = State()

Transition = tuple[Role, State, float]
"""The role of a mark, the state after it, and the cost."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph's decoding depends on outside the paragraph.

    ``single`` is True if the text quotes in single marks first; ``continued`` is the family
    of the opening mark at the next paragraph's start, "" if there is none.
    """

    single: bool = False
    continued: str = ""


def decode(marks: tuple[Mark, ...], style: Style) -> tuple[Role, ...]:
    """Return the role of every mark in the cheapest reading of a paragraph."""
    beam: dict[State, float] = {OUTSIDE: 0.0}
    backpointers: list[dict[State, tuple[State, Role]]] = []
    for mark in marks:
        beam, back = _step(beam, mark)
        backpointers.append(back)
    state = min(beam, key=lambda state: beam[state] + _cost_of_end(state, style))
    roles: list[Role] = []
    for back in reversed(backpointers):
        state, role = back[state]
        roles.append(role)
    return tuple(reversed(roles))


def _step(
    beam: dict[State, float], mark: Mark
) -> tuple[dict[State, float], dict[State, tuple[State, Role]]]:
    costs: dict[State, float] = {}
    back: dict[State, tuple[State, Role]] = {}
    for state, cost in beam.items():
        for role, following, more in _transitions(state, mark):
            if following not in costs or cost + more < costs[following]:
                costs[following] = cost + more
                back[following] = (state, role)
    return _prune(costs), back


def _prune(costs: dict[State, float]) -> dict[State, float]:
    limit = min(costs.values()) + _BEAM_MARGIN
    kept = {state: cost for state, cost in costs.items() if cost < limit}
    if len(kept) <= _BEAM_SIZE:
        return kept
    return dict(nsmallest(_BEAM_SIZE, kept.items(), key=itemgetter(1)))


def _cost_of_end(state: State, style: Style) -> float:
    """Return the cost of a paragraph that ends in *state*."""
    if not state.depth:
        return 0.0
    if state.family == style.continued:
        cost = _CONTINUED_SURE if state.sure else _CONTINUED
    else:
        is_second_choice = state.family == "single" and not style.single
        cost = _UNCLOSED_SINGLE if is_second_choice else _UNCLOSED
    return cost * state.depth


# --- transitions --------------------------------------------------------------------------


def _transitions(state: State, mark: Mark) -> Iterator[Transition]:
    """Yield every role that *mark* can have in *state*."""
    if not state.depth:
        yield Role.OPEN, _opened(mark), mark.opening
        yield Role.NEITHER, state, mark.neither
    elif mark.family == state.family:
        yield Role.NEITHER, state, mark.neither * _WITHIN
        yield from _in_outermost(state, mark) if state.depth == 1 else _in_nested(state, mark)
    elif state.family == "single" and mark.family == "double":
        yield from _double_in_single(state, mark)
    elif state.family == "double" and mark.family == "single":
        yield from _single_in_double(state, mark)
    else:
        yield Role.NESTED, state, 0.0


def _opened(mark: Mark) -> State:
    return State(mark.family, 1, False, mark.straight, mark.closing >= IMPOSSIBLE)


def _in_outermost(state: State, mark: Mark) -> Iterator[Transition]:
    unlike = _UNLIKE if mark.straight != state.straight else 0.0
    yield Role.CLOSE, OUTSIDE, mark.closing + unlike
    opened = _opened(mark)
    restart = _RESTART_SURE if opened.sure else _RESTART
    yield Role.RESTART, opened, mark.opening + restart
    if state.family != "single" or unlike:
        yield _nest(state, mark)


def _in_nested(state: State, mark: Mark) -> Iterator[Transition]:
    family, depth, inner, straight, sure = state
    yield Role.NESTED, State(family, depth - 1, inner, straight, sure), mark.closing
    yield _nest(state, mark)


def _nest(state: State, mark: Mark) -> Transition:
    family, depth, inner, straight, sure = state
    nest = _NEST_UNLIKE if mark.straight != straight else _NEST_ALIKE
    return Role.NESTED, State(family, depth + 1, inner, straight, sure), mark.opening + nest


def _double_in_single(state: State, mark: Mark) -> Iterator[Transition]:
    yield Role.NEITHER, state, mark.neither * _WITHIN
    nested = mark.closing if state.inner else mark.opening
    yield Role.NESTED, state._replace(inner=not state.inner), nested
    if not state.inner and state.depth == 1:
        yield Role.CLOSE, OUTSIDE, mark.closing + _OTHER_FAMILY


def _single_in_double(state: State, mark: Mark) -> Iterator[Transition]:
    """Yield the readings of a single mark within doubles, where its role hardly matters."""
    if mark.opening < mark.closing:
        yield Role.NESTED, state._replace(inner=state.inner or mark.neither > 1.0), 0.0
        return
    yield Role.NESTED, state._replace(inner=False), 0.0
    if not state.inner and state.depth == 1 and mark.neither >= _SURE_SINGLE:
        yield Role.CLOSE, OUTSIDE, mark.closing + _OTHER_FAMILY


# --- style --------------------------------------------------------------------------------


def styles(marks: Sequence[Sequence[Mark]], spans: Sequence[Span]) -> list[Style]:
    """Return each paragraph's style: the text's style and the mark that the next one reopens."""
    single = _is_single(chain.from_iterable(marks))
    following = [*(_reopened(case, span) for case, span in zip(marks, spans, strict=True)), ""]
    return [Style(single, continued) for continued in following[1:]]


def _reopened(marks: Sequence[Mark], paragraph: Span) -> str:
    """Return the family of the opening mark that begins a paragraph, "" if none does."""
    if not marks or marks[0].start != paragraph.start or marks[0].opening > marks[0].closing:
        return ""
    return marks[0].family


def _is_single(marks: Iterable[Mark]) -> bool:
    """Return whether the text quotes in single marks first: more of them open than doubles do."""
    opening = Counter(mark.family for mark in marks if mark.opening == 0)
    return opening["single"] > opening["double"]
