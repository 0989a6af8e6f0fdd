"""``completion``: scripts that let a shell complete this command, made by shtab."""

from __future__ import annotations

import argparse
from typing import Any

import shtab

from cli.arguments import PATHS, parser


def run(options: argparse.Namespace, _: Any) -> int:
    """Print the script for one shell."""
    PATHS.update(shtab.FILE)
    print(shtab.complete(parser(), options.shell))
    return 0
