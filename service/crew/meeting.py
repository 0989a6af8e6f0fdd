"""Where workers find the front: a socket in a folder that only this user can enter.

It is opened once, before any process is forked, and outlives them all; so a front that takes the
place of another finds the workers, and a worker that comes later finds the front.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

LINE: Final = 128
"""So many workers may have knocked before the front lets them in."""


@dataclass(frozen=True)
class Meeting:
    """A place to meet; only *folder*'s owner may be able to enter that."""

    path: Path
    listener: socket.socket

    @classmethod
    def in_folder(cls, folder: Path) -> Meeting:
        """Open a place to meet in *folder*; raises OSError."""
        path = folder / "front"
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(path))
        listener.listen(LINE)
        return cls(path, listener)

    def welcome(self) -> Connection:
        """Return the connection of the next worker that comes; the front waits here."""
        connection, _ = self.listener.accept()
        return Connection(connection.detach())

    def join(self) -> Connection:
        """Return a worker's connection to the front, at once; raises OSError."""
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(str(self.path))
        return Connection(connection.detach())
