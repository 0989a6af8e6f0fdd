"""No text is lost: undo after a new text, a question before a draft is replaced, a saved copy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from selenium.webdriver import ActionChains, Keys

from tests.page.visitor import Visitor

TEXT: Final = "“First,” said Ada Lund. “Second thing,” said Ben Oke."
VALUE: Final = "return document.getElementById('text').value"
ARTICLE: Final = "return document.getElementById('article').textContent"
SELECTED_AT: Final = """
addEventListener("dragend", () => { window.dragged = true; });
const [selector, words] = arguments, place = document.querySelector(selector);
const from = place.getBoundingClientRect();
const [left, top] = [from.left + from.width / 2, from.top + from.height / 2];
const off = (x, y) => [x - left, y - top].map(Math.round);
if (selector === "#text") {
  place.focus();
  place.setSelectionRange(0, words.length);
  const { paddingLeft, paddingTop } = getComputedStyle(place);
  const [x, y] = [paddingLeft, paddingTop].map(parseFloat);
  return off(from.left + x + 8, from.top + y + 10);
}
const nodes = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
for (let node; (node = nodes.nextNode()); ) {
  const at = node.data.indexOf(words);
  if (at < 0) continue;
  getSelection().setBaseAndExtent(node, at, node, at + words.length);
  const box = getSelection().getRangeAt(0).getBoundingClientRect();
  return off(box.left + 15, box.top + box.height / 2);
}"""
STORED: Final = "return Object.keys(localStorage).length"


@pytest.fixture
def keeper(visitor: Visitor) -> Iterator[Visitor]:
    """Return a visitor whose browser storage is cleared at the end."""
    yield visitor
    visitor("document.getElementById('keep').checked = false; localStorage.clear()")


def test_new_text_can_be_undone(visitor: Visitor) -> None:
    """After "New text" one click brings back text, answer and corrections."""
    visitor.paste(TEXT)
    visitor.click("[data-quotes=q1]")
    visitor.click("#reject")
    visitor.click("#fresh")
    assert visitor(VALUE) == ""
    assert visitor.find("#notice").text.splitlines()[:2] == [
        "The earlier text was cleared.",
        "Bring it back",
    ]
    visitor.click("#text-back")

    assert (visitor(ARTICLE), visitor.shown()) == (TEXT, [("B", "Second thing,")])
    visitor.click("#undo")
    assert len(visitor.shown()) == 2


def test_the_way_back_has_a_way_back(visitor: Visitor) -> None:
    """It stands while the next text is read, and does not cost that text in turn."""
    visitor.paste(TEXT)
    visitor.click("#fresh")
    visitor.paste("“Third,” said Cy Dow.")
    visitor.click("#text-back")
    assert visitor(ARTICLE) == TEXT
    visitor.click("#text-back")

    assert visitor(ARTICLE) == "“Third,” said Cy Dow."


@pytest.mark.parametrize("way", ["#sample", "file", "words"])
def test_a_draft_is_not_overwritten_unasked(visitor: Visitor, way: str) -> None:
    """Sample, file and drop ask first; "Cancel" keeps the draft, "Replace" can be undone."""

    def replace() -> None:
        if way == "file":
            visitor.drop(b"Other.")
        elif way == "words":
            visitor.drop_words("Other.")
        else:
            visitor.click(way)
        visitor.wait("#confirm")

    visitor.find("#text").send_keys("My draft.")
    replace()
    visitor.click("#confirm-no")
    assert visitor(VALUE) == "My draft."
    replace()
    visitor.press(Keys.ESCAPE)
    assert visitor(VALUE) == "My draft."
    replace()
    visitor.click("#confirm-yes")
    visitor.wait_for("return document.getElementById('text').value !== 'My draft.'")
    if way != "#sample":
        visitor.wait("#text-back").click()
        assert visitor(VALUE) == "My draft."


def test_a_text_that_was_read_is_replaced_unasked(visitor: Visitor) -> None:
    """A text without corrections is no draft any more; it comes back all the same."""
    visitor.paste(TEXT)
    visitor.drop(b"Other.", "#article")
    visitor.wait("#text-back").click()

    assert visitor(ARTICLE) == TEXT


def test_a_file_waits_for_a_dialog(visitor: Visitor) -> None:
    """A file dropped on a dialog replaces nothing behind it."""
    visitor.paste(TEXT)
    visitor.click("#export-open")
    visitor.drop(b"Other.", "#export")
    visitor.click("#export-close")

    assert visitor(ARTICLE) == TEXT


def test_one_file_of_several(visitor: Visitor) -> None:
    """Of several files the first is read, and the page says so."""
    visitor(
        "const data = new DataTransfer();"
        "for (const name of ['a.txt', 'b.txt']) data.items.add(new File([name], name));"
        "document.body.dispatchEvent("
        "new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}))"
    )
    visitor.wait_for("return document.getElementById('alert').textContent !== ''")

    assert visitor(VALUE) == "a.txt"
    assert visitor.find("#alert").text == "Only a.txt was read. The page takes one text at a time."


def drag(visitor: Visitor, place: str, words: str, by: tuple[int, int]) -> None:
    """Select words of an element and drag them, as far as five times *by*."""
    start = visitor(SELECTED_AT, place, words)
    chain = ActionChains(visitor.driver, duration=50)
    chain.move_to_element_with_offset(visitor.find(place), *start).click_and_hold()
    for _ in range(5):
        chain.move_by_offset(*by).pause(0.05)
    chain.release().perform()
    visitor.wait_for("return window.dragged")


def test_words_of_the_article_are_no_new_text(visitor: Visitor) -> None:
    """Who drags selected words over the page by mistake keeps the article and its quotations."""
    visitor.paste(TEXT)
    drag(visitor, "#article", "Ada Lund", (6, 24))

    assert (visitor(ARTICLE), len(visitor.shown())) == (TEXT, 2)
    assert visitor.find("#notice").text == ""
    visitor.drop(b"Other.", "#article")
    assert visitor.wait("#text-back").is_displayed()


def test_words_can_be_moved_in_the_text(visitor: Visitor) -> None:
    """Words dragged inside the text field move; nobody is asked whether to replace the text."""
    visitor.find("#text").send_keys("One two three four.")
    drag(visitor, "#text", "One ", (60, 0))

    assert visitor(VALUE).split() == ["two", "three", "four.One"]
    assert not visitor.driver.find_elements("css selector", "dialog[open]")


def test_pasting_over_all_is_undone_by_the_browser(visitor: Visitor) -> None:
    """The browser's own undo brings back what was pasted over."""
    visitor.find("#text").send_keys("My draft.")
    visitor(
        "const data = new DataTransfer(); data.setData('text/plain', 'Other.');"
        "const field = document.getElementById('text'); field.select();"
        "const event = new ClipboardEvent('paste',"
        " {clipboardData: data, bubbles: true, cancelable: true});"
        "if (field.dispatchEvent(event)) document.execCommand('insertText', false, 'Other.')"
    )
    assert visitor(VALUE) == "Other."
    visitor.chord("z", Keys.CONTROL)

    assert visitor(VALUE) == "My draft."


def test_nothing_is_kept_unasked(visitor: Visitor, address: str) -> None:
    """After a reload the page is empty, and the browser holds nothing of it."""
    visitor.paste(TEXT)
    assert visitor(STORED) == 0
    visitor.open(address)

    assert (visitor(VALUE), visitor(STORED)) == ("", 0)
    assert not visitor.find("#result").is_displayed()


def test_a_copy_is_kept_where_it_is_wanted(keeper: Visitor, address: str) -> None:
    """With the box ticked a reload brings everything back; one click deletes the copy."""
    keeper.paste("\ufeff" + TEXT)
    keeper.click("#keep")
    keeper.click("[data-quotes=q1]")
    keeper.click("#reject")
    keeper.open(address)
    assert keeper(ARTICLE) == "\ufeff" + TEXT
    assert keeper("return document.querySelectorAll('#article [data-mark]').length") == 1
    keeper.click("#undo")
    keeper.click("#forget")
    assert (keeper(STORED), keeper.find("#keep").is_selected()) == (0, False)
    keeper.open(address)

    assert keeper(VALUE) == ""


def test_a_copy_keeps_the_filters(keeper: Visitor, address: str) -> None:
    """Types and confidence are after a reload what they were."""
    keeper.paste(TEXT + " “Third,” said Cy Dow. Ben Oke said that it rains.", 20)
    keeper.click("#keep")
    keeper.click("[data-type=indirect]")
    keeper.wait_for(STORED)
    before = keeper.shown()
    keeper.open(address)

    assert (len(before), keeper.shown()) == (2, before)
    assert not keeper.find("[data-type=indirect]").is_selected()


def test_a_draft_is_kept_while_it_is_written(keeper: Visitor, address: str) -> None:
    """What was typed last is in the copy, even right before a reload."""
    keeper.click("#keep")
    keeper.find("#text").send_keys("My draft.")
    keeper.open(address)

    assert keeper(VALUE) == "My draft."


def test_of_an_empty_copy_nothing_is_said(keeper: Visitor, address: str) -> None:
    """After "New text" a reload finds no text in the copy, and offers none to delete."""
    keeper.paste(TEXT)
    keeper.click("#keep")
    keeper.click("#fresh")
    keeper.open(address)

    assert (keeper(VALUE), keeper.find("#notice").text) == ("", "")
    assert keeper.find("#keep").is_selected()


def test_the_copy_is_that_of_one_tab(keeper: Visitor, address: str) -> None:
    """Where another tab keeps its text, this one says that it no longer does, and asks to leave."""
    keeper.paste(TEXT)
    keeper.click("#keep")
    keeper.wait_for(STORED)
    first = keeper.driver.current_window_handle
    keeper.driver.switch_to.new_window("tab")
    keeper.open(address)
    keeper.click("#fresh")
    keeper.paste("“Third,” said Cy Dow.")
    keeper.wait_for("return JSON.stringify(localStorage).includes('Third')")
    keeper.driver.close()
    keeper.driver.switch_to.window(first)

    keeper.wait_for("return !document.getElementById('keep').checked")
    told = "Another tab of this browser has changed the copy: this text is not kept."
    assert keeper.find("#kept").text == told
    keeper.click("[data-quotes=q1]")
    keeper.click("#reject")
    assert keeper("return !dispatchEvent(new Event('beforeunload', {cancelable: true}))")


def test_a_copy_that_is_not_understood(keeper: Visitor, address: str) -> None:
    """Of a copy by another version of the page the text at least comes back."""
    keeper(
        "localStorage.setItem('quotations-draft', JSON.stringify("
        "{kept: arguments[0], typed: false, showing: true, state: {answer: {quotes: 1}}}))",
        TEXT,
    )
    keeper.open(address)

    assert (keeper(VALUE), keeper.find("#result").is_displayed()) == (TEXT, False)


LEAVES: Final = """
const event = new Event("beforeunload", {cancelable: true}); dispatchEvent(event);
return !event.defaultPrevented;"""


def test_leaving_asks_only_where_work_would_be_lost(visitor: Visitor) -> None:
    """A draft and corrections that no export holds: the browser asks; otherwise it does not."""
    assert visitor(LEAVES)
    visitor.find("#text").send_keys(TEXT)
    assert not visitor(LEAVES)
    visitor.click("#go")
    visitor.wait("#result")
    assert visitor(LEAVES)
    visitor.click("[data-quotes=q1]")
    visitor.click("#reject")
    assert not visitor(LEAVES)
    visitor.click("#copy-table")
    visitor.click("#copy-table")
    visitor.wait_for("return document.getElementById('copy-table').textContent === 'Copied'")
    assert visitor(LEAVES)
    visitor.wait_for("return document.getElementById('copy-table').textContent === 'Copy as table'")
