"""The lexicon: evidence that adds up, classes that exclude each other."""

from __future__ import annotations

import typing

import pytest

from extractor import cue_lexicon
from extractor.cue_lexicon import Lexicon
from extractor.domain import CueClass

EVIDENCE = Lexicon({"say": {"that-clause": (8, 9)}, "*": {"that-clause": (1, 2)}})


@pytest.mark.parametrize(
    ("lemma", "frame", "rate"),
    [
        ("say", "object", 0.0),
        ("blurble", "that-clause", 0.5),
        ("say", "that-clause", 9.5 / 12),
        ("—", "layout", 1.0),
    ],
    ids=["frame never seen", "lemma never seen", "seen", "a mark"],
)
def test_rate(lemma: str, frame: str, rate: float) -> None:
    """A rate is smoothed towards that of rare lemmas in the frame; marks of layout need none."""
    assert EVIDENCE.rate(lemma, frame) == pytest.approx(rate)


def test_evidence_adds_up() -> None:
    """No cue was an attribution more often than it was used, and each was used."""
    entries = [
        (lemma, frame, hits, uses)
        for lemma, frames in cue_lexicon.default().table.items()
        for frame, (hits, uses) in frames.items()
    ]

    assert len(entries) > 1000
    assert [entry for entry in entries if not 0 <= entry[2] <= entry[3] or not entry[3]] == []


def test_classes() -> None:
    """The classes are the domain's, no lemma has two, and each has some; layout needs no words."""
    classes = cue_lexicon.classes()
    lemmas = [lemma for listed in classes.values() for lemma in listed]

    assert set(classes) == set(typing.get_args(CueClass)) - {"layout"}
    assert min(map(len, classes.values())) > 10
    assert sorted(set(lemmas)) == sorted(lemmas)


@pytest.mark.parametrize(
    ("lemma", "frame", "expected"),
    [
        ("say", "that-clause", "speech"),
        ("believe", "that-clause", "thought"),
        ("call for", "oblique", "demand"),
        ("deny", "gerund", "denial"),
        ("criticize", "object", "stance"),
        ("tweet", "quotation", "writing"),
        (":", "colon", "layout"),
        ("say", "colon-quotation", "speech"),
        ("blurble", "colon-quotation", "layout"),
        ("blurble", "that-clause", "speech"),
        ("blurble", "object", "stance"),
    ],
)
def test_cue_class(lemma: str, frame: str, expected: str) -> None:
    """A cue has its lemma's class, also by a colon, else that of its first word or its frame."""
    assert cue_lexicon.cue_class(lemma, frame) == expected


@pytest.mark.parametrize(
    ("lemma", "frames"),
    [("show", {"that-clause"}), ("find", {"that-clause"}), ("add", {"that-clause", "quotation"})],
)
def test_ambiguous_verbs(lemma: str, frames: set[str]) -> None:
    """Verbs that mostly do not report carry more in the frames where they do."""
    rates = {frame: cue_lexicon.default().rate(lemma, frame) for frame in (*frames, "object")}

    assert min(rates[frame] for frame in frames) > rates["object"] + 0.2
