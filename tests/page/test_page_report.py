"""The tab with the sourcing of the text, the file that it saves, and the command's page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from selenium.webdriver import Keys

import schemas
from report.page import to_html
from report.sections import percent
from report.sourcing import Sourcing, sourcing
from report.text_report import of_text
from tests.page.stub import StubExtractor
from tests.page.test_page_export import saved
from tests.page.test_page_list import SOURCED
from tests.page.visitor import Visitor

TEXT: Final = (
    "😀 Bridge stays shut\n\n“First,” said Ada Lund. “Second thing,” said Ada Lund. Ada Lund said "
    "that it rains.\n\n“Nobody says this.” Ben O<b>ke said that nine of ten bids were opened.\n"
)
CELLS: Final = """
const words = (row) => [...row.children].map((cell) => cell.textContent).join(" | ");
return [...document.querySelectorAll("#sourcing section")].map((section) =>
  [section.querySelector("h3").textContent, ...[...section.querySelectorAll("tr, li, .note")]
    .map((row) => words(row) || row.textContent)]);"""

ROWS: Final = """const rows = {};
for (const item of document.querySelectorAll(".facts li"))
  rows[item.offsetTop] = (rows[item.offsetTop] || 0) + 1;
return rows;"""
"""How many main figures of the command's page stand in each row."""


def figures(text: str) -> Sourcing:
    """Return what the command would count in a text."""
    found = StubExtractor()(text)
    return sourcing(schemas.dump(found, text, schemas.Software("1", "stub-1"), "a.txt"), text)


def test_the_tab_has_the_figures_of_the_command(visitor: Visitor) -> None:
    """The tab opens with the keyboard and counts as the command does; a label is no markup."""
    visitor.paste(TEXT)
    visitor.find("#tab-list").send_keys(Keys.ARROW_RIGHT)
    assert visitor("return document.activeElement.id") == "tab-sourcing"
    parts = {title: rows for title, *rows in visitor(CELLS)}
    found = figures(TEXT)

    assert parts["Sources and their share"][2:] == [
        f"{each.label} | {each.quotations} | {each.words} | {percent(each.share)}"
        for each in (*found.sources, found.nobody)
        if each
    ]
    drawn = "return [...document.querySelectorAll('#sourcing .plot')].map((plot) => "
    drawn += "[...plot.querySelectorAll('.mark:not(.behind)')].map((mark) => mark.classList[1]))"
    along = str(of_text(found, "a.txt").sections[0].plots[0].drawing)
    colours = ["s1", "s0", "s0", "s0", "nobody"]
    assert visitor(drawn)[0] == colours
    assert re.findall(r'class="(s\d|nobody)"', along) == colours, "the command's are the same"
    (stretch,) = found.stretches
    assert parts["Stretches that rest on one source"] == [
        f"{stretch.source.label} | paragraph 2: 3 quotations in a row | "
        f"{stretch.words} words, {percent(stretch.share)} of the text"
    ]
    assert parts["Kinds of source"][1:] == [
        "named person | 2 | 4 | 11",
        "no speaker |  | 1 | 3",
    ]
    assert parts["Quotations without a speaker"] == ["Nobody says this. | direct, paragraph 3"]
    assert parts["Anonymous sources and groups"] == ["No anonymous source was found."]


def test_words_in_two_pieces(visitor: Visitor) -> None:
    """What stands between two segments is marked in the tab as it is in the list."""
    visitor.paste("“Nobody says this.” The end.")
    visitor.click("[data-quotes=q1]")
    visitor.click("#correct")
    visitor.find("#form-words").send_keys("end", Keys.ENTER)
    visitor.click("#form-save")
    visitor.click("#tab-sourcing")

    words = ["#panel-list .words", "#sourcing .cases .link"]
    shown = [visitor(f"return document.querySelector('{each}').textContent") for each in words]
    assert shown == ["Nobody says this. … end"] * 2


def test_filters_and_corrections_count(visitor: Visitor) -> None:
    """What filters leave out is not counted, and said; so are corrections; a case leads there."""
    visitor.size(320, 700)
    visitor.prefer("dark")
    visitor.paste(TEXT)
    visitor.click("#list summary")
    visitor.click("#tab-sourcing")
    visitor.click("#sourcing .cases .link")
    assert visitor("return document.activeElement.dataset.quotes") == "q1"
    visitor.press(Keys.ESCAPE)
    visitor.slide(20)
    visitor("document.querySelector('[data-edit=s2]').click()")
    visitor.press("Ben", Keys.ENTER)
    note = visitor("return document.querySelector('#sourcing .note').textContent")

    assert note == (
        "The filters leave out 1 quotation: confidence under 20%. 1 correction by hand included."
    )
    sources = visitor(CELLS)[0][3:]
    assert [row.partition(" |")[0] for row in sources] == ["Ben", "Ada Lund", "No speaker"]
    assert visitor("return document.documentElement.scrollWidth") == 320
    assert visitor.violations() == []


def test_files_to_share(visitor: Visitor, downloads: Path, tmp_path: Path) -> None:
    """The saved report and the command's run nothing; axe-core finds nothing, narrow and dark."""
    text = (
        "“First,” said Ada Lund in a letter seen by the Bergen Times. Lund, who lives here, asked "
        "not to be named because she fears for her job."
    )
    visitor(SOURCED, text)
    visitor.paste(text)
    name, page = saved(visitor, downloads, "report")
    assert name.endswith("-sourcing.html")
    for words in ("asked not to be named", "because she fears for her job", "the Bergen Times"):
        assert words in page
    ours = to_html(of_text(figures(TEXT), "a.txt"))
    for name, content in (("page.html", page.encode()), ("command.html", ours)):
        (tmp_path / name).write_bytes(content)
        assert re.findall(rb"<script|<link|<img|http:|<button|O<b>", content) == []
        visitor.driver.get((tmp_path / name).as_uri())
        visitor.size(320, 700)
        visitor.prefer("dark")
        assert (name, visitor.violations()) == (name, [])
        assert visitor("return document.documentElement.scrollWidth") == 320
        for width in (320, 700, 768, 1280) if name == "command.html" else ():
            visitor.size(width, 700)
            assert len(set(visitor(ROWS).values())) == 1, "no row of figures has a gap"
        visitor.size(320, 700)
        tables = "return [...document.querySelectorAll('.scroll')]"
        assert visitor(f"{tables}.filter((e) => e.scrollWidth > e.clientWidth).length") == 0
