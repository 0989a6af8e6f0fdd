"""``report``: a sourcing report: who is quoted how much, channels and anonymous sources."""

from __future__ import annotations

import argparse
import csv
import io
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from cli.arguments import REPORTS, TYPES
from cli.inputs import STDIN, InputError, complain, read_text, standard_input, text_of
from cli.output import BOM, wanted_options
from cli.progress import sharing, waiting

PIECE: Final = 4096
"""CSV rows per write."""
PIPED: Final = "standard input"

Content = Iterable[bytes]


def run(options: argparse.Namespace, load: Callable[..., Any]) -> int:
    """Write the report on a text or an archive; nothing is written on an error."""
    problem = _settle(options)
    if problem:
        complain(problem)
        return 2
    try:
        _claim(options)
    except InputError as error:
        return complain(str(error))
    try:
        if _is_archive(options.source):
            return _of_archive(options, options.source)
        if options.source == STDIN:
            return _of_standard_input(options, load)
        return _of_text(options, load, read_text(options.source), Path(options.source).name)
    except InputError as error:
        return complain(f"{options.source}: {error}")


def _settle(options: argparse.Namespace) -> str:
    """Set the format; returns an error message if the command line is wrong."""
    ending = Path(options.result or "").suffix.lower().removeprefix(".")
    if options.result and ending not in REPORTS:
        return f"{options.result}: its name must end in {' or '.join('.' + e for e in REPORTS)}"
    if options.result and options.format not in (None, ending):
        return f"{options.result} does not end in .{options.format}"
    options.format = ending or options.format or "html"
    if options.format == "html" and not options.result and sys.stdout.isatty():
        return "HTML is not printed to a terminal: name a file, such as report.html"
    if options.source.lower().endswith(".json"):
        return f"{options.source}: write the answer as .jsonl, with extract --format jsonl"
    return "" if options.source == STDIN else _misplaced(options, _is_archive(options.source))


def _misplaced(options: argparse.Namespace, is_archive: bool) -> str:
    """Return an error message if an option does not apply to what is read."""
    if not is_archive:
        return "--date applies to archives only" if options.date else ""
    if options.scope or options.model:
        return (
            "--scope and --model apply to texts only; for an archive, set them when you run batch"
        )
    return ""


def _is_archive(name: str) -> bool:
    """Return whether the input is a result of batch, by its ending, or a folder."""
    from batch.formats import TEXT, known

    return name != STDIN and (known(name) not in (None, TEXT) or Path(name).is_dir())


def _claim(options: argparse.Namespace) -> None:
    """Make the folder of OUT; raises InputError if the report may or can not be written there."""
    if not options.result:
        return
    path = Path(options.result)
    if path.exists() and not options.overwrite:
        raise InputError(f"{path} already exists; use --overwrite to replace it")
    if path.resolve() == Path(options.source).resolve():
        raise InputError(f"{path}: OUT and IN are the same; choose another OUT")
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error


def _of_standard_input(options: argparse.Namespace, load: Callable[..., Any]) -> int:
    """Report on answers as lines of JSON, else on a text."""
    stream = standard_input()
    first = stream.readline()
    is_archive = _is_answer(first)
    problem = _misplaced(options, is_archive)
    if problem:
        complain(problem)
        return 2
    if not is_archive:
        return _of_text(options, load, text_of(first + stream.read()), PIPED)
    with tempfile.TemporaryDirectory(prefix="quote-extractor-report-") as folder:
        file = Path(folder) / f"{PIPED}.jsonl"
        with file.open("wb") as copy:
            copy.write(first)
            shutil.copyfileobj(stream, copy)
        return _of_archive(options, str(file))


def _is_answer(line: bytes) -> bool:
    """Return whether a line is an answer, or the error of a document in its place."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and ("quotes" in found or {"id", "error"} <= found.keys())


def _of_text(options: argparse.Namespace, load: Callable[..., Any], text: str, name: str) -> int:
    import schemas
    from extractor import __version__
    from report import sourcing
    from report.page import to_html
    from report.text_report import of_text

    with waiting("Loading the models …"):
        extractor = load(options.model)
    wanted = wanted_options(options)
    with waiting("Reading the text …"):
        found = schemas.select(extractor(text, scope=wanted.scope), wanted)
    software = schemas.Software(__version__, getattr(extractor, "model", ""))
    answer = schemas.dump(found, text, software, name, wanted)
    figures = sourcing.sourcing(answer, text)
    if options.format == "csv":
        _write(options, _csv(sourcing.rows(figures), _mark(options)))
    else:
        _write(options, [to_html(of_text(figures, name, _filters(options)))])
    return 0


def _of_archive(options: argparse.Namespace, source: str) -> int:
    from report.archive import Archive, Filter
    from report.archive_report import of_archive
    from report.page import to_html
    from report.result import files_of

    files = files_of(source)
    if not files.complete:
        complain(f"{source}: the batch is incomplete; the report covers what it has finished")
    wanted = Filter(options.types or frozenset(TYPES), options.min_confidence or 0.0)
    with sharing("Reading the archive …") as progress:
        archive = Archive(files, wanted, options.date, progress)
    name = PIPED if options.source == STDIN else Path(source).name
    with archive:
        if options.format == "csv":
            _write(options, _csv(archive.rows(), _mark(options)))
        else:
            with waiting("Counting …"):
                report = of_archive(archive, name, _filters(options))
            _write(options, [to_html(report)])
    return 0


def _filters(options: argparse.Namespace) -> list[str]:
    """Return a note on which quotations are counted, if not all are."""
    said = []
    if options.types and len(options.types) < len(TYPES):
        kinds = " and ".join(type for type in TYPES if type in options.types)
        said.append(f"Only {kinds} quotations are counted.")
    if options.min_confidence:
        least = f"{100 * options.min_confidence:.3g}%"
        said.append(f"Only quotations with a confidence of {least} or more are counted.")
    if options.scope == "attributions":
        said.append("Thoughts, wishes and actions are counted too, not only what was said.")
    return said


def _mark(options: argparse.Namespace) -> str:
    """Return the byte-order mark that spreadsheets need in a file, nothing for what is printed."""
    return BOM if options.result else ""


def _csv(rows: Iterable[list[Any]], begin: str = "") -> Content:
    """Yield a table in pieces, behind *begin*."""
    from report.sourcing import COLUMNS

    out = io.StringIO(begin, newline="")
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, row in enumerate(rows, 1):
        writer.writerow(row)
        if number % PIECE == 0:
            yield out.getvalue().encode("utf-8")
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode("utf-8")


def _write(options: argparse.Namespace, content: Content) -> None:
    """Print the report, or write it to its file at once."""
    if options.result:
        from batch.storage import Location

        with Location.of(options.result).writing() as stream:
            for piece in content:
                stream.write(piece)
        return
    for piece in content:
        sys.stdout.write(piece.decode("utf-8"))
