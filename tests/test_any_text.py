"""Any text through the service: answered, verbatim, deterministic, and to the right caller."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import example, given, settings, strategies as st

from app import create_app
from extractor import Extractor
from schemas.forms import FORMS
from tests.fake_extractor import StandIn
from tests.serving import ROOT

URL: Final = "/v1/quotes"
SAMPLE: Final = (Path(__file__).parent / "articles" / "sample.txt").read_text(encoding="utf-8")
ENCODINGS: Final = {"codepoint": "utf-32-le", "utf16": "utf-16-le", "utf8": "utf-8"}
UNIT: Final = {"codepoint": 4, "utf16": 2, "utf8": 1}

ANY: Final = st.text(st.characters(exclude_categories=()), max_size=60)
WORDS: Final = r"""She said that the of mayor Okafor told reporters asked according to it will fall
    “ ” " ' ‘ ’ « » , . ? : ; — ( ) [ ] 3.5 £ 😀 مرحبا '' `` don't o'clock rock'n'roll http://a.b/c
    @x #y""".split()
ODD: Final = tuple(
    "\n \r\n \n\n \t \0 \x85 \x1b \xa0 \u202e \u2028 \ufeff \ud83d e\u0301".split(" ")
)
LIKE_NEWS: Final = st.lists(st.sampled_from((*WORDS, *ODD)), max_size=40).map(" ".join)


def posted(client: FlaskClient, text: str, **more: Any) -> Any:
    """Post a text, lone surrogates as JSON escapes; return the response, which is 200."""
    body = json.dumps({"text": text} | more)
    response = client.post(URL, data=body, content_type="application/json")
    assert response.status_code == 200, response.text
    return response


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every piece of the text that an answer points at."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from spans(each)


def is_verbatim(text: str, answer: Any, unit: str) -> bool:
    """Return whether each piece stands where the answer says, in this unit."""
    raw = text.encode(ENCODINGS[unit], "surrogatepass")
    return all(
        raw[span["start"] * UNIT[unit] : span["end"] * UNIT[unit]]
        == span["text"].encode(ENCODINGS[unit], "surrogatepass")
        for span in spans(answer)
    )


@settings(max_examples=300, deadline=None)
@given(ANY, st.sampled_from(sorted(UNIT)))
@example("\ud83d \udc00\ud83d a\0b", "utf16")
def test_any_text_is_verbatim(text: str, unit: str) -> None:
    """Whatever the text holds, what comes back stands where the answer says, in every unit."""
    client = create_app(StandIn()).test_client()
    answer = posted(client, text, offsets=unit, explain=True).get_json()

    assert bool(answer["quotes"]) == bool(text.strip())
    assert is_verbatim(text, answer, unit)


@settings(max_examples=100, deadline=None)
@given(ANY, st.sampled_from(sorted(FORMS)))
def test_any_text_in_any_form(text: str, form: str) -> None:
    """Every form is UTF-8, whatever the text holds."""
    client = create_app(StandIn()).test_client()
    response = client.post(URL, json={"text": text}, headers={"Accept": form})

    assert (response.status_code, response.mimetype) == (200, form)
    assert response.data.decode("utf-8")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes(body: bytes) -> None:
    """Any body is answered or refused, never failed on."""
    client = create_app(StandIn()).test_client()
    for path in (URL, f"{URL}/batch"):
        for kind in ("application/json", "application/x-ndjson", "text/plain"):
            status = client.post(path, data=body, content_type=kind).status_code
            assert status in (200, 400, 415, 422)


def crowd(app: Flask, texts: Sequence[str]) -> list[bytes]:
    """Post all texts at once, each from a thread of its own, and return the answers."""
    answers: dict[int, bytes] = {}

    def ask(n: int) -> None:
        answers[n] = posted(app.test_client(), texts[n]).data

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(len(texts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return [answers[n] for n in range(len(texts))]


def test_nobody_sees_the_text_of_another() -> None:
    """Callers who ask at once get the answers to their own texts."""
    app = create_app(StandIn())
    for turn in range(40):
        texts = [f"caller{n} turn{turn} said so" * (n + 1) for n in range(9)]
        alone = [posted(app.test_client(), text).data for text in texts]
        assert crowd(app, texts) == alone


@pytest.fixture(scope="module")
def real(extractor: Extractor) -> Flask:
    """Return the service with the real models."""
    return create_app(extractor)


@pytest.mark.model
@settings(max_examples=60, deadline=None, derandomize=True)
@given(text=LIKE_NEWS | ANY)
def test_any_text_with_the_models(real: Flask, text: str) -> None:
    """Through all stages, whatever the text holds: answered, verbatim, twice alike."""
    response = posted(real.test_client(), text, offsets="utf16", explain=True)

    assert is_verbatim(text, response.get_json(), "utf16")
    assert posted(real.test_client(), text, offsets="utf16", explain=True).data == response.data


HARD: Final = {
    "marks": "“" * 1500,
    "straight marks": "\"'" * 750,
    "marks and words": "“a” " * 400,
    "nested": "“‘" * 500 + "a" + "’”" * 500,
    "unclosed": "“It rained.\n" * 300,
    "one sentence": "it rained and " * 250,
    "one word": "a" * 5000,
    "no spaces": "“a”,said-b." * 100,
    "right to left": "قال “مرحبا” ثم " * 100,
    "combining": "e" + "\u0301" * 3000,
    "controls": "".join(map(chr, range(32))) * 100,
    "emoji": "👩\u200d👩\u200d👧 said “😀”. " * 100,
    "line breaks": "\r\n\r\n\t\u2028" * 800,
}


@pytest.mark.model
@pytest.mark.parametrize("kind", HARD)
def test_hard_text(real: Flask, kind: str) -> None:
    """Junk of the worst kinds is answered like anything else."""
    text = HARD[kind]

    assert is_verbatim(text, posted(real.test_client(), text).get_json(), "codepoint")


ELSEWHERE: Final = """
import sys, time
from app import create_app
app = create_app()
client = app.test_client()
while client.get("/readyz").status_code != 200:
    time.sleep(0.1)
response = client.post("/v1/quotes", json={"text": sys.stdin.read()})
sys.stdout.buffer.write(response.data)
"""


@pytest.mark.model
def test_same_text_same_answer(real: Flask) -> None:
    """Alone, again, in a batch, in lines, in a crowd, in another process: the same bytes."""
    client = real.test_client()
    alone = posted(client, SAMPLE).data
    others = ["It rained.", "“No,” she said.", SAMPLE[: len(SAMPLE) // 2]]
    documents = [{"text": text} for text in (others[0], SAMPLE, others[1])]
    batch = client.post(f"{URL}/batch", json={"documents": documents})
    body = "\n".join(map(json.dumps, documents)).encode()
    lines = client.post(f"{URL}/batch", data=body, content_type="application/x-ndjson")
    crowded = crowd(real, [*others, SAMPLE, *others, SAMPLE])
    elsewhere = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=SAMPLE.encode(),
        env=os.environ | {"PYTHONHASHSEED": "7", "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"},
        cwd=ROOT,
        capture_output=True,
        check=True,
    )

    assert batch.data.count(alone.rstrip(b"\n")) == 1
    assert lines.data.splitlines(keepends=True)[1] == alone
    assert [crowded[3], crowded[7]] == [alone, alone]
    assert elsewhere.stdout == alone


@pytest.mark.model
def test_no_connection_goes_out(real: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answering a text makes no network connection."""

    def refuse(*_: Any) -> None:
        raise AssertionError("a connection")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(f"socket.socket.{name}", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)

    assert posted(real.test_client(), SAMPLE).get_json()["quotes"]
