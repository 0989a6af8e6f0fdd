"""Write the tables of docs/models.md from the manifest of the embedded models.

python -m training.card
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor.parsing import manifest

PAGE = Path(__file__).resolve().parents[1] / "docs" / "models.md"
BEGIN, END = "<!-- made by python -m training.card -->", "<!-- end of generated tables -->"
_FIGURES = ("sentences", "words", "upos", "xpos", "feats", "lemma", "uas", "las")


def main() -> int:
    """Run the command; returns its exit status."""
    PAGE.write_text(page(PAGE.read_text("utf-8"), manifest.FOLDER), "utf-8")
    return 0


def page(old: str, folder: Path) -> str:
    """Return *old* with the tables that the manifest in *folder* makes between the two marks."""
    before, _, rest = old.partition(BEGIN)
    told = json.loads((folder / manifest.FILE).read_text("utf-8"))
    tables = "\n".join([*_scores(told["made"]["scores"]), "", *_files(told["files"])])
    return f"{before}{BEGIN}\n{tables}\n{END}{rest.partition(END)[2]}"


def _scores(scores: Mapping[str, Mapping[str, Mapping[str, float]]]) -> Iterator[str]:
    yield f"| F in per cent | {' | '.join(_FIGURES)} |"
    yield "|---" * (len(_FIGURES) + 1) + "|"
    for part, ways in scores.items():
        for way, figures in ways.items():
            given = "gold tokens" if way == "gold" else "raw text"
            cells = (f"{figures[name]:.2f}" for name in _FIGURES)
            yield f"| {part}, {given} | {' | '.join(cells)} |"


def _files(files: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield "| file | MB |"
    yield "|---|---|"
    for name, entry in files.items():
        yield f"| `{name}` | {entry['size'] / 1e6:.2f} |"
    yield f"| all | {sum(entry['size'] for entry in files.values()) / 1e6:.2f} |"


if __name__ == "__main__":
    sys.exit(main())
