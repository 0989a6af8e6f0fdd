"""A form that somebody fills in is not lost, and neither is the place of the keyboard."""

from __future__ import annotations

from typing import Any, Final

import pytest
from selenium.webdriver import Keys

from tests.page.correcting import ALL, SELECT, TEXT, choose, spoken
from tests.page.visitor import Visitor

FORM: Final = """
const all = (selector, name) => [...document.querySelectorAll(selector)].map((node) => node[name]);
return [...all("#form-words, #form-label", "value"), ...all(".pieces q", "textContent")];"""
ERROR: Final = "return document.querySelector('#quote-form [role=alert]')?.textContent ?? ''"
FIRST: Final = "Save or cancel this correction first."
AT: Final = "return document.activeElement.id || document.activeElement.textContent"
SLOW: Final = """
const real = window.fetch;
window.fetch = async (path, options) => {
  if (path === "v1/quotes")
    await new Promise((done, fail) => {
      window.answer = done;
      options.signal.onabort = () => fail(new DOMException("", "AbortError"));
    });
  return real(path, options);
};"""


@pytest.fixture
def writer(visitor: Visitor) -> Visitor:
    """Return a visitor who has begun to give the second quotation to a new speaker."""
    visitor.paste(TEXT)
    visitor.click("[data-quotes=q2]")
    visitor.click("#correct")
    choose(visitor, "#form-speaker", "Another speaker …")
    visitor.press("Cy Dow")
    visitor.find("#form-words").send_keys("no more")
    return visitor


WRITTEN: Final = ["no more", "Cy Dow", "Second thing,"]


@pytest.mark.parametrize(
    ("click", "error"),
    [
        (".entry[data-id=q1]", FIRST),
        ("#add", FIRST),
        ("[data-type=direct]", ""),
        (".speakers .who", ""),
    ],
)
def test_what_is_begun_stays(writer: Visitor, click: str, error: str) -> None:
    """Another quotation, "Add" and the filters leave the form as it is, or say what comes first."""
    writer.click(click)

    assert (writer(FORM), writer(ERROR)) == (WRITTEN, error)
    writer.click("#form-cancel")
    writer.click(click)
    assert writer(FORM) in ([], [""], ["", ""])


def test_an_untouched_form_is_no_hindrance(writer: Visitor) -> None:
    """A form in which nothing was changed gives way to another quotation."""
    writer.click("#form-cancel")
    writer.click("#correct")
    writer.click(".entry[data-id=q1]")

    assert writer.find("#card blockquote").text == "First,"


def test_words_selected_beside_words_typed(writer: Visitor) -> None:
    """Words typed into the form are still there once others were selected in the article."""
    writer(SELECT, "Dr Lund")
    writer.wait("#pick-add").click()

    assert writer(FORM) == [*WRITTEN, "Dr Lund"]


CHOSEN: Final = "return document.querySelector('#form-speaker :checked').text"


def test_the_speaker_of_a_form_is_merged(visitor: Visitor) -> None:
    """The form then names the speaker who stays, and saves no other."""
    visitor.paste(TEXT)
    visitor.click("[data-quotes=q5]")
    visitor.click("#correct")
    visitor.click("[data-edit=s3]")
    visitor.press("Ben Oke", Keys.ENTER)
    visitor.click("[data-edit=s2]")
    visitor.press("Ada Lund", Keys.ENTER)
    assert visitor(CHOSEN) == "Ada Lund"
    visitor.find("#form-words").send_keys("no more")
    visitor.click("#form-save")

    assert ["Ada Lund", "no more … Fifth,"] in spoken(visitor)


def test_the_speaker_of_a_form_is_undone(visitor: Visitor) -> None:
    """Keys in the form undo no correction; where the button takes the speaker away it says so."""
    visitor.paste(TEXT)
    visitor.click("[data-quotes=q1]")
    visitor.click("#correct")
    choose(visitor, "#form-speaker", "Another speaker …")
    visitor.press("Cy Dow", Keys.ENTER)
    visitor.click("[data-quotes=q2]")
    visitor.click("#correct")
    choose(visitor, "#form-speaker", "Cy Dow")
    visitor.chord("z", Keys.CONTROL)
    assert (visitor(CHOSEN), visitor(ERROR)) == ("Cy Dow", "")
    visitor.click("#undo")

    told = "The speaker who was chosen is no longer there."
    assert (visitor(CHOSEN), visitor(ERROR)) == ("No speaker", told)


def test_enter_without_words_saves(visitor: Visitor) -> None:
    """The first Enter takes the words that are typed, the second one saves what is there."""
    visitor.paste(TEXT)
    visitor.click("#add")
    visitor.press("no more", Keys.ENTER)
    assert (visitor(FORM), visitor(ERROR)) == (["", "", "no more"], "")
    visitor.press(Keys.ENTER)

    assert visitor.find("#card blockquote").text == "no more"


def test_escape_can_be_undone(writer: Visitor) -> None:
    """Escape leaves the form, and what was filled in can be brought back until the next step."""
    writer.press(Keys.ESCAPE)
    assert (writer(FORM), writer(AT)) == ([], "correct")
    writer.click("#form-back")
    assert (writer(FORM), writer(AT)) == (WRITTEN, "form-words")
    assert writer.find("#remark").text == ""
    writer.press(Keys.ESCAPE)
    writer.click("#reject")
    assert writer.find("#remark").text == ""
    writer.click("#correct")
    writer.press(Keys.ESCAPE)

    assert writer.find("#remark").text == "", "nothing was filled in"


IN_SIGHT: Final = """
const box = document.querySelector("#remark .message").getBoundingClientRect();
return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;"""
COVERED: Final = """
return [...document.querySelectorAll("button, input, select, summary")].filter((each) => {
  const box = each.getBoundingClientRect();
  const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return each.checkVisibility() && !each.closest("#remark") && at?.closest("#remark");
}).map((each) => each.textContent || each.id);"""


@pytest.mark.parametrize("size", [(1400, 900), (1000, 800), (320, 640)])
def test_what_a_correction_did_is_in_sight(visitor: Visitor, size: tuple[int, int]) -> None:
    """Far down in a long article, too, and it covers nothing that can be pressed beside it."""
    visitor.size(*size)
    visitor.paste("Filling.\n\n" * 60 + TEXT)
    visitor.click("[data-edit=s3]")
    visitor.press("Ada Lund", Keys.ENTER)
    assert visitor(IN_SIGHT)
    visitor("document.querySelector('[data-quotes=q4]').click()")
    for top in (0, 60, 120, 240, 1600):
        visitor("scrollTo({top: arguments[0], behavior: 'instant'})", top)
        assert visitor(COVERED) == []
    assert visitor(IN_SIGHT)


def test_export_says_what_is_not_saved(writer: Visitor) -> None:
    """A correction that is still in the form is in no export, and the page says so."""
    writer.click("#export-open")
    told = "All 5 quotations. The correction that is not saved yet is not included."
    assert writer.find("#export-what").text == told
    writer.click("#export-close")


def test_what_is_wrong_comes_into_sight(writer: Visitor) -> None:
    """On a phone, where the buttons cover the end of the form, its error stands above them."""
    writer.size(320, 640)
    writer("document.querySelector('.entry[data-id=q1]').click()")
    over = """const [error, row] = ["[role=alert]", ".row"].map((each) =>
        document.querySelector(`#quote-form > ${each}`).getBoundingClientRect());
        return error.bottom <= row.top"""

    assert writer(over)


def test_pointing_leaves_a_form_for_a_new_quotation(visitor: Visitor) -> None:
    """After an undo, too, pointing at a quotation does not open it in the place of the form."""
    visitor.paste(TEXT)
    visitor.click("[data-quotes=q2]")
    visitor.click("#reject")
    visitor.click("#close")
    visitor.click("#add")
    visitor.press("no more")
    visitor.click("#undo")
    point = "arguments[0].dispatchEvent(new PointerEvent('pointerover', {bubbles: true}))"
    visitor(point, visitor.find("[data-quotes=q1]"))

    assert visitor(FORM) == ["no more", ""]


def test_a_form_stays_with_the_other_scope(writer: Visitor) -> None:
    """A new answer keeps the form, its quotation and its speaker, whatever their ids are then."""
    choose(writer, "#form-speaker", "Ben Oke")
    writer.click("#scope")
    writer.wait_for("return document.getElementById('scope').disabled === false")
    assert writer(FORM) == WRITTEN
    writer.find("#form-words").send_keys(Keys.CONTROL + "a", Keys.BACKSPACE)
    writer(SELECT, "no more")
    writer.wait("#pick-add").click()
    writer.click("#form-save")

    assert spoken(writer)[1] == ["Ben Oke", "Second thing, … no more"]
    writer.click("#scope")


def test_a_form_goes_with_its_words(writer: Visitor) -> None:
    """Where an edit takes the words away the page says so, and the way back brings the form."""
    writer.click("#edit")
    field = writer.find("#text")
    field.clear()
    field.send_keys("“Other,” said Ada Lund.")
    writer.click("#go")
    told = "Corrections that no longer fit: change “Second thing,”."
    writer.wait_for("return document.getElementById('notice').textContent !== ''")
    assert writer.find("#notice div div").text == told
    assert writer(FORM) == []
    writer.click("#text-back")

    assert writer(FORM) == WRITTEN


def test_a_form_comes_back_with_its_text(writer: Visitor, address: str) -> None:
    """The way back from "New text" brings the form, too, and so does a copy in the browser."""
    writer.click("#fresh")
    writer.click("#text-back")
    assert writer(FORM) == WRITTEN
    writer.click("#keep")
    writer.open(address)
    kept = writer(FORM)
    writer.click("#forget")

    assert kept == WRITTEN


def test_leaving_asks_while_a_form_is_filled_in(writer: Visitor) -> None:
    """The browser asks whether to leave while the form holds something, and not afterwards."""
    asks = "return !dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    assert writer(asks) is True
    writer.click("#form-cancel")

    assert writer(asks) is False


@pytest.mark.parametrize("act", ["#fresh", "#edit"])
def test_no_answer_comes_up_behind_a_new_text(visitor: Visitor, act: str) -> None:
    """Who goes on to another text while the service reads stays there."""
    visitor.paste(TEXT)
    visitor(SLOW)
    visitor.click("#scope")
    visitor.click(act)
    visitor("window.answer()")
    visitor.wait_for("return document.getElementById('stop').hidden")

    assert not visitor.find("#result").is_displayed()
    assert visitor.find("#text").get_attribute("value") == ("" if act == "#fresh" else TEXT)


@pytest.mark.parametrize("by", ["the mouse", "the keyboard"])
def test_a_switch_of_the_scope_can_be_stopped(visitor: Visitor, by: str) -> None:
    """While it waits there is a Stop beside the box, which says then what is shown."""
    visitor.paste(TEXT)
    visitor(SLOW)
    if by == "the mouse":
        visitor.click("#scope")
        visitor.wait("#stop-scope").click()
    else:
        visitor("document.getElementById('scope').focus()")
        visitor.press(Keys.SPACE)
        assert visitor(AT) == "stop-scope"
        visitor.press(Keys.SPACE)
    visitor.wait_for("return document.getElementById('stop-scope').hidden")

    assert visitor.find("#scope").is_enabled()
    assert not visitor.find("#scope").is_selected()
    assert (spoken(visitor), visitor(AT)) == (ALL, "scope")


def test_nothing_is_written_that_is_not_read(visitor: Visitor) -> None:
    """While the service reads, the field takes nothing that its answer would leave out."""
    visitor(SLOW)
    visitor.find("#text").send_keys(TEXT)
    visitor.click("#go")
    visitor.find("#text").send_keys("More.")
    assert visitor.find("#text").get_attribute("value") == TEXT
    visitor.click("#stop")
    visitor.wait_for("return !document.getElementById('text').readOnly")


def test_the_keyboard_keeps_its_place(visitor: Visitor) -> None:
    """After each correction the focus is where one goes on."""

    def after(selector: str, *keys: str) -> Any:
        visitor("document.querySelector(arguments[0]).focus()", selector)
        visitor.press(*keys or (Keys.ENTER,))
        return visitor(AT)

    visitor.paste(TEXT)
    visitor.press(Keys.ENTER)
    assert after("#reject") == "reject"
    visitor.press(*[Keys.ENTER] * 4)
    assert visitor(AT) == "article"
    assert visitor.find("#sum-text").text == "All quotations are rejected"
    assert "Select words in the article" in visitor.find("#inspector").text
    assert after("#rejected button").startswith("AAda Lund")
    for _ in range(6):
        focused = after("#undo")
    assert focused == "redo"
    assert spoken(visitor) == ALL
    visitor.press(Keys.ENTER)
    visitor("document.querySelector('[data-edit=s3]').focus()")
    visitor.chord("z", Keys.CONTROL)
    edited = "return document.activeElement.dataset.edit"
    assert visitor(edited) == "s3"
