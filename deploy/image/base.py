"""The image to build on: the Dockerfile's own where it can be pulled, else one made here."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Final

from deploy.image.engines import Engine

SUITE: Final = "bookworm"
PACKAGES: Final = ("ca-certificates", "python3", "python3-venv")
NAME: Final = f"localhost/debian-python:{SUITE}"
# debootstrap leaves what it has downloaded.
LEFT: Final = ("var/cache/apt/archives", "var/lib/apt/lists")


def arguments(engine: Engine, base: str) -> dict[str, str]:
    """Return the build arguments that name the base: *base* itself if one is given."""
    if base:
        return {"BASE": base}
    if engine.pulls:
        return {}
    if not engine.has(NAME):
        make(engine)
    return {"BASE": NAME}


def make(engine: Engine) -> None:
    """Make a small Debian with Python from Debian's packages, as an image of one layer."""
    with tempfile.TemporaryDirectory() as folder:
        root, archive = Path(folder) / "root", Path(folder) / "root.tar"
        included = f"--include={','.join(PACKAGES)}"
        subprocess.run(
            ["debootstrap", "--variant=minbase", included, SUITE, str(root)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        left = [f"--exclude=./{path}/*" for path in LEFT]
        subprocess.run(["tar", "-C", str(root), *left, "-cf", str(archive), "."], check=True)
        engine.load(NAME, archive)
