"""What can be taken along from the page: JSON, CSV, HTML."""

from __future__ import annotations

import csv
import io
import json
import time
from html.parser import HTMLParser
from pathlib import Path

from schemas.forms.table import COLUMNS
from tests.page.visitor import Visitor

TEXT = (
    "“First,” said Ada Lund. “Second thing,” said Ben Oke. Ada Lund said that it rains.\n\n"
    '“Nobody says this.” Then “=fifth 😀” said Ada Lund. § “Sixth, "quoted",” said Cy Dow.\n'
)


def saved(folder: Path, name: str) -> str:
    """Return what the browser saved under a name, and remove it."""
    path = folder / name
    end = time.monotonic() + 10
    while not (path.exists() and path.stat().st_size):  # it is there before it is written
        assert time.monotonic() < end, f"{name} was not saved"
        time.sleep(0.05)
    content = path.read_bytes().decode("utf-8")
    path.unlink()
    return content


def test_json_is_the_answer_shown(visitor: Visitor, downloads: Path) -> None:
    """The JSON holds the quotations that the filters leave, and their speakers."""
    visitor.paste(TEXT)
    visitor.slide(50)
    visitor.click("[data-take=json]")
    answer = json.loads(saved(downloads, "quotations.json"))

    assert [quote["id"] for quote in answer["quotes"]] == ["q5", "q6"]
    assert [(each["label"], each["quotes"]) for each in answer["speakers"]] == [
        ("Ada Lund", ["q5"]),
        ("Cy Dow", ["q6"]),
    ]
    assert answer["offsets"] == "utf16"


def test_copy_is_the_same_json(visitor: Visitor, address: str) -> None:
    """Copying puts the JSON on the clipboard."""
    permissions = {
        "origin": address.rstrip("/"),
        "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"],
    }
    visitor.driver.execute_cdp_cmd("Browser.grantPermissions", permissions)
    visitor.paste(TEXT)
    visitor.click("[data-take=copy]")
    visitor.wait("#copied")
    read = "const done = arguments[0]; navigator.clipboard.readText().then(done, done)"

    assert len(json.loads(visitor.driver.execute_async_script(read))["quotes"]) == 6


def test_csv_is_safe_in_a_spreadsheet(visitor: Visitor, downloads: Path) -> None:
    """The CSV has a row a quotation, and no cell that a spreadsheet would run."""
    visitor.paste(TEXT)
    visitor.click("[data-take=csv]")
    rows = list(csv.DictReader(io.StringIO(saved(downloads, "quotations.csv").lstrip("\ufeff"))))

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

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Remember the tag."""
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Remember the text."""
        self.text += data


def test_html_is_the_article_with_marks(visitor: Visitor, downloads: Path) -> None:
    """The HTML has the article's text, its quotations marked, and no markup of the text's."""
    visitor.paste(TEXT + "<img src=x onerror=hacked=1>")
    visitor.click("[data-take=html]")
    marks = Marks()
    marks.feed(saved(downloads, "quotations.html"))

    assert marks.text.strip().endswith("<img src=x onerror=hacked=1>")
    assert sorted(set(marks.tags)) == ["body", "head", "html", "mark", "meta", "style", "title"]
    assert marks.tags.count("mark") == 6
