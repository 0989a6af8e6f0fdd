"""requirements.lock: the pins of requirements.txt with the hashes of all their files.

Torch is left out: each builder names the index that it comes from, so its files are not known.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
PINS: Final = ROOT / "requirements.txt"
LOCK: Final = ROOT / "requirements.lock"
OPTIONS: Final = ("--no-deps", "--generate-hashes", "--no-annotate", "--no-header", "--no-config")


def pins(text: str) -> list[str]:
    """Return the pins of a file of requirements, with hashes or without."""
    return re.findall(r"^[\w.-]+==[\w.+-]+", text, re.MULTILINE)


def without_torch(text: str) -> str:
    """Return a file of requirements without torch and its hashes."""
    return re.sub(r"^torch==.*?(?=^\w|\Z)", "", text, flags=re.MULTILINE | re.DOTALL)


def main(uv: str) -> None:
    """Write the file again with *uv*, which asks the index for the hashes."""
    call = [uv, "pip", "compile", *OPTIONS, "--quiet", str(PINS)]
    done = subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True)
    LOCK.write_text(without_torch(done.stdout), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
