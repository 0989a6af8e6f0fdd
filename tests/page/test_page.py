"""The page as the service hands it out, without a browser."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from service.page import FILE


def test_page_is_html_of_one_file(client: FlaskClient) -> None:
    """The address / gives the one file, unchanged."""
    answer = client.get("/")

    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert answer.data == FILE.read_bytes()


def test_policy_lets_in_nothing_but_itself(client: FlaskClient) -> None:
    """Scripts and styles are allowed by their hashes, connections to the service alone."""
    policy = client.get("/").headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))

    assert rules.pop("script-src").startswith("'sha256-")
    assert rules.pop("style-src").startswith("'sha256-")
    assert rules == {
        "default-src": "'none'",
        "img-src": "data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }


def test_page_needs_nothing_else() -> None:
    """The file names no other file and no other host, and never writes markup."""
    text = FILE.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")

    assert re.findall(r"https?://|@import|url\(", text) == []
    assert re.findall(r"innerHTML|insertAdjacentHTML|document\.write|\beval\(", text) == []
    assert re.findall(r"\son[a-z]+=\"|\sstyle=\"", text) == []
