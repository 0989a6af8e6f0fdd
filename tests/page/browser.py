"""Debian's Chromium, driven: nothing is fetched, and nothing runs beside the page."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

# Root, which continuous integration often is, can have no sandbox.
SWITCHES: Final = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run
--hide-scrollbars --disable-background-networking --disable-component-update --disable-sync
--disable-dev-shm-usage --disable-lcd-text --window-size=1400,900""".split()


def installed() -> bool:
    """Return whether there is a browser to drive."""
    return all(map(shutil.which, ("chromium", "chromedriver")))


def chromium(profile: Path, downloads: Path) -> webdriver.Chrome:
    """Start it with an empty profile; the caller ends it."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for switch in [*SWITCHES, f"--user-data-dir={profile}"]:
        options.add_argument(switch)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.set_script_timeout(30)
    return driver
