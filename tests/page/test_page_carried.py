"""Corrections stay where they fit: another text, another scope."""

from __future__ import annotations

from typing import Final

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
    lines = editor.find("#notice").text.splitlines()
    assert lines[:2] == [told, "Go back to the text before"]
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
    merged = "Ada Lund was merged with Ben Oke." if by == "a name" else ""
    assert visitor.find("#remark").text.split("\n")[0] == merged
    visitor.click("#scope")
    visitor.wait_for("return document.querySelectorAll('.entry').length === 1")

    both = [["Ben Oke", "First,"], ["Ben Oke", "it rains"]]
    assert found == (both, "2 quotations by 1 speaker")
    told = visitor.find("#notice").text + visitor.find("#remark").text
    assert (spoken(visitor), told) == (both[:1], "")


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


PLACE: Final = """
const [old, text, words, nth, done] = arguments;
let start = old.indexOf(words);
for (let n = 1; n < nth; n++) start = old.indexOf(words, start + 1);
import("/web/places.js").then(({ moves }) => {
  const span = { start, end: start + words.length };
  const there = moves(old, text).there(span);
  const back = there && moves(old, text).back(there);
  done(there && [text.slice(there.start), back.start === start && back.end === span.end]);
});"""
ANN, BOB, CAL = "“Yes,” said Ann Poe.", "“Yes,” said Bob Roe.", "“Yes,” said Cal Dow."


@pytest.mark.parametrize(
    ("old", "text", "words", "nth", "place"),
    [
        (f"{ANN} {BOB}", BOB, "Yes", 1, None),
        ("We won. It ended.", "We lost. It ended.", "We won", 1, None),
        (f"{ANN}\n\n{BOB}", f"{BOB}\n\n{ANN}", "Yes", 2, f"Yes,” said Bob Roe.\n\n{ANN}"),
        (f"{ANN} {BOB}", BOB, "Yes", 2, "Yes,” said Bob Roe."),
        (f"{ANN}\n\n{BOB}", f"{CAL}\n\n{ANN}\n\n{BOB}", "Yes", 1, f"Yes,” said Ann Poe.\n\n{BOB}"),
        (f"{ANN} {BOB}", f"{CAL} {ANN} {BOB}", "Yes", 1, f"Yes,” said Ann Poe. {BOB}"),
        (f"{ANN} {BOB}", f"{CAL}\n{ANN[:-1]}, 9. {BOB}", "Yes", 1, f"Yes,” said Ann Poe, 9. {BOB}"),
        ("A b\r\nc. D.", "X. A b\nc. D.", "b\r\nc", 1, "b\nc. D."),
        ("He said yes and left.", "He, 9, said yes and left.", "yes", 1, "yes and left."),
    ],
)
def test_places_follow_an_edit(
    visitor: Visitor, old: str, text: str, words: str, nth: int, place: str | None
) -> None:
    """What still stands is found where it stood or has moved to; what was taken out is not."""
    found = visitor.driver.execute_async_script(PLACE, old, text, words, nth)

    assert found == (None if place is None else [place, True])


def edited(visitor: Visitor, text: str) -> None:
    """Put a text in the place of the one shown, by the keyboard, and find its quotations."""
    visitor.click("#edit")
    visitor.find("#text").clear()
    visitor.find("#text").send_keys(text)
    visitor.chord(Keys.ENTER, Keys.CONTROL)
    visitor.wait("#result")


def test_the_same_words_are_told_apart_by_their_place(visitor: Visitor) -> None:
    """Of quotations with the same words the one stays rejected that was, wherever it is now."""
    visitor.paste(f"{ANN}\n\n{BOB}\n\n“Never,” said Cal Dow.")
    visitor.click("[data-quotes=q2]")
    visitor.click("#reject")
    visitor.click("#edit")
    visitor.chord(Keys.HOME, Keys.CONTROL)
    visitor.press("“Yes,” said Dee Fox.", Keys.ENTER, Keys.ENTER)
    visitor.chord(Keys.ENTER, Keys.CONTROL)
    visitor.wait("#result")
    three = [["Dee Fox", "Yes,"], ["Ann Poe", "Yes,"], ["Cal Dow", "Never,"]]
    assert (spoken(visitor), visitor.find("#notice").text) == (three, "")
    visitor.click("#undo")

    assert spoken(visitor)[2] == ["Bob Roe", "Yes,"]


def test_another_speaker_stays_where_the_words_stay(visitor: Visitor) -> None:
    """Where the first of three with the same words is taken out, the third keeps its speaker."""
    visitor.paste("\n\n".join([ANN, BOB, CAL]))
    visitor.click("[data-quotes=q3]")
    visitor.click("#correct")
    choose(visitor, "#form-speaker", "Another speaker …")
    visitor.press("Eve Ray", Keys.ENTER)
    edited(visitor, f"{BOB}\n\n{CAL}")
    two = [["Bob Roe", "Yes,"], ["Eve Ray", "Yes,"]]
    assert (spoken(visitor), visitor.find("#notice").text) == (two, "")
    edited(visitor, BOB)

    assert spoken(visitor) == two[:1]
    told = "Corrections that no longer fit: give “Yes,” to Eve Ray."
    assert visitor.find("#notice").text.splitlines()[0] == told


NAMESAKES: Final = """
const [texts, done] = arguments;
const answers = texts.map((text) => ({
  quotes: [],
  speakers: [...text.matchAll(/resident/g)].map(({ index }, n) => ({
    id: `s${n + 1}`, label: "resident", mentions: [{ start: index, end: index + 8 }],
  })),
}));
const [before, after] = texts.map((text, n) => ({ text, answer: answers[n] }));
const rename = { action: "rename", speaker: "s2", from: "resident", label: "Jane Roe" };
import("/web/corrections.js").then(({ carry }) => done(carry([[rename]], before, after).groups));"""


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A man slept. One resident spoke.", None),
        ("Two residents left. A resident sang.", "s2"),
        ("A resident sang.", "s1"),
        ("A resident ran. One resident spoke. A resident sang.", "s3"),
    ],
)
def test_speakers_of_one_label_are_told_apart(
    visitor: Visitor, text: str, speaker: str | None
) -> None:
    """Of two whom the text calls the same, each keeps the corrections by where it stands."""
    texts = ["One resident spoke. A resident sang.", text]
    groups = visitor.driver.execute_async_script(NAMESAKES, texts)

    assert [group and group[0]["speaker"] for group in groups] == [speaker]


def test_words_that_were_added_follow_the_edit(visitor: Visitor) -> None:
    """Words added by hand stay where they were; once their place is gone, nothing else is taken."""
    places = (
        "return [...document.querySelectorAll('#article .q')].map((q) => q.previousSibling.data)"
    )
    visitor.paste("First: it may rain. Then: it may rain.")
    visitor(SELECT, "it may rain")
    visitor.wait("#pick-add").click()
    visitor.click("#form-save")
    assert visitor(places) == ["First: "]
    edited(visitor, "A long new beginning. First: it may rain. Then: it may rain.")
    assert visitor(places) == ["A long new beginning. First: "]
    edited(visitor, "A long new beginning. Then: it may rain.")

    assert visitor(places) == []
    told = "Corrections that no longer fit: add “it may rain”."
    assert visitor.find("#notice").text.splitlines()[0] == told


def test_speakers_who_are_gone_stay_apart(visitor: Visitor) -> None:
    """Who was named and is no longer found is not mixed up with the next one of whom that is so."""
    plain = "“One,” it read. “Two,” it read."
    visitor.paste(f"{plain} “Three,” said Ann Poe.")
    for quotation, name, after in (
        ("q1", "Ann Poe", " “Three,” said Bob Roe."),
        ("q2", "Bob Roe", ""),
    ):
        visitor.click(f"[data-quotes={quotation}]")
        visitor.click("#correct")
        choose(visitor, "#form-speaker", name)
        visitor.click("#form-save")
        edited(visitor, plain + after)

    assert spoken(visitor) == [["Ann Poe", "One,"], ["Bob Roe", "Two,"]]


THOUGHT: Final = "“First,” said Ada Lund. Ben Oke believes that it rains."


def switch(visitor: Visitor, count: int) -> None:
    """Switch the scope, and wait until so many quotations are in the list."""
    visitor.click("#scope")
    visitor.wait_for(f"return document.querySelectorAll('.entry').length === {count}")
    visitor.wait_for("return !document.getElementById('scope').disabled")


def test_corrections_wait_for_their_scope(visitor: Visitor) -> None:
    """What one scope alone finds keeps its correction while the other is shown."""
    visitor.paste(THOUGHT)
    switch(visitor, 2)
    visitor.click("[data-quotes=q2]")
    visitor.click("#correct")
    choose(visitor, "#form-speaker", "Another speaker …")
    visitor.press("Jane Roe", Keys.ENTER)
    visitor.click("[data-quotes=q1]")
    visitor.click("#reject")
    visitor.click("#scope")
    visitor.wait("#text-back")
    told = "give “it rains” to Jane Roe."
    assert visitor.find("#notice").text.splitlines()[:2] == [
        f"Corrections that no longer fit: {told}",
        "Switch back",
    ]
    switch(visitor, 1)

    assert spoken(visitor) == [["Jane Roe", "it rains"]]
    assert visitor.find("#notice").text.splitlines()[0] == f"Corrections that fit again: {told}"
    visitor.click("#undo")
    assert visitor.find("#undo").get_attribute("aria-label") == "Undo: give “it rains” to Jane Roe"


def test_corrections_come_back_with_their_words(editor: Visitor) -> None:
    """Words that were taken out and are put back are corrected as they were, in their order."""
    editor.click("[data-quotes=q2]")
    editor.click("#reject")
    editor.click("[data-edit=s1]")
    editor.press("Ada L.", Keys.ENTER)
    edited(editor, TEXT.replace("“Second thing,” said Ben Oke. ", ""))
    edited(editor, TEXT.replace("“First", "“Very first"))

    assert ["Ben Oke", "Second thing,"] not in spoken(editor)
    assert editor.find("#undo").get_attribute("aria-label") == "Undo: rename Ada Lund to Ada L."
    editor.click("#undo")
    editor.click("#undo")
    assert ["Ben Oke", "Second thing,"] in spoken(editor)


def rename(visitor: Visitor, name: str, label: str) -> None:
    """Give the speaker of this name another."""
    visitor.click(f"[aria-label='Correct {name}']")
    visitor.press(label, Keys.ENTER)


def speakers(visitor: Visitor) -> list[str]:
    """Return the names in the list of speakers."""
    names = "return [...document.querySelectorAll('.who .label')].map((each) => each.textContent)"
    return list(visitor(names))


@pytest.mark.parametrize("label", ["Zed", "ZED"])
def test_a_name_that_comes_back_to_another_scope(visitor: Visitor, label: str) -> None:
    """A rename that comes back when another speaker has the name by now makes the two one."""
    visitor.paste("“First,” said Ada Lund. “Second,” said Ben Oke. Cy Ott believes that it ends.")
    switch(visitor, 3)
    rename(visitor, "Cy Ott", "Zed")
    switch(visitor, 2)
    rename(visitor, "Ben Oke", label)
    assert speakers(visitor) == ["Ada Lund", label]
    for _ in range(2):
        switch(visitor, 3)
        assert speakers(visitor) == ["Ada Lund", "Zed"]
        told = "Corrections that fit again: rename Cy Ott to Zed. Ben Oke was merged with Zed."
        assert visitor.find("#notice").text.splitlines()[0] == told
        switch(visitor, 2)
        assert speakers(visitor)[0] == "Ada Lund"
    switch(visitor, 3)
    visitor.click("#undo")
    assert speakers(visitor) == ["Ada Lund", "Ben Oke", "Zed"]


def test_a_name_that_comes_back_with_its_words(visitor: Visitor) -> None:
    """So it is where a paragraph is taken out and put back, and what follows goes to the one."""
    first, third = "“First,” said Ada Lund. “Second,” said Ben Oke.", "\n\n“Third,” said Cy Ott."
    visitor.paste(first + third)
    rename(visitor, "Cy Ott", "Zed")
    edited(visitor, first)
    rename(visitor, "Ben Oke", "Zed")
    visitor.click("[data-quotes=q1]")
    visitor.click("#correct")
    choose(visitor, "#form-speaker", "Zed")
    visitor.click("#form-save")
    edited(visitor, first + third)

    assert speakers(visitor) == ["Zed"]
    assert visitor.find("#sum-text").text.startswith("3 quotations by 1 speaker;")
    assert "Ben Oke was merged with Zed." in visitor.find("#notice").text


def test_a_new_speaker_who_comes_back_has_one_name(visitor: Visitor) -> None:
    """A speaker made by hand who comes back is the one who has got the name since."""
    visitor.paste(THOUGHT)
    switch(visitor, 2)
    visitor.click("[data-quotes=q2]")
    visitor.click("#correct")
    choose(visitor, "#form-speaker", "Another speaker …")
    visitor.press("Zed", Keys.ENTER)
    switch(visitor, 1)
    rename(visitor, "Ada Lund", "Zed")
    switch(visitor, 2)

    assert speakers(visitor) == ["Zed"]
    assert spoken(visitor) == [["Zed", "First,"], ["Zed", "it rains"]]


def test_words_added_by_hand_are_not_doubled(visitor: Visitor) -> None:
    """What was added by hand stays as it was made where the wider scope finds it too."""
    visitor.paste(THOUGHT)
    visitor(SELECT, "it rains")
    visitor.wait("#pick-add").click()
    visitor.click("#form-save")
    visitor.click("#scope")
    visitor.wait_for("return document.querySelector('[data-speaker=s2]') === null")
    visitor.wait_for("return !document.getElementById('scope').disabled")

    assert spoken(visitor) == [["Ada Lund", "First,"], ["No speaker", "it rains"]]


@pytest.mark.parametrize("way", ["a new text", "another scope"])
def test_the_scope_comes_back_with_its_answer(visitor: Visitor, way: str) -> None:
    """The box shows the scope of what is shown, after a way back too."""
    visitor.paste(THOUGHT)
    switch(visitor, 2)
    if way == "a new text":
        visitor.click("#fresh")
        visitor.paste(f"{THOUGHT} And so on.")
        switch(visitor, 1)
        visitor.wait_for("return document.querySelector('#text-back') !== null")
    else:
        visitor.click("[data-quotes=q2]")
        visitor.click("#reject")
        switch(visitor, 1)
    boxes = [visitor.find("#scope").is_selected()]
    visitor.click("#text-back")
    boxes.append(visitor.find("#scope").is_selected())
    visitor.click("#text-back")
    boxes.append(visitor.find("#scope").is_selected())

    assert boxes == [False, True, False]


def test_a_switch_is_tried_again(visitor: Visitor) -> None:
    """After a refusal "Try again" is about the scope that was wanted."""
    visitor.paste(THOUGHT)
    visitor("window.real = fetch; window.fetch = async () => new Response('{}', {status: 503})")
    visitor.click("#scope")
    again = visitor.wait("#alert button")
    assert not visitor.find("#scope").is_selected()
    visitor("window.fetch = window.real")
    again.click()
    visitor.wait("#rows [data-id=q2]")
    visitor.wait_for("return !document.getElementById('scope').disabled")

    assert visitor.find("#scope").is_selected()
