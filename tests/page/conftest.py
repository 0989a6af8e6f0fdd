"""A real browser before the real service, whose extractor is a stand-in."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from werkzeug.serving import BaseWSGIServer, make_server

from app import create_app
from service.settings import Settings
from tests.page.browser import chromium, installed
from tests.page.correcting import TEXT
from tests.page.stub import StubExtractor
from tests.page.visitor import Visitor


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Settings | None], BaseWSGIServer]]:
    """Return a function that starts the service on a free port."""
    servers: list[BaseWSGIServer] = []

    def start(config: Settings | None = None) -> BaseWSGIServer:
        app = create_app(StubExtractor(), config)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder into which the browser saves."""
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory, downloads: Path) -> Iterator[webdriver.Chrome]:
    """Return Chromium, driven; without one the tests are skipped, or fail where it is owed."""
    if not installed():
        assert "BROWSER_EXPECTED" not in os.environ, "chromium and chromedriver are missing"
        pytest.skip("needs Debian's packages chromium and chromium-driver")
    driver = chromium(tmp_path_factory.mktemp("profile"), downloads)
    yield driver
    driver.quit()


@pytest.fixture(scope="session")
def address(serve: Callable[[], BaseWSGIServer]) -> str:
    """Return the page's address."""
    return f"http://127.0.0.1:{serve().port}/"


@pytest.fixture
def visitor(driver: webdriver.Chrome, address: str) -> Iterator[Visitor]:
    """Return a visitor who has just opened the page; the console must stay clean."""
    driver.get_log("browser")
    visitor = Visitor(driver)
    visitor.open(address)
    yield visitor
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    faults = [entry["message"] for entry in driver.get_log("browser")]
    assert [
        message for message in faults if "favicon" not in message and "beforeunload" not in message
    ] == []


@pytest.fixture
def editor(visitor: Visitor) -> Visitor:
    """Return a visitor who sees the text of `correcting` with its quotations."""
    visitor.paste(TEXT)
    return visitor
