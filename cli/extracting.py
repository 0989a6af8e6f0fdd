"""``extract``: the quotations of texts, printed or written to files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli import forms, output
from cli.inputs import InputError, complain, expand, read_text
from cli.progress import Progress
from cli.table import Style
from extractor import Extraction
from schemas import select

Load = Callable[[str | None], Any]


def run(options: argparse.Namespace, load: Load) -> int:
    """Extract from every input; one that cannot be read is told and the others go on."""
    names = expand(options.files)
    several = len(names) > 1
    if several and not options.into:
        if options.format in forms.SINGLE:
            complain(f"{options.format} of several texts needs --into FOLDER")
            return 2
        options.format = {"json": "jsonl"}.get(options.format, options.format)
    if options.into:
        write, style = output.writer(options.format, Path(options.into)), Style()
    else:
        write, style = output.printer(options.format, several), Style.of(sys.stdout)
    return _Run(options, load, forms.form(options, style), write).all(names)


@dataclass
class _Run:
    """One run over many texts; the model is loaded once there is a text to read."""

    options: argparse.Namespace
    load: Load
    form: forms.Form
    write: output.Output
    extractor: Any = None

    def all(self, names: Sequence[str]) -> int:
        status = 0
        with Progress(len(names)) as progress:
            for name in names:
                try:
                    text = read_text(name)
                    found = self.find(text)
                    progress.clear()
                    self.show(name, text, found)
                except InputError as error:
                    progress.clear()
                    status = complain(f"{name}: {error}")
                progress.step()
        return status

    def find(self, text: str) -> Extraction:
        self.extractor = self.extractor or self.load(self.options.model)
        wanted = forms.wanted_options(self.options)
        found: Extraction = select(self.extractor(text, scope=wanted.scope), wanted)
        return found

    def show(self, name: str, text: str, found: Extraction) -> None:
        self.write(name, self.form(name, text, found, getattr(self.extractor, "model", "")))
        if self.options.format == "table":
            for warning in found.warnings:
                complain(f"{name}: at {warning.start}: {warning.message}")
