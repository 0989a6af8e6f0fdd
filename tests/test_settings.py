"""The configuration: from the environment, checked, and documented."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from service.settings import PREFIX, Settings, SettingsError

COUNT = "is not valid; it must be a whole number of at least"
PAGE = Path(__file__).resolve().parents[1] / "docs" / "configuration.md"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("EXTRACTOR_MAX_CHARACTERS", "0", f"'0' {COUNT} 1"),
        ("EXTRACTOR_MAX_CHARACTERS", "1e5", f"'1e5' {COUNT} 1"),
        ("EXTRACTOR_MAX_CHARACTERS", "٣", f"'٣' {COUNT} 1"),
        ("EXTRACTOR_WAITING", "-1", f"'-1' {COUNT} 0"),
        ("EXTRACTOR_WORKERS", "two", f"'two' {COUNT} 0"),
        ("EXTRACTOR_BIND", "8000", "'8000' is not valid; it must be `HOST:PORT` or "),
        ("EXTRACTOR_LOG_LEVEL", "loud", "'loud' is not valid; it must be `debug`, `info`, "),
        ("EXTRACTOR_MODEL", "two words", "'two words' is not valid; it must be `embedded`, "),
        (
            "EXTRACTOR_CORS_ORIGINS",
            "a.org",
            "'a.org' is not valid; it must be `*` or origins such as ",
        ),
        ("EXTRACTOR_WORKER", "2", "unknown setting; the settings are EXTRACTOR_MODEL, "),
    ],
)
def test_wrong_value(name: str, value: str, message: str) -> None:
    """An invalid variable is named, with what it may be."""
    with pytest.raises(SettingsError, match=re.escape(f"{name}: {message}")):
        Settings.from_environment({name: value})


@pytest.mark.parametrize(
    ("environ", "changed"),
    [
        ({}, {}),
        ({"EXTRACTOR_WORKERS": "", "WORKERS": "7", "extractor_workers": "7"}, {}),
        ({"EXTRACTOR_WORKERS": "7"}, {"workers": 7}),
        ({"EXTRACTOR_WORKERS": "0"}, {"workers": 0}),
        ({"EXTRACTOR_WAITING": "0"}, {"waiting": 0}),
        ({"EXTRACTOR_BIND": "unix:/run/q.sock"}, {"bind": "unix:/run/q.sock"}),
        ({"EXTRACTOR_MODEL": "stanza:default_fast"}, {"model": "stanza:default_fast"}),
        ({"EXTRACTOR_LOG_LEVEL": "warning"}, {"log_level": "warning"}),
    ],
)
def test_environment(environ: dict[str, str], changed: dict[str, Any]) -> None:
    """What is set is taken, what is not has its default, and nobody else's variables count."""
    assert Settings.from_environment(environ) == replace(Settings(), **changed)


def test_documented() -> None:
    """The page lists exactly the settings there are, with their defaults and meanings."""
    rows = re.findall(r"^\| `(\w+)` \| `(.*?)` \| (.*) \|$", PAGE.read_text("utf-8"), re.MULTILINE)

    assert rows == [
        (f"{PREFIX}{each.name.upper()}", str(each.default) or "unset", each.metadata["about"])
        for each in fields(Settings)
    ]
