"""Would batching small requests be faster? ``python -m benchmarks.batching``.

Texts of so many words are extracted one by one, and then as paragraphs of one text, whose sentences
the parser takes together: the most that sharing could save. Both ways take turns, so that what
else the machine does falls on both; the median of the rounds is told.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Sequence
from typing import Final

os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks.load.texts import small
from extractor import Extractor

ROUNDS: Final = 5
TOGETHER: Final = (2, 4, 8)
WORDS: Final = (30, 100, 300, 700)


def main() -> None:
    """Print a table: what sharing saves, by words of a text and texts at once."""
    extractor = Extractor.load()
    print("| words of a text | ms alone |", *(f"{n} together |" for n in TOGETHER))
    print("| --- | --- |", *("--- |" for _ in TOGETHER))
    for words in WORDS:
        texts = list(small(words, max(TOGETHER)))
        rounds = [_round(extractor, texts) for _ in range(ROUNDS)]
        alone = statistics.median(seconds[0] for seconds in rounds) / max(TOGETHER)
        cells = [
            statistics.median(seconds[k + 1] for seconds in rounds) for k in range(len(TOGETHER))
        ]
        print(f"| {words} | {1000 * alone:.0f} |", *(f"{100 * cell:+.1f} % |" for cell in cells))


def _round(extractor: Extractor, texts: Sequence[str]) -> list[float]:
    """Return seconds of all texts one by one, and the shares saved by taking some together."""
    alone = [_seconds(extractor, text) for text in texts]
    together = [_seconds(extractor, "\n\n".join(texts[:n])) for n in TOGETHER]
    saved = [1 - took / sum(alone[:n]) for n, took in zip(TOGETHER, together, strict=True)]
    return [sum(alone), *saved]


def _seconds(extractor: Extractor, text: str) -> float:
    began = time.process_time()
    extractor(text)
    return time.process_time() - began


if __name__ == "__main__":
    main()
