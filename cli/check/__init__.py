"""``check``: compare answers with expected ones.

fixtures   a folder -> texts with expected answers
backends   a text -> its answer, in process or from a running service
comparison expected and actual answer -> differences
report     differences -> lines of text, or JUnit XML
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cli.check import fixtures, report
from cli.check.backends import Answer, local, remote
from cli.check.comparison import KEPT, compare, project
from cli.check.fixtures import Fixture
from cli.check.report import Result
from cli.inputs import InputError, complain
from cli.progress import Progress
from cli.table import Style


def run(options: argparse.Namespace, load: Callable[[str | None], Any]) -> int:
    """Check every text of a folder; ``--update`` accepts the current answers."""
    try:
        found = fixtures.find(Path(options.folder))
    except InputError as error:
        complain(f"{options.folder}: {error}")
        return 2
    if options.junit:
        report_file = Path(options.junit).resolve()
        if any(report_file in (each.file.resolve(), each.answer.resolve()) for each in found):
            complain(f"--junit {options.junit}: a file of the check; choose another name")
            return 2
        try:
            report_file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            return complain(f"{options.junit}: {error.strerror}")
    answer = remote(options.url) if options.url else local(load, options.model)
    results = []
    with Progress(len(found)) as progress:
        for fixture in found:
            results.append(_check(fixture, answer, options.update))
            progress.step()
    style = Style.of(sys.stdout)
    for line in report.lines(results, style):
        print(line)
    return _finish(results, options)


def _finish(results: list[Result], options: argparse.Namespace) -> int:
    if options.junit:
        try:
            Path(options.junit).write_bytes(report.junit(results))
        except OSError as error:
            return complain(f"{options.junit}: {error.strerror}")
    return 0 if all(result.good for result in results) else 1


def _check(fixture: Fixture, answer: Answer, update: bool) -> Result:
    began = time.monotonic()

    def result(**more: Any) -> Result:
        return Result(fixture.name, time.monotonic() - began, **more)

    try:
        expected = None if update and not fixture.answer.exists() else fixture.expected()
        found = answer(fixture.text())
        if not update:
            return result(differences=tuple(compare(expected, found)))
        changed = expected is None or any(compare(expected, found))
        if changed:
            fixture.accept(project(KEPT if expected is None else expected, found))
        return result(updated=changed)
    except InputError as error:
        return result(error=str(error))
