"""The article on the page: marks on exactly their characters, and no injected markup."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.page.stub import StubExtractor
from tests.page.visitor import Visitor

ODD = (
    "Start 😀\r\n\r\n“It’s 👩‍👩‍👧 time,” said Ada Lund.\r\n"
    "\tTab “and cafe\u0301” said Ben Oke. 😀😀\r\n"
    "Ada Lund said that the 🚢 sails.\n\nEnd “alone” here.\r“Old line ends” said Ada Lund."
)
NESTED = "“One.\n\nTwo\nthree,” said Ada Lund. Ben Oke said that he is “done 😀” here."
ATTACK = (
    "“<img src=x onerror=hacked=1> & <script>hacked=1</script>” said <b>Ann Lee</b>. "
    "“</textarea><svg onload=hacked=1>” said <Img Src=x/onerror=hacked()>."
)


def utf16(text: str) -> int:
    """Return the length that JavaScript sees."""
    return len(text.encode("utf-16-le")) // 2


def expected(text: str) -> dict[str, tuple[int, str]]:
    """Return what must be marked, from the values that the extractor gave."""
    quotes = StubExtractor()(text).quotes
    return {quote.id: (utf16(text[: quote.segments[0].start]), quote.text) for quote in quotes}


@pytest.mark.parametrize(
    "text", [ODD, ODD.replace("\r\n", "\n"), ATTACK, NESTED, "“One” said Ada Lund."]
)
def test_pasted_text_is_marked_to_the_character(visitor: Visitor, text: str) -> None:
    """What is pasted stands there unchanged, line ends included, each mark where it belongs."""
    visitor.paste(text)

    assert visitor("return document.getElementById('article').textContent") == text
    assert visitor.marked() == expected(text)
    assert len(expected(text)) > 0


def test_dropped_file_is_taken_as_it_is(visitor: Visitor) -> None:
    """A file's BOM and line ends are part of the text that is sent."""
    text = "\ufeff" + ODD
    visitor.drop(text.encode("utf-8"))
    visitor.wait("#go:focus").click()
    visitor.wait("#result")

    assert visitor("return document.getElementById('article').textContent") == text
    assert visitor.marked() == expected(text)


def test_inner_quotation_lies_on_top(visitor: Visitor) -> None:
    """Where quotations nest, the inner one's style shows, and the outer one's where it is alone."""
    visitor.paste(NESTED)
    visitor.slide(25)  # leaves the third, which is the inner one
    pieces = "return [...document.querySelectorAll('#article .q')].map((n) => n.textContent)"
    assert visitor(pieces) == ["done 😀"]
    visitor.slide(0)
    kinds = "return [...document.querySelectorAll('#article .q')].map((n) => n.classList[1])"

    assert visitor(kinds)[-2:] == ["indirect", "direct"]


def test_file_may_be_dropped_anywhere(visitor: Visitor) -> None:
    """A file dropped on the article shown takes its place; the page is not left for it."""
    visitor.paste("“One” said Ada Lund.")
    visitor.drop(b"Two.", "#article")
    visitor.wait("#go:focus")

    assert visitor.find("#text").get_property("value") == "Two."


def test_file_may_be_opened(visitor: Visitor, tmp_path: Path) -> None:
    """A file chosen is taken as it is, as one that is dropped."""
    path = tmp_path / "article.txt"
    path.write_bytes(ODD.encode("utf-8"))
    visitor("document.getElementById('file').hidden = false")
    visitor.find("#file").send_keys(str(path))
    visitor.wait("#go:focus").click()
    visitor.wait("#result")

    assert visitor("return document.getElementById('article').textContent") == ODD


def test_words_may_be_dropped(visitor: Visitor) -> None:
    """Words dragged from another window are a text too."""
    visitor.drop_words(ODD)
    visitor.click("#go")
    visitor.wait("#result")

    assert visitor("return document.getElementById('article').textContent") == ODD


def test_file_that_is_no_text_is_refused_in_words(visitor: Visitor) -> None:
    """A binary file, or one in another encoding, is named as what it is."""
    visitor.drop(b"caf\xe9")

    assert visitor.wait("#alert .message").text.startswith("This is not a text file in UTF-8.")


def test_edited_text_is_what_the_field_shows(visitor: Visitor) -> None:
    """Once a pasted text was edited, the field's own text counts."""
    visitor.paste(ODD)
    visitor.click("#edit")
    visitor.find("#text").send_keys(" More.")
    visitor.click("#go")
    visitor.wait("#result")

    text = ODD.replace("\r\n", "\n").replace("\r", "\n") + " More."
    assert visitor("return document.getElementById('article').textContent") == text


def test_text_and_labels_never_become_markup(visitor: Visitor) -> None:
    """Tags in text and in speakers' names are shown as the characters they are."""
    visitor.paste(ATTACK)
    visitor.click("#article [data-mark]")
    labels = visitor("return [...document.querySelectorAll('.who .label')].map(n => n.textContent)")

    made = "#result img, #result svg, #result b, #result script"
    assert visitor("return document.querySelectorAll(arguments[0]).length", made) == 0
    assert visitor("return typeof hacked") == "undefined"
    assert labels == ["<Img Src=x/onerror=hacked()>", "No speaker"]


def test_policy_stops_markup_and_scripts(visitor: Visitor) -> None:
    """Even a script that tried could not write markup, and no other script runs."""
    tried = """
        let caught = "";
        try { document.body.innerHTML = "<p>"; } catch (error) { caught = error.name; }
        const script = document.createElement("script");
        try { script.textContent = "window.ran = 1"; document.body.append(script); } catch {}
        return [caught, typeof window.ran];"""
    result = visitor(tried)
    visitor.driver.get_log("browser")  # the refusals stand there, as they should

    assert result == ["TypeError", "undefined"]


def test_nothing_goes_anywhere_else(visitor: Visitor) -> None:
    """Whatever the page asks for, it asks of its own service."""
    visitor.paste(ODD)
    urls = visitor("return performance.getEntriesByType('resource').map((e) => e.name)")

    origin = visitor("return location.origin")
    assert any("/v1/quotes" in url for url in urls)
    assert [url for url in urls if not url.startswith((origin, "data:"))] == []
