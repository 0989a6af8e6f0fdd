"""Stanza's own packages: fetched by Stanza's downloader from a stand-in for its server."""

from __future__ import annotations

import hashlib
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
import requests

from extractor import ModelError, inventory
from extractor.inventory import Package

pytestmark = pytest.mark.model

STEPS = ("tokenize", "mwt", "pos", "lemma", "depparse")


class Server:
    """Answers for Stanza's server, and remembers what was asked."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.asked: list[str] = []

    def get(self, url: str, **_: Any) -> requests.Response:
        """Answer as requests does."""
        name = url.rpartition("://")[2].partition("/")[2]
        self.asked.append(name)
        answer = requests.Response()
        answer.status_code = 200 if name in self.files else 404
        answer.raw = io.BytesIO(self.files.get(name, b"no such file"))
        answer.headers["content-length"] = str(len(answer.raw.getvalue()))
        return answer


def saved(config: dict[str, Any]) -> bytes:
    """Return a model file with only its configuration."""
    import torch

    file = io.BytesIO()
    torch.save({"config": config}, file)
    return file.getvalue()


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """Return Stanza's server with a package and half of one, and an empty folder for it."""
    from stanza.resources import common

    model = saved({"name": "tiny"})
    entry = {"tiny": {"md5": hashlib.md5(model).hexdigest()}}
    packages = {"default_fast": dict.fromkeys(STEPS, "tiny"), "half": {"tokenize": "tiny"}}
    english = {"lang_name": "English", "packages": packages, **dict.fromkeys(STEPS, entry)}
    listed = {"en": english, "url": "http://models.invalid/{lang}/{filename}"}
    server = Server({f"en/{step}/tiny.pt": model for step in STEPS})
    address = common.DEFAULT_RESOURCES_URL.partition("://")[2].partition("/")[2]
    name = f"{address}/resources_{common.DEFAULT_RESOURCES_VERSION}.json"
    server.files[name] = json.dumps(listed).encode()
    monkeypatch.setattr(requests, "get", server.get)
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(tmp_path / "stanza"))
    return server


def test_nothing_is_here_at_first(server: Server) -> None:
    """Without Stanza's list its standing packages are told, and nothing is asked of a network."""
    names = ("default", "default_fast", "default_accurate")
    assert inventory.packages() == tuple(Package(name, None) for name in names)
    assert server.asked == []


def test_a_package_is_fetched_once(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its files come with the list, lie where Stanza looks, and are not fetched again; quietly."""
    inventory.download("default_fast")
    folder = tmp_path / "stanza" / "en"
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.pt")} == {
        f"{step}/tiny.pt" for step in STEPS
    }
    size = sum(path.stat().st_size for path in folder.rglob("*.pt"))
    assert inventory.packages() == (Package("default_fast", size),)
    inventory.download("default_fast")

    assert len([name for name in server.asked if name.endswith(".pt")]) == len(STEPS)
    assert capsys.readouterr() == ("", "")


def test_a_terminal_sees_a_bar(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where somebody watches, each file's bytes are counted."""
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", terminal)
    inventory.download("default_fast")

    assert terminal.getvalue().count("100%|") >= len(STEPS)


@pytest.mark.parametrize("name", ["half", "nonsense"])
def test_a_package_that_is_none(server: Server, name: str) -> None:
    """A package that lacks a step, or that the list does not know, is an error that names it."""
    with pytest.raises(ModelError, match=f"Stanza has no package '{name}'"):
        inventory.download(name)


def test_a_damaged_file_is_told(server: Server) -> None:
    """A file whose sum is wrong is an error, in one line."""
    server.files["en/pos/tiny.pt"] = b"cut short"
    with pytest.raises(ModelError) as raised:
        inventory.download("default_fast")

    message = str(raised.value)
    assert message.startswith("Stanza's package 'default_fast' cannot be downloaded: md5 for ")
    assert "\n" not in message


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (requests.ConnectionError("HTTPSConnectionPool(host='x'): Max retries"), "no connection"),
        (requests.Timeout("slow"), "no connection"),
        (requests.HTTPError("404"), "unexpected answer from Stanza's server"),
        (PermissionError(13, "Permission denied", "/models"), "/models: Permission denied"),
        (ValueError("one\ntwo"), "one"),
        (ValueError(), "ValueError"),
    ],
)
def test_why_in_a_few_words(
    error: Exception, reason: str, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a network, and whatever else happens, one line says why."""

    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(requests, "get", fail)
    with pytest.raises(ModelError) as raised:
        inventory.download("default_fast")

    expected = f"Stanza's package 'default_fast' cannot be downloaded: {reason}"
    assert str(raised.value) == expected


def test_its_transformer_comes_along(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package whose models want a transformer is whole only with it."""
    from extractor.parsing import stanza_pipeline

    wanted: list[str] = []
    monkeypatch.setattr(stanza_pipeline, "load_bert", wanted.append)
    monkeypatch.setattr("stanza.resources.common.assert_file_exists", lambda *_: None)
    for step in ("pos", "depparse"):
        server.files[f"en/{step}/tiny.pt"] = saved({"bert_model": "some/encoder"})
    inventory.download("default_fast")

    assert wanted == ["some/encoder"]
