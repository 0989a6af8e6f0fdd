"""The bill of materials and the licences, of what is installed here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from deploy.inventory import bom, collect, licences
from deploy.inventory.__main__ import rows

MANIFEST = Path(__file__).resolve().parents[2] / "extractor" / "models" / "manifest.json"
PYTHON = {
    "name": "Some_Thing",
    "version": "1.2",
    "expression": None,
    "licence": None,
    "classifiers": [],
}
INVENTORY: dict[str, Any] = {
    "system": {"ID": "debian", "VERSION_ID": "12"},
    "interpreter": "3.11.9",
    "model": "small-1",
    "python": [PYTHON | {"expression": "MIT"}],
    "debian": [
        {"name": "bash", "version": "5.2-1", "architecture": "amd64", "licences": ["GPL-3+"]}
    ],
}


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ({}, "not said"),
        ({"licence": "Our own\nterms"}, "Our own"),
        ({"licence": "Apache 2.0 License"}, "Apache-2.0"),
        ({"classifiers": ["License :: OSI Approved"], "licence": "MIT"}, "MIT"),
        ({"classifiers": ["License :: OSI Approved :: MIT License"]}, "MIT"),
        (
            {
                "classifiers": [
                    "License :: OSI Approved :: MIT License",
                    "License :: OSI Approved :: Apache Software License",
                ]
            },
            "MIT OR Apache-2.0",
        ),
        ({"expression": "0BSD", "licence": "MIT"}, "0BSD"),
    ],
)
def test_licence(said: dict[str, Any], licence: str) -> None:
    """A package's licence is what it says most exactly."""
    assert licences.of_python(PYTHON | said) == licence


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Format: x\n\nLicense: GPL-2+\n\nLicense: MIT\n Permission\n",
            ["GPL-2+", "MIT"],
        ),
        ("It is in /usr/share/common-licenses/GPL-3.\n", ["GPL-3"]),
        ("Do as you like.\n", []),
    ],
)
def test_copyright_file(tmp_path: Path, text: str, names: list[str]) -> None:
    """Debian's copyright files name licences in two ways, or in words."""
    (tmp_path / "copyright").write_text(text)

    assert collect.copyright_names(tmp_path / "copyright") == names
    assert collect.copyright_names(tmp_path / "missing") == []


def test_packages_here() -> None:
    """What is installed here is found with its version, and nearly all of it with a licence."""
    found = {each["name"]: each for each in collect.python_packages()}

    assert found["torch"]["version"].startswith("2.13.0")
    assert licences.of_python(found["Flask"]) == "BSD-3-Clause"
    assert licences.of_python(found["stanza"]) == "Apache-2.0"


def test_bill() -> None:
    """The bill is valid CycloneDX and names everything, with address and licence."""
    made = json.loads(bom.bill(INVENTORY))

    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert made["metadata"]["component"]["name"] == "quote-extractor"
    assert {each["name"]: each.get("purl") for each in made["components"]} == {
        "python": "pkg:generic/python@3.11.9",
        "Some_Thing": "pkg:pypi/some-thing@1.2",
        "bash": "pkg:deb/debian/bash@5.2-1?arch=amd64&distro=debian-12",
        "small-1": None,
    }
    terms = {each["name"]: each["licenses"][0] for each in made["components"]}
    assert terms["Some_Thing"]["license"]["id"] == "MIT"
    assert terms["bash"]["license"]["name"] == "GPL-3+"
    assert terms["small-1"]["expression"] == licences.EMBEDDED


def test_what_debian_has_brought_is_told_once() -> None:
    """Debian's own Python is among its packages; one that was compiled is told by itself."""
    made = json.loads(bom.bill(INVENTORY | {"interpreter": None}))

    assert {each["name"] for each in made["components"]} == {"Some_Thing", "bash", "small-1"}


@pytest.mark.parametrize(
    ("set_to", "name", "terms"),
    [
        ("stanza:default_fast", "stanza:default_fast", "not said"),
        ("", json.loads(MANIFEST.read_text("utf-8"))["name"], licences.EMBEDDED),
    ],
)
def test_models(set_to: str, name: str, terms: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The models are those that the image runs with, and only ours have terms that we can tell."""
    monkeypatch.setenv("EXTRACTOR_MODEL", set_to)

    assert (collect.model(), licences.of_models(name)) == (name, terms)


def test_list() -> None:
    """The list of licences has a row for each of them, the models last."""
    assert list(rows(INVENTORY)) == [
        ("Python", "python", "3.11.9", "PSF-2.0"),
        ("Python", "Some_Thing", "1.2", "MIT"),
        ("Debian", "bash", "5.2-1", "GPL-3+"),
        ("models", "small-1", "", licences.EMBEDDED),
    ]
