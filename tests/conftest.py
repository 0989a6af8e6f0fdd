"""Shared fixtures: a service with a stand-in extractor, and the real one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from extractor import Extraction, Extractor

EMPTY = Extraction((), ())


class FakeExtractor:
    """Answers every text with one extraction, or as *find* says; remembers what it was asked."""

    model = "fake-1"

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.scopes: list[str] = []
        self.find: Callable[[str], Extraction] = lambda text: EMPTY

    def __call__(self, text: str, observe: Any = None, scope: str = "") -> Extraction:
        """Return what ``find`` finds."""
        self.texts.append(text)
        self.scopes.append(scope)
        return self.find(text)


@pytest.fixture
def fake() -> FakeExtractor:
    """Return the extractor behind ``app``; set its ``find`` to make it find something."""
    return FakeExtractor()


@pytest.fixture
def app(fake: FakeExtractor) -> Flask:
    """Return the service with default settings and the stand-in extractor."""
    return create_app(fake)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a client of ``app``."""
    return app.test_client()


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """Return the extractor with the embedded models; for tests marked ``model``.

    In single precision, since recorded answers must not depend on what a processor multiplies.
    """
    return Extractor.load("embedded:float32")
