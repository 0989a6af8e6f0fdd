"""Exports of the page: files, the clipboard, the command for the API."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import cli
from schemas.forms.table import COLUMNS
from tests.page.stub import StubExtractor
from tests.page.visitor import Visitor

TEXT = (
    "“First,” said Ada Lund. “Second thing,” said Ben Oke. Ada Lund said that it rains.\n\n"
    '“Nobody says this.” Then “=fifth 😀” said Ada Lund. § “Sixth, "quoted",” said Cy Dow.\n'
)
LEFT_OUT = "The filters leave out 4 quotations: confidence under 50%."
READ = """
const [kind, done] = arguments;
navigator.clipboard.read().then(([item]) => item.getType(kind)).then((blob) => blob.text())
  .then(done, done)"""


def saved(visitor: Visitor, folder: Path, form: str) -> tuple[str, str]:
    """Return name and content of what the browser saves in a form, and remove the file."""
    path = folder / visitor.export(form).removeprefix("Saved ").partition(". ")[0].rstrip(".")
    end = time.monotonic() + 10
    while not (path.exists() and path.stat().st_size):  # it is there before it is written
        assert time.monotonic() < end, f"{path} was not saved"
        time.sleep(0.05)
    content = path.read_bytes().decode("utf-8")
    path.unlink()
    return path.name, content


@pytest.fixture
def clipboard(visitor: Visitor, address: str) -> Any:
    """Return a function that reads the clipboard in a form."""
    names = ["clipboardReadWrite", "clipboardSanitizedWrite"]
    permissions = {"origin": address.rstrip("/"), "permissions": names}
    visitor.driver.execute_cdp_cmd("Browser.grantPermissions", permissions)
    return lambda kind="text/plain": visitor.driver.execute_async_script(READ, kind)


def test_json_is_the_answer_shown(visitor: Visitor, downloads: Path) -> None:
    """The JSON holds the quotations that the filters leave, and says what they leave out."""
    visitor.paste(TEXT, 50)
    name, content = saved(visitor, downloads, "json")
    answer = json.loads(content)

    assert name == "first-said-ada-lund-second-thing-quotations-2-of-6.json"
    assert [quote["id"] for quote in answer["quotes"]] == ["q5", "q6"]
    assert [(each["label"], each["quotes"]) for each in answer["speakers"]] == [
        ("Ada Lund", ["q5"]),
        ("Cy Dow", ["q6"]),
    ]
    assert (answer["offsets"], answer["corrections"]) == ("utf16", [])
    types = ["direct", "mixed", "indirect"]
    filters = {"types": types, "min_confidence": 0.5, "speaker": None, "left_out": 4}
    assert answer["filters"] == filters


def test_the_dialog_says_what_is_left_out(visitor: Visitor) -> None:
    """Before a file is saved, and after, the page says what the filters leave out of it."""
    visitor.paste(TEXT, 50)
    visitor.click("#export-open")
    assert visitor.find("#export-what").text == f"2 of 6 quotations. {LEFT_OUT}"
    visitor.click("#export-close")
    assert visitor.export("csv").endswith(f"-2-of-6.csv. {LEFT_OUT}")
    visitor.click("#show-all")

    assert visitor.export("csv").endswith("-quotations.csv. No quotations are filtered out.")


def test_copy_is_the_same_json(visitor: Visitor, clipboard: Any) -> None:
    """Copying puts the JSON on the clipboard."""
    visitor.paste(TEXT)
    visitor.export("copy")

    assert len(json.loads(clipboard())["quotes"]) == 6


@pytest.mark.parametrize("secure", [True, False])
def test_table_is_copied_as_the_list_stands(secure: bool, visitor: Visitor, clipboard: Any) -> None:
    """A document gets a table, a spreadsheet cells that it does not run, in the list's order.

    So it is without TLS, where a browser gives scripts no clipboard.
    """
    if not secure:
        visitor("navigator.clipboard.write = undefined")
    visitor.paste(TEXT, 50)
    visitor("document.querySelector('#sort option[value=confidence]').selected = true")
    visitor.export("table")

    assert clipboard().splitlines() == [
        "Speaker\tRole\tQuotation\tType\tConfidence",
        "Ada Lund\t\t'=fifth 😀\tmixed\t50%",
        'Cy Dow\t\tSixth, "quoted",\tdirect\t60%',
    ]
    html = clipboard("text/html")
    assert "<td>'=fifth 😀</td>" in html
    table = Marks()
    table.feed(html)
    assert [table.tags.count(tag) for tag in ("table", "tr", "th", "td")] == [1, 3, 5, 10]


def test_one_quotation_is_copied_with_its_speaker(visitor: Visitor, clipboard: Any) -> None:
    """Only what stands in quotation marks in the text gets some."""
    visitor.paste(TEXT)
    copied = []
    for id in ("q1", "q3", "q4"):
        visitor.click(f"[data-quotes={id}]")
        visitor.click("#copy-one")
        visitor.wait_for("return document.getElementById('copy-one').textContent === 'Copied'")
        copied.append(clipboard())

    assert copied == [
        "“First,” — Ada Lund",
        "it rains — Ada Lund (indirect quotation)",
        "“Nobody says this.” — no speaker",
    ]


def test_csv_is_safe_in_a_spreadsheet(visitor: Visitor, downloads: Path) -> None:
    """The CSV has one row per quotation, and no cell that a spreadsheet would run."""
    visitor.paste(TEXT)
    _, content = saved(visitor, downloads, "csv")
    rows = list(csv.DictReader(io.StringIO(content.lstrip("\ufeff"))))

    assert tuple(rows[0]) == COLUMNS
    assert [(row["speaker"], row["text"]) for row in rows[3:]] == [
        ("", "Nobody says this."),
        ("Ada Lund", "'=fifth 😀"),
        ("Cy Dow", 'Sixth, "quoted",'),
    ]


class Marks(HTMLParser):
    """Reads text and marks of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.article = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Remember the tag."""
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Remember the text, that of the article by itself."""
        self.text += data
        if "article" in self.tags and "footer" not in self.tags:
            self.article += data


def test_html_is_a_page_to_share(visitor: Visitor, downloads: Path) -> None:
    """The HTML has the article as it is, with marks, speakers and a legend, and nothing to run."""
    text = TEXT + "<img src=x onerror=hacked=1>"
    visitor.paste(text, 10)
    visitor.click("[data-type=indirect]")
    marks = Marks()
    marks.feed(saved(visitor, downloads, "html")[1])

    assert marks.article == text
    assert set(marks.tags) & {"script", "img", "link", "a"} == set()
    assert marks.tags.count("mark") - 4 == 5, "four more are in the legend"
    said = ["Ada Lund", "2 quotations", "word for word", "No corrections by hand."]
    left_out = "Left out: 1 quotation (indirect quotations)."
    assert [each for each in [*said, left_out] if each not in marks.text] == []


def test_html_is_for_everybody(visitor: Visitor, downloads: Path, tmp_path: Path) -> None:
    """The file stands on its own: its colours are there, and axe-core finds nothing."""
    visitor.paste(TEXT)
    path = tmp_path / "shared.html"
    path.write_text(saved(visitor, downloads, "html")[1], encoding="utf-8")
    for scheme in ("light", "dark"):
        visitor.prefer(scheme)
        visitor.driver.get(path.as_uri())
        assert visitor("return getComputedStyle(document.querySelector('.q')).backgroundColor")[
            :5
        ] in ("color", "rgba(", "oklab")
        assert visitor.violations() == []


@pytest.mark.parametrize("scale", [1, 15_000])
def test_curl_finds_what_is_shown(
    scale: int, visitor: Visitor, clipboard: Any, downloads: Path, tmp_path: Path
) -> None:
    """The command runs in a shell as it is copied; a long text goes by way of a file."""
    if shutil.which("curl") is None:
        pytest.skip("needs curl")
    visitor.paste("It's “=$HOME `id` \\n!” said Ada Lund. " + TEXT + " ———" * scale, 50)
    visitor.click("[data-type=mixed]")
    visitor.export("curl")
    command = clipboard()
    if scale > 1:
        name, text = saved(visitor, downloads, "text")
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    done = subprocess.run(["bash", "-ec", f"{command} -s"], cwd=tmp_path, capture_output=True)

    shown = [text for _, text in visitor.shown()]
    assert len(shown) > 0
    assert [quote["text"] for quote in json.loads(done.stdout)["quotes"]] == shown


def test_test_case_is_one_for_check(visitor: Visitor, downloads: Path, tmp_path: Path) -> None:
    """What is saved is found again by `check`, whatever the filters show; corrections are not."""
    visitor.paste(TEXT, 50)

    def check() -> int:
        for form in ("fixture", "text"):
            name, content = saved(visitor, downloads, form)
            (tmp_path / name).write_text(content, encoding="utf-8", newline="")
        return cli.main(["check", str(tmp_path)], lambda _: StubExtractor())  # type: ignore[arg-type,return-value]

    assert check() == 0
    visitor.click("[data-quotes=q5]")
    visitor.click("#reject")
    assert check() == 1
    visitor.click("#undo")
    assert check() == 0
