"""Input files, generated for each measurement."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path


def write(path: Path, texts: Iterable[str]) -> None:
    """Write texts as JSONL, with their numbers as ids."""
    with path.open("w", encoding="utf-8") as out:
        for number, text in enumerate(texts):
            out.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")


def of_gold(files: Sequence[Path], documents: int, characters: int) -> Iterator[str]:
    """Yield a number of excerpts from the texts of gold files, with a maximum length each.

    First the beginnings of all texts, then what follows in each, and so on; from the start again
    where all is used up.
    """
    lines = (line for path in files for line in gzip.decompress(path.read_bytes()).splitlines())
    texts = [json.loads(line)["text"] for line in lines]
    longest = max(map(len, texts))
    starts = (start for _ in count() for start in range(0, longest, characters))
    stretches = (text[start : start + characters] for start in starts for text in texts)
    return islice(filter(str.strip, stretches), documents)


def short(documents: int) -> Iterator[str]:
    """Yield a number of different short texts with one quotation each."""
    for number in range(documents):
        told = "The ferry was late again, and the harbour office gave no reason for it. " * 3
        yield f'{told}"Boat {number} leaves on Monday," said Ada Lund, who runs the harbour.'
