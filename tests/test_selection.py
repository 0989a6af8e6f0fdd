"""Selection of candidates, with weights of the test's own."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from extractor import marks, selection
from extractor.cue_lexicon import Lexicon
from extractor.domain import (
    Attribution,
    Candidate,
    CueWords,
    Document,
    NounPhrase,
    Span,
)
from extractor.selection.attributions import Scorer, is_quotation

WEIGHTS = {f"p={p}": math.log(p / (100 - p)) for p in (10, 20, 30, 40, 60, 70, 80, 90, 95)}
SCORER = Scorer(Lexicon({}), WEIGHTS, {})


def document(text: str) -> Document:
    """Return a document without sentences, its passages and paragraphs found."""
    marking = marks.find(text)
    return Document(text, marking.paragraphs, marking.passages, ())


def span(text: str, words: str) -> Span:
    """Return the range of *words* in *text*."""
    start = text.index(words)
    return Span(start, start + len(words))


def candidate(
    where: Document, percent: int, cue: str, *segments: str, who: str = "", rule: str = "test"
) -> Candidate:
    """Return an indirect or, where its segment is in marks, a direct candidate."""
    spans = tuple(span(where.text, words) for words in segments)
    passages = tuple(
        k
        for k, p in enumerate(where.passages)
        if any(s.overlaps(i) for i in p.inner for s in spans)
    )
    return Candidate(
        rule=rule,
        type="direct" if passages else "indirect",
        segments=spans,
        cue=CueWords(span(where.text, cue), cue) if cue else None,
        mention=NounPhrase(span(where.text, who), 0, 0) if who else None,
        passages=passages,
        continues=not cue,
        features=(f"p={percent}",),
    )


def chosen(where: Document, *candidates: Candidate) -> list[tuple[str, str | None, list[str]]]:
    """Return type, cue and segments of what is chosen."""
    return [
        shown(found, where.text) for found in selection.choose(candidates, where, scorer=SCORER)
    ]


def shown(found: Attribution, text: str) -> tuple[str, str | None, list[str]]:
    """Return type, cue and segments of an attribution as words."""
    cue = found.cue and found.cue.span.of(text)
    return found.type, cue, [segment.of(text) for segment in found.segments]


TOLD = document("The mayor said the union claims the plant will close.")
MARKED = document('"It is late for all of us," said the mayor, who nodded.')
SPLIT = document('"It is late," said the mayor, "for all of us."')
GOING = document('"It is late," said the mayor. "We have to go home now."')
FAR = document('"It is late," said Ann.\n\nIt rained.\n\n"We have to go home now."')


def test_nothing() -> None:
    """Where there is nothing to choose nothing is chosen."""
    assert chosen(TOLD) == []


def test_unlikely() -> None:
    """A report that is unlikely is dropped."""
    assert chosen(TOLD, candidate(TOLD, 30, "said", "the plant will close")) == []


def test_likely() -> None:
    """A report that is likely enough stays."""
    found = chosen(TOLD, candidate(TOLD, 40, "said", "the plant will close"))

    assert found == [("indirect", "said", ["the plant will close"])]


def test_one_content_for_a_cue() -> None:
    """Of two contents of one cue the likelier stays."""
    found = chosen(
        TOLD,
        candidate(TOLD, 60, "claims", "the plant"),
        candidate(TOLD, 70, "claims", "the plant will close"),
    )

    assert found == [("indirect", "claims", ["the plant will close"])]


def test_outer_first() -> None:
    """A report inside a report is part of it, even where it is the likelier."""
    found = chosen(
        TOLD,
        candidate(TOLD, 60, "said", "the union claims the plant will close"),
        candidate(TOLD, 90, "claims", "the plant will close"),
    )

    assert found == [("indirect", "said", ["the union claims the plant will close"])]


def test_out_of_scope_hides_nothing() -> None:
    """What reports no speech gives way to a report inside it, except for the wide scope."""
    outer = replace(
        candidate(TOLD, 90, "said", "the union claims the plant will close"), reports_speech=False
    )
    inner = candidate(TOLD, 60, "claims", "the plant will close")
    narrow = selection.choose([outer, inner], TOLD, scorer=SCORER)
    wide = selection.choose([outer, inner], TOLD, "attributions", SCORER)

    assert [shown(each, TOLD.text) for each in narrow] == [
        ("indirect", "claims", ["the plant will close"])
    ]
    assert [shown(each, TOLD.text) for each in wide] == [
        ("indirect", "said", ["the union claims the plant will close"])
    ]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [('"It is late for us," said Ann.', 0.95), ('"It is late for us," said Ann. "And we', 0.95)],
)
def test_closed(text: str, confidence: float) -> None:
    """Words between two marks are as sure as their cue."""
    where = document(text)
    first, *_ = selection.choose(
        [candidate(where, 95, "said", "It is late for us,")], where, scorer=SCORER
    )

    assert first.confidence == confidence


def test_unclosed() -> None:
    """Words whose closing mark is missing are less sure, since their end is inferred."""
    where = document('"It is late for us, said Ann.')
    (found,) = selection.choose(
        [candidate(where, 95, "said", "It is late for us,")], where, scorer=SCORER
    )

    assert (found.segments[0].of(where.text), found.confidence) == ("It is late for us,", 0.6)


def test_one_cue_for_a_passage() -> None:
    """Of two cues beside a passage the likelier speaks it."""
    found = chosen(
        MARKED,
        candidate(MARKED, 80, "said", "It is late for all of us,"),
        candidate(MARKED, 70, "nodded", "It is late for all of us,"),
    )

    assert found == [("direct", "said", ["It is late for all of us,"])]


def test_one_cue_for_two_passages() -> None:
    """The pairing that gives the same cue more passages stays, though it is less likely."""
    where = document("""She told us to "go home" and "think again." He nodded.""")
    found = chosen(
        where,
        candidate(where, 80, "told", "think again.", who="She"),
        candidate(where, 60, "told", "go home", "think again.", who="She"),
        candidate(where, 40, "nodded", "go home", "think again.", who="He"),
    )

    assert found == [("direct", "told", ["go home", "think again."])]


def test_a_transcript_is_nobody_else_s() -> None:
    """Turns of a transcript go to who speaks them, not to what introduces all of it."""
    where = document("""It follows: "LUND: We never met. OKAFOR: We did." """)
    turns = [
        replace(candidate(where, 10, name, words), frame="transcript")
        for name, words in (("LUND", "We never met."), ("OKAFOR", "We did."))
    ]
    whole = candidate(where, 95, "follows", "LUND: We never met. OKAFOR: We did.")

    assert chosen(where, whole, *turns) == [
        ("direct", "LUND", ["We never met."]),
        ("direct", "OKAFOR", ["We did."]),
    ]


@pytest.mark.parametrize(
    ("percent", "cue"), [(10, None), (20, "nodded")], ids=["too unlikely", "better than none"]
)
def test_lone_passage(percent: int, cue: str | None) -> None:
    """A passage is quoted anyway, by the cue beside it where that is not too unlikely."""
    found = chosen(MARKED, candidate(MARKED, percent, "nodded", "It is late for all of us,"))

    assert found == [("direct", cue, ["It is late for all of us,"])]


def test_split() -> None:
    """Pieces in marks that share a cue are one quotation."""
    found = chosen(
        SPLIT,
        candidate(SPLIT, 70, "said", "for all of us."),
        candidate(SPLIT, 80, "said", "It is late,"),
    )

    assert found == [("direct", "said", ["It is late,", "for all of us."])]


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (
            40,
            [("direct", "said", ["It is late,"]), ("direct", None, ["We have to go home now."])],
        ),
        (60, [("direct", "said", ["It is late,", "We have to go home now."])]),
    ],
    ids=["unlikely", "likely"],
)
def test_continuation(percent: int, expected: list[tuple[str, str | None, list[str]]]) -> None:
    """A passage continues with the quotation before it where that is more likely than not."""
    found = chosen(
        GOING,
        candidate(GOING, 80, "said", "It is late,", who="the mayor"),
        candidate(GOING, percent, "", "We have to go home now."),
    )

    assert found == expected


def test_continuation_too_far() -> None:
    """Nothing continues over a paragraph between."""
    found = chosen(
        FAR,
        candidate(FAR, 80, "said", "It is late,", who="Ann"),
        candidate(FAR, 90, "", "We have to go home now."),
    )

    assert found == [
        ("direct", "said", ["It is late,"]),
        ("direct", None, ["We have to go home now."]),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"experts"', False),
        ('"Always Ready"', False),
        ('"One Hundred Years of Solitude"', False),
        ('"A Song for the Sea"', False),
        ('"THE END IS NEAR NOW"', False),
        ('"1, 2, 3, 4, 5"', False),
        ('"the end of it all"', False),
        ('"We want our river back."', True),
        ('"Don\'t go near that old house"', True),
    ],
)
def test_is_quotation(text: str, expected: bool) -> None:
    """Scare quotes, titles and the like are distinguished from quotations."""
    (passage,) = document(text).passages

    assert is_quotation(document(text), passage) is expected
