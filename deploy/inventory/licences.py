"""Names of licences as SPDX knows them, from what Python's packages say of themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

EMBEDDED: Final = "Apache-2.0 AND CC-BY-SA-4.0 AND CC-BY-4.0"
"""The licence of the embedded models, as in LICENSE-MODELS.md."""
INTERPRETER: Final = "PSF-2.0"
"""Of Python itself."""

# Classifiers and free words of the packages that have no SPDX expression.
SPDX: Final[Mapping[str, str]] = {
    "Apache Software License": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache": "Apache-2.0",
    "Apache 2": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU General Public License v3 (GPLv3)": "GPL-3.0-only",
    "GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
    "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0",
}


def of_python(package: Mapping[str, Any]) -> str:
    """Return a package's licence as an SPDX expression, or its own words if there is none."""
    if package["expression"]:
        return str(package["expression"])
    ends = (each.rpartition(" :: ")[2] for each in package["classifiers"])
    names = [SPDX.get(end, end) for end in ends if end != "OSI Approved"]
    if names:
        return " OR ".join(dict.fromkeys(names))
    words = (package["licence"] or "").strip().partition("\n")[0]
    return SPDX.get(words, words) or "not said"


def of_models(name: str) -> str:
    """Return the terms of models; those of Stanza's packages differ from treebank to treebank."""
    return "not said" if name.startswith("stanza:") else EMBEDDED


def of_debian(package: Mapping[str, Any]) -> str:
    """Return the licences that a package's copyright file names; they hold for parts of it."""
    return ", ".join(package["licences"]) or "in its copyright file"
