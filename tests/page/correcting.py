"""What the tests of corrections share: a text, its quotations and how one corrects them."""

from __future__ import annotations

from typing import Any, Final

from tests.page.visitor import Visitor

TEXT: Final = (
    "“First,” said Ada Lund. “Second thing,” said Ben Oke. Ada Lund said that it rains.\n\n"
    "“Nobody says this.” Dr Lund agreed: no more words. “Fifth,” said Lund Ada.\n"
)
SPOKEN: Final = """return [...document.querySelectorAll("#rows li:not([hidden])")].map((row) =>
  [row.querySelector(".label").textContent, row.querySelector(".words").textContent]);"""
ALL: Final = [
    ["Ada Lund", "First,"],
    ["Ben Oke", "Second thing,"],
    ["Ada Lund", "it rains"],
    ["No speaker", "Nobody says this."],
    ["Lund Ada", "Fifth,"],
]
SELECT: Final = """
const walker = document.createTreeWalker(document.getElementById("article"), NodeFilter.SHOW_TEXT);
const [words] = arguments, range = document.createRange();
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const at = node.data.indexOf(words);
  if (at < 0) continue;
  range.setStart(node, at); range.setEnd(node, at + words.length);
  getSelection().removeAllRanges(); getSelection().addRange(range);
}"""


def spoken(editor: Visitor) -> Any:
    """Return speaker and words of each quotation in the list."""
    return editor(SPOKEN)


def choose(editor: Visitor, selector: str, words: str) -> None:
    """Choose the option with these words."""
    editor(
        "const box = document.querySelector(arguments[0]);"
        "box.value = [...box.options].find((each) => each.text === arguments[1]).value;"
        "box.dispatchEvent(new Event('change', {bubbles: true}))",
        selector,
        words,
    )
