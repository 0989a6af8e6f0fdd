"""A visitor of the page: actions, and what is visible."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from selenium import webdriver
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

PASTE: Final = """
const data = new DataTransfer(); data.setData("text/plain", arguments[0]);
const field = document.getElementById("text"); field.focus(); field.select();
const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
if (field.dispatchEvent(event)) document.execCommand("insertText", false, arguments[0]);"""
DROP: Final = """
const data = new DataTransfer();
data.items.add(new File([new Uint8Array(arguments[0])], "a.txt", {type: "text/plain"}));
document.querySelector(arguments[1]).dispatchEvent(
  new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));"""
DROP_WORDS: Final = """
const data = new DataTransfer(); data.setData("text/plain", arguments[0]);
document.getElementById("text").dispatchEvent(
  new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));"""
MARKED: Final = """
const article = document.getElementById("article"), found = {};
for (const node of article.querySelectorAll("[data-quotes]")) {
  const before = document.createRange();
  before.setStart(article, 0); before.setEndBefore(node);
  for (const id of node.dataset.quotes.split(" ")) {
    found[id] ||= [before.toString().length, ""];
    found[id][1] += node.textContent;
  }
}
return found;"""
SHOWN: Final = """return [...document.querySelectorAll("#article [data-mark]")].map(
  (node) => [node.dataset.mark, node.textContent]);"""
AXE: Final = Path(__file__).with_name("axe") / "axe.min.js"


class Visitor:
    """A user at the browser."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def __call__(self, script: str, *values: Any) -> Any:
        """Run a script in the page."""
        return self.driver.execute_script(script, *values)

    def open(self, address: str) -> None:
        """Go to the page, and wait until its scripts have run."""
        self("window.left = true")
        self.driver.get(address)
        ready = "return !window.left && document.getElementById('theme').ariaLabel !== null"
        self.wait_for(ready)

    def wait_for(self, script: str) -> Any:
        """Wait until a script returns something true."""
        return WebDriverWait(self.driver, 10, poll_frequency=0.02).until(lambda _: self(script))

    def find(self, selector: str) -> WebElement:
        """Return the first element of a CSS selector."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def click(self, selector: str) -> None:
        """Click the first element of a CSS selector."""
        self.find(selector).click()

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, wherever the focus is."""
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def chord(self, key: str, *held: str) -> None:
        """Press a key while others are held down."""
        chain = ActionChains(self.driver)
        for each in held:
            chain.key_down(each)
        chain.send_keys(key)
        for each in held:
            chain.key_up(each)
        chain.perform()

    def tab_to(self, selector: str, limit: int = 40) -> int:
        """Press Tab until the focus is there; returns how often."""
        for count in range(1, limit):
            self.press(Keys.TAB)
            if self("return document.activeElement.matches(arguments[0])", selector):
                return count
        raise AssertionError(f"no way to {selector}")

    def wait(self, selector: str) -> WebElement:
        """Wait until an element is there to see."""
        wait = WebDriverWait(self.driver, 10, poll_frequency=0.05)
        return wait.until(lambda _: next(self._visible(selector), None))

    def _visible(self, selector: str) -> Any:
        found = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return (element for element in found if element.is_displayed())

    def paste(self, text: str, least: int = 0) -> None:
        """Paste a text, have its quotations found, and show those of this confidence or more."""
        self(PASTE, text)
        self.click("#go")
        self.wait("#result")
        if least:
            self.slide(least)

    def drop(self, content: bytes, where: str = "#text") -> None:
        """Drop a file on an element."""
        self(DROP, list(content), where)

    def drop_words(self, text: str) -> None:
        """Drop a text on the field, as one dragged from another window."""
        self(DROP_WORDS, text)

    def marked(self) -> dict[str, tuple[int, str]]:
        """Return where each quotation's mark begins, in UTF-16, and what is marked."""
        return {id: (start, text) for id, (start, text) in self(MARKED).items()}

    def shown(self) -> list[tuple[str, str]]:
        """Return the letter and the words of each quotation that the filters leave."""
        return [(mark, text) for mark, text in self(SHOWN)]

    def export(self, form: str) -> str:
        """Open the export dialog, choose a form and close it; returns what the page said."""
        self.click("#export-open")
        self.click(f"[data-take={form}]")
        said = self.wait("#export-said:not(:empty)").text
        self.click("#export-close")
        return said

    def slide(self, percent: int) -> None:
        """Move the slider of confidence."""
        self(
            "const s = document.getElementById('sure'); s.value = arguments[0];"
            "s.dispatchEvent(new Event('input', {bubbles: true}));",
            percent,
        )

    def size(self, width: int, height: int) -> None:
        """Make the window as large as a device's."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def prefer(self, scheme: str) -> None:
        """Prefer light or dark."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def violations(self) -> list[str]:
        """Return what axe-core finds wrong with the page as it stands."""
        self(AXE.read_text(encoding="utf-8"))
        report = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']})"
            ".then((report) => done(report.violations.flatMap((v) => v.nodes.map("
            "(n) => `${v.id}: ${n.html} ${n.failureSummary}`))), (e) => done([String(e)]));"
        )
        return list(report)
