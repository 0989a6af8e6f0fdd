"""The service's configuration: environment variables, checked by a marshmallow schema at start.

Every field of `Settings` is a variable, ``EXTRACTOR_`` and the field's name in capitals.
docs/configuration.md lists them, and a test compares the two.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from marshmallow import RAISE, Schema, ValidationError, fields as wire, validate

from extractor import ExtractorError

PREFIX: Final = "EXTRACTOR_"
LOG_LEVELS: Final = ("debug", "info", "warning", "error", "critical")

# The longest way to write a character in JSON is a surrogate pair, \ud83d\ude00.
BYTES_A_CHARACTER: Final = 12
ROOM_FOR_OPTIONS: Final = 65_536
DOCUMENTS_AT_FULL_LENGTH: Final = 4

KEY: Final = r"[!-+\--~]{16,}"
KEYS_ARE: Final = "keys have 16 characters or more, without spaces and commas"
ORIGINS_ARE: Final = "it must be `*` or origins such as https://example.org, separated by commas"
ORIGIN: Final = r"https?://[^\s/,]+"
ORIGINS: Final = rf"\*|{ORIGIN}(,{ORIGIN})*"


class SettingsError(ExtractorError):
    """A setting has an invalid value; the message names the variable."""


class _Count(wire.Integer):
    """A whole number in plain digits."""

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> Any:
        return super()._deserialize(value if re.fullmatch("[0-9]+", value) else "", *rest, **more)


def _text(default: str, about: str, form: str = r"\S+", error: str = "") -> Any:
    check = validate.Regexp(re.compile(rf"(?:{form})\Z"), error=error or f"it must be {about}")
    loaded = wire.String(load_default=default, validate=check)
    told = {"field": loaded, "about": about}
    return field(default=default, repr=error != KEYS_ARE, metadata=told)


def _number(default: int, about: str, least: int = 1) -> Any:
    error = f"it must be a whole number of at least {least}"
    enough = validate.Range(least, error=error)
    loaded = _Count(load_default=default, validate=enough, error_messages={"invalid": error})
    return field(default=default, metadata={"field": loaded, "about": about})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of the service. Times are in seconds."""

    model: str = _text(
        "embedded",
        "`embedded`, `embedded:TYPE` (`bfloat16`, `int8`, `float32`) or `stanza:PACKAGE`",
    )
    max_characters: int = _number(100_000, "the longest text, in code points; longer ones get 413")
    waiting: int = _number(16, "requests that may wait for each worker; more get 503", least=0)
    max_documents: int = _number(100, "the most texts of a batch; longer ones get 413")
    time_limit: int = _number(60, "seconds a text may take, waiting included; then it gets 503")
    bind: str = _text("127.0.0.1:8000", "`HOST:PORT` or `unix:PATH`, to listen at", r"\S+:\S+")
    workers: int = _number(2, "processes that extract; 0: as many as cores and memory allow", 0)
    timeout: int = _number(
        60, "seconds after which a server process that does not respond is restarted"
    )
    graceful_timeout: int = _number(30, "seconds that running requests have to finish at SIGTERM")
    api_keys: str = _text(
        "", "API keys for `/v1/`, separated by commas; none: open", f"{KEY}(,{KEY})*", KEYS_ARE
    )
    api_keys_file: str = _text("", "a file with more keys, one a line")
    cors_origins: str = _text(
        "", "origins whose pages may call it, separated by commas, or `*`", ORIGINS, ORIGINS_ARE
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
        """The longest body of a batch in JSON, which is held in memory as a whole."""
        return self.max_bytes * min(self.max_documents, DOCUMENTS_AT_FULL_LENGTH)

    @property
    def max_stream_bytes(self) -> int:
        """The longest body of a batch in lines, of which one at a time is held in memory."""
        return self.max_bytes * self.max_documents

    @property
    def origins(self) -> list[str]:
        """The origins whose pages may call the service."""
        return [origin for origin in self.cors_origins.split(",") if origin]

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys, those in the file as it is now included; raises SettingsError."""
        keys = tuple(filter(None, self.api_keys.split(",")))
        if not self.api_keys_file:
            return keys
        name = f"{PREFIX}API_KEYS_FILE"
        try:
            lines = Path(self.api_keys_file).read_text(encoding="utf-8").split()
        except (OSError, UnicodeError) as error:
            raise SettingsError(f"{name}: it cannot be read ({type(error).__name__})") from None
        if not lines or not all(re.fullmatch(KEY, line) for line in lines):
            raise SettingsError(f"{name}: it must hold keys, one a line; {KEYS_ARE}")
        return keys + tuple(lines)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read the variables that are set; an empty one counts as not set.

        Raises SettingsError, naming the variable, for an invalid value and for a variable with
        our prefix that does not exist.
        """
        given = {name: value for name, value in environ.items() if name.startswith(PREFIX)}
        try:
            words = _SCHEMA.load({name: value for name, value in given.items() if value})
        except ValidationError as error:
            name = sorted(error.messages_dict)[0]
            raise SettingsError(_message(name, given[name], error.messages_dict[name][0])) from None
        settings = cls(**{each.name: words[PREFIX + each.name.upper()] for each in fields(cls)})
        settings.keys  # noqa: B018  report a file that cannot be read at start
        return settings


class _StrictSchema(Schema):
    class Meta:
        """Report unknown variables as errors."""

        unknown = RAISE


_FIELDS: Final = {PREFIX + each.name.upper(): each.metadata["field"] for each in fields(Settings)}
_SCHEMA: Final = _StrictSchema.from_dict(_FIELDS)()


def _message(name: str, value: str, why: str) -> str:
    if name not in _FIELDS:
        return f"{name}: unknown setting; the settings are {', '.join(_FIELDS)}"
    shown = "the value" if name == f"{PREFIX}API_KEYS" else repr(value)
    return f"{name}: {shown} is not valid; {why}"
