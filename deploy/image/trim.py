"""Remove from the image's packages what only builds or tests them; print what that saves.

Nothing here is importable by what stays: test programs, header files, folders of tests. Each
package stays whole as an installed package, so that its metadata and licence are still told.
It needs the standard library alone, since it runs before anything of ours is installed.
"""

from __future__ import annotations

import shutil
import site
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

UNNEEDED: Final = (
    "torch/test",
    "torch/include",
    "torch/share",
    "torch/bin/*",
    "torch/lib/*_test.so",
    "numpy/_core/include",
    "mpmath/tests",
    *(f"{package}/**/tests" for package in ("networkx", "numpy", "sympy", "stanza")),
    "sympy/**/benchmarks",
)
NEEDED: Final = frozenset({"torch_shm_manager"})  # torch looks for it when it is imported


def trim(packages: Path) -> Iterator[tuple[str, int]]:
    """Remove what is unneeded; yields each pattern and the bytes that it saved."""
    for pattern in UNNEEDED:
        saved = 0
        for path in sorted(packages.glob(pattern)):
            if path.name not in NEEDED and path.exists():
                saved += size(path)
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        yield pattern, saved


def size(path: Path) -> int:
    """Return the bytes of a file, or of all files in a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(each.stat().st_size for each in files if each.is_file() and not each.is_symlink())


def needs_graphics(packages: Path) -> bool:
    """Return whether torch was built for graphics cards, which takes gigabytes."""
    version = (packages / "torch" / "version.py").read_text("utf-8")
    return "cuda: Optional[str] = None" not in version


def main() -> None:
    """Trim the packages of this Python."""
    packages = Path(site.getsitepackages()[0])
    if needs_graphics(packages):
        sys.exit("This torch is for graphics cards: name an index of CPU-only wheels, TORCH_INDEX.")
    for pattern, saved in trim(packages):
        print(f"{saved / 1e6:7.1f} MB  {pattern}")


if __name__ == "__main__":
    main()
