"""Where a reading of marks can stand, where each mark can lead from there, and at what cost."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from extractor.marks.scanning import Mark
from extractor.marks.sides import IMPOSSIBLE
from extractor.marks.style import Style

# What a reading costs beyond its marks' own costs; the higher, the less likely.
_NEST_ALIKE = 4.0  # a passage within one in the same marks
_NEST_UNLIKE = 1.5  # straight within curly, or the reverse
_RESTART = 6.0  # a closing mark is missing before an opening one
_RESTART_SURE = 4.5  # the same, where the opening one can be nothing else
_UNLIKE = 1.0  # opened by a curly mark and closed by a straight one, or the reverse
_OTHER_FAMILY = 3.0  # opened by a double and closed by a single, or the reverse

_WITHIN = 1.4  # a mark within a passage is passed over less easily, by this factor
_SURE = 4.0  # what a single costs as an apostrophe when it is surely none


class State(NamedTuple):
    """Where a reading stands: the outermost open marks, and as much of the inner as matters.

    ``family`` is "" outside, ``depth`` how many marks of it are open; ``straight`` tells whether
    the first of them is, ``sure`` whether it can be nothing but an opening mark; ``inner``
    whether a double is open within singles or the reverse.
    """

    family: str = ""
    depth: int = 0
    inner: bool = False
    straight: bool = False
    sure: bool = False


OUTSIDE = State()


class Role(IntEnum):
    """What a mark does in a reading; ``RESTART`` opens where an earlier mark was left open."""

    NEITHER = 0
    OPEN = 1
    CLOSE = 2
    RESTART = 3
    NESTED = 4


Move = tuple[Role, State, float]


def moves(state: State, mark: Mark) -> Iterator[Move]:
    """Yield what *mark* can be in *state*: its role, the state after it, and the cost."""
    if not state.depth:
        yield Role.OPEN, _opened(mark), mark.opening
        yield Role.NEITHER, state, mark.neither
    elif mark.family == state.family:
        yield Role.NEITHER, state, mark.neither * _WITHIN
        yield from _outermost(state, mark) if state.depth == 1 else _nested(state, mark)
    elif state.family == "single" and mark.family == "double":
        yield from _double_in_single(state, mark)
    elif state.family == "double" and mark.family == "single":
        yield from _single_in_double(state, mark)
    else:
        yield Role.NESTED, state, 0.0


def cost_of_end(state: State, style: Style) -> float:
    """Return what it costs that a paragraph ends in *state*."""
    if not state.depth:
        return 0.0
    return style.to_leave(state.family, state.sure) * state.depth


def _opened(mark: Mark) -> State:
    return State(mark.family, 1, False, mark.straight, mark.closing >= IMPOSSIBLE)


def _outermost(state: State, mark: Mark) -> Iterator[Move]:
    unlike = _UNLIKE if mark.straight != state.straight else 0.0
    yield Role.CLOSE, OUTSIDE, mark.closing + unlike
    opened = _opened(mark)
    restart = _RESTART_SURE if opened.sure else _RESTART
    yield Role.RESTART, opened, mark.opening + restart
    if state.family != "single" or unlike:
        yield _deeper(state, mark)


def _nested(state: State, mark: Mark) -> Iterator[Move]:
    family, depth, inner, straight, sure = state
    yield Role.NESTED, State(family, depth - 1, inner, straight, sure), mark.closing
    yield _deeper(state, mark)


def _deeper(state: State, mark: Mark) -> Move:
    family, depth, inner, straight, sure = state
    nest = _NEST_UNLIKE if mark.straight != straight else _NEST_ALIKE
    return Role.NESTED, State(family, depth + 1, inner, straight, sure), mark.opening + nest


def _double_in_single(state: State, mark: Mark) -> Iterator[Move]:
    yield Role.NEITHER, state, mark.neither * _WITHIN
    nested = mark.closing if state.inner else mark.opening
    yield Role.NESTED, state._replace(inner=not state.inner), nested
    if not state.inner and state.depth == 1:
        yield Role.CLOSE, OUTSIDE, mark.closing + _OTHER_FAMILY


def _single_in_double(state: State, mark: Mark) -> Iterator[Move]:
    """Yield the readings of a single within doubles: what it is there hardly matters."""
    if mark.opening < mark.closing:
        yield Role.NESTED, state._replace(inner=state.inner or mark.neither > 1.0), 0.0
        return
    yield Role.NESTED, state._replace(inner=False), 0.0
    if not state.inner and state.depth == 1 and mark.neither >= _SURE:
        yield Role.CLOSE, OUTSIDE, mark.closing + _OTHER_FAMILY
