"""Using the page: filters, details, keys."""

from __future__ import annotations

from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.support.wait import WebDriverWait

from tests.page.visitor import Visitor

TEXT = (
    "“First,” said Ada Lund. “Second thing,” said Ben Oke. Ada Lund said that it rains.\n\n"
    '“Nobody says this.” Then “=fifth 😀” said Ada Lund. § “Sixth, "quoted",” said Cy Dow.\n'
)
ALL = [
    ("A", "First,"),
    ("B", "Second thing,"),
    ("A", "it rains"),
    ("?", "Nobody says this."),
    ("A", "=fifth 😀"),
    ("C", 'Sixth, "quoted",'),
]
"""The letter and the words of each quotation; the nth is sure to n tenths, the fifth mixed."""
FOCUS = "return document.activeElement.{}"


def test_quotations_of_nobody(visitor: Visitor) -> None:
    """Where nobody speaks, the sum says nothing of speakers."""
    visitor.paste("“Nobody says this.”")

    summary = "1 quotation; 100% of the words are quoted; 1 without a speaker"
    assert visitor.find("#sum-text").text == summary


def test_types_can_be_left_out(visitor: Visitor) -> None:
    """A type that is unticked leaves at once, its speakers count without it, and it comes back."""
    visitor.paste(TEXT)
    assert visitor.shown() == ALL
    visitor.click("[data-type=direct]")

    assert visitor.shown() == [ALL[2], ALL[4]]
    summary = "2 of 6 quotations by 1 speaker; 11% of the words are quoted"
    assert visitor.find("#sum-text").text == summary
    numbers = "return [...document.querySelectorAll('.who .num')].map((n) => n.textContent)"
    assert visitor(numbers) == ["2", "0", "0", "0"]
    assert visitor(numbers.replace("num", "share")) == ["100%", "0%", "0%", "0%"]
    visitor.click("[data-type=direct]")
    assert visitor.shown() == ALL


def test_slider_leaves_the_sure_ones(visitor: Visitor) -> None:
    """The slider leaves quotations that are at least so sure."""
    visitor.paste(TEXT)
    visitor.slide(40)

    assert visitor.find("#sure-out").text == "40%"
    assert visitor.shown() == ALL[3:]


def test_a_speaker_alone(visitor: Visitor) -> None:
    """Pressing a speaker leaves that speaker's quotations, pressing again all."""
    visitor.paste(TEXT)
    visitor.click(".speakers li:first-child button")

    assert visitor.shown() == [ALL[0], ALL[2], ALL[4]]
    visitor.click("#everyone")
    assert visitor.shown() == ALL


def test_panel_tells_each_speaker(visitor: Visitor) -> None:
    """The panel has label, kind, number and share of words of every speaker."""
    visitor.paste(TEXT)
    rows = visitor("return [...document.querySelectorAll('.who')].map((n) => n.innerText)")

    assert [row.replace("\n", " ").split() for row in rows] == [
        "A Ada Lund 3 3 quotations person 36% of the quoted words".split(),
        "B Ben Oke 1 1 quotation person 18% of the quoted words".split(),
        "C Cy Dow 1 1 quotation person 18% of the quoted words".split(),
        "? No speaker 1 1 quotation No speaker was found. 27% of the quoted words".split(),
    ]


def test_pointing_shows_why(visitor: Visitor) -> None:
    """Pointing at a quotation shows cue, mention, rule and confidence, and marks them."""
    visitor.paste(TEXT)
    ActionChains(visitor.driver).move_to_element(visitor.find("[data-quotes=q2]")).perform()
    card = visitor.find("#inspector").text

    facts = ("Ben Oke", "Second thing,", "said", "say, speech", "cue-subject", "20%", "2 of 6")
    assert [fact for fact in facts if fact not in card] == []
    assert visitor.find("#article .cue").text == "said"
    assert visitor.find("#article .mention").text == "Ben Oke"


def test_explanation_is_drawn(visitor: Visitor) -> None:
    """On demand every relation that the rule walked is drawn, and told in words."""
    visitor.paste(TEXT)
    visitor.click("[data-quotes=q2]")
    assert visitor("return document.querySelectorAll('#drawing svg').length") == 0
    visitor.click("#why")

    arcs = visitor("return [...document.querySelectorAll('#drawing text')].map(n => n.textContent)")
    assert sorted(arcs) == ["reported clause", "subject"]
    assert visitor.find("#drawing .steps").text.splitlines() == [
        "said → Ben Oke: subject (nsubj)",
        "said → Se: reported clause (ccomp)",
    ]


def test_the_unattributed_and_warnings_stand_out(visitor: Visitor) -> None:
    """What nobody says is named so, and a warning leads to its place."""
    visitor.paste(TEXT)

    assert visitor.find("[data-quotes=q4]").get_attribute("class") == "q direct nobody"
    assert visitor.find("#sum .alarm").text == "1 without a speaker"
    assert visitor.find("#warnings").text.splitlines() == [
        "Warnings",
        'A stray mark. … Ada Lund. § “Sixth, "quoted",” …',
    ]
    assert visitor.find("#article .odd").text == "§"


def test_a_warning_leads_to_its_place(visitor: Visitor) -> None:
    """With keys or pointer, what is warned of comes into sight and has the focus."""
    visitor.size(1000, 500)
    visitor.paste("Filling.\n\n" * 60 + "It § rains.")
    visitor.find("#warnings button").send_keys(Keys.ENTER)
    seen = """const r = document.querySelector("#article .odd").getBoundingClientRect();
        return [document.activeElement.textContent, r.top > 0 && r.bottom < innerHeight];"""
    wait = WebDriverWait(visitor.driver, 10, poll_frequency=0.05)

    assert wait.until(lambda _: visitor(seen) == ["§", True])


def test_the_drawing_is_whole(visitor: Visitor) -> None:
    """No name of a relation is cut off at the left, where nobody could scroll to."""
    visitor.paste(TEXT)
    visitor.click("[data-quotes=q1]")
    visitor.click("#why")
    left = """const box = document.querySelector("#drawing .scroll").getBoundingClientRect().left;
        return [...document.querySelectorAll("#drawing text")].map(
          (n) => n.getBoundingClientRect().left >= box);"""

    assert visitor(left) == [True, True]


def test_all_of_it_with_keys(visitor: Visitor) -> None:
    """From the field to the explanation and back, with the keyboard alone."""
    visitor("document.getElementById('text').value = arguments[0]", TEXT)
    visitor.tab_to("#text")
    visitor.press(Keys.TAB, Keys.ENTER)
    visitor.wait("#result")
    walked = [visitor(FOCUS.format("textContent"))]
    for key in (Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ARROW_LEFT, Keys.END, Keys.HOME):
        visitor.press(key)
        walked.append(visitor(FOCUS.format("textContent")))

    assert walked == [ALL[n][1] for n in (0, 1, 2, 1, 5, 0)]
    visitor.press(Keys.ARROW_RIGHT, Keys.ENTER)
    assert visitor(FOCUS.format("id")) == "why"
    visitor.press(Keys.ENTER)
    assert visitor.find("#drawing svg").is_displayed()
    visitor.press(Keys.ESCAPE)
    assert visitor(FOCUS.format("textContent")) == ALL[1][1]
    assert visitor("return document.querySelectorAll('#inspector .rest').length") == 1


def test_a_quotation_says_what_it_is(visitor: Visitor) -> None:
    """A screen reader hears words, type, speaker and confidence; one of them takes Tab."""
    visitor.paste(TEXT)
    first = visitor.find("#article [data-mark]")

    assert first.accessible_name == "First, (direct quotation, Ada Lund, confidence 10%)"
    assert first.aria_role == "button"
    assert visitor("return document.querySelectorAll('#article [tabindex=\"0\"]').length") == 1


def test_one_quotation_takes_tab_after_corrections(visitor: Visitor) -> None:
    """Paragraphs that a correction leaves as they are keep no Tab stop of their own."""
    visitor.paste("\n\n".join(f"“Word {n},” said Ada Lund." for n in range(4)))
    stops = "return document.querySelectorAll('#article [tabindex=\"0\"]').length"
    visitor.click("#article [data-mark]")
    visitor.click("#reject")
    visitor.click("#undo")
    visitor.press(Keys.ESCAPE)
    counts = [visitor(stops)]
    for button in ("#redo", "#undo"):
        visitor.click(button)
        counts.append(visitor(stops))

    assert counts == [1, 1, 1]
