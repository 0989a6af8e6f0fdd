"""Corrections stay where they fit: another text, another scope."""

from __future__ import annotations

import pytest
from selenium.webdriver import Keys

from tests.page.correcting import (
    SELECT,
    TEXT,
    choose,
    spoken,
)
from tests.page.visitor import Visitor


def test_corrections_stay_with_an_edited_text(editor: Visitor) -> None:
    """After an edit they stay where their words still stand; what no longer fits is named."""
    editor.click("[data-edit=s1]")
    editor.press("Ada L.", Keys.ENTER)
    editor.click("[data-quotes=q2]")
    editor.click("#reject")
    editor(SELECT, "no more words")
    editor.wait("#pick-add").click()
    editor.click("#form-save")
    editor.click("#edit")
    editor("text.value = 'Before it: ' + text.value.replace('Second thing', 'X')")
    editor.click("#go")
    editor.wait("#result")

    assert spoken(editor) == [
        ["Ada L.", "First,"],
        ["Ben Oke", "X,"],
        ["Ada L.", "it rains"],
        ["No speaker", "Nobody says this."],
        ["No speaker", "no more words"],
        ["Lund Ada", "Fifth,"],
    ]
    told = "Corrections that no longer fit: reject “Second thing,”."
    assert editor.find("#notice").text.splitlines()[0] == told
    editor.click("#text-back")
    assert [words for _, words in spoken(editor)][:2] == ["First,", "it rains"]


@pytest.mark.parametrize("by", ["a new speaker", "a name"])
def test_a_speaker_who_is_found_later(visitor: Visitor, by: str) -> None:
    """Whom a correction named is one with whom the service then finds, and stays named without."""
    visitor.paste("“First,” said Ada Lund. Ben Oke believes that it rains.")
    if by == "a name":
        visitor.click("[data-edit=s1]")
        visitor.press("Ben Oke", Keys.ENTER)
    else:
        visitor.click("[data-quotes=q1]")
        visitor.click("#correct")
        choose(visitor, "#form-speaker", "Another speaker …")
        visitor.press("Ben Oke", Keys.ENTER)
    visitor.click("#scope")
    visitor.wait("#rows [data-id=q2]")
    found = (spoken(visitor), visitor.find("#sum-text").text.split(";")[0])
    visitor.click("#scope")
    visitor.wait_for("return document.querySelectorAll('.entry').length === 1")

    both = [["Ben Oke", "First,"], ["Ben Oke", "it rains"]]
    assert found == (both, "2 quotations by 1 speaker")
    assert (spoken(visitor), visitor.find("#notice").text) == (both[:1], "")


def test_pieces_change_places(visitor: Visitor) -> None:
    """The pieces of a quotation stand in the order of the text, also where an edit turned it."""
    visitor.paste("One here. Two there.")
    for words in ("One", "Two"):
        visitor(SELECT, words)
        visitor.wait("#pick-add").click()
    visitor.click("#form-save")
    visitor.click("#edit")
    visitor.find("#text").clear()
    visitor.find("#text").send_keys("Two there. One here.")
    visitor.click("#go")
    visitor.wait_for("return document.querySelector('#rows .words').textContent[0] === 'T'")

    assert spoken(visitor) == [["No speaker", "Two … One"]]


def test_what_no_longer_fits_goes_with_its_text(editor: Visitor) -> None:
    """Another text in its place takes away what is said of corrections."""
    editor.click("[data-quotes=q2]")
    editor.click("#reject")
    for text in (TEXT.replace("Second thing", "X"), "“We go,” said Ada Lund."):
        told = editor.find("#notice").text
        editor.click("#edit")
        editor.paste(text)
        editor.wait("#result")

    assert told.startswith("Corrections that no longer fit: reject “Second thing,”.")
    assert editor.find("#notice").text == ""
