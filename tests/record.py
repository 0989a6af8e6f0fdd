"""Parse the sentences of recorded trees with the embedded models, keeping what is expected.

    python -m tests.record tests/trees/colon.conllu ...     (without a file: all)

A new case needs only its own lines and ``# document = "…"``; this fills in the trees.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from extractor import marks
from extractor.domain import Parser
from extractor.parsing import load_parser
from tests import conllu
from tests.recorded import TREES, read, write


def record(path: Path, parser: Parser) -> None:
    """Parse every text of a file again and write the file over."""
    cases = [replace(case, block=conllu.dump(parser(marks.find(case.text)))) for case in read(path)]
    write(path, cases)


def main(names: Sequence[str]) -> None:
    """Record the named files, or every one."""
    parser = load_parser("embedded:float32")  # on any processor the same
    for path in map(Path, names) if names else sorted(TREES.rglob("*.conllu")):
        record(path, parser)


if __name__ == "__main__":
    main(sys.argv[1:])
