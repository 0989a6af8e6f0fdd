"""The arguments of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any, Final

from extractor import __version__

FORMATS: Final = ("table", "json", "jsonl", "csv", "html", "jsonld")
TYPES: Final = ("direct", "mixed", "indirect")
SCOPES: Final = ("quotations", "attributions")
UNITS: Final = ("codepoint", "utf16", "utf8")
ENGINES: Final = ("local", "ray")
REPORTS: Final = ("html", "csv")
ENDINGS: Final = ".jsonl or .ndjson (also .gz, .zst), .csv (also .gz), .parquet"
"""The formats of `batch` in words; importing `batch.formats` would make ``--help`` slow."""
SHELLS: Final = ("bash", "zsh", "fish")

LAST: Final = {"extract": "files", "report": "result", "models": "package"}
"""The last words of a command, where they may be missing."""

Add = Callable[..., Any]
PATHS: Final[dict[str, str]] = {}
"""How each shell completes paths; filled in by the command ``completion``."""
EPILOG: Final = """\
examples:
  quote-extractor extract article.txt
  quote-extractor extract --format csv 'articles/**/*.txt' > quotations.csv
  quote-extractor check articles --junit report.xml

exit status: 0 success; 1 an input cannot be read, the models cannot be loaded (serve: 4) or
a check fails; 2 wrong command line; 130 stopped. See also quote-extractor COMMAND --help."""


class Laid(argparse.RawDescriptionHelpFormatter):
    """Keeps the line breaks of the examples and prints each command on one line."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=16)
        self._action_max_length = 14  # argparse ignores that commands are indented more


def parser() -> argparse.ArgumentParser:
    """Return the parser for the whole command line."""
    about = "Find quotations and their speakers in English news text."
    top = argparse.ArgumentParser(
        prog="quote-extractor", description=about, epilog=EPILOG, formatter_class=Laid
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    named = {"dest": "command", "metavar": "COMMAND", "title": "commands"}
    commands = top.add_subparsers(required=True, **named)

    def command(name: str, about: str) -> Add:
        described = f"{about[0].upper()}{about[1:]}."
        made = commands.add_parser(name, help=about, description=described)
        made.set_defaults(wrong=made.error)
        return made.add_argument

    _extract(command("extract", "find the quotations in texts"))
    _batch(command("batch", "process a whole archive"))
    _report(command("report", "report the sourcing of a text or of a batch's result"))
    _check(command("check", "compare answers with expected ones"))
    _rules(command("rules", "list the extraction rules"))
    _serve(command("serve", "start the HTTP service"))
    _models(command("models", "list or download models"))
    _health(command("health", "check whether the service responds; prints nothing if it does"))
    command("completion", "print a shell completion script")("shell", choices=SHELLS)
    return top


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Return the options of a command line; exits with a message if it is wrong.

    What may be missing, such as OUT of ``report``, may also stand behind options, which argparse
    by itself refuses.
    """
    top = parser()
    options, rest = top.parse_known_args(words)
    wrong = vars(options).pop("wrong")
    last = LAST.get(options.command, "")
    given = getattr(options, last, "")
    named = [word for word in rest if word == "-" or not word.startswith("-")]
    if named == rest and isinstance(given, list):
        given += rest
    elif named == rest and len(rest) == 1 and given is None:
        setattr(options, last, rest[0])
    elif rest:
        wrong(f"unrecognized arguments: {' '.join(rest)}")
    return options


def _extract(add: Add) -> None:
    of_several = "default: table; for several files, json means jsonl"
    files = "UTF-8 text file or quoted glob; default: standard input (-)"
    add("files", nargs="*", metavar="FILE", help=files).complete = PATHS
    add("--format", choices=FORMATS, default="table", help=of_several)
    add("--json", dest="format", action="store_const", const="json", help="same as --format json")
    add("--into", metavar="FOLDER", help="write one file per text into FOLDER instead of printing")
    add("--overwrite", action="store_true", help="with --into: replace existing files")
    add("--explain", action="store_true", help="show the dependency path that each rule matched")
    _wanted(add)
    _model(add)


def _batch(add: Add) -> None:
    add(
        "source",
        metavar="IN",
        help=f"a file that ends in {ENDINGS} or .txt, or a folder of files of one such format",
    ).complete = PATHS
    result = f"a file that ends in {ENDINGS}, or FOLDER/ for Parquet in parts"
    add("result", metavar="OUT", help=result).complete = PATHS
    add("--id", default="id", metavar="COLUMN", help="column of the document ids; default: id")
    add("--text", default="text", metavar="COLUMN", help="column of the texts; default: text")
    add(
        "--keep",
        type=_names,
        metavar="COLUMN,…",
        help="columns to copy to the output; default: all but id and text",
    )
    add("--flat", action="store_true", help="one row per quotation (always so in CSV)")
    _wanted(add)
    add(
        "--workers",
        type=_count,
        metavar="N",
        help="number of processes; default: as many as cores and memory allow",
    )
    add("--engine", choices=ENGINES, default="local", help="where to run; default: local")
    add(
        "--address",
        metavar="HOST:PORT",
        help="address of a Ray cluster; default: start one on this machine",
    )
    add("--part", type=_count, default=500, metavar="N", help="documents per part; default: 500")
    add(
        "--restart",
        action="store_true",
        help="start again, discarding the results of an earlier run",
    )
    _model(add)


def _report(add: Add) -> None:
    source = "text file, - for stdin, or a result of batch (a file or a folder)"
    add("source", metavar="IN", help=source).complete = PATHS
    result = "NAME.html or NAME.csv; default: print to stdout"
    add("result", nargs="?", metavar="OUT", help=result).complete = PATHS
    add("--format", choices=REPORTS, help="format of the printed report; default: html")
    add("--overwrite", action="store_true", help="replace an existing OUT")
    add(
        "--date",
        metavar="COLUMN",
        help="column of an archive that holds dates; default: date, published, … if there is one",
    )
    _which(add)
    add(
        "--scope", choices=SCOPES, help="for a text: attributions: add thoughts, wishes and actions"
    )
    _model(add)


def _check(add: Add) -> None:
    folder = "folder of NAME.txt and NAME.json files; subfolders are included"
    add("folder", metavar="FOLDER", help=folder).complete = PATHS
    add("--update", action="store_true", help="save the current answers as the expected ones")
    add("--junit", metavar="FILE", help="also write a JUnit XML report")
    add(
        "--url",
        metavar="URL",
        help="use a running service instead of loading the models; key: QUOTES_API_KEY",
    )
    _model(add)


def _rules(add: Add) -> None:
    add("--format", choices=("table", "json"), default="table", help="default: table")


def _models(add: Add) -> None:
    add("action", nargs="?", choices=("list", "download"), default="list", help="default: list")
    add(
        "package",
        nargs="?",
        metavar="PACKAGE",
        help="Stanza package to download, such as default_fast",
    )
    add(
        "--format",
        choices=("table", "json"),
        default="table",
        help="format of the list; default: table",
    )


def _serve(add: Add) -> None:
    address = "address to listen on; default: EXTRACTOR_BIND, or 127.0.0.1:8000"
    add("--bind", type=_address, metavar="HOST:PORT", help=address)


def _health(add: Add) -> None:
    address = "address of the service; default: EXTRACTOR_BIND, or 127.0.0.1:8000"
    add("--bind", type=_address, metavar="HOST:PORT", help=address)


def _which(add: Add) -> None:
    add("--types", type=_types, metavar="TYPE,…", help="only these types: direct, mixed, indirect")
    add(
        "--min-confidence",
        type=_share,
        metavar="N",
        help="only quotations with at least this confidence, 0 to 1",
    )


def _wanted(add: Add) -> None:
    _which(add)
    add("--scope", choices=SCOPES, help="attributions: add thoughts, wishes and actions")
    add("--offsets", choices=UNITS, help="unit of the offsets; default: codepoint")


def _model(add: Add) -> None:
    models = "embedded:TYPE (bfloat16, int8, float32) or stanza:PACKAGE; default: embedded"
    add("--model", metavar="NAME", help=models)


def _types(words: str) -> frozenset[str]:
    types = frozenset(word.strip() for word in words.split(","))
    if not types <= set(TYPES):
        unknown = " and ".join(map(repr, sorted(types - set(TYPES))))
        choices = ", ".join(TYPES)
        raise argparse.ArgumentTypeError(f"unknown type {unknown}; choose from {choices}")
    return types


def _share(word: str) -> float:
    try:
        share = float(word)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError("it must be a number from 0 to 1, such as 0.5")
    return share


def _address(word: str) -> str:
    host, _, port = word.rpartition(":")
    is_port = port.isascii() and port.isdigit() and int(port) < 1 << 16
    if not (host and is_port) and not word.startswith("unix:"):
        raise argparse.ArgumentTypeError("it must be HOST:PORT or unix:PATH")
    return word


def _names(words: str) -> tuple[str, ...]:
    return tuple(name for name in words.split(",") if name)


def _count(word: str) -> int:
    if not word.isascii() or not word.isdigit() or not int(word):
        raise argparse.ArgumentTypeError("it must be a whole number of at least 1")
    return int(word)
