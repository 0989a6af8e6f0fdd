"""Quotations are added by selecting words of the article."""

from __future__ import annotations

import pytest
from selenium.webdriver import ActionChains, Keys

from tests.page.correcting import (
    ALL,
    SELECT,
    TEXT,
    choose,
    spoken,
)
from tests.page.visitor import Visitor


def test_add_by_selecting_words(editor: Visitor) -> None:
    """Words that are selected become a quotation, of more than one piece if need be."""
    editor(SELECT, "Nobody says")
    editor.wait("#pick-add").click()
    editor.click("#form-cancel")
    editor(SELECT, "no more")
    editor.wait("#pick-add").click()
    editor(SELECT, " words. ")
    editor.wait("#pick-add").click()
    choose(editor, "#form-speaker", "Ada Lund")
    editor.click("#form-save")

    assert spoken(editor) == [*ALL[:4], ["Ada Lund", "no more words."], ALL[4]]
    start = TEXT.index("no more words")
    assert editor.marked()["added-q1"] == (start, "no morewords.")
    assert editor.find("#card .sub").text == "person · indirect quotation"


def test_selected_quotation_marks_make_it_direct(editor: Visitor) -> None:
    """The marks around the words that are selected are no part of them."""
    editor.click("[data-quotes=q4]")
    editor.click("#reject")
    editor(SELECT, "“Nobody says this.” ")
    editor.wait("#pick-add").click()
    editor.click("#form-save")

    assert spoken(editor) == ALL
    assert editor.find("#card .sub").text == "direct quotation"


@pytest.mark.parametrize(
    ("words", "type", "text"),
    [
        ("“We open on", "direct", "We open on"),
        ("now, he said", "indirect", "now, he said"),
        ("’twas “a mess", "mixed", "’twas “a mess"),
        ("‘Of course.’", "direct", "Of course."),
        (" on Monday,” ", "direct", "on Monday,"),
    ],
)
def test_type_is_suggested(visitor: Visitor, words: str, type: str, text: str) -> None:
    """The marks at the ends of what is selected say its type, and are no part of it."""
    visitor.paste("Then: “We open on Monday,” now, he said that ’twas “a mess”. ‘Of course.’ End.")
    visitor("article.normalize(); article.textContent = article.textContent")
    visitor(SELECT, words)
    visitor.wait("#pick-add").click()

    assert visitor.find(".pieces q").text == text
    assert visitor.find("#quote-form :checked").get_attribute("value") == type


def test_select_with_the_mouse(editor: Visitor) -> None:
    """Dragging over words, from the first letter of a quotation on, offers to add them."""
    word = editor.find("[data-quotes=q1]")
    drag = ActionChains(editor.driver).move_to_element(word).move_by_offset(-20, 0)
    drag.click_and_hold().move_by_offset(180, 0).release().perform()

    assert editor.wait("#pick-add").is_displayed()
    assert editor("return String(getSelection())").startswith("First,” said")


@pytest.mark.parametrize("marks", ['" "', "”", "’ ‘", ".", "?!", "–", " \n"])
def test_marks_alone_are_no_quotation(visitor: Visitor, marks: str) -> None:
    """Where only marks and blanks are selected or typed there is nothing to add."""
    visitor.paste(f"It {marks} rains. “First,” said Ada Lund")
    visitor(SELECT, marks)
    assert not visitor.find("#pick").is_displayed()
    visitor.click("#add")
    if marks.strip():
        visitor.press(marks, Keys.ENTER)
        told = "A quotation needs at least one letter or digit."
        assert visitor.find("#quote-form .alarm").text == told
    assert visitor.find("#quote-form").text.count("Remove") == 0


@pytest.mark.parametrize(
    ("last", "taken"),
    [("#list-title", "no more words. “Fifth,” said Lund Ada."), ("#sum-text", None)],
)
def test_a_selection_may_leave_the_article(editor: Visitor, last: str, taken: str | None) -> None:
    """Who drags beyond its edge has selected up to its end, or from its beginning."""
    editor(SELECT, "no more")
    spot = editor(
        "const at = getSelection().getRangeAt(0).getBoundingClientRect();"
        "getSelection().removeAllRanges(); return [at.left, at.top + at.height / 2]"
    )
    chain = ActionChains(editor.driver, duration=50)
    chain.w3c_actions.pointer_action.move_to_location(*map(round, spot))
    chain.click_and_hold().move_to_element(editor.find(last)).release().perform()
    editor.wait("#pick-add").click()

    before = TEXT[: TEXT.index("no more")].strip()
    assert editor.find(".pieces q").text == (taken or before.replace("\n\n", " "))


def test_select_a_paragraph(editor: Visitor) -> None:
    """Three clicks select all of a paragraph, also behind the letters of its quotations."""
    words = editor.find("[data-quotes=q4]")
    ActionChains(editor.driver, duration=0).click(words).click(words).click(words).perform()
    last = TEXT.splitlines()[-1]

    assert editor("return String(getSelection()).trim()") == last
    editor.wait("#pick-add").click()
    assert editor.find(".pieces q").text == last
