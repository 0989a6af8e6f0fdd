"""The command line: texts in, quotations out.

    quote-extractor extract article.txt              quotations as a table
    quote-extractor extract --format csv *.txt       one row per quotation for spreadsheets
    quote-extractor batch IN.parquet OUT.parquet     a whole archive, on all cores or on a cluster
    quote-extractor report article.txt report.html   who is quoted, how much and how
    quote-extractor check tests/articles             compare with expected answers
    quote-extractor rules                            the rules and their precision
    quote-extractor models                           list and verify the models
    quote-extractor serve                            start the service

Exit status: 0 success; 1 an input cannot be read, the models cannot be loaded (``serve``: 4) or a
check fails; 2 wrong command line; 130 stopped by the user.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cli.arguments import parse, parser
from cli.inputs import complain
from extractor import ExtractorError

if TYPE_CHECKING:
    from extractor import Extractor

Loader = Callable[[str | None], "Extractor"]


def _load(model: str | None) -> Extractor:
    """Import the extractor only when it is needed, so that ``--help`` is fast."""
    from extractor import Extractor

    return Extractor.load(model)


def main(argv: Sequence[str] | None = None, load: Loader = _load) -> int:
    """Run one command; returns the exit status. *load* takes the model's name, or None.

    Each command is a module of the same name with a function ``run``. Without a command, the help
    is printed.
    """
    words = sys.argv[1:] if argv is None else argv
    if not words:
        parser().print_help(sys.stderr)
        return 2
    options = parse(words)
    for stream in ("stdout", "stderr"):  # closed, as by a scheduler
        if getattr(sys, stream) is None:
            setattr(sys, stream, Path(os.devnull).open("w"))  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):  # for terminals that cannot print “
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status: int = import_module(f"cli.{options.command}").run(options, load)
        sys.stdout.flush()
    except ExtractorError as error:
        return complain(str(error))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, such as head, closed the pipe
        _let_go()
        return 0
    except OSError as error:  # usually a full disk
        _let_go()
        return complain(error.strerror or str(error))
    return status


def _let_go() -> None:
    """Redirect standard output to the null device, so that nothing fails at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
