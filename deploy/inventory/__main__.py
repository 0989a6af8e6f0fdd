"""Write the bill of materials and the list of licences of an image to build/inventory."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from deploy.image import engines
from deploy.image.__main__ import TAG
from deploy.inventory import bom, collect, licences

FOLDER = engines.ROOT / "build" / "inventory"


def rows(inventory: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Yield kind, name, version and licence of everything."""
    if version := inventory["interpreter"]:
        yield "Python", "python", version, licences.INTERPRETER
    for each in inventory["python"]:
        yield "Python", each["name"], each["version"], licences.of_python(each)
    for each in inventory["debian"]:
        yield "Debian", each["name"], each["version"], licences.of_debian(each)
    yield "models", inventory["model"], "", licences.of_models(inventory["model"])


def inside(tag: str) -> Any:
    """Return what is in an image, as its own Python sees it."""
    engine = engines.find()
    code = Path(collect.__file__).read_text("utf-8")
    return json.loads(engine.run(tag, "python3", "-c", code))


def main(tag: str = TAG) -> None:
    """Write both."""
    inventory = inside(tag)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "sbom.cdx.json").write_text(bom.bill(inventory), "utf-8")
    with (FOLDER / "licences.csv").open("w", encoding="utf-8", newline="") as file:
        listed = csv.writer(file)
        listed.writerow(["kind", "name", "version", "licence"])
        listed.writerows(rows(inventory))
    print(f"{FOLDER}: {len(list(rows(inventory))) - 1} packages and the models")


if __name__ == "__main__":
    main(*sys.argv[1:])
