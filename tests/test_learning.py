"""Learning from a gold file of two sentences of our own: judged, counted, fitted, measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.items import read_gold
from benchmarks.learning.curves import curve
from benchmarks.learning.evidence import count
from benchmarks.learning.examples import Example, examples
from benchmarks.learning.logistic import fit
from extractor import marks
from tests.recorded import TREES, read

TEXT = "The mayor said that sales fell."


@pytest.fixture
def judged(tmp_path: Path) -> list[Example]:
    """The candidates of a recorded sentence, judged by a gold that has its clause."""
    case = next(c for c in read(TREES / "reported-clause.conllu") if c.text == TEXT)
    start = TEXT.index("sales")
    quote = {
        "content": [[start, len(TEXT) - 1]],
        "source": [[0, 9]],
        "cue": [[10, 14]],
        "type": "indirect",
    }
    gold = {"doc": "a", "split": "x", "text": TEXT, "ignore": [], "quotes": [quote]}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold), encoding="utf-8")
    assert marks.find(TEXT).passages == ()
    return examples(next(read_gold(path)), case.document)


def test_examples(judged: list[Example]) -> None:
    """The pairing that gold has is right, any other is wrong."""
    right = [e.candidate.rule for e in judged if e.right]

    assert right == ["reported-clause"]


def test_evidence(judged: list[Example]) -> None:
    """Each use of a lemma in a frame counts once, rare ones also together."""
    table = count(judged).table

    assert table["say"] == {"that-clause": [1, 1]}
    assert table["*"]["that-clause"] == [1, 1]


@pytest.mark.model
def test_fit() -> None:
    """What goes with right gets a positive weight, what is rare gets none; twice the same."""
    rows = [(("bias", 1.0), ("good", 1.0))] * 30 + [(("bias", 1.0), ("bad", 1.0))] * 30
    rows.append((("rare", 1.0),))
    right = [True] * 30 + [False] * 31

    weights = fit(rows, right)

    assert weights == fit(rows, right)
    assert sorted(weights) == ["bad", "bias", "good"]
    assert weights["good"] > 0.5 > -0.5 > weights["bad"]


def test_curve() -> None:
    """Precision never falls as the score rises, and few items make no point of their own."""
    scored = [(0.2, i % 4 == 0) for i in range(80)] + [(0.8, i % 4 != 0) for i in range(80)]

    points = curve([*scored, (0.9, False)])

    assert points[0] == [0.2, 0.25]
    assert [p for _, p in points] == sorted(p for _, p in points)
    assert points[-1][1] < 0.75
