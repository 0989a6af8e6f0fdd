"""Silver data: plain text parsed by finished models, used in addition to the treebanks.

Each file is one document in UTF-8, its paragraphs parted by blank lines. Text without gold is what
a small model lacks most (Tang et al. 2019, "Distilling Task-Specific Knowledge from BERT").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor.parsing import load_embedded
from extractor.parsing.parser import TextParser
from training.raw import Raw, parsed
from training.sentences import Sentence, read

DATA = {
    "State of the Union addresses": "public domain, works of the United States Government",
    "LitBank, 100 novels": "public domain",
}
LONGEST = 60
"""Words of a sentence that is kept: what is longer is mostly a list, and parsed badly."""
_LINE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")


def parsed_once(texts: Sequence[Path], models: Path, file: Path) -> tuple[Sentence, ...]:
    """Return the sentences of *texts* as the models of a folder parse them, kept in *file*."""
    if not texts:
        return ()
    if not file.exists():
        parser = load_embedded(models)
        part = file.with_suffix(".part")
        with part.open("w", encoding="utf-8") as out:
            for path in texts:
                out.writelines(lines(path.read_text("utf-8"), parser))
        part.replace(file)
    with file.open(encoding="utf-8") as kept:
        return tuple(each for each in read(kept) if len(each.words) <= LONGEST)


def lines(text: str, parser: TextParser) -> Iterator[str]:
    """Yield the CoNLL-U lines of one document; a single line break in it is a space."""
    return parsed(Raw(_LINE_BREAK.sub(" ", text), ()), parser)
