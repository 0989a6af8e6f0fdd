"""The service answers: the main route, its options, and the small routes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from extractor import Extraction, __version__
from extractor.domain import (
    Cue,
    CueClass,
    Mention as At,
    Quotation,
    QuotationType,
    QuotedSpeaker,
    Segment as Piece,
    Speaker,
)
from extractor.rules import RULES
from service.settings import Settings

URL = "/v1/quotes"
TEXT = "“😀 Yes,” Ann said. Bo thinks it won. “No.”"
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}
SOFTWARE = {"name": "quote-extractor", "version": __version__, "model": "fake-1"}


def quotation(
    id: str,
    type: QuotationType,
    piece: Piece,
    cue: Cue | None,
    who: QuotedSpeaker | None,
    sure: float,
) -> Quotation:
    """Return a quotation of one segment."""
    return Quotation(id, type, piece.text, (piece,), who, cue, None, "rule", sure)


def cue(start: int, text: str, lemma: str, cue_class: CueClass) -> Cue:
    """Return a cue."""
    return Cue(start, start + len(text), text, lemma, cue_class)


ANN = QuotedSpeaker("s1", "Ann", "person", At(9, 12, "Ann"))
BO = QuotedSpeaker("s2", "Bo", "person", At(19, 21, "Bo"))
FOUND = Extraction(
    quotes=(
        quotation(
            "q1", "direct", Piece(1, 7, "😀 Yes,"), cue(13, "said", "say", "speech"), ANN, 0.9
        ),
        quotation(
            "q2",
            "indirect",
            Piece(29, 35, "it won"),
            cue(22, "thinks", "think", "thought"),
            BO,
            0.6,
        ),
        quotation("q3", "direct", Piece(38, 41, "No."), None, ANN, 0.3),
    ),
    speakers=(
        Speaker("s1", "Ann", "person", "Ann", None, (At(9, 12, "Ann"),), ("q1", "q3")),
        Speaker("s2", "Bo", "person", "Bo", None, (At(19, 21, "Bo"),), ("q2",)),
    ),
)


def post(client: FlaskClient, **body: Any) -> dict[str, Any]:
    """Post JSON, expect 200, return the answer."""
    response = client.post(URL, json=body)

    assert (response.status_code, response.mimetype) == (200, "application/json")
    answer: dict[str, Any] = response.get_json()
    return answer


def test_text_without_quotations(client: FlaskClient) -> None:
    """Nothing found is an ordinary answer."""
    assert post(client, text="It rained.") == {
        "id": None,
        "quotes": [],
        "speakers": [],
        "warnings": [],
        "offsets": "codepoint",
        "language": "en",
        "software": SOFTWARE,
    }


@pytest.mark.parametrize(
    "text", ["", " ", "\ufeffBOM\r\n\tNBSP\u00a0e\u0301 😀\0", "\ud83d half", "“" * 500]
)
def test_text_reaches_the_extractor_as_sent(client: FlaskClient, fake: Any, text: str) -> None:
    """No character is lost or changed on the way in, whatever it is."""
    post(client, text=text)

    assert fake.texts == [text]


@pytest.mark.parametrize("text", ["", "\ufeffBOM\r\n\tNBSP\u00a0e\u0301 😀\0"])
def test_plain_text_reaches_the_extractor_as_sent(
    client: FlaskClient, fake: Any, text: str
) -> None:
    """A body of plain text is the text, all of it."""
    response = client.post(URL, data=text.encode(), headers=PLAIN)

    assert (response.status_code, fake.texts) == (200, [text])


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "text/plain; charset=UTF-8",
        'text/plain; charset="utf-8"',
        "TEXT/PLAIN;charset=utf8",
    ],
)
def test_plain_text_is_utf8(client: FlaskClient, fake: Any, content_type: str) -> None:
    """UTF-8 may be said in any of the usual ways, or not at all."""
    response = client.post(URL, data="Zoë".encode(), headers={"Content-Type": content_type})

    assert (response.status_code, fake.texts) == (200, ["Zoë"])


def test_json_may_begin_with_a_byte_order_mark(client: FlaskClient, fake: Any) -> None:
    """The mark before the JSON is no part of the text."""
    body = b'\xef\xbb\xbf{"text": "\\ufeffa"}'
    response = client.post(URL, data=body, content_type="application/json; charset=utf-8")

    assert (response.status_code, fake.texts) == (200, ["\ufeffa"])


def test_whole_answer(client: FlaskClient, fake: Any) -> None:
    """Quotations in full, offsets in the unit asked for, the caller's id echoed."""
    fake.find = lambda text: FOUND

    answer = post(
        client, text=TEXT, id="a-1", types=["direct"], min_confidence=0.5, offsets="utf16"
    )

    ann = {"id": "s1", "label": "Ann", "kind": "person"}
    mention = {"start": 10, "end": 13, "text": "Ann"}
    assert answer == {
        "id": "a-1",
        "quotes": [
            {
                "id": "q1",
                "type": "direct",
                "text": "😀 Yes,",
                "segments": [{"start": 1, "end": 8, "text": "😀 Yes,"}],
                "speaker": ann | {"mention": mention},
                "cue": {"start": 14, "end": 18, "text": "said", "lemma": "say", "class": "speech"},
                "addressee": None,
                "channel": None,
                "relayed_by": None,
                "rule": "rule",
                "confidence": 0.9,
            }
        ],
        "speakers": [
            ann
            | {"name": "Ann", "role": None, "mentions": [mention], "quotes": ["q1"]}
            | {"pronouns": [], "descriptions": [], "anonymity": None}
        ],
        "warnings": [],
        "offsets": "utf16",
        "language": "en",
        "software": SOFTWARE,
    }


@pytest.mark.parametrize(
    ("options", "quotes", "speakers"),
    [
        ({"types": ["mixed"]}, [], {}),
        ({"cue_classes": ["evidence"]}, [], {}),
        ({"min_confidence": 1}, [], {}),
        ({}, ["q1", "q2", "q3"], {"s1": ["q1", "q3"], "s2": ["q2"]}),
        ({"types": ["direct"]}, ["q1", "q3"], {"s1": ["q1", "q3"]}),
        ({"types": ["indirect", "mixed"]}, ["q2"], {"s2": ["q2"]}),
        ({"min_confidence": 0.6}, ["q1", "q2"], {"s1": ["q1"], "s2": ["q2"]}),
        ({"cue_classes": ["thought"]}, ["q2"], {"s2": ["q2"]}),
        ({"cue_classes": ["speech", "thought"]}, ["q1", "q2"], {"s1": ["q1"], "s2": ["q2"]}),
        ({"types": ["direct"], "cue_classes": ["speech"]}, ["q1"], {"s1": ["q1"]}),
    ],
)
def test_filters(
    client: FlaskClient,
    fake: Any,
    options: dict[str, Any],
    quotes: list[str],
    speakers: dict[str, Any],
) -> None:
    """Only what was asked for is returned, with its speakers, under the same ids."""
    fake.find = lambda text: FOUND

    answer = post(client, text=TEXT, **options)

    assert [quote["id"] for quote in answer["quotes"]] == quotes
    assert {each["id"]: each["quotes"] for each in answer["speakers"]} == speakers


def test_explain(client: FlaskClient, fake: Any) -> None:
    """An explanation comes only when it was asked for."""
    fake.find = lambda text: FOUND

    plain, explained = post(client, text=TEXT), post(client, text=TEXT, explain=True)

    assert {"explanation" in quote for quote in plain["quotes"]} == {False}
    assert [quote["explanation"] for quote in explained["quotes"]] == [[], [], []]


def test_scope_reaches_the_extractor(client: FlaskClient, fake: Any) -> None:
    """The scope counts for the extractor, not as a filter of its answer; by default the narrow."""
    client.post(URL, json={"text": TEXT})
    client.post(URL, json={"text": TEXT, "scope": "attributions"})
    client.post(f"{URL}?scope=attributions", data=TEXT.encode(), headers=PLAIN)
    client.post(f"{URL}/batch", json={"documents": [{"text": TEXT}], "scope": "attributions"})

    assert fake.scopes[-4:] == ["quotations", "attributions", "attributions", "attributions"]


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("", {}),
        ("id=a%20b", {"id": "a b"}),
        ("types=direct,indirect", {"types": ["direct", "indirect"]}),
        ("types=direct&types=mixed", {"types": ["direct", "mixed"]}),
        ("types=direct,%20mixed", {"types": ["direct", "mixed"]}),
        ("cue_classes=speech", {"cue_classes": ["speech"]}),
        ("cue_classes=", {"cue_classes": None}),
        ("cue_classes=", {}),
        ("min_confidence=0.5", {"min_confidence": 0.5}),
        ("explain=true", {"explain": True}),
        ("explain=0", {"explain": False}),
        ("offsets=utf8&language=en", {"offsets": "utf8", "language": "en"}),
    ],
)
def test_query_parameters(
    client: FlaskClient, fake: Any, query: str, options: dict[str, Any]
) -> None:
    """With plain text the options are query parameters and mean the same as in JSON."""
    fake.find = lambda text: FOUND

    plain = client.post(f"{URL}?{query}", data=TEXT.encode(), headers=PLAIN)
    as_json = client.post(URL, json={"text": TEXT} | options)

    assert plain.status_code == as_json.status_code == 200
    assert plain.data == as_json.data


def test_same_text_same_bytes(client: FlaskClient, fake: Any) -> None:
    """The same request is answered byte for byte alike, by another instance too."""
    fake.find = lambda text: FOUND
    other = create_app(fake).test_client()

    answers = {each.post(URL, json={"text": TEXT}).data for each in (client, client, other)}

    assert len(answers) == 1


def test_half_a_surrogate_pair_comes_back(client: FlaskClient, fake: Any) -> None:
    """A text that has no UTF-8 is answered in UTF-8 all the same."""
    half = Piece(0, 2, "\ud83da")
    fake.find = lambda text: Extraction((quotation("q1", "direct", half, None, None, 1.0),), ())

    response = client.post(URL, data=b'{"text": "\\ud83da"}', content_type="application/json")

    assert json.loads(response.data.decode("utf-8"))["quotes"][0]["text"] == "\ud83da"


@pytest.mark.parametrize(
    "accept",
    [
        "",
        "*/*",
        "application/*",
        "application/json",
        "text/plain, application/json;q=0.1",
        "application/json;charset=utf-8",
        "text/html, application/json",
    ],
)
def test_accept(client: FlaskClient, accept: str) -> None:
    """Whoever takes JSON in some way gets it."""
    response = client.post(URL, json={"text": "a"}, headers={"Accept": accept})

    assert (response.status_code, response.mimetype) == (200, "application/json")


def test_health(client: FlaskClient) -> None:
    """The process reports that it is alive."""
    response = client.get("/healthz")

    assert (response.status_code, response.get_json()) == (200, {"status": "ok"})


def test_ready(client: FlaskClient) -> None:
    """With its extractor loaded the service says that it is ready."""
    response = client.get("/readyz")

    assert (response.status_code, response.get_json()) == (200, {"status": "ready"})


def test_limits(fake: Any) -> None:
    """The configured limits are returned, and those of a body leave room for any encoding."""
    client = create_app(fake, Settings(max_characters=10)).test_client()
    escaped = '{"text": "' + "\\ud83d\\ude00" * 10 + '"}'

    limits = client.get("/v1/limits").get_json()
    answer = client.post(URL, data=escaped, content_type="application/json")

    assert limits == {
        "max_characters": 10,
        "max_bytes": 65_656,
        "max_documents": 100,
        "max_batch_bytes": 262_624,
        "max_stream_bytes": 6_565_600,
    }
    assert (answer.status_code, fake.texts) == (200, ["😀" * 10])


def test_rules(client: FlaskClient) -> None:
    """Every rule is returned with a sentence, an example and its precision."""
    listed = client.get("/v1/rules").get_json()["rules"]

    assert [each["name"] for each in listed] == [*(rule.name for rule in RULES), "unattributed"]
    for rule in listed:
        assert list(rule) == ["name", "description", "example", "precision", "pairings"]
        assert rule["description"].endswith(".")
        assert (rule["precision"] is None) == (rule["pairings"] < 10)
        assert 0 <= (rule["precision"] or 0) <= 1


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/v1/limits", "/v1/rules", "/nowhere"])
def test_nothing_is_kept(client: FlaskClient, path: str) -> None:
    """No answer, refusals included, may be stored, and other sites' scripts may read none."""
    headers = client.get(path, headers={"Origin": "https://elsewhere.example"}).headers

    assert headers["Cache-Control"] == "no-store"
    assert [name for name in dict(headers) if name.startswith("Access-Control")] == []
