"""The results of a check as lines of text or JUnit XML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

from cli.check.comparison import Difference
from cli.table import BOLD, PLAIN, Style

RED, GREEN, YELLOW = "31", "32", "33"
LONGEST: Final = 60
"""Characters of a differing quotation that are shown."""
NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Result:
    """The result for one text."""

    name: str
    seconds: float
    differences: tuple[Difference, ...] = ()
    error: str | None = None
    updated: bool = False

    @property
    def good(self) -> bool:
        """Return whether the answer is as expected or was accepted."""
        return not self.differences and self.error is None

    @property
    def word(self) -> str:
        """Return the result in one word."""
        if self.error is not None:
            return "error"
        return "differs" if self.differences else "updated" if self.updated else "ok"


def lines(results: Sequence[Result], style: Style = PLAIN) -> Iterator[str]:
    """Yield a line for each text with its differences, and a summary."""
    colours = {"ok": GREEN, "updated": YELLOW}
    for result in results:
        word = style(f"{result.word:8}", colours.get(result.word, RED))
        yield f"{word}{result.name}" + (f": {result.error}" if result.error else "")
        for difference in result.differences:
            yield from _difference(difference, style)
    good = sum(result.good for result in results)
    legend = " (- expected, + found)" if any(each.differences for each in results) else ""
    yield style(f"{good} of {len(results)} as expected{legend}", BOLD)


def _difference(difference: Difference, style: Style) -> Iterator[str]:
    of = "" if difference.of is None else f" of “{_cut(_one_line(difference.of))}”"
    yield f"    {difference.place}{of}"
    if difference.expected is not None:
        yield style(f"      - {_one_line(difference.expected)}", RED)
    if difference.found is not None:
        yield style(f"      + {_one_line(difference.found)}", GREEN)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def junit(results: Sequence[Result]) -> bytes:
    """Return the results as JUnit XML."""
    failed = sum(bool(result.differences) for result in results)
    errors = sum(result.error is not None for result in results)
    seconds = sum(result.seconds for result in results)
    counts = {"tests": len(results), "failures": failed, "errors": errors}
    suite = ElementTree.Element(
        "testsuite",
        {"name": "quote-extractor", "time": f"{seconds:.3f}"}
        | {k: str(n) for k, n in counts.items()},
    )
    for result in results:
        _case(suite, result)
    ElementTree.indent(suite)
    written: bytes = ElementTree.tostring(suite, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _case(suite: ElementTree.Element, result: Result) -> None:
    about = {"classname": "check", "name": _xml(result.name), "time": f"{result.seconds:.3f}"}
    case = ElementTree.SubElement(suite, "testcase", about)
    if result.error is not None:
        ElementTree.SubElement(case, "error", {"message": _xml(result.error)})
    elif result.differences:
        count = len(result.differences)
        message = f"{count} difference{'s' if count > 1 else ''}"
        failure = ElementTree.SubElement(case, "failure", {"message": message})
        rows = (line for each in result.differences for line in _difference(each, PLAIN))
        failure.text = _xml("\n".join(rows))


def _xml(text: str) -> str:
    return NOT_IN_XML.sub("\ufffd", text)
