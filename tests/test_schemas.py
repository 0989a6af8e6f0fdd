"""The wire format of an extraction, and its units of offsets."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, get_args

import pytest
from hypothesis import given, strategies as st

from extractor import domain
from extractor.domain import (
    Anonymity,
    Channel,
    Cue,
    Extraction,
    Mention,
    Quotation,
    QuotedSpeaker,
    Segment,
    Span,
    Speaker,
    Step,
    Warning,
)
from schemas import Options, Software, dump, request, response, to_json
from schemas.offsets import UNITS, offsets

TEXT = "😀 “Ça va,” Zoë told us, “and well.”\nIt rained “again."
SOFTWARE = Software(version="1.2.3", model="fake-1")
WHOLE = Extraction(
    quotes=(
        Quotation(
            id="q1",
            type="direct",
            text="Ça va, and well.",
            segments=(Segment(3, 9, "Ça va,"), Segment(25, 34, "and well.")),
            speaker=QuotedSpeaker("s1", "Zoë", "person", Mention(11, 14, "Zoë")),
            cue=Cue(15, 19, "told", "tell", "speech"),
            addressee=Mention(20, 22, "us"),
            rule="cue-subject",
            confidence=0.96,
            explanation=(Step("nsubj", Span(15, 19), Span(11, 14)),),
            channel=Channel(15, 22, "told us", "other"),
            relayed_by=Mention(0, 1, "😀"),
        ),
        Quotation(
            id="q2",
            type="indirect",
            text="It rained",
            segments=(Segment(36, 45, "It rained"),),
            speaker=None,
            cue=None,
            addressee=None,
            rule="none",
            confidence=0.5,
        ),
    ),
    speakers=(
        Speaker(
            *("s1", "Zoë", "person", "Zoë", "skipper", (Mention(11, 14, "Zoë"),), ("q1",)),
            pronouns=("she",),
            descriptions=(Mention(0, 1, "😀"),),
            anonymity=Anonymity(15, 19, "told", Mention(20, 22, "us")),
        ),
    ),
    warnings=(Warning("unclosed-quotation-mark", 46, 47, "A mark is not closed."),),
)
WRITTEN: dict[str, Any] = {
    "id": "a-1",
    "quotes": [
        {
            "id": "q1",
            "type": "direct",
            "text": "Ça va, and well.",
            "segments": [
                {"start": 3, "end": 9, "text": "Ça va,"},
                {"start": 25, "end": 34, "text": "and well."},
            ],
            "speaker": {
                "id": "s1",
                "label": "Zoë",
                "kind": "person",
                "mention": {"start": 11, "end": 14, "text": "Zoë"},
            },
            "cue": {"start": 15, "end": 19, "text": "told", "lemma": "tell", "class": "speech"},
            "addressee": {"start": 20, "end": 22, "text": "us"},
            "channel": {"start": 15, "end": 22, "text": "told us", "kind": "other"},
            "relayed_by": {"start": 0, "end": 1, "text": "😀"},
            "rule": "cue-subject",
            "confidence": 0.96,
        },
        {
            "id": "q2",
            "type": "indirect",
            "text": "It rained",
            "segments": [{"start": 36, "end": 45, "text": "It rained"}],
            "speaker": None,
            "cue": None,
            "addressee": None,
            "channel": None,
            "relayed_by": None,
            "rule": "none",
            "confidence": 0.5,
        },
    ],
    "speakers": [
        {
            "id": "s1",
            "label": "Zoë",
            "kind": "person",
            "name": "Zoë",
            "role": "skipper",
            "pronouns": ["she"],
            "descriptions": [{"start": 0, "end": 1, "text": "😀"}],
            "anonymity": {
                **{"start": 15, "end": 19, "text": "told"},
                "reason": {"start": 20, "end": 22, "text": "us"},
            },
            "mentions": [{"start": 11, "end": 14, "text": "Zoë"}],
            "quotes": ["q1"],
        }
    ],
    "warnings": [
        {
            "code": "unclosed-quotation-mark",
            "start": 46,
            "end": 47,
            "message": "A mark is not closed.",
        }
    ],
    "offsets": "codepoint",
    "language": "en",
    "software": {"name": "quote-extractor", "version": "1.2.3", "model": "fake-1"},
}
EXPLANATION = {
    "relation": "nsubj",
    "source": {"start": 15, "end": 19, "text": "told"},
    "target": {"start": 11, "end": 14, "text": "Zoë"},
}
ENCODINGS = {"codepoint": "utf-32-le", "utf16": "utf-16-le", "utf8": "utf-8"}
BYTES_A_UNIT = {"codepoint": 4, "utf16": 2, "utf8": 1}
# Any text that JSON can spell, halves of surrogate pairs included.
TEXTS = st.text(st.characters(exclude_categories=())).map(lambda t: json.loads(json.dumps(t)))


def spans(value: Any) -> list[dict[str, Any]]:
    """Return everything in *value* that has both a place and a text."""
    if isinstance(value, list):
        return [span for each in value for span in spans(each)]
    if not isinstance(value, dict):
        return []
    here = [value] if {"start", "end", "text"} <= value.keys() else []
    return here + [span for each in value.values() for span in spans(each)]


def slice_in(text: str, unit: str, start: int, end: int) -> str:
    """Return what a caller who counts in *unit* finds from *start* to *end*."""
    size, encoding = BYTES_A_UNIT[unit], ENCODINGS[unit]
    raw = text.encode(encoding, "surrogatepass")[start * size : end * size]
    return raw.decode(encoding, "surrogatepass")


def test_whole_extraction() -> None:
    """Everything found is written under the contract's names, in the contract's order."""
    written = dump(WHOLE, TEXT, SOFTWARE, "a-1")

    assert written == WRITTEN
    assert json.dumps(written) == json.dumps(WRITTEN)


def test_explanation() -> None:
    """With explain a quotation has its dependency path."""
    written = dump(WHOLE, TEXT, SOFTWARE, "a-1", Options(explain=True))

    first, second = WRITTEN["quotes"]
    explained = [first | {"explanation": [EXPLANATION]}, second | {"explanation": []}]
    assert written == WRITTEN | {"quotes": explained}


def test_empty_extraction() -> None:
    """A text without quotations has empty lists, and no id where none was sent."""
    written = dump(Extraction((), ()), "", SOFTWARE)

    empty: dict[str, Any] = {"id": None, "quotes": [], "speakers": [], "warnings": []}
    assert written == WRITTEN | empty


@pytest.mark.parametrize("unit", UNITS)
def test_every_offset_is_in_the_unit_asked_for(unit: str) -> None:
    """Segments, mentions, cues, addressees, steps and warnings all count alike."""
    written = dump(WHOLE, TEXT, SOFTWARE, options=Options(offsets=unit, explain=True))
    plain = dump(WHOLE, TEXT, SOFTWARE, options=Options(explain=True))

    assert [span["text"] for span in spans(written)] == [span["text"] for span in spans(plain)]
    assert len(spans(written)) == 14
    for span in spans(written):
        assert slice_in(TEXT, unit, span["start"], span["end"]) == span["text"]
    (warning,) = written["warnings"]
    assert slice_in(TEXT, unit, warning["start"], warning["end"]) == "“"
    assert written["offsets"] == unit


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("codepoint", [0, 1, 2, 3, 4, 5]),
        ("utf16", [0, 1, 2, 3, 5, 6]),
        ("utf8", [0, 1, 3, 6, 10, 13]),
    ],
)
def test_offsets_of_each_width(unit: str, expected: list[int]) -> None:
    """A letter, é, a curly mark, an emoji and half a surrogate pair have their own widths."""
    assert list(offsets("aé“😀\ud83d", unit)) == expected


@given(text=TEXTS, data=st.data(), unit=st.sampled_from(UNITS))
def test_slices_are_verbatim(text: str, data: st.DataObject, unit: str) -> None:
    """``text[start:end] == segment.text`` in each unit, whatever the text holds."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    segment = Segment(start, end, text[start:end])
    quote = Quotation("q1", "direct", segment.text, (segment,), None, None, None, "r", 1.0)

    written = dump(Extraction((quote,), ()), text, SOFTWARE, options=Options(offsets=unit))

    (found,) = written["quotes"][0]["segments"]
    assert slice_in(text, unit, found["start"], found["end"]) == found["text"] == segment.text


@given(TEXTS)
def test_any_text_is_valid_json(text: str) -> None:
    """Every text that JSON can spell comes back from valid UTF-8, as one line."""
    raw = to_json({"text": text})

    assert json.loads(raw.decode("utf-8")) == {"text": text}
    assert raw.count(b"\n") == 1
    assert raw.endswith(b"\n")


def test_json_keeps_letters_readable() -> None:
    """Letters beyond ASCII are written as they are; half a surrogate pair as an escape."""
    assert to_json({"b": "Zoë “😀”", "a": "\ud83d"}) == '{"b":"Zoë “😀”","a":"\\ud83d"}\n'.encode()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (request.TYPES, domain.QuotationType),
        (request.CUE_CLASSES, domain.CueClass),
        (response.KINDS, domain.Kind),
    ],
)
def test_words_of_the_wire_are_those_of_the_domain(ours: tuple[str, ...], theirs: Any) -> None:
    """The wire knows the same types, classes and kinds as the extractor."""
    assert ours == get_args(theirs)


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        (domain.Extraction, response.AnswerSchema),
        (domain.Quotation, response.QuotationSchema),
        (domain.QuotedSpeaker, response.QuotedSpeakerSchema),
        (domain.Speaker, response.SpeakerSchema),
        (domain.Segment, response.SpanSchema),
        (domain.Mention, response.SpanSchema),
        (domain.Cue, response.CueSchema),
        (domain.Step, response.StepSchema),
        (domain.Warning, response.WarningSchema),
    ],
)
def test_nothing_found_is_left_out(value: Any, schema: Any) -> None:
    """Every attribute of every value that a caller gets has a field in its schema."""
    assert {each.name for each in fields(value)} - schema().fields.keys() == set()


@pytest.mark.parametrize(
    "schema",
    [
        value
        for name, value in {**vars(request), **vars(response)}.items()
        if name.endswith("Schema") and name != "Schema"
    ],
    ids=lambda schema: schema.__name__,
)
def test_every_field_is_described(schema: Any) -> None:
    """Each field tells the reader of the API's documentation what it is."""
    assert [
        name for name, each in schema().fields.items() if not each.metadata.get("description")
    ] == []
