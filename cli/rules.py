"""``rules``: the constructions that pair words with a speaker, and how often they were right."""

from __future__ import annotations

import argparse
import re
import sys
from textwrap import TextWrapper
from typing import Any

from cli.table import BOLD, DIM, Style
from extractor.inventory import RuleInfo, rules
from schemas import RulesSchema, to_json


def run(options: argparse.Namespace, _: Any) -> int:
    """Print the rules, each with its precision on the training corpus."""
    if options.format == "json":
        sys.stdout.write(to_json(RulesSchema().dump({"rules": rules()})).decode("utf-8"))
        return 0
    style = Style.of(sys.stdout)
    for rule in rules():
        print(_entry(rule, style))
    return 0


def _entry(rule: RuleInfo, style: Style) -> str:
    fill = TextWrapper(92, initial_indent="    ", subsequent_indent="    ").fill
    few = f"unknown (too few pairs: {rule.pairings})"
    share = few if rule.precision is None else f"{rule.precision:.0%} of {rule.pairings:,} pairs"
    sentence = re.sub("`([^`]*)`", r"“\1”", rule.description)
    example = " ".join(rule.example.split())
    head = f"{style(rule.name, BOLD)}  precision {share}"
    return f"{head}\n{fill(sentence)}\n{style(fill(example), DIM)}"
