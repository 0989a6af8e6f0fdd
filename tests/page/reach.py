"""Speed of the page: ``python -m tests.page.reach`` prints it, the tests check it.

It measures the CPU time of all the browser's processes, which is independent of other work on the
machine. The wall time is printed too. The service has a stand-in extractor, so only the page is
measured.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from selenium import webdriver
from werkzeug.serving import make_server

from app import create_app
from tests.page.browser import chromium, installed
from tests.page.stub import StubExtractor
from tests.page.visitor import Visitor

REPETITIONS: Final = 8
QUOTATIONS: Final = 300
STEPS: Final = 40
LONG: Final = "\n\n".join(
    f"“Number {n} of many words that were said on this day,” said Ada L{'abcdefghij'[n % 10]}. "
    + "And so it went on and on with words that nobody had said at all in this town. It rained."
    for n in range(QUOTATIONS)
)
"""10,200 words with 300 quotations by ten speakers."""

PAINTED: Final = "requestAnimationFrame(() => requestAnimationFrame(() => arguments[0]()));"
IDLE: Final = f"const done = arguments[0]; requestIdleCallback(() => {{ {PAINTED} }});"
SLIDE: Final = """
const slider = document.getElementById("sure");
slider.value = %d;
slider.dispatchEvent(new Event("input", {bubbles: true}));"""
TICK: Final = "document.querySelector('[data-type=%s]').click();"
CHANGES: Final = [SLIDE % value for value in (30, 0, 70, 10, 95, 0)] + [
    TICK % name for name in ("direct", "direct", "mixed", "mixed")
]
SCROLL: Final = """
const far = document.documentElement.scrollHeight / %d;
let left = %d;
const frame = () => { scrollBy(0, far); if (left--) requestAnimationFrame(frame); else done(); };
const done = arguments[0];
requestAnimationFrame(frame);"""


CORRECT: Final = ["document.getElementById('reject').click();"] * 2 + [
    "document.getElementById('undo').click();"
] * 2


@dataclass(frozen=True, slots=True)
class Cost:
    """What something took, in milliseconds: of one core's work, and by the clock."""

    work: float
    clock: float


@dataclass(frozen=True, slots=True)
class Reach:
    """From the request until the page is idle; a change of filter, a correction; a frame."""

    interactive: Cost
    filtering: Cost
    correcting: Cost
    frame: Cost


def measure(driver: webdriver.Chrome, address: str) -> Reach:
    """Load the page, and use it with the long text; each figure is the best of some repetitions."""
    visitor = Visitor(driver)
    ask = driver.execute_async_script

    def load() -> None:
        driver.get(address)
        ask(IDLE)

    def scroll() -> None:
        visitor("scrollTo(0, 0)")
        ask(SCROLL % (STEPS, STEPS))

    interactive = best(driver, load)
    visitor.paste(LONG)
    ask(IDLE)
    changes = [best(driver, lambda code=code: ask(code + PAINTED)) for code in CHANGES]  # type: ignore[misc]
    whole = best(driver, scroll)
    dearest = Cost(max(each.work for each in changes), max(each.clock for each in changes))
    frame = Cost(whole.work / STEPS, whole.clock / STEPS)
    visitor.click("#article [data-mark]")
    corrections = best(driver, lambda: [ask(code + PAINTED) for code in CORRECT])
    one = Cost(corrections.work / len(CORRECT), corrections.clock / len(CORRECT))
    return Reach(interactive, dearest, one, frame)


def best(driver: webdriver.Chrome, act: Callable[[], object]) -> Cost:
    """Return the least that something takes, of some repetitions."""
    costs = []
    for _ in range(REPETITIONS):
        work, clock = _spent(driver), time.monotonic()
        act()
        costs.append(Cost(_spent(driver) - work, 1000 * (time.monotonic() - clock)))
    return Cost(min(each.work for each in costs), min(each.clock for each in costs))


def _spent(driver: webdriver.Chrome) -> float:
    """Return the milliseconds of processor time of the browser's processes, ended ones included."""
    ticks = sum(_ticks(driver.service.process.pid))
    return 1000 * ticks / os.sysconf("SC_CLK_TCK")


def _ticks(root: int) -> Iterator[int]:
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        pid = int(stat.parent.name)
        parents[pid] = int(fields[1])
        ticks[pid] = sum(map(int, fields[11:15]))  # its own, and that of children that it awaited
    for pid in ticks:
        above = pid
        while above in parents and above != root:
            above = parents[above]
        if above == root:
            yield ticks[pid]


def main() -> int:
    """Print the figures."""
    if not installed():
        print("Debian's packages chromium and chromium-driver are needed", file=sys.stderr)
        return 1
    server = make_server("127.0.0.1", 0, create_app(StubExtractor()), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with TemporaryDirectory() as scratch:
        driver = chromium(Path(scratch), Path(scratch))
        try:
            reach = measure(driver, f"http://127.0.0.1:{server.port}/")
        finally:
            driver.quit()
            server.shutdown()
    print(f"{'milliseconds':44}{'one core':>9}{'clock':>8}{'at most':>9}")
    for name, cost, most in (
        ("from the request until the page is idle", reach.interactive, 1000),
        (f"a change of filter, {QUOTATIONS} quotations", reach.filtering, 100),
        (f"a correction, {QUOTATIONS} quotations", reach.correcting, 200),
        ("a frame while scrolling 10,000 words", reach.frame, 100),
    ):
        print(f"{name:44}{cost.work:9.0f}{cost.clock:8.0f}{most:9}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
