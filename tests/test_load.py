"""The load benchmark: its figures and its bounds."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice, pairwise
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from benchmarks.load.bounds import rows
from benchmarks.load.junk import KINDS
from benchmarks.load.report import PLACE, Report
from benchmarks.load.sending import (
    Answer,
    Article,
    Sending,
    ask,
    by_chance,
    evenly,
    quantile,
    summary,
)
from benchmarks.load.server import Size, sizes
from benchmarks.load.watching import memory
from benchmarks.load.worst import compared
from deploy.tables import replaced

ROOT = Path(__file__).resolve().parents[1]


class Handler(BaseHTTPRequestHandler):
    """Says what it was sent, or that it is busy."""

    def do_POST(self) -> None:
        """Answer."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(503 if body == b"busy" else 200)
        if body == b"busy":
            self.send_header("Retry-After", "1")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    """Run a server and return its port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_sending(port: int) -> None:
    """Each article is sent when it is due, and its answer compared with what it must be."""
    articles = [Article("a", b"a"), Article("b", b"x"), Article("busy", b"")]
    began = time.monotonic()
    sending = Sending(port, articles, iter([began, began + 0.1, began + 0.2]), 2)
    assert sending.ends_within(10)
    figures = sending.summary()

    assert figures["statuses"] == {"200": 2, "503": 1}
    assert (figures["wrong_answers"], figures["refusals_without_retry_after"]) == (1, 0)
    assert time.monotonic() - began >= 0.2


def test_no_answer() -> None:
    """Without a server there is no answer, and the tool does not fail."""
    assert ask(1, Article("a"), time.monotonic()).status == 0


def test_rate() -> None:
    """Requests come by chance, the same each time, so many a second on average."""
    dues = list(by_chance(0, 1000, 2))

    assert dues == list(by_chance(0, 1000, 2))
    assert all(a < b for a, b in pairwise(dues))
    assert 1900 < len(dues) < 2100
    assert dues[-1] < 1000


def test_even_rate() -> None:
    """Requests come at equal intervals."""
    assert list(evenly(10, 2, 2)) == [10.5, 11.0, 11.5]


def test_summary() -> None:
    """Times are of what was answered; refusals are counted apart."""
    answers = [Answer(200, 0, n / 1000, 0, n != 7, False) for n in range(1, 101)]
    answers += [Answer(503, 0, 0.5, 0.25, False, True), Answer(503, 0, 0.25, 0, False, False)]

    assert summary(answers, 50) == {
        "seconds": 50,
        "statuses": {"200": 100, "503": 2},
        "wrong_answers": 1,
        "refusals_without_retry_after": 1,
        "slowest_refusal_ms": 500.0,
        "accepted_per_second": 2.0,
        "sent_late_ms": 250.0,
        "p50_ms": 51.0,
        "p99_ms": 100.0,
        "slowest_ms": 100.0,
        "p99_to_p50": 1.96,
    }
    assert quantile([], 0.5) == 0.0


def test_memory() -> None:
    """Growth is that of the largest size after settling over the largest before."""

    def at(*mib: float) -> dict[int, Size]:
        return {pid: Size("w", each, each, each) for pid, each in enumerate(mib)}

    samples = [(1.0, at(100, 100)), (2.0, at(90, 100)), (3.0, at(95, 110)), (9.0, at(98, 100, 7))]

    found = memory(samples, settling=2.0)
    assert {pid: each["grown"] for pid, each in found.items()} == {"0": -0.02, "1": 0.1, "2": None}
    assert memory([], 2.0) == {}


def test_sizes() -> None:
    """A process's own memory is part of its share, and that of what is resident."""
    size = sizes(os.getpid())[os.getpid()]

    assert (size.name, 0 < size.own <= size.share <= size.resident) == ("master", True)


@pytest.mark.parametrize("kind", KINDS)
def test_junk_is_within_the_limit(kind: str) -> None:
    """Each kind of text is as long as is asked, up to a word, and the same each time."""
    text = KINDS[kind](5_000)

    assert 4_950 <= len(text) <= 5_000
    assert KINDS[kind](5_000) == text


def test_one_sentence_has_many_words() -> None:
    """The sentence of single letters has 50,000 words at the limit."""
    text = KINDS["one sentence"](100_000)

    assert (len(text.split()), text.count(".")) == (50_000, 1)


@pytest.mark.parametrize(
    ("words", "expected"),
    [((500, 10_000), {"short": 200.0, "long": 400.0}), ((1, 1), {"short": 20.0, "long": 40.0})],
)
def test_cost(words: tuple[int, int], expected: dict[str, float]) -> None:
    """The cost is that of a thousand words, of texts without words that of characters."""
    short = {"core_seconds": 0.1, "words": words[0]}
    long = {"core_seconds": 4.0, "words": words[1]}

    assert compared(short, long, 100_000) == expected


def good() -> dict[str, Any]:
    """Return figures that keep to all bounds."""
    health = {"p99_ms": 49}
    common = {"wrong_answers": 0, "healthz": health}
    size = {"name": "w", "grown": 0.03}
    return {
        "capacity": {"accepted_per_second": 2.0},
        "hold": common | {"statuses": {"200": 9}, "p99_to_p50": 4, "memory": {"7": size}},
        "chance": common | {"healthz": dict(health), "statuses": {"200": 9}},
        "over": common
        | {
            "statuses": {"200": 9, "503": 5},
            "refusals_without_retry_after": 0,
            "accepted_per_second": 1.8,
        },
        "worst": {"marks": {"long": {"core_seconds": 19.9}, "peak_mib": 1400, "ratio": 1.3}},
    }


@pytest.mark.parametrize(
    ("path", "value", "broken"),
    [
        ((), None, []),
        (("hold", "statuses"), {"200": 9, "503": 1}, ["answers other than 200"]),
        (("hold", "wrong_answers"), 1, ["wrong answers"]),
        (("hold", "p99_to_p50"), 4.01, ["p99 / p50"]),
        (("hold", "memory", "7", "grown"), 0.031, ["growth of w 7"]),
        (("hold", "memory", "7", "grown"), None, ["growth of w 7"]),
        (("hold", "healthz", "p99_ms"), 51, ["healthz p99, ms", "healthz p99, ms"]),
        (("chance", "statuses"), {"200": 9, "0": 1}, ["answers other than 200"]),
        (("chance", "wrong_answers"), 1, ["wrong answers"]),
        (("chance", "healthz", "p99_ms"), 51, ["healthz p99, ms"]),
        (("over", "statuses"), {"200": 9, "0": 1}, ["answers other than 200 and 503"]),
        (("over", "refusals_without_retry_after"), 1, ["refusals without Retry-After"]),
        (("over", "accepted_per_second"), 1.79, ["accepted, of capacity"]),
        (("worst", "marks", "long", "core_seconds"), 20.0, ["marks: seconds"]),
        (("worst", "marks", "peak_mib"), 1431, ["marks: peak, MiB"]),
        (("worst", "marks", "ratio"), 1.31, ["marks: long / short"]),
        (("worst", "marks"), {"error": "no end"}, ["marks"]),
    ],
)
def test_bounds(path: tuple[str, ...], value: Any, broken: list[str]) -> None:
    """Each bound is looked at, and is broken by a figure just beyond it."""
    phases = good()
    place = phases
    for key in path[:-1]:
        place = place[key]
    if path:
        place[path[-1]] = value

    assert [figure for _, figure, _, _, kept in rows(phases) if not kept] == broken


def test_report(tmp_path: Path) -> None:
    """What was found so far is in the file at once, and in the table."""
    report = Report(tmp_path / "load.json", {"minutes": 1})
    report.add("worst", good()["worst"])
    written = json.loads((tmp_path / "load.json").read_text("utf-8"))
    kept = report.kept
    report.add("worst", {"marks": {"error": "no end"}})

    later = Report(tmp_path / "load.json", {}, add=True)

    assert later.phases == {"worst": {"marks": {"error": "no end"}}}
    assert written["phases"]["worst"] == good()["worst"]
    assert [row[1] for row in written["bounds"]] == [
        "marks: seconds",
        "marks: peak, MiB",
        "marks: long / short",
    ]
    assert (kept, report.kept) == (True, False)
    assert "| worst | marks | no end | an end | NO |" in report.table()


def test_page_has_its_place() -> None:
    """The page has a place for the figures, and it is filled."""
    page = (ROOT / "docs" / "service-load.md").read_text("utf-8")

    assert replaced(page, PLACE, "x").count("\nx\n") == 1
    assert "| capacity |" in page
    assert list(islice(rows({}), 1)) == []
