"""The command line: text files or standard input in, quotations out.

    quote-extractor extract article.txt              a table for people
    quote-extractor extract --json < article.txt     the service's JSON for programs
    quote-extractor serve                            the service itself

Exit status: 0, 1 where an input could not be read or the model not be loaded, 2 for a wrong
command line, 130 where the user stopped it.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

import schemas
from cli.inputs import STDIN, InputError, read_text
from cli.table import table
from extractor import Extractor, ExtractorError, __version__

Loader = Callable[[str | None], Extractor]


def main(argv: Sequence[str] | None = None, load: Loader = Extractor.load) -> int:
    """Run one command; returns the exit status. *load* takes the model's name, or None."""
    options = _arguments().parse_args(argv)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that cannot print “ still gets a line
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        if options.command == "serve":
            _serve(options.bind)
        status = _extract(options, load)
        sys.stdout.flush()
    except ExtractorError as error:
        return _complain(str(error))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, head for one, had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _extract(options: argparse.Namespace, load: Loader) -> int:
    names = options.files or [STDIN]
    show = _show_json if options.json else _show_table
    extract = None
    status = 0
    for name in names:
        try:
            text = read_text(name)
        except InputError as error:
            status = _complain(f"{name}: {error}")
            continue
        extract = extract or load(options.model)
        show(name, extract, text, len(names) > 1)
    return status


def _show_json(name: str, extractor: Extractor, text: str, several: bool) -> None:
    """Print the service's answer; of several, one a line with the file's name as id."""
    software = schemas.Software(__version__, extractor.model)
    id = None if name == STDIN else name
    answer = schemas.dump(extractor(text), text, software, id)
    print(json.dumps(answer, ensure_ascii=False, indent=None if several else 2))


def _show_table(name: str, extractor: Extractor, text: str, several: bool) -> None:
    extraction = extractor(text)
    if several:
        print(f"== {name}")
    for line in table(extraction, shutil.get_terminal_size((100, 24)).columns):
        print(line)
    for warning in extraction.warnings:
        _complain(f"{name}: at {warning.start}: {warning.message}")


def _complain(message: str) -> int:
    print(f"quote-extractor: {message}", file=sys.stderr)
    return 1


def _serve(bind: str | None) -> NoReturn:
    """Become gunicorn with the service's configuration."""
    options = ["--bind", bind] if bind else []
    command = [sys.executable, "-m", "gunicorn", "--config", "python:service.deployment"]
    os.execv(sys.executable, [*command, *options])


def _arguments() -> argparse.ArgumentParser:
    about = "Who said what in English news text."
    parser = argparse.ArgumentParser(prog="quote-extractor", description=about)
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    extract = commands.add_parser("extract", help="print the quotations of text files")
    add = extract.add_argument
    add("files", nargs="*", metavar="FILE", help="text in UTF-8; - or none: standard input")
    add("--json", action="store_true", help="the service's JSON; of several files one a line")
    add("--model", help="stanza:PACKAGE instead of the embedded models")
    serve = commands.add_parser("serve", help="start the service")
    serve.add_argument("--bind", metavar="HOST:PORT", help="instead of EXTRACTOR_BIND")
    return parser
