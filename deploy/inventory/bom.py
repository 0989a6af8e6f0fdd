"""The inventory as a CycloneDX bill of materials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from deploy.inventory import licences
from extractor import __version__

VERSION: Final = SchemaVersion.V1_6


class InvalidError(Exception):
    """What was made is no valid bill of materials."""


def bill(inventory: Mapping[str, Any]) -> str:
    """Return the bill as JSON, checked against CycloneDX' own schema; raises InvalidError.

    *inventory* is what ``collect`` prints.
    """
    bom = Bom()
    bom.metadata.component = root = _component("quote-extractor", __version__, "Apache-2.0")
    root.type = ComponentType.CONTAINER
    parts = [*_python(inventory), *_debian(inventory), _models(inventory["model"])]
    bom.components.update(parts)
    bom.register_dependency(root, parts)
    written: str = make_outputter(bom, OutputFormat.JSON, VERSION).output_as_string(indent=1)
    wrong = JsonStrictValidator(VERSION).validate_str(written)
    if wrong is not None:
        raise InvalidError(str(wrong))
    return written


def _python(inventory: Mapping[str, Any]) -> Iterator[Component]:
    version = inventory["interpreter"]
    if version:
        purl = PackageURL("generic", None, "python", version)
        yield _component("python", version, licences.INTERPRETER, purl)
    for each in inventory["python"]:
        name = each["name"].lower().replace("_", "-")
        if name != "quote-extractor":  # which is what all of it makes up
            purl = PackageURL("pypi", None, name, each["version"])
            yield _component(each["name"], each["version"], licences.of_python(each), purl)


def _debian(inventory: Mapping[str, Any]) -> Iterator[Component]:
    system = inventory["system"]
    for each in inventory["debian"]:
        about = {"arch": each["architecture"], "distro": f"{system['ID']}-{system['VERSION_ID']}"}
        purl = PackageURL("deb", system["ID"], each["name"], each["version"], about)
        yield _component(each["name"], each["version"], licences.of_debian(each), purl)


def _models(name: str) -> Component:
    component = _component(name, __version__, licences.of_models(name))
    component.type = ComponentType.MACHINE_LEARNING_MODEL
    return component


def _component(name: str, version: str, licence: str, purl: PackageURL | None = None) -> Component:
    return Component(
        name=name,
        version=version,
        type=ComponentType.LIBRARY,
        purl=purl,
        bom_ref=str(purl or f"{name}@{version}"),
        licenses=[LicenseFactory().make_from_string(licence)],
    )
