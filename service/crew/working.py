"""A worker's side: one text after another, each until it is done or nobody waits for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, Final

from service.crew.messages import STOP, Begun, Done, Failed, Hello, Stopped, Told
from service.problems import describe
from service.records import counted
from service.turns import AbandonedError, Finder

# Seconds. So much later at most a worker sees that it should end.
BETWEEN_LOOKS: Final = 1.0


def serve(
    join: Callable[[], Connection],
    finder: Finder,
    leaving: Callable[[], bool],
    ends: Callable[[], bool],
) -> None:
    """Work for the front that *join* finds, and when it is lost for the next.

    Who is *leaving* still works for the front at hand until that closes, or until *ends*.
    """
    while not (leaving() or ends()):
        with suppress(EOFError, OSError), join() as connection:
            connection.send(Hello(os.getpid()))
            attend(connection, finder, ends)


def attend(connection: Connection, finder: Finder, ends: Callable[[], bool]) -> None:
    """Do what one front asks; raises EOFError or OSError where that has gone."""
    while not ends():
        if connection.poll(BETWEEN_LOOKS):
            text = connection.recv()
            if text is not STOP:  # which has come too late
                connection.send(Begun())
                connection.send(_outcome(connection, finder, text))


def _outcome(connection: Connection, finder: Finder, text: str) -> Done | Failed | Stopped:
    def observe(stage: str, seconds: float, made: Any) -> None:
        if connection.poll(0):  # only to stop there is anything to say, or the front has gone
            raise AbandonedError
        if made is not None:
            connection.send(Told(stage, seconds, counted(made)))

    try:
        return Done(finder(text, observe))
    except AbandonedError:
        return Stopped()
    except Exception as fault:
        return Failed(describe(fault))
