"""docs/clients.md: every snippet runs as printed."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import cli
from tests.page.stub import StubExtractor
from tests.page.visitor import Visitor

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "clients.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
TEXT = "😀 “We open,” said Ada Lund.\r\n“So we do,” said Ben Oke. “😀 Yes,” said Ada Lund."
SPLIT = """
const article = document.createElement("div");
for (const [n, part] of arguments[0].split(/(?<= )/).entries())
  article.append(n % 3 ? part : Object.assign(document.createElement("b"), {textContent: part}));
document.body.append(article);
window.article = article;"""


def blocks(language: str) -> list[str]:
    """Return the page's snippets in a language."""
    return [code for name, code in BLOCKS if name == language]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with an article."""
    (tmp_path / "article.txt").write_bytes((TEXT + "\r\n" + TEXT).encode("utf-8"))
    return tmp_path


def moved(code: str, address: str) -> str:
    """Return a snippet that asks the service of the tests."""
    assert "http://127.0.0.1:8000" in code
    return code.replace("http://127.0.0.1:8000", address.rstrip("/"))


def test_curl(folder: Path, address: str) -> None:
    """The commands for curl give the answer, a table and a page."""
    if shutil.which("curl") is None:
        pytest.skip("needs curl")
    first, more, _ = blocks("sh")
    done = subprocess.run(
        ["bash", "-ec", moved(first + more, address)], cwd=folder, capture_output=True, check=True
    )

    assert [quote["id"] for quote in json.loads(done.stdout)["quotes"]] == ["q5", "q6"]
    table = (folder / "quotations.csv").read_text(encoding="utf-8")
    speakers = [row["speaker"] for row in csv.DictReader(io.StringIO(table))]
    assert speakers == ["Ada Lund", "Ben Oke", "Ada Lund"] * 2
    assert (folder / "article.html").read_text(encoding="utf-8").count("<mark ") == 6


def test_python(folder: Path, address: str) -> None:
    """The program prints who said what, having found every segment in its text."""
    (code,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", moved(code, address)], cwd=folder, capture_output=True, check=True
    )

    said = ["Ada Lund: We open,", "Ben Oke: So we do,", "Ada Lund: 😀 Yes,"]
    assert done.stdout.decode("utf-8").splitlines() == said * 2


def test_ranges_of_a_page(visitor: Visitor, address: str) -> None:
    """The ranges hold the segments' words, over elements and surrogate pairs."""
    code = moved(blocks("js")[0], address)
    visitor(SPLIT, TEXT)
    result = visitor.driver.execute_async_script(
        f"{code}; const done = arguments[0]; (async () => {{"
        "const found = await quotations(article); await highlight(article);"
        "done([found.map(({ranges}) => String(ranges[0])), CSS.highlights.get('quotation-direct')"
        ".size]) })().catch((error) => done(String(error)))"
    )

    assert result == [["We open,", "So we do,", "😀 Yes,"], 3]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_check(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Each command of a newsroom's check holds with the answer expected on the page."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "bridge.txt").write_text(
        "“We open on Monday,” said Ada Lund.", "utf-8"
    )
    (tmp_path / "articles" / "bridge.json").write_text(blocks("json")[0], encoding="utf-8")
    line = blocks("sh")[-1].splitlines()[number].partition("#")[0]
    program, *words = line.replace("127.0.0.1:8000", address.rstrip("/")).split()

    assert program == "quote-extractor"
    assert cli.main(words, lambda _: StubExtractor()) == 0  # type: ignore[arg-type,return-value]


def test_workflow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workflow of GitHub Actions is YAML of the form, and its check is one that runs."""
    monkeypatch.chdir(tmp_path)
    flow = yaml.safe_load(blocks("yaml")[0])
    steps = flow["jobs"]["check"]["steps"]
    (line,) = [step["run"] for step in steps if step.get("run", "").startswith("quote-extractor")]
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "bridge.txt").write_text("“We open,” said Ada Lund.", "utf-8")
    (tmp_path / "articles" / "bridge.json").write_text('{"quotes": []}', encoding="utf-8")

    assert sorted(flow, key=str) == [True, "jobs", "name"]  # YAML 1.1 reads the key on as true
    assert cli.main(line.split()[1:], lambda _: StubExtractor()) == 1  # type: ignore[arg-type,return-value]
    uploaded = [step["with"]["path"] for step in steps if "upload" in step.get("uses", "")]
    assert [Path(path).read_bytes()[:5] for path in uploaded] == [b"<?xml"]
