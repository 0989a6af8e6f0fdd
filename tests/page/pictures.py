"""``make pictures``: the page with its sample article, as the README shows it; a sourcing report.

Takes the real models and Debian's Chromium; writes docs/pictures/*.png.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from selenium import webdriver
from selenium.webdriver.common.by import By
from werkzeug.serving import make_server

import cli
from app import create_app
from extractor import Extractor
from tests.page.browser import chromium
from tests.page.visitor import Visitor

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / "docs" / "pictures"
PICTURES: Final = (
    ("page", (1360, 1010), "light"),
    ("page-narrow", (390, 780), "dark"),
)
REPORTED: Final = ROOT / "tests" / "golden" / "officials.txt"
"""The article of which the report is shown."""
QUOTATION: Final = 4
"""Of which the details are shown, counted from 0."""


@contextmanager
def service() -> Iterator[str]:
    """Run the service with its models; gives the address."""
    server = make_server("127.0.0.1", 0, create_app(Extractor.load()), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}/"
    server.shutdown()


def take(visitor: Visitor, address: str, size: tuple[int, int], scheme: str, path: Path) -> None:
    """Take one picture of the sample article, a quotation explained."""
    visitor.size(*size)
    visitor.prefer(scheme)
    visitor.open(address)
    visitor.click("#sample")
    visitor.wait("#result")
    visitor.driver.find_elements(By.CSS_SELECTOR, "#article [data-mark]")[QUOTATION].click()
    if size[0] > 1000:
        visitor.click("#why")
        visitor("scrollTo(0, 0)")
    visitor.driver.save_screenshot(str(path))


def take_report(driver: webdriver.Chrome, scratch: Path) -> None:
    """Take the picture of a sourcing report."""
    page = scratch / "report.html"
    cli.main(["report", str(REPORTED), str(page)])
    visitor = Visitor(driver)
    visitor.size(1000, 1640)
    visitor.prefer("light")
    driver.get(page.as_uri())
    driver.save_screenshot(str(FOLDER / "report.png"))


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as scratch, service() as address:
        driver = chromium(Path(scratch), Path(scratch))
        try:
            for name, size, scheme in PICTURES:
                take(Visitor(driver), address, size, scheme, FOLDER / f"{name}.png")
            take_report(driver, Path(scratch))
        finally:
            driver.quit()


if __name__ == "__main__":
    main()
