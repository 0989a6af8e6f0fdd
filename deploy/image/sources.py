"""This machine's pip configuration, so that a build gets packages where this machine gets them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

INDEXES = frozenset({"index-url", "extra-index-url"})


def options(listed: str) -> dict[str, str]:
    """Return the options that ``pip config list`` prints; variables go before files."""
    found: dict[str, str] = {}
    lines = re.findall(r"^(:env:|global|install)\.([\w-]+)='(.*)'$", listed, re.MULTILINE)
    for _, name, value in sorted(lines, key=lambda line: line[0] == ":env:"):
        found[name] = value.replace("\\n", " ")
    return found


def configuration(found: dict[str, str]) -> str:
    """Return a pip configuration file with these options."""
    return "\n".join(["[global]", *(f"{name} = {value}" for name, value in found.items()), ""])


def folders(found: dict[str, str]) -> Iterator[Path]:
    """Yield the files and folders of this machine that the options name, each once.

    The files of an index on disk lie beside the folder that is its address.
    """
    seen: set[Path] = set()
    for name, value in found.items():
        for word in value.split():
            path = Path(urlsplit(word).path if word.startswith("file://") else word)
            path = path.parent if name in INDEXES else path
            if path.is_absolute() and path.exists() and path not in seen:
                seen.add(path)
                yield path


def here() -> dict[str, str]:
    """Return the options of the pip that belongs to this Python."""
    call = [sys.executable, "-m", "pip", "config", "list"]
    return options(subprocess.run(call, capture_output=True, check=True, text=True).stdout)
