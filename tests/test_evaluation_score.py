"""The score of the sourcing fields, on answers that are known to be right or wrong."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from evaluation.sourcing_score import Tally, score
from evaluation.validate import HERE, read

TEXT = "“We stay,” Ana Ruiz, the mayor, said in a statement. She asked not to be named for fear."


def span(words: str) -> dict[str, Any]:
    """Return a span of the text as the wire has it."""
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


ITEM: dict[str, Any] = {
    "id": "x",
    "text": TEXT,
    "quotes": [
        {
            "text": "We stay,",
            "segments": [[1, 9]],
            "speaker": "Ana Ruiz",
            "channel": span("in a statement") | {"kind": "statement"},
            "relayed_by": None,
        }
    ],
    "speakers": [
        {
            "label": "Ana Ruiz",
            "pronouns": ["she"],
            "descriptions": [span("the mayor")],
            "anonymity": span("asked not to be named") | {"reason": span("for fear")},
        }
    ],
}


def answer_of(item: dict[str, Any]) -> dict[str, Any]:
    """Return the answer of a service that agrees with the gold."""
    ids = {speaker["label"]: f"s{n}" for n, speaker in enumerate(item["speakers"])}
    return copy.deepcopy(
        {
            "quotes": [
                quote
                | {
                    "segments": [{"start": a, "end": b} for a, b in quote["segments"]],
                    "speaker": quote["speaker"] and {"id": ids[quote["speaker"]]},
                }
                for quote in item["quotes"]
            ],
            "speakers": [speaker | {"id": ids[speaker["label"]]} for speaker in item["speakers"]],
        }
    )


def counts(item: dict[str, Any], answer: dict[str, Any], field: str) -> tuple[int, int, int, int]:
    """Return how many values are right, given, wanted and exact."""
    tally = Tally()
    score(item, answer, tally)
    count = tally.counts[field]
    return count["right"], count["given"], count["wanted"], count["exact"]


def test_the_gold_scores_full_marks() -> None:
    """Every field of every item, against itself."""
    tally = Tally()
    for split in ("development", "held_out"):
        for item in read(HERE / "sourcing" / f"{split}.jsonl"):
            score(item, answer_of(item), tally)

    assert tally.faults == []
    assert {
        field: len(set(count.values())) for field, count in tally.counts.items()
    } == dict.fromkeys(
        ("channel", "relayed_by", "pronouns", "descriptions", "anonymity", "reason"), 1
    )


def test_an_answer_without_the_fields_finds_nothing() -> None:
    """A service that does not know the fields is scored as one that leaves them empty."""
    answer = answer_of(ITEM)
    for record in answer["quotes"] + answer["speakers"]:
        for field in ("channel", "relayed_by", "pronouns", "descriptions", "anonymity"):
            record.pop(field, None)

    assert counts(ITEM, answer, "channel") == (0, 0, 1, 0)
    assert counts(ITEM, answer, "pronouns") == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("record", "field", "value", "expected"),
    [
        ("quotes", "channel", span("statement") | {"kind": "statement"}, (1, 1, 1, 0)),
        ("quotes", "channel", span("in a statement") | {"kind": "letter"}, (0, 1, 1, 0)),
        ("quotes", "channel", span("said") | {"kind": "statement"}, (0, 1, 1, 0)),
        ("quotes", "relayed_by", span("said"), (0, 1, 0, 0)),
        ("speakers", "descriptions", [span("mayor")], (1, 1, 1, 1)),
        ("speakers", "descriptions", [span("mayor"), span("named")], (1, 2, 1, 1)),
        ("speakers", "pronouns", ["they"], (0, 1, 1, 0)),
        ("speakers", "anonymity", None, (0, 0, 1, 0)),
    ],
)
def test_a_value_counts_once(
    record: str, field: str, value: Any, expected: tuple[int, int, int, int]
) -> None:
    """Right, given, wanted and exact, of a field that the service changed."""
    answer = answer_of(ITEM)
    answer[record][0][field] = value

    assert counts(ITEM, answer, field) == expected


def test_speakers_are_matched_by_what_they_said() -> None:
    """Another label costs no field; another quotation costs all of them."""
    answer = answer_of(ITEM)
    answer["speakers"][0]["label"] = "Ruiz"
    assert counts(ITEM, answer, "pronouns") == (1, 1, 1, 1)

    answer["quotes"][0]["segments"] = [{"start": 40, "end": 50}]
    assert counts(ITEM, answer, "pronouns") == (0, 1, 1, 0)
    assert counts(ITEM, answer, "channel") == (0, 1, 1, 0)
