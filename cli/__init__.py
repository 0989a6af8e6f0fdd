"""The command line: texts in, quotations out.

    quote-extractor extract article.txt              a table for people
    quote-extractor extract --format csv *.txt       a row a quotation for spreadsheets
    quote-extractor batch IN.parquet OUT.parquet     a whole archive, on all cores or on a cluster
    quote-extractor report article.txt report.html   who is quoted how much, and by what way
    quote-extractor check tests/articles             what changed against expected answers
    quote-extractor rules                            the rules, and how often they were right
    quote-extractor models                           the models, and whether they are whole
    quote-extractor serve                            the service itself

Exit status: 0; 1 where an input could not be read, the model not be loaded or a check failed;
2 for a wrong command line; 130 where the user stopped it.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from cli.arguments import parser
from cli.inputs import complain
from extractor import ExtractorError

if TYPE_CHECKING:
    from extractor import Extractor

Loader = Callable[[str | None], "Extractor"]


def _load(model: str | None) -> Extractor:
    """Import the extractor when it is needed, so that help is quick."""
    from extractor import Extractor

    return Extractor.load(model)


def main(argv: Sequence[str] | None = None, load: Loader = _load) -> int:
    """Run one command; returns the exit status. *load* takes the model's name, or None.

    Each command is a module of its name, which has ``run``.
    """
    options = parser().parse_args(argv)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that cannot print “ still gets a line
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status: int = import_module(f"cli.{options.command}").run(options, load)
        sys.stdout.flush()
    except ExtractorError as error:
        return complain(str(error))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, head for one, had enough
        _let_go()
        return 0
    except OSError as error:  # a disk that is full, as a rule
        _let_go()
        return complain(error.strerror or str(error))
    return status


def _let_go() -> None:
    """Have nothing more written to where nothing can be, at the end of the process either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
