"""Models load offline, from anywhere, silently; errors name the file."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor import ModelError, marks
from extractor.parsing import load_embedded, load_parser, manifest

MODELS = manifest.FOLDER
OFFLINE = """
import socket

class Refused(socket.socket):
    def __init__(self, *args, **kwargs):
        raise AssertionError("a socket was opened")

socket.socket = socket.create_connection = socket.getaddrinfo = Refused

from extractor import marks
from extractor.parsing import load_parser

parser = load_parser()
(sentence,) = parser(marks.find("She said no.")).sentences
print(parser.name, *(word.lemma for word in sentence.words))
"""


def lemmas(parser: Any, text: str) -> list[str]:
    """Return the lemmas that a parser finds."""
    return [
        word.lemma for sentence in parser(marks.find(text)).sentences for word in sentence.words
    ]


@pytest.mark.model
def test_no_network(tmp_path: Path) -> None:
    """From any folder, without a home, a cache or a socket, loading and parsing work, silently."""
    root = Path(__file__).resolve().parents[1]
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(root)}
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE],
        cwd=tmp_path,
        env=environment | {"OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("embedded-minilm-2 she say no .\n", "")


def test_manifest_lists_every_file() -> None:
    """Every model file that is shipped is checked, and nothing else is listed."""
    listed = json.loads((MODELS / manifest.FILE).read_text(encoding="utf-8"))["files"]
    there = {path.relative_to(MODELS).as_posix() for path in MODELS.rglob("*") if path.is_file()}
    assert set(listed) == {name for name in there if not name.endswith((".md", manifest.FILE))}


def test_embedded_files_are_whole() -> None:
    """The files in the checkout are those of the manifest."""
    assert manifest.check(MODELS) == "embedded-minilm-2"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of small files with their manifest."""
    (tmp_path / "encoder").mkdir()
    (tmp_path / "pos.pt").write_bytes(b"tagger")
    (tmp_path / "encoder" / "config.json").write_text("{}")
    (tmp_path / "README.md").write_text("no model")
    manifest.write("small-1", tmp_path, {"commit": "abc"})
    return tmp_path


def test_manifest_form(folder: Path) -> None:
    """The manifest names models, files, sizes and sums."""
    assert json.loads((folder / manifest.FILE).read_text()) == {
        "name": "small-1",
        "files": {
            "encoder/config.json": {"size": 2, "sha256": hashlib.sha256(b"{}").hexdigest()},
            "pos.pt": {"size": 6, "sha256": hashlib.sha256(b"tagger").hexdigest()},
        },
        "made": {"commit": "abc"},
    }
    assert manifest.check(folder) == "small-1"


@pytest.mark.parametrize("name", ["pos.pt", "encoder/config.json", manifest.FILE])
def test_missing_file(folder: Path, name: str) -> None:
    """A missing file is one error that names it."""
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"{folder / name} cannot be read: No such file"):
        manifest.check(folder)


@pytest.mark.parametrize("content", [b"", b"tagge", b"taggeR"])
def test_damaged_file(folder: Path, content: bytes) -> None:
    """A file cut short or altered is one error that names it."""
    (folder / "pos.pt").write_bytes(content)
    with pytest.raises(ModelError, match=f"{folder / 'pos.pt'} is damaged: {len(content)} bytes"):
        manifest.check(folder)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"name": "a", "files": {"pos.pt": {}}}'])
def test_damaged_manifest(folder: Path, content: str) -> None:
    """A manifest that is none is one error that names it."""
    (folder / manifest.FILE).write_text(content)
    with pytest.raises(ModelError, match=f"{manifest.FILE} is damaged: not a manifest"):
        manifest.check(folder)


@pytest.mark.model
def test_embedded_checks_first(folder: Path) -> None:
    """Nothing is loaded before every file is known to be whole."""
    (folder / "pos.pt").write_bytes(b"")
    with pytest.raises(ModelError, match=r"pos\.pt is damaged"):
        load_embedded(folder)


@pytest.mark.parametrize("name", ["spacy", "stanza", "stanza:", "Embedded", "embedded:1"])
def test_unknown_model(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown model name is refused with a message."""
    with pytest.raises(ModelError, match=f"unknown model '{name}': use embedded, embedded:TYPE"):
        load_parser(name)
    monkeypatch.setenv("EXTRACTOR_MODEL", name)
    with pytest.raises(ModelError, match=f"unknown model '{name}'"):
        load_parser()


def official(folder: Path, encoder: str) -> Path:
    """Lay the embedded models out as Stanza lays out its own, asking for *encoder*."""
    import torch

    steps: dict[str, Any] = {}
    for step in ("tokenize", "mwt", "pos", "lemma", "depparse"):
        path = folder / "en" / step / "tiny.pt"
        path.parent.mkdir(parents=True)
        if step in ("pos", "depparse"):
            checkpoint = torch.load(MODELS / f"{step}.pt", weights_only=True)
            checkpoint["config"]["bert_model"] = encoder
            torch.save(checkpoint, path)
        else:
            shutil.copy(MODELS / f"{step}.pt", path)
        steps[step] = {"tiny": {"md5": hashlib.md5(path.read_bytes()).hexdigest()}}
    package = dict.fromkeys(steps, "tiny")
    packages = {"default": package, "default_fast": package, "half": {"tokenize": "tiny"}}
    english = {"lang_name": "English", "packages": packages, **steps}
    (folder / "resources.json").write_text(json.dumps({"en": english}))
    return folder


@pytest.fixture(scope="module")
def resources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a small resource folder laid out as Stanza's own."""
    folder = tmp_path_factory.mktemp("stanza")
    yield official(folder, str(MODELS / "encoder"))
    shutil.rmtree(folder)


@pytest.mark.model
@pytest.mark.parametrize(
    ("model", "name"),
    [("stanza:en", "stanza-en-default"), ("stanza:default_fast", "stanza-en-default_fast")],
)
def test_official(resources: Path, monkeypatch: pytest.MonkeyPatch, model: str, name: str) -> None:
    """Stanza's own packages are taken from Stanza's own folder, by the variable or by name."""
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(resources))
    monkeypatch.setenv("EXTRACTOR_MODEL", model)
    parser = load_parser()
    assert parser.name == name
    assert lemmas(parser, "“No,” she said.") == ['"', "no", ",", '"', "she", "say", "."]


@pytest.mark.model
@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("stanza:accurate", "Stanza has no package 'accurate' with a tokenize model"),
        ("stanza:half", "Stanza has no package 'half' with a mwt model"),
        ("stanza:spacy", "Stanza has no package 'spacy' with a tokenize model"),
    ],
)
def test_official_package_is_missing(
    resources: Path, monkeypatch: pytest.MonkeyPatch, model: str, message: str
) -> None:
    """A package that Stanza's list does not have is an error that names it."""
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(resources))
    with pytest.raises(ModelError, match=message):
        load_parser(model)


@pytest.mark.model
def test_official_files_are_wrong(
    resources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing or damaged in Stanza's folder is named, step by step."""
    folder = tmp_path / "resources"
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(folder))
    with pytest.raises(ModelError, match=r"resources\.json cannot be read"):
        load_parser("stanza:en")
    shutil.copytree(resources, folder)
    (folder / "en" / "lemma" / "tiny.pt").write_bytes(b"short")
    with pytest.raises(ModelError, match=r"en/lemma/tiny\.pt is damaged: its MD5 is"):
        load_parser("stanza:en")
    listed = json.loads((folder / "resources.json").read_text())
    listed["en"]["lemma"]["tiny"] = {}
    (folder / "resources.json").write_text(json.dumps(listed))
    with pytest.raises(ModelError, match=r"with unreadable .*en/lemma/tiny\.pt"):
        load_parser("stanza:en")
    (folder / "en" / "mwt" / "tiny.pt").unlink()
    with pytest.raises(ModelError, match=r"en/mwt/tiny\.pt cannot be read: No such file"):
        load_parser("stanza:en")
    (folder / "resources.json").write_text('{"de": {}}')
    with pytest.raises(ModelError, match=r"resources\.json lacks English"):
        load_parser("stanza:en")
    (folder / "resources.json").write_text('{"en": ')
    with pytest.raises(ModelError, match=r"resources\.json is damaged"):
        load_parser("stanza:en")


@pytest.mark.model
def test_official_encoder_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A transformer that is not on this machine is an error, not a download."""
    folder = official(tmp_path, "nobody/no-such-encoder")
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(folder))
    with pytest.raises(ModelError, match="with nobody/no-such-encoder cannot be loaded"):
        load_parser("stanza:en")
