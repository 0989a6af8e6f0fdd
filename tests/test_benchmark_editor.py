"""The benchmark by an editor's standard: what counts as found, right and whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from benchmarks.editor import count, digest, measure
from extractor import Extraction, Mention, Quotation, QuotedSpeaker, Segment

TEXT = '"We stay," said the Ana Ruiz. She said that rents rose. It cost a lot.'


def gold(**changes: Any) -> dict[str, Any]:
    """Return a document of the gold with one passage and one report."""
    document: dict[str, Any] = {
        "doc": "d",
        "text": TEXT,
        "passages": [{"segments": [[1, 9]], "label": "Ana Ruiz", "accept": ["Ruiz"]}],
        "indirect": [{"segments": [[44, 54]], "label": "Ana Ruiz", "accept": []}],
        "optional": [[[56, 69]]],
    }
    return document | changes


def quotation(
    kind: Any, spans: Sequence[tuple[int, int]], label: str | None, confidence: float = 0.95
) -> Quotation:
    """Return a quotation as the extractor gives it."""
    segments = tuple(Segment(start, end, TEXT[start:end]) for start, end in spans)
    mention = Mention(16, 28, TEXT[16:28])
    speaker = None if label is None else QuotedSpeaker("s1", label, "person", mention)
    text = " ".join(segment.text for segment in segments)
    return Quotation("q", kind, text, segments, speaker, None, None, "rule", confidence)


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        pytest.param([], {"passages": 1, "reports": 1}, id="nothing returned"),
        pytest.param(
            [quotation("direct", [(1, 9)], "the Ruiz"), quotation("indirect", [(44, 54)], "She")],
            {
                **{"passages": 1, "found": 1, "label": 1, "sure": 1, "sure label": 1},
                **{"reports": 1, "report found": 1, "report exact": 1},
                **{"marked": 1, "marked true": 1, "indirect": 1, "indirect true": 1},
                **{"whole": 2, "whole right": 1},
            },
            id="an accepted label is right, a pronoun is not",
        ),
        pytest.param(
            [quotation("indirect", [(39, 54)], "Ana Ruiz", 0.5)],
            {
                **{"passages": 1, "reports": 1, "report found": 1, "report label": 1},
                **{"indirect": 1, "indirect true": 1},
            },
            id="found, but not exact and not sure",
        ),
        pytest.param(
            [quotation("indirect", [(56, 69)], None)],
            {"passages": 1, "reports": 1},
            id="what is optional counts neither way",
        ),
        pytest.param(
            [quotation("direct", [(16, 28)], None)],
            {"passages": 1, "reports": 1, "marked": 1, "whole": 1},
            id="marks that quote nobody",
        ),
    ],
)
def test_counts(quotes: list[Quotation], expected: dict[str, int]) -> None:
    """Each passage, report and returned quotation is counted by what is right of it."""
    assert count(gold(), Extraction(tuple(quotes), ())) == Counter(expected)


def test_figures_are_shares() -> None:
    """A figure says how much is right, of how many."""
    right = quotation("direct", [(1, 9)], "Ana Ruiz")
    run = measure(lambda text: Extraction((right,), ()), [gold(), gold()])

    assert run["passages in marks found"] == {"per cent": 100.0, "of": 2}
    assert run["indirect reports found"] == {"per cent": 0.0, "of": 2}
    assert run["indirect quotations returned that are reports"] == {"per cent": 0.0, "of": 0}


def test_digests_stand_for_labels() -> None:
    """Gold that may hold no words of an article has digests, none where nobody speaks."""
    passage = {"segments": [[1, 9]], "digests": [digest("The Ana  Ruiz"), digest("Ruiz")]}
    report = {"segments": [[44, 54]], "digests": []}
    document = {**gold(), "passages": [passage], "indirect": [report]}
    right = [quotation("direct", [(1, 9)], "Ana Ruiz"), quotation("indirect", [(44, 54)], None)]
    wrong = [quotation("direct", [(1, 9)], "Ruizes"), quotation("indirect", [(44, 54)], "Ana Ruiz")]
    found = [count(document, Extraction(tuple(quotes), (), ())) for quotes in (right, wrong)]
    assert [(each["label"], each["report label"]) for each in found] == [(1, 1), (0, 0)]
