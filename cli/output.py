"""Output of one text's quotations in a format: printed, or written to a file."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import schemas
from cli.inputs import STDIN, InputError
from cli.table import Style, table
from extractor import Extraction, __version__
from schemas.forms import CSV, FORMS, HTML, IN_CODE_POINTS, JSON, JSON_LD

BOM: Final = "\ufeff"
"""The byte-order mark by which spreadsheets tell UTF-8: in CSV files, not in what is printed."""
MEDIA: Final[Mapping[str, str]] = {"jsonl": JSON, "csv": CSV, "html": HTML, "jsonld": JSON_LD}
SINGLE: Final = frozenset({"html", "jsonld"})
"""Formats that hold one text only."""
ENDINGS: Final[Mapping[str, str]] = {"table": "txt"}
"""File endings that differ from the format's name."""

Form = Callable[[str, str, Extraction, str], str]
"""A function of the text's name, the text, its extraction and the model's name."""
Output = Callable[[str, str], None]
"""A function that takes a text's name and its formatted quotations."""


def wanted_options(options: argparse.Namespace) -> schemas.Options:
    """Return the options of the command line."""
    named = schemas.Options.__dataclass_fields__
    given = {name: getattr(options, name, None) for name in named}
    return schemas.Options(**{name: value for name, value in given.items() if value is not None})


def form(options: argparse.Namespace, style: Style) -> Form:
    """Return the function that formats a text's quotations.

    Tables are cut to the width of the terminal, if there is one.
    """
    wanted = wanted_options(options)
    if options.format == "table":
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        width = None if options.into else width
        return lambda name, text, found, model: "".join(
            f"{line}\n" for line in table(found, width, style, text if wanted.explain else None)
        )
    if options.format in MEDIA and MEDIA[options.format] in IN_CODE_POINTS:
        wanted = replace(wanted, offsets="codepoint")
    return lambda name, text, found, model: _written(
        options.format, _answer(name, text, found, model, wanted), text
    )


def printer(format: str, several: bool) -> Output:
    """Return a printer; several tables get headings, several CSV outputs share one header."""
    printed = 0

    def write(name: str, content: str) -> None:
        nonlocal printed
        if format == "table" and several:
            content = f"== {name}\n{content}"
        if format == "csv" and printed:
            content = content.partition("\r\n")[2]
        sys.stdout.write(content)
        printed += 1

    return write


def writer(format: str, folder: Path, names: Sequence[str], overwrite: bool) -> Output:
    """Return a writer of one file per text into *folder*; it raises InputError if it fails.

    If two files have the same name, both keep their folders.
    """
    targets, inputs = _targets(names), {Path(name).resolve() for name in names}
    ending = ENDINGS.get(format, format)

    def write(name: str, content: str) -> None:
        path = folder / f"{targets[name]}.{ending}"
        mark = BOM if format == "csv" else ""
        if path.resolve() in inputs:
            raise InputError(f"{path} is an input; choose another folder")
        if path.exists() and not overwrite:
            raise InputError(f"{path} already exists; use --overwrite to replace it")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(mark + content, encoding="utf-8", newline="")
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}") from error

    return write


def _targets(names: Sequence[str]) -> dict[str, str]:
    """Return a unique output name for each text, without its ending."""
    stems = {name: "stdin" if name == STDIN else Path(name).stem for name in names}
    if len(set(stems.values())) == len(stems):
        return stems
    whole = {name: os.path.abspath(name) for name in stems}  # noqa: PTH100
    above = os.path.commonpath([os.path.dirname(path) for path in whole.values()])  # noqa: PTH120
    found = {name: os.path.relpath(path, above) for name, path in whole.items()}
    bare = {name: str(Path(path).with_suffix("")) for name, path in found.items()}
    return bare if len(set(bare.values())) == len(bare) else found


def _answer(
    name: str, text: str, found: Extraction, model: str, options: schemas.Options
) -> dict[str, Any]:
    software = schemas.Software(__version__, model)
    return schemas.dump(found, text, software, None if name == STDIN else name, options)


def _written(format: str, answer: dict[str, Any], text: str) -> str:
    if format == "json":
        return f"{json.dumps(answer, ensure_ascii=False, indent=2)}\n"
    return FORMS[MEDIA[format]](answer, text).decode("utf-8")
