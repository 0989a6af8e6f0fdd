"""docs/clients.md: the snippets for editors, each run on a document of its editor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import BaseWSGIServer

from service.settings import Settings
from tests.page.test_page_clients import blocks, moved
from tests.page.visitor import Visitor

HERE = Path(__file__).parent
PROSEMIRROR = [
    (HERE / "prosemirror" / name).read_text("utf-8") for name in ("orderedmap.cjs", "model.cjs")
]
WORDPRESS = (HERE / "wordpress.js").read_text("utf-8")
MODEL = """
const load = (source, need) => {
  const module = {exports: {}};
  new Function("module", "exports", "require", source)(module, module.exports, need);
  return module.exports;
};
const {Schema} = load(arguments[1], () => load(arguments[0]));
const schema = new Schema({
  nodes: {doc: {content: "block+"}, text: {group: "inline"},
    paragraph: {group: "block", content: "inline*"}, quote: {group: "block", content: "block+"},
    br: {group: "inline", inline: true}},
  marks: {em: {}}});
const p = (...inline) => schema.node("paragraph", null, inline);
const t = (text, ...marks) => schema.text(text, marks.map((mark) => schema.mark(mark)));
const doc = schema.node("doc", null, [
  p(t("😀 Start.")),
  schema.node("quote", null, [p(t("“We "), t("open 😀", "em"), t(" now,” said Ada Lund."))]),
  p(t("Well:"), schema.node("br"), t("“So we do,” said Ben Oke."))]);
"""


@pytest.fixture
def lenient(visitor: Visitor) -> Iterator[Visitor]:
    """Return a visitor whose page runs what it is handed as text, as ProseMirror's files are."""
    visitor.driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    visitor.driver.refresh()
    yield visitor
    visitor.driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})


def run(visitor: Visitor, script: str, *values: Any) -> Any:
    """Run the body of an asynchronous function; returns its value, or its error in words."""
    return visitor.driver.execute_async_script(
        f"const done = arguments[arguments.length - 1]; (async () => {{ {script} }}).apply(null,"
        " arguments).then(done, (error) => done(String(error)))",
        *values,
    )


def test_prosemirror(lenient: Visitor, address: str) -> None:
    """The positions hold the segments' words in a real document of ProseMirror's."""
    code = moved(blocks("js")[1], address)
    text, found = run(
        lenient,
        f"{MODEL}{code}; const found = await quotationsIn(doc); return [toText(doc).text,"
        "found.map(({quote, from, to}) => [quote.type, quote.text, doc.textBetween(from, to)])]",
        *PROSEMIRROR,
    )

    assert (
        text == "😀 Start.\n\n“We open 😀 now,” said Ada Lund.\n\nWell: “So we do,” said Ben Oke."
    )
    assert found == [
        ["direct", "We open 😀 now,", "We open 😀 now,"],
        ["direct", "So we do,", "So we do,"],
    ]


def test_wordpress(visitor: Visitor, address: str) -> None:
    """Every quotation is annotated in the block that holds it, one of two blocks in both.

    The second call finds the same, and leaves no mark of the first nor takes another plugin's.
    """
    code = moved(blocks("js")[2], address)
    other = (
        "{source: 'other', blockClientId: 'quote', richTextIdentifier: 'citation',"
        "range: {start: 0, end: 6}}"
    )
    found = run(
        visitor,
        f"{WORDPRESS}{code}; STORES['core/annotations'].__experimentalAddAnnotation({other});"
        "await annotateQuotations(); await annotateQuotations(); return annotated.map((each) =>"
        " [each.blockClientId, each.richTextIdentifier, each.source, each.words])",
    )

    assert found == [
        ["quote", "citation", "other", "Letter"],
        ["first", "content", "quotation-direct", "We open now,"],
        ["second", "content", "quotation-direct", "So we do."],
        ["third", "content", "quotation-direct", "All of us 😀,"],
        ["image", "caption", "quotation-indirect", "it works"],
    ]


@pytest.mark.parametrize(
    "script", [f"{MODEL}; await quotationsIn(doc", "await annotateQuotations("]
)
def test_service_that_refuses(
    script: str, lenient: Visitor, serve: Callable[[Settings], BaseWSGIServer]
) -> None:
    """Where the service refuses, its own words are told and nothing is marked."""
    port = serve(Settings(max_characters=5)).port
    code = WORDPRESS + moved("".join(blocks("js")[1:3]), f"http://127.0.0.1:{port}/")
    lenient.driver.get(f"http://127.0.0.1:{port}/")
    told = run(
        lenient,
        f"{code}; try {{ {script}) }} catch (error) {{ return [error.message, annotated.length] }}",
        *PROSEMIRROR,
    )
    lenient.driver.get_log("browser")  # which tells of the refusal, as it should

    assert (told[0].endswith("the limit is 5. Split it."), told[1]) == (True, 0), told
