"""The size of the image by part, as a table for docs/deployment.md, and its limit."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from deploy.image import checks
from deploy.image.engines import Engine
from deploy.tables import replace

PAGE: Final = "image"
LARGEST: Final = 1_400_000_000


def sizes(engine: Engine, container: str) -> dict[str, int]:
    """Return the bytes of the whole image, unpacked, and of its larger parts."""
    # Two small folders are root's alone; what du says of them goes to nobody.
    command = "du -xb --max-depth=6 / 2>/dev/null || true"
    listed = engine.ask(container, "sh", "-c", command).decode()
    lines = (line.split("\t") for line in listed.splitlines())
    return {path: int(size) for size, path in lines}


def small_enough(found: dict[str, int]) -> str:
    """The image takes no more than the limit when it is unpacked."""
    checks.require(found["/"] <= LARGEST, f"{found['/']:,} bytes")
    return f"{found['/'] / 1e6:,.0f} MB of {LARGEST / 1e6:,.0f}"


def largest(found: dict[str, int], count: int = 12) -> dict[str, int]:
    """Return the largest packages and the rest, which together are the whole."""
    packages = {Path(path).name: size for path, size in found.items() if _package(path)}
    first = dict(sorted(packages.items(), key=lambda each: -each[1])[:count])
    ours, venv = found["/opt/service"], found["/opt/venv"]
    return {
        "Debian and Python": found["/"] - found["/opt"],
        **first,
        "other packages": venv - sum(first.values()),
        "the service and its models": ours,
        "other models": found["/opt/models"],
    }


def _package(path: str) -> bool:
    return Path(path).parent.name == "site-packages" and path.startswith("/opt/venv/")


def table(found: dict[str, int]) -> str:
    """Return the parts, the larger ones by name, and the whole."""
    parts = largest(found) | {"**all of it**": found["/"]}
    rows = [f"| {name} | {size / 1e6:,.0f} |" for name, size in parts.items()]
    return "\n".join(["| part | MB unpacked |", "| --- | ---: |", *rows])


def write(found: dict[str, int]) -> None:
    """Put the table into the page, and print it."""
    print(table(found))
    replace(PAGE, table(found))
