"""The benchmark of speed counts rightly; what it times is measured elsewhere."""

from __future__ import annotations

import pytest

from benchmarks.paths import compared
from benchmarks.speed import Pair, summary
from benchmarks.timing import Stages, growth
from extractor.domain import Document


def test_summary() -> None:
    """The ratio is that of the sums of seconds; the spread is between groups of articles."""
    pairs = [Pair(100, 2.0, 0.5), Pair(300, 6.0, 0.5), Pair(0, 1.0, 0.5)]
    assert summary(pairs) == {"words": 400, "plain": 44, "ours": 267, "ratio": 6.0, "spread": 5.29}
    assert summary(pairs[:1]) == {
        "words": 100,
        "plain": 50,
        "ours": 200,
        "ratio": 4.0,
        "spread": 0.0,
    }


def test_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each stage has the processor's time since the call before."""
    clock = iter([9.0, 13.0, 14.0, 110.0])
    monkeypatch.setattr("time.process_time", lambda: next(clock))
    stages = Stages()
    for _ in range(2):
        stages.observe("cleaning", 0.5, None)
        stages.observe("parsing", 5.0, Document("", (), (), ()))
    assert stages.seconds == {"cleaning": 1.0, "parsing": 4.0 + 96.0}
    assert stages.shares() == {"cleaning": 1.0, "parsing": 99.0}
    assert stages.words == 0


def test_growth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each length is timed three times, and the best time counts."""
    clock = iter([0.0, 3.0, 10.0, 11.0, 20.0, 22.0, 30.0, 37.0, 40.0, 46.0, 50.0, 58.0])
    monkeypatch.setattr("time.process_time", lambda: next(clock))
    seen: list[str] = []
    assert growth(seen.append, "abcdef", (2, 4)) == {"2": 1.0, "4": 6.0}
    assert seen == ["ab"] * 3 + ["abcd"] * 3


def test_paths_are_compared() -> None:
    """Each figure stands both ways, with what our inference gains or loses."""
    plain = {"overall": {"quoted": {"p": 97.0, "f": 96.5}}, "labels": {"all": {"right": 88.0}}}
    fast = {"overall": {"quoted": {"p": 97.2, "f": 96.4}}, "labels": {"all": {"right": 88.0}}}
    assert list(compared(plain, fast)) == [
        "figure                    stanza    ours    gain",
        "quoted p                    97.0    97.2    +0.2",
        "quoted f                    96.5    96.4    -0.1",
        "all right                   88.0    88.0    +0.0",
    ]
