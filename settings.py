"""The service's configuration: one frozen value, read from the environment once, at start.

Every field is an environment variable, ``EXTRACTOR_`` and the field's name in capitals;
docs/configuration.md lists them, and a test compares the two.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

PREFIX: Final = "EXTRACTOR_"
LOG_LEVELS: Final = ("debug", "info", "warning", "error", "critical")

# The longest way to write a character in JSON is a surrogate pair, \ud83d\ude00.
BYTES_A_CHARACTER: Final = 12
ROOM_FOR_OPTIONS: Final = 65_536
DOCUMENTS_AT_FULL_LENGTH: Final = 4

KEY: Final = r"[!-+\--~]{16,}"
KEYS_ARE: Final = "each of 16 characters or more, without spaces and commas"
ORIGIN: Final = r"https?://[^\s/,]+"


class SettingsError(Exception):
    """An environment variable has a value that cannot be meant; the message names it."""


def _text(default: str, about: str, form: str = r"\S+") -> Any:
    return field(default=default, metadata={"about": about, "form": form})


def _number(default: int, about: str, least: int = 1) -> Any:
    return field(default=default, metadata={"about": about, "least": least})


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may change. Times are in seconds."""

    model: str = _text("embedded", "the models: `embedded`, or `stanza:PACKAGE` for Stanza's own")
    max_characters: int = _number(
        100_000, "the longest text that is taken, in code points; longer ones are answered 413"
    )
    waiting: int = _number(
        16, "requests that may wait for each worker, in one line; more are answered 503", least=0
    )
    max_documents: int = _number(
        100, "the most texts that a batch may hold; a longer one is answered 413"
    )
    time_limit: int = _number(
        60, "a text has so long, waiting included; what takes longer is answered 503"
    )
    bind: str = _text("127.0.0.1:8000", "where to listen: `HOST:PORT` or `unix:PATH`", r"\S+:\S+")
    workers: int = _number(
        2,
        "processes that extract, each one text at a time; 0: as many as cores and memory carry",
        least=0,
    )
    timeout: int = _number(60, "a process that gives no sign of life for so long is replaced")
    graceful_timeout: int = _number(30, "what runs at SIGTERM has so long to finish")
    api_keys: str = field(
        default="",
        repr=False,
        metadata={
            "about": "the keys that open `/v1/`, with commas between; none: it is open to all",
            "form": f"{KEY}(,{KEY})*",
            "secret": True,
        },
    )
    api_keys_file: str = _text("", "a file with more keys, one a line")
    cors_origins: str = _text(
        "",
        "the origins whose pages may ask, with commas between, or `*`",
        rf"\*|{ORIGIN}(,{ORIGIN})*",
    )
    log_level: str = _text(
        "info", "`debug`, `info`, `warning`, `error` or `critical`", "|".join(LOG_LEVELS)
    )

    @property
    def max_bytes(self) -> int:
        """The longest body that is read: room for the longest text in its longest spelling."""
        return self.max_characters * BYTES_A_CHARACTER + ROOM_FOR_OPTIONS

    @property
    def max_batch_bytes(self) -> int:
        """The longest body of a batch in JSON, which is held whole."""
        return self.max_bytes * min(self.max_documents, DOCUMENTS_AT_FULL_LENGTH)

    @property
    def max_stream_bytes(self) -> int:
        """The longest body of a batch in lines, of which one at a time is held."""
        return self.max_bytes * self.max_documents

    @property
    def origins(self) -> frozenset[str]:
        """The origins whose pages may ask."""
        return frozenset(filter(None, self.cors_origins.split(",")))

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys, those of the file as it is now included; raises SettingsError."""
        keys = tuple(filter(None, self.api_keys.split(",")))
        if not self.api_keys_file:
            return keys
        name = f"{PREFIX}API_KEYS_FILE"
        try:
            lines = Path(self.api_keys_file).read_text(encoding="utf-8").split()
        except (OSError, UnicodeError) as error:
            raise SettingsError(f"{name}: it cannot be read ({type(error).__name__})") from None
        if not lines or not all(re.fullmatch(KEY, line) for line in lines):
            raise SettingsError(f"{name}: it must hold keys, {KEYS_ARE}")
        return keys + tuple(lines)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read the variables that are set; an empty one counts as not set.

        Raises SettingsError, naming the variable, for a value out of its range or form, and
        for a variable with our prefix that does not exist.
        """
        known = {PREFIX + each.name.upper(): each for each in fields(cls)}
        ours = {name for name in environ if name.startswith(PREFIX)}
        for name in sorted(ours - known.keys()):
            raise SettingsError(f"{name}: no such setting; there are {', '.join(known)}")
        values: dict[str, Any] = {
            each.name: _value(name, environ[name], each.metadata)
            for name, each in known.items()
            if environ.get(name)
        }
        settings = cls(**values)
        settings.keys  # noqa: B018  a file that cannot be read is known at once
        return settings


def _value(name: str, word: str, rule: Mapping[str, Any]) -> str | int:
    if "form" in rule:
        if re.fullmatch(rule["form"], word) is None:
            if "secret" in rule:
                raise SettingsError(f"{name}: there must be keys, {KEYS_ARE}")
            raise SettingsError(f"{name}: {word!r} is not understood; it is {rule['about']}")
        return word
    if not (word.isascii() and word.isdigit() and int(word) >= rule["least"]):
        raise SettingsError(f"{name}: {word!r} is not a whole number of at least {rule['least']}")
    return int(word)
