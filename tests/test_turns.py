"""A place in the line: one text at a time, a time limit, and nothing done for who has gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from app import create_app
from extractor import Extraction
from service.shared import BusyError, SharedExtractor
from service.turns import AbandonedError, GoneError, LateError
from settings import Settings

NOTHING = Extraction((), ())


class Slow:
    """Works in two stages on "slow", between which it waits for leave; remembers what it began."""

    model = "slow"

    def __init__(self) -> None:
        self.leave, self.ended = threading.Event(), threading.Event()
        self.begun: list[str] = []
        self.raised: list[BaseException] = []

    def __call__(self, text: str, observe: Any = None) -> Extraction:
        """Return nothing, or raise what *observe* raises."""
        self.begun.append(text)
        if text == "slow":
            assert self.leave.wait(10)
            try:
                observe("first", 0.0, None)
            except AbandonedError as error:
                self.raised.append(error)
                raise
            finally:
                self.ended.set()
        return NOTHING


@pytest.fixture
def slow() -> Iterator[Slow]:
    """Return an extractor that is let go in the end."""
    finder = Slow()
    yield finder
    finder.leave.set()


def shared(finder: Slow, waiting: int, time_limit: float) -> SharedExtractor:
    """Return a line before *finder*."""
    line = SharedExtractor(lambda: finder, waiting, time_limit)
    line.load()
    finder.begun.clear()
    return line


def test_late(slow: Slow) -> None:
    """After the time limit there is no more waiting, and the work ends after its stage."""
    line = shared(slow, 0, 0.1)
    with line.take_place() as turn, pytest.raises(LateError):
        turn("slow")
    with line.take_place() as turn, pytest.raises(LateError):
        turn("waited in vain")
    slow.leave.set()
    assert slow.ended.wait(10)
    with line.take_place() as turn:
        assert turn("next") == NOTHING

    assert slow.begun == ["slow", "next"]
    assert [type(error) for error in slow.raised] == [AbandonedError]


def test_gone(slow: Slow) -> None:
    """Who has hung up is waited for no more, and gives the place to others."""
    line = shared(slow, 0, 10)
    changes: list[int] = []
    with line.take_place(lambda: True, changes.append) as turn, pytest.raises(GoneError):
        turn("slow")
    line.take_place().free()

    assert changes == [1, -1]


def test_places(slow: Slow) -> None:
    """There are so many places and no more, and each is given back once, whatever happens."""
    line = shared(slow, 1, 0.1)
    changes: list[int] = []
    first, second = (line.take_place(changed=changes.append) for _ in range(2))
    with pytest.raises(BusyError):
        line.take_place()
    first.free()
    first.free()
    third = line.take_place(changed=changes.append)
    with pytest.raises(BusyError):
        line.take_place()
    second.free()
    third.free()

    assert changes == [1, 1, -1, 1, -1, -1]


def test_late_is_told(slow: Slow) -> None:
    """A text that takes too long is answered 503, with a time to come again."""
    app = create_app(slow, Settings(time_limit=1))
    response = app.test_client().post("/v1/quotes", json={"text": "slow"})

    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert response.get_json()["detail"] == "There was no answer within 1 s."
