"""The evaluation data of our own: every span is where the file says it is."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from evaluation import validate

ITEM: dict[str, Any] = {
    "id": "x",
    "about": ["channel"],
    "text": "“We stay,” Mayor Ana Ruiz said in a statement. She left.",
    "quotes": [
        {
            "text": "We stay,",
            "segments": [[1, 9]],
            "speaker": "Ana Ruiz",
            "channel": {"text": "in a statement", "start": 31, "end": 45, "kind": "statement"},
            "relayed_by": None,
        }
    ],
    "speakers": [
        {
            "label": "Ana Ruiz",
            "pronouns": ["she"],
            "descriptions": [{"text": "Mayor", "start": 11, "end": 16}],
            "anonymity": None,
        }
    ],
}


def test_the_data_have_no_fault() -> None:
    """Every file is in its documented form."""
    assert validate.faults() == []


def test_a_sound_item_has_no_fault() -> None:
    """The item that the cases below damage is in order."""
    assert list(validate.sourcing_faults(ITEM)) == []


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        ("quotes", "text", "We stayed,"),
        ("quotes", "segments", [[1, 8]]),
        ("quotes", "segments", [[9, 1]]),
        ("quotes", "speaker", "Ana"),
        ("quotes", "channel", {"text": "in a letter", "start": 31, "end": 45, "kind": "letter"}),
        ("quotes", "channel", {"text": "in a statement", "start": 31, "end": 45, "kind": "fax"}),
        ("quotes", "relayed_by", {"text": "according to", "start": 0, "end": 3}),
        ("speakers", "pronouns", ["her"]),
        ("speakers", "descriptions", [{"text": "Mayor", "start": 12, "end": 16}]),
        ("speakers", "anonymity", {"text": "She", "start": 0, "end": 3, "reason": None}),
    ],
)
def test_a_fault_is_reported(record: str, field: str, value: Any) -> None:
    """A damaged item is found out."""
    item = copy.deepcopy(ITEM)
    item[record][0][field] = value

    assert list(validate.sourcing_faults(item)) != []


SENTENCE: dict[str, Any] = {
    "text": "The dam, Ruiz said, will hold.",
    "expect": [{"type": "indirect", "text": "The dam will hold", "label": "Ruiz"}],
}
ARTICLE: dict[str, Any] = {
    "text": "“We stay,” said Ruiz.",
    "passages": [{"segments": [[1, 9]]}],
    "indirect": [],
    "optional": [],
}


def test_sound_sentences_and_articles_have_no_fault() -> None:
    """A content in two pieces is found in its sentence."""
    assert list(validate.sentence_faults(SENTENCE)) == []
    assert list(validate.article_faults(ARTICLE)) == []


@pytest.mark.parametrize(
    ("fault", "damaged"),
    [
        ("absent", SENTENCE | {"absent": True}),
        ("absent", SENTENCE | {"expect": []}),
        ("content", SENTENCE | {"text": "Ruiz said it will hold."}),
        ("segments", ARTICLE | {"passages": [{"segments": [[1, 90]]}]}),
        ("within a word", ARTICLE | {"passages": [{"segments": [[1, 7]]}]}),
        ("share", ARTICLE | {"indirect": [{"segments": [[1, 9]]}]}),
    ],
)
def test_a_fault_of_a_sentence_or_article_is_reported(fault: str, damaged: dict[str, Any]) -> None:
    """The message says what is wrong."""
    check = validate.sentence_faults if "expect" in damaged else validate.article_faults

    assert [fault in message for message in check(damaged)] == [True]
