"""``models``: listing, verification and downloads."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

import cli
from extractor import ModelError, inventory
from extractor.inventory import Embedded, Package

OWN = Embedded(
    "embedded-9",
    11,
    60_320_963,
    ("UD English EWT: CC BY-SA 4.0", "UD English GUM: CC BY 4.0"),
    "0123abc",
    (("dev LAS", 91.25), ("dev UPOS", 97.0)),
)
PACKAGES = (Package("default", None), Package("default_fast", 312_000_000))


def models(folder: Path, **told: Any) -> Path:
    """Make a folder of models with one file, and a manifest that tells more of them."""
    (folder / "pos.pt").write_bytes(b"weights")
    entry = {"size": 7, "sha256": hashlib.sha256(b"weights").hexdigest()}
    manifest = {"name": "embedded-9", "files": {"pos.pt": entry}, **told}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the same models on every machine."""
    monkeypatch.setattr(inventory, "embedded", lambda: OWN)
    monkeypatch.setattr(inventory, "packages", lambda: PACKAGES)
    monkeypatch.setattr(inventory, "folder", lambda: Path("/models"))


@pytest.mark.parametrize("words", [["models"], ["models", "list"]])
def test_list_for_people(
    words: list[str], listed: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """The embedded models with size, licences, commit and scores; Stanza's, here or not."""
    assert cli.main(words) == 0
    assert capsys.readouterr().out.splitlines() == [
        "embedded-9  embedded, 60.3 MB in 11 files, all intact",
        "    trained on UD English EWT: CC BY-SA 4.0",
        "    trained on UD English GUM: CC BY 4.0",
        "    licence: LICENSE-MODELS.md",
        "    trained at commit 0123abc",
        "    dev: LAS 91.25, UPOS 97",
        "",
        "Stanza packages in /models",
        "stanza:default       not downloaded",
        "stanza:default_fast  312.0 MB",
    ]


def test_list_for_programs(listed: None, capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON holds the same."""
    assert cli.main(["models", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["stanza"] == [
        {"name": "default", "size": None},
        {"name": "default_fast", "size": 312_000_000},
    ]
    assert (answer["embedded"]["commit"], answer["embedded"]["size"]) == ("0123abc", 60_320_963)


@pytest.mark.parametrize(
    ("told", "data", "scores"),
    [
        ({}, (), ()),
        ({"data": None, "scores": None, "more": [1]}, (), ()),
        ({"data": [{"name": "EWT", "licence": "BY"}, 1]}, ("EWT: BY",), ()),
        ({"data": {"EWT": "BY", "GUM": 1}}, ("EWT: BY",), ()),
        (
            {"made": {"data": "EWT and GUM", "scores": {"LAS": 90}}},
            ("EWT and GUM",),
            (("LAS", 90.0),),
        ),
        (
            {"scores": {"dev": {"LAS": 91.5, "by": "us"}, "UAS": 93}},
            (),
            (("dev LAS", 91.5), ("UAS", 93.0)),
        ),
    ],
)
def test_manifest_may_tell_more_or_less(
    told: dict[str, Any], data: Any, scores: Any, tmp_path: Path
) -> None:
    """Additional fields of a manifest are shown if they have a known form."""
    own = inventory.embedded(models(tmp_path, **told))
    assert own == Embedded("embedded-9", 1, 7, data, None, scores)


def test_damage_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that differs from its SHA-256 is named, and the status is 1."""
    folder = models(tmp_path)
    (folder / "pos.pt").write_bytes(b"weighty")
    embedded = inventory.embedded
    monkeypatch.setattr(inventory, "embedded", lambda: embedded(folder))

    assert cli.main(["models"]) == 1
    message = capsys.readouterr().err
    assert message.startswith(f"quote-extractor: model file {folder / 'pos.pt'} is damaged: ")
    assert message.count("\n") == 1


def test_download(
    listed: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The package named is fetched, and said to be there under the name that --model takes."""
    fetched: list[str] = []
    monkeypatch.setattr(inventory, "download", fetched.append)

    assert cli.main(["models", "download", "default_fast"]) == 0
    assert fetched == ["default_fast"]
    assert capsys.readouterr() == ("downloaded stanza:default_fast to /models\n", "")


def test_no_network(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A failed download is one line of error and status 1."""

    def fail(name: str) -> None:
        raise ModelError(f"Stanza's package {name!r} cannot be downloaded: no connection")

    monkeypatch.setattr(inventory, "download", fail)
    message = "quote-extractor: Stanza's package 'en' cannot be downloaded: no connection\n"
    assert cli.main(["models", "download", "en"]) == 1
    assert capsys.readouterr() == ("", message)


@pytest.mark.parametrize("words", [["download"], ["list", "default"]])
def test_wrong_words(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A download of nothing, and a list of something, are wrong command lines."""
    assert cli.main(["models", *words]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.model
def test_our_own_models_are_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """The models of this checkout are what their manifest says."""
    assert cli.main(["models", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["embedded"]["name"].startswith("embedded-")
