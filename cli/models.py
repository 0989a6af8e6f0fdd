"""``models``: list and verify the models, or download a Stanza package."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from cli.inputs import complain
from cli.table import BOLD, DIM, Style
from extractor import inventory
from extractor.inventory import Embedded, Package


def run(options: argparse.Namespace, _: Any) -> int:
    """List the models, or download a Stanza package."""
    if options.action == "download":
        return _download(options.package)
    if options.package:
        complain("PACKAGE is only allowed with download")
        return 2
    own, packages = inventory.embedded(), inventory.packages()
    if options.format == "json":
        listed = {"embedded": asdict(own), "stanza": [asdict(each) for each in packages]}
        print(json.dumps(listed, ensure_ascii=False, indent=2))
        return 0
    style = Style.of(sys.stdout)
    for line in (*_own(own, style), "", *_stanza(packages, style)):
        print(line)
    return 0


def _download(package: str | None) -> int:
    if not package:
        complain("name a package to download, such as default_fast, default or default_accurate")
        return 2
    inventory.download(package)
    print(f"downloaded stanza:{package} to {inventory.folder()}")
    return 0


def _own(own: Embedded, style: Style) -> Iterator[str]:
    yield f"{style(own.name, BOLD)}  embedded, {_size(own.size)} in {own.files} files, all intact"
    yield from (f"    trained on {line}" for line in own.data)
    yield "    licence: LICENSE-MODELS.md"
    if own.commit:
        yield f"    trained at commit {own.commit}"
    scores: dict[str, list[str]] = {}
    for name, score in own.scores:
        of, _, figure = name.rpartition(" ")
        scores.setdefault(of, []).append(f"{figure} {score:g}")
    yield from (f"    {of or 'scores'}: {', '.join(figures)}" for of, figures in scores.items())


def _stanza(packages: Sequence[Package], style: Style) -> Iterator[str]:
    yield style(f"Stanza packages in {inventory.folder()}", DIM)
    width = max(len(package.name) for package in packages)
    for package in packages:
        here = "not downloaded" if package.size is None else _size(package.size)
        yield f"stanza:{package.name:{width}}  {here}"


def _size(count: int) -> str:
    """Return a number of bytes as text."""
    return f"{count / 1e6:,.1f} MB"
