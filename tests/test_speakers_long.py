"""Long texts: the work per word does not grow with the length."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from extractor.domain import Document
from extractor.speakers import label
from tests.recorded import TREES, Case, params
from tests.test_speakers import said_by
from tests.test_whole import repeated

FEW, MANY = 20, 80


def calls(document: Document) -> int:
    """Return how many calls it takes to label every subject of a document."""
    subjects = [
        said_by(document, word.start, word.text)
        for sentence in document.sentences
        for word in sentence.words
        if word.deprel.startswith("nsubj")
    ]
    count = 0

    def seen(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        label(subjects, document)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(("_file", "case"), params(TREES / "speakers"))
def test_work_for_a_word(_file: str, case: Case) -> None:
    """Four times the text takes hardly more than four times the calls."""
    few, many = (calls(repeated(case.document, times)) for times in (FEW, MANY))

    assert many < 1.2 * MANY / FEW * few
