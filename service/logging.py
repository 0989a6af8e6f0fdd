"""The log: one line of JSON for each event, with the request's id and no word of any text.

What gunicorn would log of an exception, its message and the request's address, is left out:
either may hold what the client sent.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from service import request_log
from service.problems import where


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON; of an exception its class and the way to it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        fault = record.exc_info[1] if record.exc_info else None
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "message": str(record.msg) if fault else record.getMessage(),
        }
        request = request_log.current()
        line |= {"request_id": request.id} if request else {}
        line |= {"fault": where(fault)} if fault else {}
        return json.dumps(line | getattr(record, "fields", {}))


class JsonLogger(Logger):  # type: ignore[misc]
    """gunicorn's logger, with all other loggers' lines in the same form."""

    def setup(self, cfg: Any) -> None:
        """Send whatever is logged in this process to standard error."""
        super().setup(cfg)
        handler = logging.StreamHandler()
        handler.setFormatter(JsonFormatter())
        root = logging.getLogger()
        root.handlers[:] = [handler]
        root.setLevel(self.loglevel)
        self.error_log.handlers.clear()
        self.error_log.propagate = True

    def debug(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Log the message without its arguments, which are addresses and the like."""
        self.error_log.debug("%s", msg)
