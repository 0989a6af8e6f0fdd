"""What ``pip install .`` gives: the library and the command, from any folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEFT = shutil.ignore_patterns(".*", "tests", "build", "*.egg-info", "__pycache__", "pictures")
JUNK = "app batch cli extractor json report schemas service settings torch".split()
"""Names of modules that lie in the working directory and must not be imported."""

pytestmark = pytest.mark.slow


class Installed:
    """The package installed into a folder, used from another."""

    def __init__(self, site: Path, folder: Path) -> None:
        self.site, self.folder = site, folder

    def run(self, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
        """Run the command."""
        command = [sys.executable, str(self.site / "bin" / "quote-extractor"), *arguments]
        return self._run(command, text)

    def python(self, code: str) -> subprocess.CompletedProcess[str]:
        """Run a program that uses the library; its own folder is not the working directory."""
        program = self.site / "program.py"
        program.write_text(code, encoding="utf-8")
        return self._run([sys.executable, str(program)], "")

    def _run(self, command: list[str], text: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return subprocess.run(
            command,
            cwd=self.folder,
            env=environment | {"PYTHONPATH": str(self.site), "OMP_NUM_THREADS": "1"},
            input=text,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Install the package as pip does, without its dependencies, which are here."""
    top = tmp_path_factory.mktemp("package")
    shutil.copytree(ROOT, top / "source", ignore=LEFT)
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--target"]
    subprocess.run(
        [sys.executable, "-m", "pip", "install", *options, top / "site", top / "source"],
        check=True,
        capture_output=True,
    )
    (top / "folder").mkdir()
    for name in JUNK:
        (top / "folder" / f"{name}.py").write_text("raise SystemExit('from the folder')\n")
    return Installed(top / "site", top / "folder")


def test_command(installed: Installed) -> None:
    """The command runs, and finds the data that it needs."""
    listed = installed.run("rules", "--format", "json")

    assert (listed.returncode, listed.stderr) == (0, "")
    assert json.loads(listed.stdout)["rules"]
    assert installed.run("--version").stdout.startswith("quote-extractor ")


def test_damaged_data(installed: Installed) -> None:
    """A word list that was cut short is named, and nothing is answered with it."""
    path = installed.site / "extractor" / "data" / "titles.txt"
    whole = path.read_bytes()
    try:
        path.write_bytes(whole[:-100])
        failed = [installed.run("models"), installed.run("extract", text="“No,” she said.")]
    finally:
        path.write_bytes(whole)
    message = (
        f"quote-extractor: data file {path} is damaged: it is not the one that was installed\n"
    )

    assert [(done.returncode, done.stdout, done.stderr) for done in failed] == [
        (1, "", message)
    ] * 2
    assert installed.run("models").returncode == 0


@pytest.mark.model
def test_extract_and_batch(installed: Installed) -> None:
    """Both commands work with the embedded models, and give the same."""
    text = "“It works,” said Ada Lund."
    alone = installed.run("extract", "--json", text=text)
    (installed.folder / "in.jsonl").write_text(json.dumps({"text": text}), encoding="utf-8")
    many = installed.run("batch", "in.jsonl", "out.jsonl", "--workers", "1")
    result = (installed.folder / "out.jsonl").read_text("utf-8")

    assert (alone.returncode, alone.stderr) == (0, "")
    assert (many.returncode, many.stderr.partition(";")[0]) == (
        0,
        "1 document, 1 quotation, 0 failed",
    )
    assert json.loads(result)["quotes"] == json.loads(alone.stdout)["quotes"]


@pytest.mark.model
def test_library(installed: Installed) -> None:
    """The library works as the README says."""
    done = installed.python(
        "from extractor import Extractor\n"
        "print(Extractor.load()('“It works,” said Ada Lund.').quotes[0].speaker.label)\n"
    )

    assert (done.stdout, done.stderr) == ("Ada Lund\n", "")


def test_service_has_its_files(installed: Installed) -> None:
    """The page, its parts, the OpenAPI document and the documentation are in the package."""
    done = installed.python(
        "from app import create_app\n"
        "client = create_app(object()).test_client()\n"
        "for path in ('/', '/docs', '/openapi.json', '/web/main.js', '/v1/rules'):\n"
        "    print(path, client.get(path).status_code)\n"
    )

    assert (done.stdout.splitlines(), done.stderr) == (
        [f"{path} 200" for path in ("/", "/docs", "/openapi.json", "/web/main.js", "/v1/rules")],
        "",
    )
