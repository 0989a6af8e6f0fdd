"""The configuration: from the environment, checked, and documented."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from settings import PREFIX, Settings, SettingsError

PAGE = Path(__file__).resolve().parents[1] / "docs" / "configuration.md"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("EXTRACTOR_MAX_CHARACTERS", "0", "'0' is not a whole number of at least 1"),
        ("EXTRACTOR_MAX_CHARACTERS", "1e5", "'1e5' is not a whole number of at least 1"),
        ("EXTRACTOR_MAX_CHARACTERS", "٣", "'٣' is not a whole number of at least 1"),
        ("EXTRACTOR_WAITING", "-1", "'-1' is not a whole number of at least 0"),
        ("EXTRACTOR_WORKERS", "two", "'two' is not a whole number of at least 0"),
        ("EXTRACTOR_BIND", "8000", "'8000' is not understood; it is where to listen: "),
        ("EXTRACTOR_LOG_LEVEL", "loud", "'loud' is not understood; it is `debug`, `info`, "),
        ("EXTRACTOR_MODEL", "two words", "'two words' is not understood; it is the models: "),
        ("EXTRACTOR_WORKER", "2", "no such setting; there are EXTRACTOR_MODEL, "),
    ],
)
def test_wrong_value(name: str, value: str, message: str) -> None:
    """A variable that cannot be meant is named, with what it may be."""
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
