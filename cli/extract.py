"""``extract``: the quotations of texts, printed or written to files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli import output
from cli.inputs import InputError, complain, expand, read_text
from cli.progress import Progress, waiting
from cli.table import Style
from extractor import Extraction
from schemas import select

Load = Callable[[str | None], Any]


def run(options: argparse.Namespace, load: Load) -> int:
    """Extract from every input; report inputs that cannot be read and continue."""
    if options.overwrite and not options.into:
        complain("--overwrite needs --into FOLDER: without it, nothing is written to files")
        return 2
    if options.into and Path(options.into).is_file():
        complain(f"--into {options.into}: a file is there; name a folder")
        return 2
    names = expand(options.files)
    several = len(names) > 1
    if several and not options.into:
        if options.format in output.SINGLE:
            complain(f"for several texts, --format {options.format} needs --into FOLDER")
            return 2
        options.format = {"json": "jsonl"}.get(options.format, options.format)
    if options.into:
        folder = Path(options.into)
        write = output.writer(options.format, folder, names, options.overwrite)
        style = Style()
    else:
        write, style = output.printer(options.format, several), Style.of(sys.stdout)
    return _Run(options, load, output.form(options, style), write).all(names)


@dataclass
class _Run:
    """One run over many texts; the models are loaded when the first text has been read."""

    options: argparse.Namespace
    load: Load
    form: output.Form
    write: output.Output
    extractor: Any = None

    def all(self, names: Sequence[str]) -> int:
        status = 0
        with Progress(len(names)) as progress:
            for name in names:
                try:
                    text = read_text(name)
                    found = self.find(text, progress)
                    progress.clear()
                    self.show(name, text, found)
                except InputError as error:
                    progress.clear()
                    status = complain(f"{name}: {error}")
                progress.step()
        return status

    def find(self, text: str, progress: Progress) -> Extraction:
        if self.extractor is None:
            progress.clear()
            with waiting("Loading the models …"):
                self.extractor = self.load(self.options.model)
        options = output.wanted_options(self.options)
        found: Extraction = select(self.extractor(text, scope=options.scope), options)
        return found

    def show(self, name: str, text: str, found: Extraction) -> None:
        self.write(name, self.form(name, text, found, getattr(self.extractor, "model", "")))
        if self.options.format == "table":
            for warning in found.warnings:
                complain(f"{name}: warning at {warning.start}: {warning.message}")
