"""The rules of the code base: directions, depth and cost of imports, length of functions."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = (
    "batch benchmarks cli deploy evaluation extractor report schemas service training".split()
)
STAGES = ("cleaning", "marks", "parsing", "rules", "selection", "speakers")
HEAVY = frozenset("stanza torch transformers safetensors tokenizers".split())
EDGE = frozenset("app batch cli flask gevent gunicorn marshmallow report schemas service".split())
TOOLS = ("benchmarks.", "deploy.", "training.")
"""Developers' tools may look inside the stages, and fit weights with torch."""

SHALLOW = [f"extractor.{stage}" for stage in (*STAGES, "parsing.inference")]
FLOORS = 6
"""The longest chain of imports within one stage, in modules."""
LONGEST_FUNCTION = 40
"""Lines of a function, from ``def`` to its end, without its docstring."""


def _modules() -> dict[str, Path]:
    """Return every module of the project by its dotted name."""
    paths = [path for name in PACKAGES for path in (ROOT / name).rglob("*.py")]
    return {_dotted(path): path for path in [*paths, *ROOT.glob("*.py")]}


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = _modules()


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def imports(module: str) -> frozenset[str]:
    """Return what a module imports anywhere, ``from a import b`` as ``a`` and ``a.b``."""
    found: set[str] = set()
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            assert node.module is not None
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def outside(prefix: str, allowed: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """Return, for each module under *prefix*, what it imports of the rest of the project."""
    return {
        module: sorted(
            name
            for name in imports(module)
            if name in MODULES and not _inside(name, prefix) and name not in allowed
        )
        for module in MODULES
        if _inside(module, prefix)
    }


def _inside(module: str, package: str) -> bool:
    return f"{module}.".startswith(f"{package}.")


def _offenders(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {module: names for module, names in found.items() if names}


def test_stages_do_not_import_each_other() -> None:
    """A stage knows the domain, shared knowledge of English and its own files, nothing else."""
    barred = [*(f"extractor.{stage}" for stage in STAGES), "extractor.engine"]
    found = {
        module: [name for name in names if any(_inside(name, bar) for bar in barred)]
        for stage in STAGES
        for module, names in outside(f"extractor.{stage}").items()
    }

    assert _offenders(found) == {}


def test_only_parsing_knows_the_parser() -> None:
    """Stanza, torch and what they bring are imported by the stage *parsing* alone."""
    found = {
        module: sorted({name.partition(".")[0] for name in imports(module)} & HEAVY)
        for module in MODULES
        if not _inside(module, "extractor.parsing") and not module.startswith(TOOLS)
    }

    assert _offenders(found) == {}


@pytest.mark.parametrize(
    ("package", "barred"),
    [
        ("extractor", EDGE),
        ("schemas", EDGE - {"marshmallow", "schemas"} | {"extractor"}),
    ],
)
def test_packages_do_not_know(package: str, barred: frozenset[str]) -> None:
    """The library knows no web framework, the schemas know no extractor."""
    found = {
        module: sorted({name.partition(".")[0] for name in imports(module)} & barred)
        for module in MODULES
        if _inside(module, package)
    }

    assert _offenders(found) == {}


def test_outside_uses_the_public_names() -> None:
    """Outside the library nobody reaches into a stage."""
    found = {
        module: sorted(
            name
            for name in imports(module)
            if any(_inside(name, f"extractor.{stage}") for stage in STAGES)
        )
        for module in MODULES
        if not _inside(module, "extractor") and not module.startswith(TOOLS)
    }

    assert _offenders(found) == {}


def _below(package: str) -> dict[str, frozenset[str]]:
    """Return the imports between the modules of *package*; a stage within it counts as one.

    Imports that only a type checker sees count too: they are what a reader has to follow.
    """
    within = [name for name in SHALLOW if name != package and _inside(name, package)]

    def unit(module: str) -> str:
        return next((name for name in within if _inside(module, name)), module)

    arrows: dict[str, set[str]] = {}
    for module in MODULES:
        if _inside(module, package):
            known = {unit(name) for name in imports(module) if name in MODULES}
            own = {name for name in known if _inside(name, package) and name != package}
            arrows.setdefault(unit(module), set()).update(own - {unit(module)})
    return {module: frozenset(names) for module, names in arrows.items()}


def floors(arrows: dict[str, frozenset[str]]) -> int:
    """Return the number of modules on the longest chain of imports; raises where one is a circle.

    *arrows* are, for each module, the modules that it imports.
    """
    depth: dict[str, int] = {}

    def measure(module: str, above: tuple[str, ...]) -> int:
        assert module not in above, f"import circle: {' > '.join((*above, module))}"
        if module not in depth:
            below = (measure(name, (*above, module)) for name in sorted(arrows.get(module, ())))
            depth[module] = 1 + max(below, default=0)
        return depth[module]

    return max((measure(module, ()) for module in sorted(arrows)), default=0)


@pytest.mark.parametrize("package", SHALLOW)
def test_stages_are_shallow(package: str) -> None:
    """A reader follows at most six imports inside a stage, and never in a circle."""
    assert floors(_below(package)) <= FLOORS


def test_no_circles() -> None:
    """No two modules of the project import each other, directly or by way of others."""
    arrows = {
        module: frozenset(name for name in imports(module) if name in MODULES and name != module)
        for module in MODULES
    }
    # A package's own file gathers what is below it; the names below it are what is imported.
    packages = {module for module, path in MODULES.items() if path.name == "__init__.py"}

    assert floors({m: names - packages for m, names in arrows.items() if m not in packages}) > 0


def test_circles_and_floors_are_seen() -> None:
    """The measure counts the longest chain and names a circle."""
    chain = {"a": frozenset({"b", "c"}), "b": frozenset({"c"}), "c": frozenset[str]()}

    assert floors(chain) == 3
    with pytest.raises(AssertionError, match="a > b > c > a"):
        floors({**chain, "c": frozenset({"a"})})


@pytest.mark.parametrize("module", ["app", "batch.run", "cli", "extractor", "benchmarks.accuracy"])
def test_import_is_light(module: str) -> None:
    """Importing does not load torch or Stanza: that waits until a model is loaded."""
    code = f"import sys, {module}; print(sorted({set(HEAVY)!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert done.stdout == "[]\n"


def test_functions_are_short() -> None:
    """Functions are short."""
    long = {
        f"{module}.{node.name}": _length(node)
        for module in MODULES
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and _length(node) > LONGEST_FUNCTION
    }

    assert long == {}


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert node.end_lineno is not None
    lines = node.end_lineno - node.lineno + 1
    if ast.get_docstring(node) is not None:
        first = node.body[0]
        assert first.end_lineno is not None
        lines -= first.end_lineno - first.lineno + 1
    return lines
