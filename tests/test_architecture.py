"""The shape of the code: who imports whom, and how long things may grow."""

from __future__ import annotations

import ast
import io
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STAGES = ("marks", "parsing", "rules", "selection", "speakers")
HEAVY = frozenset("stanza torch transformers safetensors tokenizers".split())
CODE = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in (
        *("archives", "benchmarks", "cli", "deploy", "extractor"),
        *("schemas", "service", "training"),
    )
    for path in (ROOT / folder).rglob("*.py")
) + sorted(path.name for path in ROOT.glob("*.py"))
PRODUCT = [path for path in CODE if not path.startswith(("benchmarks/", "deploy/", "training/"))]
"""What is shipped; developers' tools may look inside the stages, and fit with torch."""

LONGEST_FILE = 150
LONGEST_FUNCTION = 25
FILE_EXCEPTIONS = frozenset({"extractor/domain.py"})
"""The nouns stay together on one page, documented field by field."""


def imports(path: str) -> set[str]:
    """Return the modules that a file imports anywhere, ``from a import b`` as ``a`` and ``a.b``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def stages(path: str) -> set[str]:
    """Return the stages that a file imports."""
    return {name for name in STAGES for module in imports(path) if _inside(module, name)}


def stage_of(path: str) -> str | None:
    """Return the stage that a file belongs to, if any."""
    parts = Path(path).with_suffix("").parts
    return parts[1] if parts[0] == "extractor" and parts[1] in STAGES else None


def long_functions(path: str) -> Iterator[tuple[str, int]]:
    """Yield name and length of each function that is too long.

    A function's length is its lines of code from ``def`` on, without docstring, comments and blank
    lines.
    """
    source = (ROOT / path).read_text(encoding="utf-8")
    code = _code_lines(source)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = set(range(node.lineno, (node.end_lineno or 0) + 1)) & code
            if ast.get_docstring(node) is not None:
                first = node.body[0]
                lines -= set(range(first.lineno, (first.end_lineno or 0) + 1))
            if len(lines) > LONGEST_FUNCTION:
                yield node.name, len(lines)


def _code_lines(source: str) -> set[int]:
    blank = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    spans = (range(t.start[0], t.end[0] + 1) for t in tokens if t.type not in blank)
    return {line for span in spans for line in span}


def _inside(module: str, stage: str) -> bool:
    return f"{module}.".startswith(f"extractor.{stage}.")


@pytest.mark.parametrize("path", [path for path in CODE if stage_of(path)])
def test_stages_do_not_import_each_other(path: str) -> None:
    """A stage knows the nouns and its own files, never another stage or the engine."""
    assert stages(path) - {stage_of(path)} == set()
    assert "extractor.engine" not in imports(path)


@pytest.mark.parametrize("path", PRODUCT)
def test_only_parsing_knows_the_parser(path: str) -> None:
    """Stanza, torch and what they bring are imported by the stage *parsing* alone."""
    if stage_of(path) != "parsing":
        assert {module.partition(".")[0] for module in imports(path)} & HEAVY == set()


@pytest.mark.parametrize("path", [path for path in CODE if path.startswith("extractor/")])
def test_extractor_knows_nothing_of_the_edge(path: str) -> None:
    """The library imports no schema, no web framework, no command line."""
    edge = {
        "app",
        "archives",
        "cli",
        "flask",
        "gunicorn",
        "marshmallow",
        "schemas",
        "service",
        "settings",
    }

    assert {module.partition(".")[0] for module in imports(path)} & edge == set()


@pytest.mark.parametrize("path", [path for path in CODE if path.startswith("schemas/")])
def test_schemas_know_nothing_of_the_extractor(path: str) -> None:
    """Schemas meet the library's values on the names of attributes, not by import."""
    outside = {"app", "archives", "cli", "extractor", "flask", "service", "settings"}

    assert {module.partition(".")[0] for module in imports(path)} & outside == set()


def test_engine_imports_every_stage() -> None:
    """The engine joins the five stages, the parser only when one is loaded."""
    assert stages("extractor/engine.py") == set(STAGES)


@pytest.mark.parametrize("path", PRODUCT)
def test_outside_uses_the_public_names(path: str) -> None:
    """Outside the library nobody reaches into a stage but for the rules' table."""
    if not path.startswith("extractor/"):
        assert stages(path) <= {"rules"}


@pytest.mark.parametrize(
    "module", ["app", "archives.running", "cli", "extractor", "benchmarks.accuracy"]
)
def test_import_is_light(module: str) -> None:
    """Importing does not load torch or Stanza: that waits until a model is loaded."""
    code = f"import sys, {module}; print(sorted({set(HEAVY)!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert done.stdout == "[]\n"


@pytest.mark.parametrize("path", [path for path in CODE if path not in FILE_EXCEPTIONS])
def test_files_are_short(path: str) -> None:
    """A file fits into one look; what grows beyond becomes a folder."""
    lines = (ROOT / path).read_text(encoding="utf-8").count("\n")

    assert lines <= LONGEST_FILE


@pytest.mark.parametrize("path", CODE)
def test_functions_are_short(path: str) -> None:
    """A function does one thing, in 25 lines of code at most."""
    assert list(long_functions(path)) == []


def test_long_function_is_seen(tmp_path: Path) -> None:
    """The check counts code and leaves docstring, comments and blank lines out."""
    body = "".join(f"    a{n} = {n}\n\n    # why\n" for n in range(LONGEST_FUNCTION - 1))
    path = tmp_path / "sample.py"
    path.write_text(f'def fits():\n    """Say\n\n    it.\n    """\n{body}', encoding="utf-8")
    fits = list(long_functions(str(path)))
    path.write_text(f"def grew():\n{body}    return a0\n", encoding="utf-8")

    assert fits == []
    assert list(long_functions(str(path))) == [("grew", LONGEST_FUNCTION + 1)]


def test_stages_are_listed_in_the_order_they_run() -> None:
    """A directory listing of the stages is the way of the data."""
    assert sorted(STAGES) == list(STAGES)
