"""What may stand on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, Final

from extractor import __version__

FORMATS: Final = ("table", "json", "jsonl", "csv", "html", "jsonld")
TYPES: Final = ("direct", "mixed", "indirect")
SCOPES: Final = ("quotations", "attributions")
UNITS: Final = ("codepoint", "utf16", "utf8")
ENGINES: Final = ("local", "ray")
SHELLS: Final = ("bash", "zsh", "fish")

Add = Callable[..., Any]
PATHS: Final[dict[str, str]] = {}
"""How each shell completes paths; the command ``completion`` fills it in."""
EPILOG: Final = """\
examples:
  quote-extractor extract article.txt
  quote-extractor extract --format csv 'articles/**/*.txt' > quotations.csv
  quote-extractor check articles --junit report.xml

exit status: 0; 1 where an input could not be read, the model not be loaded or a check
failed; 2 for a wrong command line. quote-extractor COMMAND --help tells more."""


class Laid(argparse.RawDescriptionHelpFormatter):
    """Leaves examples on their lines, and gives every command one line."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=16)
        self._action_max_length = 14  # argparse forgets that commands stand further in


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    about = "Who said what in English news text."
    top = argparse.ArgumentParser(
        prog="quote-extractor", description=about, epilog=EPILOG, formatter_class=Laid
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    named = {"dest": "command", "metavar": "COMMAND", "title": "commands"}
    commands = top.add_subparsers(required=True, **named)
    _extract(commands.add_parser("extract", help="print the quotations of texts").add_argument)
    _batch(commands.add_parser("batch", help="find the quotations of an archive").add_argument)
    _check(commands.add_parser("check", help="compare texts with expected answers").add_argument)
    _rules(commands.add_parser("rules", help="list the rules").add_argument)
    _serve(commands.add_parser("serve", help="start the service").add_argument)
    _models(commands.add_parser("models", help="list the models, or download one").add_argument)
    commands.add_parser("health", help="ask a running service whether it is healthy")
    completion = commands.add_parser("completion", help="print a shell's completion script")
    completion.add_argument("shell", choices=SHELLS)
    return top


def _extract(add: Add) -> None:
    of_several = "default: table; of several, json is jsonl"
    files = "UTF-8 text, or a quoted glob; - or none: stdin"
    add("files", nargs="*", metavar="FILE", help=files).complete = PATHS
    add("--format", choices=FORMATS, default="table", help=of_several)
    add("--json", dest="format", action="store_const", const="json", help="as --format json")
    add("--into", metavar="FOLDER", help="write a file for each text there, print nothing")
    add("--overwrite", action="store_true", help="with --into: replace files that exist")
    add("--explain", action="store_true", help="show the words and relations the rules walked")
    _wanted(add)
    _model(add)


def _batch(add: Add) -> None:
    add(
        "source",
        metavar="IN",
        help="JSONL, CSV (also .gz) or Parquet: a file, or a folder of them or of .txt",
    ).complete = PATHS
    result = "the same formats, or FOLDER/ for Parquet in parts"
    add("result", metavar="OUT", help=result).complete = PATHS
    add("--id", default="id", metavar="COLUMN", help="default: id")
    add("--text", default="text", metavar="COLUMN", help="default: text")
    add("--keep", type=_names, metavar="COLUMN,…", help="carry only these along; default: all")
    add("--flat", action="store_true", help="a row a quotation, as always in CSV")
    _wanted(add)
    add(
        "--workers",
        type=_count,
        metavar="N",
        help="processes; default: one a core, as far as memory goes",
    )
    add("--engine", choices=ENGINES, default="local", help="default: local")
    add(
        "--address", metavar="HOST:PORT", help="of a Ray cluster; default: one made on this machine"
    )
    add("--part", type=_count, default=500, metavar="N", help="documents a part; default: 500")
    add("--restart", action="store_true", help="begin anew, whatever an earlier run has left")
    _model(add)


def _check(add: Add) -> None:
    folder = "holds NAME.txt and NAME.json, as deep as you like"
    add("folder", metavar="FOLDER", help=folder).complete = PATHS
    add("--update", action="store_true", help="write what is found as what is expected")
    add("--junit", metavar="FILE", help="also write a report as JUnit XML")
    add("--url", metavar="URL", help="ask this running service instead of loading the models")
    _model(add)


def _rules(add: Add) -> None:
    add("--format", choices=("table", "json"), default="table", help="default: table")


def _models(add: Add) -> None:
    add("action", nargs="?", choices=("list", "download"), default="list", help="default: list")
    add("package", nargs="?", metavar="PACKAGE", help="of Stanza's, as default_fast; to download")
    add("--format", choices=("table", "json"), default="table", help="of the list; default: table")


def _serve(add: Add) -> None:
    add("--bind", metavar="HOST:PORT", help="instead of EXTRACTOR_BIND")


def _wanted(add: Add) -> None:
    add("--types", type=_types, metavar="TYPE,…", help="only these: direct, mixed, indirect")
    add("--min-confidence", type=_share, metavar="N", help="only those at least so sure, 0 to 1")
    add("--scope", choices=SCOPES, help="attributions: also thoughts, wishes, attitudes")
    add("--offsets", choices=UNITS, help="what offsets count; default: codepoint")


def _model(add: Add) -> None:
    add("--model", metavar="NAME", help="stanza:PACKAGE instead of the embedded models")


def _types(words: str) -> frozenset[str]:
    types = frozenset(words.split(","))
    if not types <= set(TYPES):
        raise argparse.ArgumentTypeError(f"choose from {', '.join(TYPES)}")
    return types


def _share(word: str) -> float:
    try:
        share = float(word)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError("a number from 0 to 1")
    return share


def _names(words: str) -> tuple[str, ...]:
    return tuple(name for name in words.split(",") if name)


def _count(word: str) -> int:
    if not word.isascii() or not word.isdigit() or not int(word):
        raise argparse.ArgumentTypeError("a number from 1")
    return int(word)
