"""One text's quotations in the form asked for, as the characters to print."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import schemas
from cli.inputs import STDIN
from cli.table import Style, table
from extractor import Extraction, __version__
from schemas.forms import CSV, FORMS, HTML, IN_CODE_POINTS, JSON, JSON_LD

MEDIA: Final[Mapping[str, str]] = {"jsonl": JSON, "csv": CSV, "html": HTML, "jsonld": JSON_LD}
SINGLE: Final = frozenset({"html", "jsonld"})
"""Forms that hold one text only."""

Form = Callable[[str, str, Extraction, str], str]
"""From a text's name, the text, what was found and the model's name."""


def form(options: argparse.Namespace, style: Style) -> Form:
    """Return the function that writes a text's quotations down."""
    wanted = wanted_options(options)
    if options.format == "table":
        width = shutil.get_terminal_size((100, 24)).columns
        return lambda name, text, found, model: "".join(
            f"{line}\n" for line in table(found, width, style, text if wanted.explain else None)
        )
    if options.format in MEDIA and MEDIA[options.format] in IN_CODE_POINTS:
        wanted = replace(wanted, offsets="codepoint")
    return lambda name, text, found, model: _written(
        options.format, _answer(name, text, found, model, wanted), text
    )


def wanted_options(options: argparse.Namespace) -> schemas.Options:
    """Return what the command line asks to see."""
    named = ("types", "min_confidence", "offsets", "explain", "scope")
    given = {name: getattr(options, name, None) for name in named}
    return schemas.Options(**{name: value for name, value in given.items() if value is not None})


def _answer(
    name: str, text: str, found: Extraction, model: str, options: schemas.Options
) -> dict[str, Any]:
    software = schemas.Software(__version__, model)
    return schemas.dump(found, text, software, None if name == STDIN else name, options)


def _written(format: str, answer: dict[str, Any], text: str) -> str:
    if format == "json":
        return f"{json.dumps(answer, ensure_ascii=False, indent=2)}\n"
    return FORMS[MEDIA[format]](answer, text).decode("utf-8")
