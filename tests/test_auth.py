"""Access control: API keys, origins, and security headers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from service.settings import Settings, SettingsError

OLD, NEW = "old-key-0123456789", "new-key-0123456789"
URL = "/v1/quotes"
KEYS: list[dict[str, list[str]]] = [{"bearer": []}, {"header": []}]
ORIGIN = "https://desk.example"
ASKING = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}


@pytest.fixture
def locked(fake: Any) -> FlaskClient:
    """Return a client of a service with two keys, which pages of one origin may use."""
    settings = Settings(api_keys=f"{OLD},{NEW}", cors_origins=f"{ORIGIN},http://localhost:3000")
    return create_app(fake, settings).test_client()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": OLD},
        {"Authorization": f"Basic {OLD}"},
        {"Authorization": "Bearer"},
        {"Authorization": f"Bearer {OLD[:-1]}"},
        {"Authorization": f"Bearer {OLD},{NEW}"},
        {"Authorization": "Bearer x", "X-API-Key": OLD},
        {"X-API-Key": ""},
        {"X-API-Key": OLD.upper()},
    ],
)
@pytest.mark.parametrize(
    "path", [URL, "/v1/quotes/batch", "/v1/rules", "/v1/nowhere", "/%761/limits"]
)
def test_wrong_key(locked: FlaskClient, fake: Any, path: str, headers: dict[str, str]) -> None:
    """Without a right key all that begins with /v1/ is 401, before anything is looked at."""
    response = locked.post(path, data=b"{", headers=headers)

    assert (response.status_code, response.get_json()["title"]) == (401, "Unauthorized")
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="quote-extractor"'
    assert OLD not in response.text
    assert fake.texts == []


@pytest.mark.parametrize("key", [OLD, NEW])
@pytest.mark.parametrize(("name", "form"), [("Authorization", "bearer {}"), ("X-API-Key", "{}")])
def test_right_key(locked: FlaskClient, key: str, name: str, form: str) -> None:
    """Each of several keys opens, in either header."""
    headers = {name: form.format(key)}

    assert locked.post(URL, json={"text": ""}, headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/openapi.json", "/docs", "/"])
def test_open_to_all(locked: FlaskClient, path: str) -> None:
    """What holds nobody's text needs no key."""
    assert locked.get(path).status_code == 200


def test_keys_are_told_of(locked: FlaskClient, client: FlaskClient) -> None:
    """The OpenAPI document says whether a key is needed."""
    for each, needed in ((locked, KEYS), (client, [])):
        paths = each.get("/openapi.json").get_json()["paths"]
        assert paths[URL]["post"]["security"] == needed
        assert paths["/healthz"]["get"]["security"] == []


def test_keys_of_a_file(tmp_path: Path) -> None:
    """Keys of a file count besides those of the environment, and do not show."""
    path = tmp_path / "keys"
    path.write_text(f"{NEW}\n\n{NEW}2\n", encoding="utf-8")
    environ = {"EXTRACTOR_API_KEYS": OLD, "EXTRACTOR_API_KEYS_FILE": str(path)}
    settings = Settings.from_environment(environ)

    assert settings.keys == (OLD, NEW, f"{NEW}2")
    assert OLD not in repr(settings)


@pytest.mark.parametrize("content", [None, b"", b"short\n", b"\xff" * 20, f"{OLD} ä{NEW}".encode()])
def test_wrong_file_of_keys(tmp_path: Path, content: bytes | None) -> None:
    """A file without keys stops the start, where it would leave the service open."""
    path = tmp_path / "keys"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(SettingsError, match=r"^EXTRACTOR_API_KEYS_FILE: it ") as raised:
        Settings.from_environment({"EXTRACTOR_API_KEYS_FILE": str(path)})
    assert OLD not in str(raised.value)


@pytest.mark.parametrize("value", ["tooshort", f"{OLD} {NEW}", f"{OLD},", f"{OLD},ä{NEW}"])
def test_wrong_keys(value: str) -> None:
    """Invalid keys stop the start and are not repeated."""
    with pytest.raises(
        SettingsError, match=r"^EXTRACTOR_API_KEYS: the value is not valid; keys have 16"
    ) as raised:
        Settings.from_environment({"EXTRACTOR_API_KEYS": value})
    assert value not in str(raised.value)


@pytest.mark.parametrize("value", ["desk.example", "https://a.example/", "*,https://a.example"])
def test_wrong_origins(value: str) -> None:
    """An origin is a scheme and a host, or any."""
    with pytest.raises(SettingsError, match=r"^EXTRACTOR_CORS_ORIGINS: "):
        Settings.from_environment({"EXTRACTOR_CORS_ORIGINS": value})


def sharing(headers: Any) -> dict[str, str]:
    """Return the headers that let other origins in."""
    return {name: value for name, value in headers.items() if name.startswith("Access-Control")}


def test_preflight(locked: FlaskClient) -> None:
    """A browser's preflight, which has no key, is answered to pages of configured origins."""
    asking = ASKING | {"Access-Control-Request-Headers": "X-API-Key, Content-Type, X-Other"}
    response = locked.options(URL, headers=asking)

    assert (response.status_code, response.data) == (200, b"")
    assert sharing(response.headers) == {
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Allow-Headers": "Content-Type, X-API-Key",
        "Access-Control-Max-Age": "600",
        "Access-Control-Allow-Origin": ORIGIN,
        "Access-Control-Expose-Headers": "Retry-After, Server-Timing, X-Request-ID",
    }
    assert "Origin" in response.vary


@pytest.mark.parametrize(
    "headers",
    [
        {},
        ASKING | {"Origin": "https://elsewhere.example"},
        ASKING | {"Origin": ORIGIN.upper()},
        ASKING | {"Origin": f"{ORIGIN}.elsewhere.example"},
        ASKING | {"Origin": "null"},
    ],
)
def test_no_preflight(locked: FlaskClient, headers: dict[str, str]) -> None:
    """Nobody else is let in."""
    response = locked.options(URL, headers=headers)

    assert (sharing(response.headers), response.data) == ({}, b"")


@pytest.mark.parametrize(
    ("configured", "origin", "allowed"),
    [
        ("", ORIGIN, None),
        ("https://other.example", ORIGIN, None),
        (ORIGIN, None, None),
        (ORIGIN, ORIGIN, ORIGIN),
        ("*", ORIGIN, "*"),
    ],
)
def test_origins(fake: Any, configured: str, origin: str | None, allowed: str | None) -> None:
    """Pages of other origins may read an answer, a refusal too, where theirs is named."""
    client = create_app(fake, Settings(cors_origins=configured)).test_client()
    for body in ({"text": ""}, {}):
        headers = {"Origin": origin} if origin else {}
        response = client.post(URL, json=body, headers=headers)
        assert sharing(response.headers).get("Access-Control-Allow-Origin") == allowed


@pytest.mark.parametrize("path", ["/healthz", "/nowhere", "/docs", "/", URL])
def test_security_headers(client: FlaskClient, path: str) -> None:
    """Every answer keeps browsers from guessing, framing, storing and telling on."""
    headers = client.get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert re.match("default-src 'none'; ", headers["Content-Security-Policy"])
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
