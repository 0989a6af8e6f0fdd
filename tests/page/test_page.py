"""The page as the service hands it out, without a browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.routes.pages import PAGE

FOLDER = PAGE.parent
PARTS = sorted(path for path in FOLDER.iterdir() if path.suffix != ".html")


def test_page_is_html(client: FlaskClient) -> None:
    """The address / gives the file, unchanged."""
    answer = client.get("/")

    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert answer.data == PAGE.read_bytes()


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.name)
def test_parts(client: FlaskClient, path: Path) -> None:
    """Every script and style sheet is handed out as what it is."""
    answer = client.get(f"/web/{path.name}")

    kind = {".js": "text/javascript", ".css": "text/css"}[path.suffix]
    assert (answer.status_code, answer.mimetype) == (200, kind)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.data == path.read_bytes()


@pytest.mark.parametrize(
    "name", ["none.js", "index.html", "..%2Fproblems.py", "%2E%2E/problems.py"]
)
def test_nothing_but_parts(client: FlaskClient, name: str) -> None:
    """What is no part of the page is answered 404, as a problem in JSON."""
    answer = client.get(f"/web/{name}")

    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_policy_lets_in_nothing_but_the_service(client: FlaskClient) -> None:
    """Scripts, styles and connections are the service's own; nothing can write markup."""
    policy = client.get("/").headers["Content-Security-Policy"]

    assert dict(rule.strip().split(" ", 1) for rule in policy.split(";")) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }


def test_page_needs_nothing_else() -> None:
    """The files name no other host, import only each other, and never write markup."""
    files = [PAGE, *PARTS]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    text = text.replace("http://www.w3.org/2000/svg", "")

    assert re.findall(r"https?://|@import|\burl\(", text) == []
    assert re.findall(r"innerHTML =|insertAdjacentHTML|document\.write|\beval\(", text) == []
    assert re.findall(r"\son[a-z]+=\"|\sstyle=\"", text) == []
    named = re.findall(r"(?:from|import) \"\./([\w.]+)\"|(?:src|href)=\"web/([\w.]+)\"", text)
    assert {one or other for one, other in named} == {path.name for path in PARTS}
