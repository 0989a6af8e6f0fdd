"""The list beside the article, the scope switch, and the details of a source."""

from __future__ import annotations

from typing import Any, Final

import pytest
from selenium.webdriver import Keys

from tests.page.visitor import Visitor

TEXT: Final = (
    "“First,” said Ada Lund. “Second thing,” said Ben Oke. Ada Lund said that it rains.\n\n"
    "“Nobody says this.” Cy Dow believes that it snows. “Fifth,” said Ben Oke.\n"
)
LIST: Final = """return [...document.querySelectorAll("#rows li:not([hidden]) .words")]
  .map((node) => node.textContent);"""


def listed(visitor: Visitor) -> Any:
    """Return the words of the quotations in the list, in its order."""
    return visitor(LIST)


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("as in the text", ["First,", "Second thing,", "it rains", "Nobody says this.", "Fifth,"]),
        ("by speaker", ["First,", "it rains", "Second thing,", "Fifth,", "Nobody says this."]),
        ("by type", ["First,", "Second thing,", "Nobody says this.", "Fifth,", "it rains"]),
        (
            "least certain first",
            ["First,", "Second thing,", "it rains", "Nobody says this.", "Fifth,"],
        ),
        ("longest first", ["Nobody says this.", "Second thing,", "it rains", "First,", "Fifth,"]),
    ],
)
def test_sorted(visitor: Visitor, order: str, words: list[str]) -> None:
    """The list stands in the order that is chosen, with the keyboard too."""
    visitor.paste(TEXT)
    visitor.find("#sort").send_keys(order)

    assert listed(visitor) == words


def test_list_and_article_go_together(visitor: Visitor) -> None:
    """Choosing in the list opens the quotation; opening it in the article marks it in the list."""
    visitor.paste(TEXT)
    current = "return document.querySelector('[aria-current]').dataset.id"
    visitor.click("[data-id=q3]")
    assert visitor.find("#card blockquote").text == "it rains"
    assert visitor("return document.activeElement.dataset.id") == "q3", "the focus stays"
    visitor.click("[data-quotes=q2]")
    assert visitor(current) == "q2"
    visitor.press(Keys.ARROW_RIGHT)
    assert visitor(current) == "q3"
    visitor.slide(40)

    assert listed(visitor) == ["Nobody says this.", "Fifth,"]
    assert visitor.find("#list-count").text == "2 of 5"


def test_scope_is_a_switch(visitor: Visitor) -> None:
    """The wide scope is asked for, found, and left again; corrections stay."""
    visitor.paste(TEXT)
    visitor.click("[data-edit=s2]")
    visitor.press("Ben", Keys.ENTER)
    visitor.click("#scope")
    visitor.wait_for("return document.getElementById('n-indirect').textContent === '2'")
    assert "it snows" in listed(visitor)
    assert visitor.find("#scope").is_selected()
    assert visitor.find("[data-quotes=q2]").accessible_name.endswith("Ben, confidence 20%)")
    visitor.click("#scope")
    visitor.wait_for("return document.getElementById('n-indirect').textContent === '1'")

    assert "it snows" not in listed(visitor)


def test_scope_that_is_refused(visitor: Visitor) -> None:
    """Where the service does not know the wide scope the switch goes back, and the list stays."""
    visitor.paste(TEXT)
    refusal = 'window.fetch = async () => new Response(\'{"detail": "scope"}\', {status: 422})'
    visitor(refusal)
    visitor.click("#scope")

    assert visitor.wait("#alert .message").text == "The service refused the text. scope"
    assert (visitor.find("#scope").is_selected(), len(listed(visitor))) == (False, 5)


SOURCED: Final = """
const real = window.fetch, text = arguments[0];
const span = (words) => ({start: text.indexOf(words), end: text.indexOf(words) + words.length,
  text: words});
window.fetch = async (...request) => {
  const answer = await (await real(...request)).json();
  answer.quotes[0].channel = {...span("in a letter"), kind: "letter"};
  answer.quotes[0].relayed_by = span("the Bergen Times");
  Object.assign(answer.speakers[0], {pronouns: ["she"], descriptions: [span("who lives here")],
    anonymity: {...span("asked not to be named"), reason: span("because she fears for her job")}});
  return new Response(JSON.stringify(answer));
};"""


def test_sourcing_is_on_the_card(visitor: Visitor) -> None:
    """Pronouns, descriptions, anonymity, channel and relay are shown where an answer has them."""
    text = (
        "“First,” said Ada Lund in a letter seen by the Bergen Times. Lund, who lives here, asked "
        "not to be named because she fears for her job."
    )
    visitor(SOURCED, text)
    visitor.paste(text)
    visitor.click("[data-quotes=q1]")
    facts = visitor(
        "return [...document.querySelectorAll('#card dt')].map((term) =>"
        " [term.textContent, term.nextSibling.innerText.replace('\\n', ' / ')])"
    )

    assert facts[2:7] == [
        ["Channel", "in a letter / letter"],
        ["Relayed by", "the Bergen Times"],
        ["Pronouns", "she"],
        ["Described as", "who lives here"],
        ["Anonymity", "asked not to be named / because she fears for her job"],
    ]
    assert visitor("return document.getElementById('article').textContent") == text
    assert visitor.find(".who .sub").text == "person · she"
    marked = [visitor.find(f"#article .{role}").text for role in ("channel", "relay", "about")]
    assert marked == ["in a letter", "the Bergen Times", "who lives here"]
