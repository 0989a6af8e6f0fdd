"""A real browser before the real service, whose extractor is a stand-in."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from werkzeug.serving import BaseWSGIServer, make_server

from app import create_app
from settings import Settings
from tests.page.stub import StubExtractor
from tests.page.visitor import Visitor

# Nothing is fetched, nothing runs beside the page, and no sandbox, which root cannot have.
SWITCHES = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars
--disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage
--window-size=1400,900""".split()


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
    binary, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if binary is None or chromedriver is None:
        assert "BROWSER_EXPECTED" not in os.environ, "chromium and chromedriver are missing"
        pytest.skip("needs Debian's packages chromium and chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for switch in [*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"]:
        options.add_argument(switch)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(chromedriver))
    driver.set_script_timeout(30)
    yield driver
    driver.quit()


@pytest.fixture(scope="session")
def address(serve: Callable[[], BaseWSGIServer]) -> str:
    """Return the page's address."""
    return f"http://127.0.0.1:{serve().port}/"


@pytest.fixture
def visitor(driver: webdriver.Chrome, address: str) -> Iterator[Visitor]:
    """Return somebody who has just opened the page; the console must stay clean."""
    driver.get_log("browser")
    driver.get(address)
    yield Visitor(driver)
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    faults = [entry["message"] for entry in driver.get_log("browser")]
    assert [message for message in faults if "favicon" not in message] == []
