"""Print the installed packages as JSON; needs only the standard library.

Its text is handed to the Python of an image, which has nothing else of ours.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
from importlib import metadata, util
from pathlib import Path
from typing import Any

DOCUMENTS = Path("/usr/share/doc")
FIELDS = "${Package}\t${Version}\t${Architecture}\t${db:Status-Abbrev}\n"


def python_packages() -> list[dict[str, Any]]:
    """Return Python's packages: names, versions, what each says of its licence."""
    found = {}
    for each in metadata.distributions():
        about = each.metadata.json
        found[each.name.lower()] = {
            "name": each.name,
            "version": each.version,
            "expression": about.get("license_expression"),
            "licence": about.get("license"),
            "classifiers": [c for c in about.get("classifier", []) if c.startswith("License")],
        }
    return [found[name] for name in sorted(found)]


def interpreter() -> str | None:
    """Return the version of a Python that no package of Debian has brought, else None."""
    return None if sys.base_prefix == "/usr" else platform.python_version()


def model() -> str:
    """Return the name of the models that the service runs with here, nothing of it imported."""
    if named := os.environ.get("EXTRACTOR_MODEL"):
        return named
    found = util.find_spec("extractor")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("extractor")
    manifest = Path(found.origin).with_name("models") / "manifest.json"
    name: str = json.loads(manifest.read_text("utf-8"))["name"]
    return name


def debian_packages() -> list[dict[str, Any]]:
    """Return Debian's packages: names, versions, the licences that their copyright files name."""
    call = ["dpkg-query", "--show", f"--showformat={FIELDS}"]
    lines = subprocess.run(call, capture_output=True, check=True, text=True).stdout.splitlines()
    rows = (line.split("\t") for line in lines)
    return [
        {
            "name": name,
            "version": version,
            "architecture": architecture,
            "licences": copyright_names(DOCUMENTS / name / "copyright"),
        }
        for name, version, architecture, status in rows
        if status.startswith("ii")
    ]


def copyright_names(path: Path) -> list[str]:
    """Return the licences that a copyright file names in Debian's machine-readable form."""
    try:
        text = path.read_text("utf-8", errors="replace")
    except OSError:
        return []
    if not re.search(r"^Format:", text, re.MULTILINE | re.IGNORECASE):
        return sorted(set(re.findall(r"/usr/share/common-licenses/([\w.-]*\w)", text)))
    return sorted(set(re.findall(r"^License: *(\S.*?) *$", text, re.MULTILINE)))


if __name__ == "__main__":
    lines = Path("/etc/os-release").read_text("utf-8").splitlines()
    system = dict(line.split("=", 1) for line in lines if "=" in line)
    print(
        json.dumps(
            {
                "system": {name: value.strip('"') for name, value in system.items()},
                "interpreter": interpreter(),
                "model": model(),
                "python": python_packages(),
                "debian": debian_packages(),
            }
        )
    )
