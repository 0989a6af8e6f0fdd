"""The other forms of an answer: HTML, CSV and JSON-LD, and which one a caller gets."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings, strategies as st

from extractor import (
    Anonymity,
    Channel,
    Cue,
    Extraction,
    Mention,
    Quotation,
    QuotedSpeaker,
    Segment,
    Speaker,
)
from schemas import Options, Software, dump
from schemas.forms import FORMS
from schemas.forms.markup import to_html

URL = "/v1/quotes"
TEXT = "“=1+1 & <b>,” Ann said, “😀.”\r\nShe says it won."
ANN = QuotedSpeaker("s1", "Ann", "person", Mention(14, 17, "Ann"))
FOUND = Extraction(
    quotes=(
        Quotation(
            "q1",
            "direct",
            "=1+1 & <b>, 😀.",
            (Segment(1, 12, "=1+1 & <b>,"), Segment(25, 27, "😀.")),
            ANN,
            Cue(18, 22, "said", "say", "speech"),
            None,
            "cue-subject",
            0.9,
        ),
        Quotation(
            "q2", "indirect", "it won", (Segment(39, 45, "it won"),), None, None, None, "x", 0.5
        ),
    ),
    speakers=(Speaker("s1", "Ann", "person", "Ann", None, (), ("q1",)),),
)
SOURCING = Extraction(
    quotes=(
        replace(
            FOUND.quotes[0],
            channel=Channel(9, 20, "on <b>Tick", "post"),
            relayed_by=Mention(21, 24, "per X"),
        ),
    ),
    speakers=(
        replace(
            FOUND.speakers[0],
            pronouns=("she", "they"),
            descriptions=(Mention(1, 5, "a vet"), Mention(6, 9, "who saw it")),
            anonymity=Anonymity(1, 5, "not her real name", Mention(7, 9, "for fear")),
        ),
    ),
)


def ask(client: FlaskClient, fake: Any, accept: str, **body: Any) -> Any:
    """Return the answer to TEXT in the form asked for."""
    fake.find = lambda text: FOUND
    response = client.post(URL, json={"text": TEXT} | body, headers={"Accept": accept})
    assert response.status_code == 200
    assert "Accept" in response.vary
    return response


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("text/*", "text/html"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV; header=present", "text/csv"),
        ("text/csv;q=0.5, text/html;q=0.4, application/json;q=0.1", "text/csv"),
        ("text/*, text/html;q=0.5", "text/csv"),
        ("application/ld+json", "application/ld+json"),
        ('application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"', "application/ld+json"),
        ("application/*", "application/json"),
        ("*/*, application/json;q=0", "text/html"),
        ("application/json;q=0.001, text/html;q=0", "application/json"),
    ],
)
def test_form(client: FlaskClient, fake: Any, accept: str, form: str) -> None:
    """The preferred format is returned; ties go to the first, JSON first of all."""
    assert ask(client, fake, accept).mimetype == form


def test_not_acceptable(client: FlaskClient) -> None:
    """A client that accepts none of the formats gets a list of them."""
    response = client.post(URL, json={"text": ""}, headers={"Accept": "image/png"})

    assert (response.status_code, response.get_json()["detail"]) == (
        406,
        "The answer is available as application/json, text/html, text/csv, application/ld+json.",
    )


def test_html(client: FlaskClient, fake: Any) -> None:
    """The article stands there as it is, escaped, a mark around each segment."""
    response = ask(client, fake, "text/html", offsets="utf8")

    article = re.search("<article>(.*)</article>", response.text, re.DOTALL)
    assert article is not None
    ann = '<mark class="direct" data-quote="q1" data-speaker="s1" title="Ann" data-label="q1 Ann">'
    assert article[1] == (
        f"“{ann}=1+1 &amp; &lt;b&gt;,</mark>” Ann said, “{ann}😀.</mark>”\r\nShe says "
        '<mark class="indirect" data-quote="q2" data-label="q2 no speaker">it won</mark>.'
    )
    assert '<li data-speaker="s1">Ann (q1)</li>' in response.text


def test_sourcing_in_each_form() -> None:
    """Channel, relay, pronouns, descriptions and anonymity stand in every form."""
    answer = dump(SOURCING, TEXT, Software("1", "m"))
    page, sheet, notes = (
        FORMS[form](answer, TEXT).decode()
        for form in ("text/html", "text/csv", "application/ld+json")
    )

    assert (
        '<mark class="direct" data-quote="q1" data-speaker="s1" data-channel="post" '
        'title="Ann, on &lt;b&gt;Tick, per X" data-label="q1 Ann">'
    ) in page
    assert (
        '<li data-speaker="s1">Ann (q1)<br><small>Pronouns: she, they</small><br>'
        "<small>Described as: a vet; who saw it</small><br>"
        "<small>Anonymity: not her real name (for fear)</small></li>"
    ) in page
    (row,) = csv.DictReader(io.StringIO(sheet, newline=""))
    assert list(row.values())[-7:] == [
        "on <b>Tick",
        "post",
        "per X",
        "she, they",
        "a vet; who saw it",
        "not her real name",
        "for fear",
    ]
    (note,) = json.loads(notes)["first"]["items"]
    assert [body["value"] for body in note["body"] if body["purpose"] == "describing"] == [
        "channel (post): on <b>Tick",
        "relayed by: per X",
        "pronouns: she, they",
        "described as: a vet",
        "described as: who saw it",
        "anonymity: not her real name",
        "reason of anonymity: for fear",
    ]


def test_html_can_do_nothing(client: FlaskClient, fake: Any) -> None:
    """The page has no script, and a policy under which none would run."""
    response = ask(client, fake, "text/html")

    assert "script" not in response.text
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert "unsafe" not in response.headers["Content-Security-Policy"]


class Reader(HTMLParser):
    """Reads the article back: its words, and which quotations each of them is marked with."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inside, self.open, self.words = False, list[str](), list[tuple[str, set[str]]]()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        """Remember which marks are open."""
        self.inside |= tag == "article"
        if tag == "mark":
            self.open.append(dict(attrs)["data-quote"])

    def handle_endtag(self, tag: str) -> None:
        """Forget a mark."""
        self.inside &= tag != "article"
        if tag == "mark":
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Keep each character with what is open around it."""
        if self.inside:
            self.words += [(character, set(self.open)) for character in data]


@settings(max_examples=100, deadline=None)
@given(st.text('a<&"😀', max_size=12), st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12))))
def test_html_marks_what_is_quoted(text: str, spans: list[tuple[int, int]]) -> None:
    """Whatever lies over or across what, each character has exactly the marks it should have."""
    cut = [sorted((min(a, len(text)), min(b, len(text)))) for a, b in spans]
    quotes = [
        {
            "id": str(n),
            "type": "direct",
            "segments": [{"start": start, "end": end}],
            "speaker": None,
        }
        for n, (start, end) in enumerate(cut)
    ]
    reader = Reader()
    reader.feed(to_html({"quotes": quotes, "speakers": []}, text).decode())

    assert reader.words == [
        (character, {str(n) for n, (start, end) in enumerate(cut) if start <= at < end})
        for at, character in enumerate(text)
    ]


def test_csv(client: FlaskClient, fake: Any) -> None:
    """A row a quotation, its lines ended as RFC 4180 wants, no cell a formula."""
    response = ask(client, fake, "text/csv", id="a", offsets="utf16")

    first, second = csv.DictReader(io.StringIO(response.text, newline=""), strict=True)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response.text.count("\r\n") == 3
    assert first == {
        "document": "a",
        "quote_id": "q1",
        "offsets": "utf16",
        "type": "direct",
        "text": "'=1+1 & <b>, … 😀.",
        "segments": "1-12 25-28",
        "speaker_id": "s1",
        "speaker": "Ann",
        "kind": "person",
        "mention": "Ann",
        "mention_start": "14",
        "mention_end": "17",
        "cue": "said",
        "lemma": "say",
        "class": "speech",
        "addressee": "",
        "rule": "cue-subject",
        "confidence": "0.9",
        "channel": "",
        "channel_kind": "",
        "relayed_by": "",
        "pronouns": "",
        "descriptions": "",
        "anonymity": "",
        "anonymity_reason": "",
    }
    assert {name for name, cell in second.items() if cell} == set(
        "document quote_id type text segments offsets rule confidence".split()
    )


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "＝1", "\n-1"])
def test_csv_has_no_formula(text: str) -> None:
    """No cell of the caller's begins with what a spreadsheet would run."""
    body = FORMS["text/csv"](answer_to(text, id=text), text).decode()
    _, row = csv.reader(io.StringIO(body, newline=""))

    assert (row[0], row[3]) == (f"'{text}", f"'{text}")


def answer_to(text: str, id: str | None = None) -> dict[str, Any]:
    """Return an answer with the whole text as a quotation."""
    whole = (Segment(0, len(text), text),)
    quote = Quotation("q1", "direct", text, whole, None, None, None, "x", 0.5)
    return dump(Extraction((quote,), ()), text, Software("1", "m"), id, Options())


def test_annotations(client: FlaskClient, fake: Any) -> None:
    """An annotation a quotation, each segment selected by position in code points and by words."""
    response = ask(client, fake, "application/ld+json", offsets="utf8")

    collection = json.loads(response.data)
    first, second = collection["first"]["items"]
    assert "profile" in response.mimetype_params
    assert (collection["type"], collection["total"]) == ("AnnotationCollection", 2)
    assert [target["selector"] for target in first["target"]] == [
        [
            {"type": "TextPositionSelector", "start": 1, "end": 12},
            {
                "type": "TextQuoteSelector",
                "exact": "=1+1 & <b>,",
                "prefix": "“",
                "suffix": TEXT[12:44],
            },
        ],
        [
            {"type": "TextPositionSelector", "start": 25, "end": 27},
            {
                "type": "TextQuoteSelector",
                "exact": "😀.",
                "prefix": TEXT[:25],
                "suffix": TEXT[27:],
            },
        ],
    ]
    assert [body["value"] for body in first["body"]] == ["direct", "Ann"]
    assert [body["value"] for body in second["body"]] == ["indirect"]
    assert len({first["id"], second["id"], collection["id"], collection["first"]["id"]}) == 4


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", ["\ud83d", "\0", "\u202e‏مرحبا", "]]>", 'a\r\n"b"', "\u2028"])
def test_any_text(form: str, text: str) -> None:
    """Every form holds any text, and always the same bytes."""
    answer = answer_to(text)

    assert FORMS[form](answer, text).decode("utf-8")
    assert FORMS[form](answer, text) == FORMS[form](answer_to(text), text)


def test_html_holds_what_it_can() -> None:
    """NUL and halves of surrogate pairs are replaced one for one."""
    assert "a\ufffdb\ufffd" in unescape(to_html(answer_to("a\0b\udc00"), "a\0b\udc00").decode())
