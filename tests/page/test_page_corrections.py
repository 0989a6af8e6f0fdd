"""Correcting by hand: speakers, quotations, undo and redo, and what becomes of it all."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from selenium.webdriver import Keys

from tests.page.correcting import ALL, SELECT, choose, spoken
from tests.page.visitor import Visitor

FOCUS: Final = "return document.activeElement.textContent"


def exported(editor: Visitor, *forms: str) -> Any:
    """Return what these exports save."""
    editor(
        "window.saved = []; "
        "URL.createObjectURL = (blob) => { saved.push(blob.text()); return '#'; };"
        "HTMLAnchorElement.prototype.click = () => {}"
    )
    for form in forms:
        editor.export(form)
    made = "const done = arguments[0]; Promise.all(saved).then(done)"
    return editor.driver.execute_async_script(made)


def test_rename_a_speaker(editor: Visitor) -> None:
    """A new label is that of all quotations, the colour stays, and undo and redo go both ways."""
    editor.click("[data-edit=s1]")
    editor.press("Ada Lund-Berg", Keys.ENTER)
    renamed = [[name.replace("Ada Lund", "Ada Lund-Berg"), words] for name, words in ALL]

    assert spoken(editor) == renamed
    assert editor(FOCUS) == "✎", "the focus is back where it was"
    assert editor.find("[data-quotes=q1]").get_attribute("class") == "q direct s0"
    assert editor.find("#undo").accessible_name == "Undo: rename Ada Lund to Ada Lund-Berg"
    editor.click("#undo")
    assert spoken(editor) == ALL
    editor.click("#redo")
    assert spoken(editor) == renamed


def test_a_speaker_keeps_a_name(editor: Visitor) -> None:
    """Blanks are no name: the dialog stays until there is one."""
    editor.click("[data-edit=s1]")
    editor.press("  ", Keys.ENTER)
    assert editor("return document.getElementById('speaker-dialog').open")
    editor.press("Ada Berg", Keys.ENTER)

    assert spoken(editor)[0] == ["Ada Berg", "First,"]


@pytest.mark.parametrize("by", ["choice", "Ada Lund", "ada  lund"])
def test_merge_two_speakers(editor: Visitor, by: str) -> None:
    """Two speakers become one, by choosing the other or by giving the other's name."""
    editor.click("[data-edit=s3]")
    if by == "choice":
        choose(editor, "#speaker-merge", "Ada Lund")
        editor.click("#speaker-form [type=submit]")
    else:
        editor.press(by, Keys.ENTER)

    assert spoken(editor) == [*ALL[:4], ["Ada Lund", "Fifth,"]]
    assert editor.find("#sum-text").text.startswith("5 quotations by 2 speakers")
    assert editor.find("#undo").accessible_name == "Undo: merge Lund Ada with Ada Lund"


def test_another_speaker(editor: Visitor) -> None:
    """A quotation goes to another speaker, to none, to a new one; its rule says who decided."""
    editor.click("[data-quotes=q1]")
    for name, label in [("Ben Oke", ""), ("No speaker", ""), ("Another speaker …", "Cy Dow")]:
        editor.click("#correct")
        choose(editor, "#form-speaker", name)
        if label:
            editor.press(label)
        editor.click("#form-save")
        assert spoken(editor) == [[label or name, "First,"], *ALL[1:]]
    assert "Corrected by hand" in editor.find("#card").text
    assert editor.find("#rows .num").text == "by hand"
    editor.click("#undo")
    editor.click("#undo")
    editor.click("#undo")
    assert spoken(editor) == ALL


KINDS: Final = """return [...document.querySelectorAll(".speakers .who")].map((who) =>
  [who.querySelector(".label").textContent, who.querySelector(".sub").textContent]);"""


def test_the_kind_of_a_new_speaker(editor: Visitor) -> None:
    """It is unknown unless one is chosen, which the form keeps while words are added."""
    editor.click("[data-quotes=q4]")
    for name, kind, told in [("Cy Dow", None, ""), ("Two clerks", "group", "group")]:
        editor.click("#correct")
        choose(editor, "#form-speaker", "Another speaker …")
        assert editor.find("#form-label").get_attribute("placeholder") == "Name or description"
        editor.press(name)
        if kind:
            choose(editor, "#form-kind", kind)
            editor(SELECT, "no more")
            editor.wait("#pick-add").click()
            editor.find(".pieces li:last-child button").click()
        editor.click("#form-save")
        assert [name, told] in editor(KINDS)
    editor.click("#undo")

    assert editor(KINDS)[-1] == ["Cy Dow", ""]


def test_the_kind_of_a_speaker(editor: Visitor) -> None:
    """With the label or alone it can be changed, as one step of undo; so it counts everywhere."""
    editor.click("[data-edit=s2]")
    assert editor.find("#speaker-kind").get_attribute("value") == "person"
    editor.press("Oke Ltd")
    choose(editor, "#speaker-kind", "organization")
    editor.press(Keys.ENTER)
    editor.click("[data-edit=s1]")
    choose(editor, "#speaker-kind", "unnamed person")
    editor.click("#speaker-form [type=submit]")
    changed = [["Ada Lund", "unnamed person"], ["Oke Ltd", "organization"], ["Lund Ada", "person"]]
    assert [each for each in editor(KINDS) if each[1] != "No speaker was found."] == changed
    told = "Undo: set the kind of Ada Lund to unnamed person"
    assert editor.find("#undo").accessible_name == told
    editor.click("#tab-sourcing")
    assert "1 anonymous source" in editor.find("#sourcing .sums").text
    answer, table, fixture = exported(editor, "json", "csv", "fixture")
    speakers = [(each["kind"], each["name"]) for each in json.loads(answer)["speakers"]]
    assert speakers == [("anonymous", None), ("organization", None), ("person", "Lund Ada")]
    assert [each["action"] for each in json.loads(answer)["corrections"]] == [
        *("rename", "kind", "kind"),
    ]
    assert '"Oke Ltd","organization"' in table
    assert json.loads(fixture)["quotes"][1]["speaker"] == {"label": "Oke Ltd"}
    editor.click("#undo")
    editor.click("#undo")
    assert editor(KINDS)[:2] == [["Ada Lund", "person"], ["Ben Oke", "person"]]
    editor.click("#redo")
    assert editor(KINDS)[1] == ["Oke Ltd", "organization"]


def test_name_and_role_are_those_of_the_kind(editor: Visitor) -> None:
    """A role comes back with the kind, goes along in a merge, and of the unnamed is the label."""
    said = (
        "const told = window.fetch; window.fetch = async (...all) => {"
        " const answer = await (await told(...all)).json();"
        " Object.assign(answer.speakers?.[0] ?? {}, {role: 'mayor'});"
        " return new Response(JSON.stringify(answer)) }"
    )
    editor(said)
    editor.click("#edit")
    editor.click("#go")
    editor.wait_for("return document.querySelector('.speakers .sub').textContent.includes('mayor')")

    def speakers() -> list[Any]:
        found = json.loads(exported(editor, "json")[0])["speakers"]
        return [(each["label"], each["name"], each["role"]) for each in found]

    for kind in ("organization", "person"):
        editor.click("[data-edit=s1]")
        choose(editor, "#speaker-kind", kind)
        editor.click("#speaker-form [type=submit]")
    assert speakers()[0] == ("Ada Lund", "Ada Lund", "mayor")
    editor.click("[data-edit=s2]")
    editor.press("a clerk")
    choose(editor, "#speaker-kind", "unnamed person")
    editor.press(Keys.ENTER)
    assert speakers()[1] == ("a clerk", None, "a clerk")
    editor.click("[data-edit=s2]")
    editor.press("an old clerk", Keys.ENTER)
    editor.click("[data-quotes=q4]")
    editor.click("#correct")
    choose(editor, "#form-speaker", "Another speaker …")
    editor.press("a resident")
    choose(editor, "#form-kind", "unnamed person")
    editor.click("#form-save")
    assert speakers()[1::2] == [
        ("an old clerk", None, "an old clerk"),
        ("a resident", None, "a resident"),
    ]
    editor.click("[data-edit=s1]")
    editor.press("Lund Ada", Keys.ENTER)
    assert speakers()[1] == ("Lund Ada", "Lund Ada", "mayor")


def test_a_new_speaker_of_a_known_name(editor: Visitor) -> None:
    """Somebody who is there already, in whatever capitals, is no new speaker."""
    editor.click("[data-quotes=q2]")
    editor.click("#correct")
    choose(editor, "#form-speaker", "Another speaker …")
    editor.press("ada lund")
    editor.click("#form-save")

    assert spoken(editor) == [ALL[0], ["Ada Lund", "Second thing,"], *ALL[2:]]
    assert editor.find("#undo").accessible_name == "Undo: give “Second thing,” to Ada Lund"


def test_a_new_speaker_needs_a_name(editor: Visitor) -> None:
    """The form says what is missing, and Escape leaves everything as it was."""
    editor.click("[data-quotes=q1]")
    editor.click("#correct")
    choose(editor, "#form-speaker", "Another speaker …")
    editor.click("#form-save")
    assert editor.find("#quote-form [role=alert]").text == "Give the new speaker a name."
    editor.press(Keys.ESCAPE)

    assert (spoken(editor), editor(FOCUS)) == (ALL, "Correct")


def test_reject_and_restore(editor: Visitor) -> None:
    """What is no quotation leaves article and list; the next one opens; the list can restore it."""
    editor.click("[data-quotes=q2]")
    editor.click("#reject")
    assert spoken(editor) == [ALL[0], *ALL[2:]]
    assert "q2" not in editor.marked()
    assert editor.find("#card blockquote").text == "it rains"
    editor.chord("z", Keys.CONTROL)
    assert spoken(editor) == ALL
    editor.chord("z", Keys.CONTROL, Keys.SHIFT)
    assert spoken(editor) == [ALL[0], *ALL[2:]]
    assert editor.find("#rejected").text.splitlines() == ["Rejected: 1", "Second thing,", "Restore"]
    editor.click("#rejected button")

    assert spoken(editor) == ALL


def test_reject_with_the_keyboard(editor: Visitor) -> None:
    """Delete rejects the quotation that has the focus; the focus goes on to the next."""
    editor("document.querySelector('#article [data-mark]').focus()")
    editor.press(Keys.DELETE)

    assert spoken(editor) == ALL[1:]
    assert editor(FOCUS) == "Second thing,"


def test_words_in_two_quotations_count_once(editor: Visitor) -> None:
    """A quotation inside another adds nothing to the words that are quoted, here as in the tab."""
    quoted = "32% of the words are quoted"
    assert quoted in editor.find("#sum-text").text
    editor(SELECT, "Nobody says")
    editor.wait("#pick-add").click()
    editor.click("#quote-form [value=indirect]")
    editor.click("#form-save")
    editor.click("#tab-sourcing")

    assert editor.find("#sum-text").text.startswith("6 quotations by 3 speakers; ")
    assert quoted in editor.find("#sum-text").text
    assert editor.find("#sourcing .sums li:nth-child(3)").text == quoted


def test_words_cannot_be_in_two_quotations_of_a_type(editor: Visitor) -> None:
    """An overlap is refused in words; nothing is changed."""
    editor(SELECT, "Second")
    editor.wait("#pick-add").click()
    editor.click("#quote-form [value=direct]")
    editor.click("#form-save")

    told = "These words overlap with another direct quotation: “Second thing,”"
    assert editor.find("#quote-form [role=alert]").text == told
    assert spoken(editor) == ALL


@pytest.mark.parametrize("added", [False, True])
def test_words_are_one_quotation(editor: Visitor, added: bool) -> None:
    """The words of a quotation are not added again as one of another type, found or added."""
    words = "more words" if added else "Second thing,"
    for kind in ("direct", "indirect") if added else ("indirect",):
        editor(SELECT, words)
        editor.wait("#pick-add").click()
        editor.click(f"#quote-form [value={kind}]")
        editor.click("#form-save")

    told = "These words are a quotation already, a direct one. Correct that one instead."
    assert editor.find("#quote-form [role=alert]").text == told
    assert [said for _, said in spoken(editor)].count(words) == 1


def test_add_with_the_keyboard(editor: Visitor) -> None:
    """Without a pointer: type the words, choose type and speaker, save."""
    editor("document.getElementById('add').focus()")
    editor.press(Keys.ENTER, "no  more words", Keys.ENTER)
    editor.tab_to("[value=indirect]")
    editor.press(Keys.ARROW_LEFT)
    editor.tab_to("#form-speaker")
    editor.press("Ben")
    editor.tab_to("#form-save")
    editor.press(Keys.ENTER)

    assert spoken(editor) == [*ALL[:4], ["Ben Oke", "no more words"], ALL[4]]


def test_other_words(editor: Visitor) -> None:
    """A quotation's words and type can be changed; with its speaker that is one step of undo."""
    editor.click("[data-quotes=q4]")
    editor.click("#correct")
    editor.click(".pieces button")
    editor.find("#form-words").send_keys("no more words", Keys.ENTER)
    editor.click("#quote-form [value=indirect]")
    choose(editor, "#form-speaker", "Ben Oke")
    editor.click("#form-save")
    assert spoken(editor) == [*ALL[:3], ["Ben Oke", "no more words"], ALL[4]]
    editor.click("#undo")

    assert spoken(editor) == ALL


def test_corrections_are_in_every_export(editor: Visitor) -> None:
    """JSON, CSV, table, HTML and test case have what the corrections leave, and JSON lists them."""
    editor.click("[data-edit=s2]")
    editor.press("Ben", Keys.ENTER)
    editor.click("[data-quotes=q1]")
    editor.click("#reject")
    answer, table, page, fixture = exported(editor, "json", "csv", "html", "fixture")

    quotes = json.loads(answer)["quotes"]
    assert [quote["text"] for quote in quotes] == [words for _, words in ALL[1:]]
    assert quotes[0]["speaker"]["label"] == "Ben"
    assert [each["label"] for each in json.loads(answer)["speakers"]] == [
        "Ada Lund",
        "Ben",
        "Lund Ada",
    ]
    assert json.loads(answer)["corrections"] == [
        {"action": "rename", "speaker": "s2", "from": "Ben Oke", "label": "Ben"},
        {"action": "reject", "quote": "q1", "text": "First,"},
    ]
    assert ('"Ben"' in table, "First," in table) == (True, False)
    assert ("2 corrections made by hand." in page, 'data-quote="q1"' in page) == (True, False)
    assert json.loads(fixture)["quotes"][0] == {
        "type": "direct",
        "text": "Second thing,",
        "speaker": {"label": "Ben"},
        "cue": {"text": "said"},
    }


def test_the_main_button_takes_what_is_typed(editor: Visitor) -> None:
    """Words that were typed and not yet added are added with the quotation; wrong ones stay."""
    editor.click("#add")
    editor.find("#form-words").send_keys("no less words")
    editor.click("#form-save")
    assert editor.find("#form-words").get_attribute("value") == "no less words"
    editor.find("#form-words").clear()
    editor.find("#form-words").send_keys("no more words")
    editor.click("#form-save")

    assert spoken(editor) == [*ALL[:4], ["No speaker", "no more words"], ALL[4]]
    assert "indirect quotation" in editor.find("#card").text, "the text has no marks there"
    assert "Added by hand" in editor.find("#card").text


def test_marks_may_be_typed_as_keyboards_have_them(editor: Visitor) -> None:
    """Straight marks find curly ones, which are no words of the quotation, and make it direct."""
    editor.click("[data-quotes=q2]")
    editor.click("#reject")
    editor.click("#add")
    editor.find("#form-words").send_keys('"Second thing,"')
    editor.click("#form-save")

    assert spoken(editor) == [ALL[0], ["No speaker", "Second thing,"], *ALL[2:]]
    assert "direct quotation" in editor.find("#card").text


def test_capitals_may_be_typed_otherwise(editor: Visitor) -> None:
    """Words that stand nowhere as they are typed are found with other capitals."""
    editor.click("[data-quotes=q2]")
    editor.click("#reject")
    editor.click("#add")
    editor.find("#form-words").send_keys("second THING")
    editor.click("#form-save")

    assert ["No speaker", "Second thing"] in spoken(editor)


def test_a_merge_by_name_is_told(editor: Visitor) -> None:
    """A speaker who gets another's name is merged with them, which the page says until undone."""
    editor.click("[data-edit=s1]")
    editor.press("Ben Oke", Keys.ENTER)

    told = "Ada Lund was merged with Ben Oke. Undo takes it back."
    assert editor.find("#remark").text.splitlines()[0] == told
    editor.click("#undo")
    assert editor.find("#remark").text == ""
    assert spoken(editor) == ALL
