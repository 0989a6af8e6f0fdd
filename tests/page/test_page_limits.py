"""The page on errors, for accessibility, and with long texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from selenium import webdriver
from selenium.webdriver import Keys
from werkzeug.serving import BaseWSGIServer

from service.settings import Settings
from tests.page.reach import LONG, QUOTATIONS, best, measure
from tests.page.visitor import Visitor

TEXT = "“First,” said Ada Lund. Ben Oke said that it rains. “Nobody says this.” § End."


@pytest.fixture
def other(driver: webdriver.Chrome, serve: Callable[[Settings], BaseWSGIServer]) -> Visitor:
    """Return a visitor of a service that accepts at most 200 characters."""
    server = serve(Settings.from_environment({"EXTRACTOR_MAX_CHARACTERS": "200"}))
    visitor = Visitor(driver)
    visitor.open(f"http://127.0.0.1:{server.port}/")
    visitor.server = server
    return visitor


def test_service_down_is_told_and_the_text_stays(other: Visitor) -> None:
    """Where the service is gone the page says so, keeps the text and offers to try again."""
    other.server.shutdown()
    other.server.server_close()
    other.find("#text").send_keys(TEXT)
    other.click("#go")

    assert other.wait("#alert .message").text.splitlines() == [
        "The service cannot be reached. Is it running, and is the network up?"
        " Your text is still here.",
        "Try again",
    ]
    assert other.find("#text").get_property("value") == TEXT


def test_a_text_too_long_is_told_with_the_limit(other: Visitor) -> None:
    """The counter warns while one types, and the refusal names the limit."""
    other.find("#text").send_keys(TEXT * 3)
    count = other.find("#count")
    assert (count.text, count.get_attribute("class")) == (
        f"{len(TEXT) * 3} characters, 200 at most",
        "count over",
    )
    other.click("#go")

    assert other.wait("#alert .message").text == (
        "The text is too long. This service takes at most 200 characters. Send a part of it."
    )


REFUSE: Final = """
const [body, status, headers] = arguments;
window.fetch = async () => new Response(body, {status, headers});"""


@pytest.mark.parametrize(
    ("status", "headers", "body", "told"),
    [
        (429, {"Retry-After": "5"}, "{}", "Too many requests. Try again in 5 seconds."),
        (503, {}, "{}", "The service is busy or still starting. Try again in a moment."),
        (
            500,
            {},
            "<p>",
            "The service failed on this text. See the service log. It does not contain the text.",
        ),
        (422, {}, '{"detail": "No <b>."}', "The service refused the text. No <b>."),
        (418, {}, "teapot", "The service refused the text. It returned status 418."),
        (
            200,
            {},
            "<html>",
            "The answer cannot be read."
            " Something between this page and the service has changed it.",
        ),
    ],
)
def test_refusals_are_told_in_words(
    visitor: Visitor, status: int, headers: dict[str, str], body: str, told: str
) -> None:
    """Whatever the service, or a proxy before it, answers: a sentence, and the text stays."""
    visitor(REFUSE, body, status, headers)
    visitor.find("#text").send_keys(TEXT)
    visitor.click("#go")
    message = visitor.wait("#alert .message")
    again = status >= 429 or status == 200

    assert message.text.splitlines() == ([told, "Try again"] if again else [told])
    assert visitor.find("#text").get_property("value") == TEXT


def test_a_key_is_asked_for(driver: webdriver.Chrome, serve: Callable[..., BaseWSGIServer]) -> None:
    """Where the service wants a key the page asks for it, says if it is wrong, and continues."""
    key = "k" * 32
    server = serve(Settings.from_environment({"EXTRACTOR_API_KEYS": key}))
    visitor = Visitor(driver)
    visitor.open(f"http://127.0.0.1:{server.port}/")
    visitor.find("#text").send_keys(TEXT)
    visitor.click("#go")
    assert visitor.wait("#alert strong").text == "This service asks for an API key."
    visitor.press("wrong", Keys.ENTER)
    visitor.wait("#alert strong.again")
    visitor.press(key, Keys.ENTER)

    assert visitor.wait("#sum").text.startswith("3 quotations")


def test_no_text_is_told(visitor: Visitor) -> None:
    """An empty field sends nothing; the focus goes where the text belongs."""
    visitor.click("#go")

    assert visitor.wait("#alert .message").text.startswith("There is no text yet.")
    assert visitor("return document.activeElement.id") == "text"


def test_text_without_quotations(visitor: Visitor) -> None:
    """A text without quotations is shown, and said to have none."""
    visitor.paste("The rain fell.")

    assert visitor.find("#sum").text == "No quotations were found in this text"
    assert not visitor.find("#voices").is_displayed()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1400, 900), (1000, 800), (320, 640)])
def test_axe_finds_nothing(visitor: Visitor, scheme: str, size: tuple[int, int]) -> None:
    """Before, after, with an explanation, with the form; light and dark, wide and narrow."""
    visitor.size(*size)
    visitor.prefer(scheme)
    assert visitor.violations() == []
    visitor.paste(TEXT)
    assert visitor.violations() == []
    visitor.click("#article [data-mark]")
    visitor.click("#reject")
    visitor.click("#why")
    assert visitor.violations() == []
    visitor.click("#correct")
    visitor.click(".pieces button")
    visitor.click("#form-save")
    assert visitor.violations() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1400, 900), (320, 640)])
def test_axe_finds_nothing_in_the_docs(
    visitor: Visitor, address: str, scheme: str, size: tuple[int, int]
) -> None:
    """The API's page is for the keyboard too: what scrolls there can be reached."""
    visitor.size(*size)
    visitor.prefer(scheme)
    visitor.driver.get(f"{address}docs")
    assert visitor.violations() == []
    visitor("for (const each of document.querySelectorAll('details')) each.open = true")
    assert visitor.violations() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_dialogs(visitor: Visitor, scheme: str) -> None:
    """Export, speaker, question, and the message after it."""
    visitor.prefer(scheme)
    visitor.paste(TEXT)
    visitor.export("json")
    visitor.click("#export-open")
    assert visitor.violations() == []
    visitor.click("#export-close")
    visitor.click(".pen")
    assert visitor.violations() == []
    visitor.press("Other", Keys.ENTER)
    visitor.drop_words("Other.")
    visitor.wait("#confirm")
    assert visitor.violations() == []
    visitor.click("#confirm-yes")
    visitor.wait("#text-back")
    assert visitor.violations() == []


def test_axe_finds_nothing_in_errors(visitor: Visitor) -> None:
    """An error, and colours chosen by the button, are for everybody too."""
    visitor.click("#theme")
    visitor.click("#go")
    visitor.wait("#alert .message")

    assert visitor("return document.documentElement.style.colorScheme") == "dark"
    assert visitor.violations() == []


@pytest.mark.parametrize("media", ["print", "forced-colors"])
def test_chosen_colours_leave_no_words_unseen(visitor: Visitor, media: str) -> None:
    """What is dark by the button is printed dark on white, and as the system's colours want it."""
    visitor.paste(TEXT)
    visitor.click("#theme")
    colour = "return getComputedStyle(document.querySelector('#article .q')).color"
    chosen = visitor(colour)
    emulated = {"media": media} if media == "print" else {}
    features = [] if media == "print" else [{"name": media, "value": "active"}]
    visitor.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {**emulated, "features": features})
    shown = visitor(colour)
    visitor.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})

    assert (chosen, shown) == ("rgb(231, 229, 223)", "rgb(29, 35, 39)")


def test_narrow_window_does_not_scroll_sideways(visitor: Visitor) -> None:
    """On a telephone's width everything fits, and what is chosen stands above its details."""
    visitor.size(320, 640)
    too_wide = """return [...document.querySelectorAll("body *")].filter((node) => {
      const {left, right, width} = node.getBoundingClientRect();
      return width && (left < 0 || right > 320) && node.checkVisibility()
        && !node.closest(".speakers, .away, .skip, .scroll, option");
    }).map((node) => node.id || node.className || node.outerHTML);"""
    visitor.paste(TEXT + " “Last,” said Ada Lund.")
    visitor.click("#list summary")
    visitor.click("#filters summary")
    assert visitor(too_wide) == []
    visitor.click(".q[data-quotes=q4]")
    where = """return document.querySelector('.q[data-quotes=q4]').getBoundingClientRect().bottom
      <= document.querySelector('#inspector').getBoundingClientRect().top"""
    assert visitor(where)
    assert visitor(too_wide) == []
    visitor.click("#correct")
    heads = """const node = document.querySelector("#quote-form h2");
      const r = node.getBoundingClientRect();
      return node === document.elementFromPoint(r.left + 5, r.top + r.height / 2)"""
    assert visitor(heads), "the heading stays in sight, wherever the focus is"
    visitor("const box = document.getElementById('form-speaker'); box.value = 'new';"
            "box.dispatchEvent(new Event('change'))")  # fmt: skip
    visitor.tab_to("#form-kind")
    assert visitor(heads)
    covered = """const r = document.activeElement.getBoundingClientRect();
      return document.activeElement.contains(document.elementFromPoint(r.left + 9, r.top + 9))"""
    assert visitor(covered)
    assert visitor(too_wide) == []
    visitor.click("#form-cancel")
    visitor.click("#close")
    visitor.click("#export-open")
    assert visitor(too_wide) == []
    visitor.click("#export-close")
    visitor.click(".pen")
    assert visitor(too_wide) == []
    visitor.click("#speaker-cancel")
    visitor.click("#fresh")
    assert visitor(too_wide) == []


@pytest.mark.alone
def test_page_is_quick(driver: webdriver.Chrome, address: str) -> None:
    """Interactive within a second of one core; 10,000 words filter and scroll in under 100 ms."""
    assert (len(LONG.split()), LONG.count("“")) == (10_200, QUOTATIONS)
    reach = measure(driver, address)

    assert reach.interactive.work < 1000, reach
    assert reach.filtering.work < 100, reach
    assert reach.correcting.work < 200, reach
    assert reach.frame.work < 100, reach
    assert len(Visitor(driver).shown()) == QUOTATIONS


def test_work_is_counted(visitor: Visitor) -> None:
    """What the figures count is the browser's work: four times the work costs more than twice."""
    loop = "let sum = 0; for (let i = 0; i < %d; i++) sum += i %% 7; return sum;"
    once, often = (best(visitor.driver, lambda n=n: visitor(loop % n)) for n in (10**8, 4 * 10**8))

    assert 0 < 2 * once.work < often.work
